// Session: one SMTP client. Internal to smtp_in.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/mugaid/flow/spool.h"
#include "daemon/mugaid/smtp_in/framer.h"
#include "daemon/mugaid/smtp_in/grammar.h"
#include "daemon/mugaid/smtp_in/server.h"

namespace mugai::smtp {

class Session {
 public:
  Session(Server& server, net::Tcp::socket socket, std::string peer);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  net::Task<void> run();
  // Closes at once where the client is between messages.
  void drain();
  void close() { net::close(socket_); }

 private:
  enum class Input : std::uint8_t { Line, Closed, Fault };

  net::Task<bool> greet();
  net::Task<Input> read_line();
  net::Task<bool> fill();   // more bytes from the socket; false at the end
  net::Task<bool> flush();  // sends what reply() has collected
  void reply(int code, std::string_view enhanced, std::string_view text);
  void reply(const flow::Answer& answer) { reply(answer.code, answer.enhanced, answer.text); }

  // False: the session ends after flush().
  net::Task<bool> execute(const std::string& line);
  bool execute_at_once(const Command& command);
  bool hello(const Command& command);
  void mail(std::string_view argument);
  net::Task<void> rcpt(std::string argument);
  net::Task<bool> data(std::string argument);
  net::Task<bool> receive(flow::Spool& spool, Result<void>& stored);
  net::Task<void> hand_over(flow::Spool& spool);
  void reset_transaction();
  [[nodiscard]] bool pipelines_unasked(Verb verb);
  net::Task<void> fault(FrameFault fault, std::string_view where);
  net::Task<void> linger();
  void note(std::string_view action, std::string_view reason, std::string_view object = {});
  bool refuse_path(const Parsed& parsed);
  bool too_many();

  Server& server_;
  flow::Services& services_;
  const ServerOptions& options_;
  net::Tcp::socket socket_;
  std::string peer_;
  std::list<Session*>::iterator place_;
  net::Watchdog::Guard guard_;
  net::Clock::time_point ends_at_;

  std::string buffer_;
  std::string_view unread_;
  LineReader lines_;
  std::string out_;
  bool idle_ = true;  // waiting for a command outside a transaction

  std::string helo_;
  bool esmtp_ = false;
  bool has_mail_ = false;
  MailCommand mail_;
  flow::Envelope envelope_;
  std::unique_ptr<smtp_out::Transaction> next_hop_;
  std::string unacknowledged_;  // key of a message whose 250 was sent
  std::uint64_t commands_ = 0;
  std::uint64_t errors_ = 0;
};

}  // namespace mugai::smtp
