// Server: accepts SMTP clients and runs one session each (RFC 5321), with limits on everything a client can make many
// of. Sessions live on the network thread.
//
// In: connections. Out: messages into flow::process_message. Not done here: TLS and authentication (peers are known by
// their address), BDAT (not offered).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/mugaid/flow/message_flow.h"
#include "daemon/mugaid/net.h"
#include "daemon/mugaid/smtp_in/peers.h"
#include "lib/base/result.h"

namespace mugai::smtp {

// Sizes in bytes. Every limit's meaning and default: config/mugai.conf.
struct ServerOptions {
  std::string host;
  std::uint16_t port = 25;
  PeerList peers;
  std::vector<std::string> domains;
  std::uint64_t max_message_bytes = 50u << 20;
  std::uint64_t max_line_bytes = 65'536;
  std::uint64_t max_recipients = 100;
  std::uint64_t max_connections = 200;
  std::uint64_t max_connections_per_peer = 50;
  std::uint64_t max_commands = 200;  // since the last message
  std::uint64_t max_errors = 20;
  std::uint64_t command_seconds = 300;
  std::uint64_t data_seconds = 1800;
  std::uint64_t session_seconds = 7200;
  std::uint64_t greet_pause_ms = 0;
};

class Session;

class Server {
 public:
  Server(flow::Services& services, ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and begins to accept. Error: Io with what to do.
  Result<void> start();
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

  // Stopped: every client gets 421 (new ones at once, others at their next command outside a transaction).
  void set_stopped(bool stopped) noexcept { stopped_ = stopped; }
  [[nodiscard]] bool is_stopped() const noexcept { return stopped_ || draining_; }
  // Takes no more clients and closes the idle ones; messages under way end. Done when open_sessions() is 0.
  void drain();
  // Closes every connection.
  void close_all();
  [[nodiscard]] std::size_t open_sessions() const noexcept { return sessions_.size(); }

 private:
  friend class Session;
  net::Task<void> accept_loop();
  net::Task<void> turn_away(net::Tcp::socket socket, std::string reply);
  // nullptr, or the reply with which the client is turned away.
  const char* why_not(const std::string& peer);
  void note_refused_peer(const std::string& peer, const char* why);

  flow::Services& services_;
  ServerOptions options_;
  net::Tcp::acceptor acceptor_;
  std::uint16_t port_ = 0;
  bool stopped_ = false;
  bool draining_ = false;
  std::list<Session*> sessions_;
  std::map<std::string, std::uint64_t> per_peer_;
  std::uint64_t turning_away_ = 0;
  std::uint64_t refusals_noted_ = 0;
  std::int64_t refusals_second_ = 0;
};

}  // namespace mugai::smtp
