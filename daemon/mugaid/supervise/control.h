// Control: the socket of mugaictl and the metrics page. Both answer one request a connection.
//
// Control socket: UNIX stream, mode 0660; the request is one line of flat JSON ({"cmd":"status"}), the answer another.
// Commands: status, stop, resume, reload, audit.search and quarantine.show with what is asked for ("query"): these two
// only leave a record of it. Who may connect is the file's permission; the peer's user number is taken
// from the kernel and stands in the audit record.
// Metrics: HTTP GET /metrics, and nothing else.
#pragma once

#include <memory>
#include <string>

#include "daemon/mugaid/config.h"
#include "daemon/mugaid/net.h"
#include "daemon/mugaid/supervise/status.h"
#include "lib/base/result.h"

namespace mugai::daemon {

class Control {
 public:
  Control(net::asio::io_context& io, net::Watchdog& watchdog, Commands commands);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;
  // An old socket file of a daemon that is gone is replaced. Error: Io with what to do.
  Result<void> listen_control(const std::string& path);
  Result<void> listen_metrics(const HostPort& where);
  [[nodiscard]] std::uint16_t metrics_port() const noexcept { return metrics_port_; }
  void close();

 private:
  using Unix = net::asio::local::stream_protocol;
  net::Task<void> accept_control();
  net::Task<void> accept_metrics();
  net::Task<void> serve_control(Unix::socket socket);
  net::Task<void> serve_metrics(net::Tcp::socket socket);
  std::string answer(const std::string& line, const std::string& who);

  net::asio::io_context& io_;
  net::Watchdog& watchdog_;
  Commands commands_;
  Unix::acceptor control_;
  net::Tcp::acceptor metrics_;
  std::string control_path_;
  std::uint16_t metrics_port_ = 0;
  unsigned open_ = 0;
};

}  // namespace mugai::daemon
