// Client: connections to the next hop, kept open between messages, and one message's way over one of them.
//
// In: an envelope, recipient by recipient, and a message in a file. Out: the next hop's own replies. A reply with code
// 0 means that there was none. Limits: one message at a time on a connection; `max_idle` connections are kept for
// `idle_seconds`. All of it belongs to the network thread.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "daemon/mugaid/net.h"
#include "daemon/mugaid/smtp_out/reply.h"
#include "lib/base/result.h"

namespace mugai::smtp_out {

using smtp::Reply;

struct Options {
  std::string host;  // address or name
  std::uint16_t port = 25;
  std::string helo;
  std::uint64_t timeout_seconds = 30;        // connect, banner and each command
  std::uint64_t data_timeout_seconds = 240;  // from the end of the message to its reply
  std::uint64_t max_idle = 20;
  std::uint64_t idle_seconds = 60;
  // Called where the next hop is no longer reached (with its reply, if it gave one) and where it is again; may be
  // empty.
  std::function<void(bool reached, const Reply& reply)> on_reach;
};

// One connection after its EHLO.
class Connection {
 public:
  Connection(net::asio::io_context& io, net::Watchdog& watchdog, const Options& options);
  net::Task<Reply> open();
  // Sends `lines` (each with its CR LF) and reads one reply; more replies by read_reply().
  net::Task<Reply> command(std::string lines);
  net::Task<Reply> read_reply();
  // After 354: the message of `fd` from offset 0, then the end of data and its reply. `sent_all`: the end of data may
  // have reached the next hop, so that no reply does not mean that it was not taken. Error: the message is not in the
  // form that SMTP allows; nothing of it counts and the connection is closed.
  net::Task<Result<Reply>> send_message(int fd, bool& sent_all);

  [[nodiscard]] bool offers(std::string_view keyword) const;
  // False once anything went wrong: then only to be thrown away.
  [[nodiscard]] bool is_usable() const noexcept { return usable_; }
  // True where the other side closed or said something unasked while the connection was idle.
  bool is_stale();
  net::Clock::time_point idle_since;

 private:
  net::Task<net::ErrorCode> connect();
  net::Task<bool> write(const std::string& bytes);
  Reply lost();
  net::Tcp::socket socket_;
  const Options& options_;
  net::Watchdog::Guard guard_;
  smtp::ReplyReader reader_;
  std::string buffer_;
  std::string_view unread_;
  std::vector<std::string> keywords_;
  bool usable_ = false;
};

struct PoolStats {
  std::uint64_t opened = 0;
  std::uint64_t reused = 0;
};

class Pool {
 public:
  Pool(net::asio::io_context& io, net::Watchdog& watchdog, Options options)
      : io_(io), watchdog_(watchdog), options_(std::move(options)) {}
  // An idle connection (unless `fresh`) or a new one. nullptr where there is none to be had; `reply` says why.
  net::Task<std::unique_ptr<Connection>> acquire(bool fresh, Reply& reply);
  // Back for the next message; a connection in the middle of a transaction or broken is closed instead.
  void release(std::unique_ptr<Connection> connection, bool clean);
  void close_idle() { idle_.clear(); }
  [[nodiscard]] const PoolStats& stats() const noexcept { return stats_; }

 private:
  void drop_old();
  void note_reach(bool reached, const Reply& reply);
  bool reached_ = true;
  net::asio::io_context& io_;
  net::Watchdog& watchdog_;
  Options options_;
  std::list<std::unique_ptr<Connection>> idle_;
  PoolStats stats_;
};

struct Delivery {
  Reply reply;             // of the end of data, or of what failed before it
  bool untouched = false;  // not a byte of the message was sent
  bool in_doubt = false;   // no reply, but the next hop may have taken the message
  std::string words;       // why there is no reply
};

// One message: MAIL with the first recipient, each RCPT live, then the message. A connection that is lost before the
// end of data is replaced once, with the same envelope.
class Transaction {
 public:
  Transaction(Pool& pool, std::string sender, bool utf8, bool eight_bit)
      : pool_(pool), sender_(std::move(sender)), utf8_(utf8), eight_bit_(eight_bit) {}
  ~Transaction() { pool_.release(std::move(connection_), false); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // The next hop's word on one more recipient.
  net::Task<Reply> recipient(std::string address);
  net::Task<Delivery> deliver(int fd);

 private:
  net::Task<Reply> begin(std::string first_recipient, bool fresh);
  net::Task<Reply> replay();
  net::Task<Delivery> send(int fd);
  [[nodiscard]] std::string mail_line() const;
  Pool& pool_;
  std::string sender_;
  bool utf8_;
  bool eight_bit_;
  bool mail_taken_ = false;
  std::vector<std::string> recipients_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace mugai::smtp_out
