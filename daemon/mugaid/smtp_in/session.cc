// One SMTP client: commands and their order. The message itself: session_data.cc.
#include "daemon/mugaid/smtp_in/session.h"

#include <algorithm>

#include "lib/base/utf8.h"

namespace mugai::smtp {
namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
std::chrono::seconds seconds(std::uint64_t count) {
  return std::chrono::seconds(static_cast<std::int64_t>(count));
}

// RFC 2920 3.1: after these a client must wait for the reply.
constexpr bool must_be_last(Verb verb) {
  return verb == Verb::Ehlo || verb == Verb::Helo || verb == Verb::Data;
}

}  // namespace

Session::Session(Server& server, net::Tcp::socket socket, std::string peer)
    : server_(server),
      services_(server.services_),
      options_(server.options_),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      place_(server.sessions_.insert(server.sessions_.end(), this)),
      guard_(services_.watchdog,
             [this] {
               net::ErrorCode ignored;
               socket_.non_blocking(true, ignored);
               constexpr std::string_view kWords = "421 4.4.2 time is over\r\n";
               socket_.write_some(net::asio::buffer(kWords), ignored);
               net::close(socket_);
             }),
      ends_at_(net::Clock::now() + seconds(options_.session_seconds)) {
  buffer_.resize(kReadBytes);
  ++server_.per_peer_[peer_];
  services_.counters.sessions_open += 1;
}

Session::~Session() {
  server_.sessions_.erase(place_);
  const auto count = server_.per_peer_.find(peer_);
  if (count != server_.per_peer_.end() && --count->second == 0) server_.per_peer_.erase(count);
  services_.counters.sessions_open -= 1;
}

void Session::drain() {
  if (!idle_) return;
  net::ErrorCode ignored;
  socket_.non_blocking(true, ignored);
  constexpr std::string_view kWords = "421 4.3.2 the gateway is going down; try again later\r\n";
  socket_.write_some(net::asio::buffer(kWords), ignored);
  net::close(socket_);
}

void Session::reply(int code, std::string_view enhanced, std::string_view text) {
  out_ += std::to_string(code);
  out_ += ' ';
  if (!enhanced.empty()) {
    out_ += enhanced;
    out_ += ' ';
  }
  out_ += text;
  out_ += "\r\n";
  if (code >= 500) {
    ++errors_;
    services_.counters.protocol_errors += 1;
  }
}

net::Task<bool> Session::flush() {
  if (out_.empty()) co_return true;
  const auto [error, sent] = co_await net::asio::async_write(socket_, net::asio::buffer(out_), net::kTuple);
  const bool written = !error && sent == out_.size();
  out_.clear();
  co_return written;
}

net::Task<bool> Session::fill() {
  const auto [error, got] = co_await socket_.async_read_some(net::asio::buffer(buffer_), net::kTuple);
  if (error || got == 0) co_return false;
  unread_ = std::string_view(buffer_).substr(0, got);
  if (!unacknowledged_.empty()) {
    // The client speaks again after its 250 was sent: it has it.
    services_.deliveries.acknowledged(unacknowledged_);
    unacknowledged_.clear();
  }
  co_return true;
}

net::Task<Session::Input> Session::read_line() {
  while (true) {
    const LineReader::State state = lines_.feed(unread_);
    if (state == LineReader::State::Line) co_return Input::Line;
    if (state == LineReader::State::Fault) co_return Input::Fault;
    const bool sent = co_await flush();
    if (!sent) co_return Input::Closed;
    const bool more = co_await fill();
    if (!more) co_return Input::Closed;
  }
}

// Writes an audit record that nobody waits for.
void Session::note(std::string_view action, std::string_view reason, std::string_view object) {
  audit::Record record;
  record.user = envelope_.sender.empty() ? "unknown" : envelope_.sender;
  record.terminal = peer_;
  record.action = action;
  record.object = object;
  record.success = false;
  record.reason = reason;
  flow::note_audit(services_, record);
}

// A client that spoke first, before the greeting, does not wait for replies: not an SMTP client.
net::Task<bool> Session::greet() {
  guard_.expires_after(seconds(options_.command_seconds));
  if (options_.greet_pause_ms > 0) {
    net::asio::steady_timer pause(services_.io,
                                  std::chrono::milliseconds(static_cast<std::int64_t>(options_.greet_pause_ms)));
    co_await pause.async_wait(net::kTuple);
  }
  net::ErrorCode error;
  if (socket_.available(error) > 0 || error) {
    reply(554, "5.5.1", "protocol error: you spoke before the greeting");
    note("smtp.protocol", "SMTP-005: spoke before the greeting");
    co_await flush();
    co_await linger();
    co_return false;
  }
  reply(220, "", services_.gateway_name + " ESMTP Mugai");
  co_return co_await flush();
}

net::Task<void> Session::run() {
  const bool greeted = co_await greet();
  bool go_on = greeted;
  while (go_on) {
    guard_.expires_after(
        std::min<net::Clock::duration>(seconds(options_.command_seconds), ends_at_ - net::Clock::now()));
    idle_ = !has_mail_;
    const Input input = co_await read_line();
    idle_ = false;
    if (input == Input::Closed) break;
    if (input == Input::Fault) {
      co_await fault(lines_.fault(), "a command");
      break;
    }
    const std::string line(lines_.line());
    go_on = co_await execute(line);
    if (go_on && too_many()) go_on = false;
  }
  co_await flush();
  // The client went without its 250 being known to have arrived: it will come again.
  if (!unacknowledged_.empty() && guard_.expired()) {
    flow::Deliveries& deliveries = services_.deliveries;
    net::asio::post(services_.workers, [&deliveries] { deliveries.sync(); });
  }
}

bool Session::too_many() {
  if (errors_ <= options_.max_errors && commands_ <= options_.max_commands) return false;
  out_ += "421 4.7.0 too many errors or commands\r\n";
  note("smtp.protocol", "too many errors or commands");
  return true;
}

bool Session::pipelines_unasked(Verb verb) {
  if (!must_be_last(verb) && (esmtp_ || helo_.empty() || verb == Verb::Quit)) return false;
  net::ErrorCode error;
  return !unread_.empty() || (verb == Verb::Data && socket_.available(error) > 0);
}

net::Task<bool> Session::execute(const std::string& line) {
  const Command command = parse_command(line);
  ++commands_;
  if (pipelines_unasked(command.verb)) {
    reply(554, "5.5.0", "protocol error: you did not wait for a reply");
    note("smtp.protocol", "SMTP-005: unauthorised pipelining");
    services_.counters.framing_faults += 1;
    co_await flush();
    co_await linger();
    co_return false;
  }
  if (server_.is_stopped() && !has_mail_) {
    reply(421, "4.3.2", "the gateway takes no mail now; try again later");
    co_return false;
  }
  // Not in the switch below: gcc 12 loses its way back into a switch inside a coroutine.
  if (command.verb == Verb::Rcpt) {
    std::string argument(command.argument);
    co_await rcpt(std::move(argument));
    co_return true;
  }
  if (command.verb == Verb::Data) {
    std::string argument(command.argument);
    const bool go_on = co_await data(std::move(argument));
    co_return go_on;
  }
  co_return execute_at_once(command);
}

// The commands that wait for nobody.
bool Session::execute_at_once(const Command& command) {
  switch (command.verb) {
    case Verb::Ehlo:
    case Verb::Helo:
      return hello(command);
    case Verb::Mail:
      mail(command.argument);
      return true;
    case Verb::Rset:
      if (!command.argument.empty()) {
        reply(501, "5.5.4", "RSET takes no argument");
        return true;
      }
      reset_transaction();
      reply(250, "2.0.0", "reset");
      return true;
    case Verb::Noop:
      reply(250, "2.0.0", "ok");
      return true;
    case Verb::Help:
      reply(214, "2.0.0", "RFC 5321");
      return true;
    case Verb::Vrfy:
      reply(252, "2.5.1", "send a message and see");
      return true;
    case Verb::Quit:
      if (!command.argument.empty()) {
        reply(501, "5.5.4", "QUIT takes no argument");
        return true;
      }
      reply(221, "2.0.0", services_.gateway_name + " closing");
      return false;
    case Verb::Expn:
    case Verb::StartTls:
    case Verb::Auth:
    case Verb::Bdat:
      reply(502, "5.5.1", "command not offered");
      return true;
    case Verb::Rcpt:
    case Verb::Data:
    case Verb::Unknown:
      break;
  }
  reply(500, "5.5.2", "command not known");
  return true;
}

bool Session::hello(const Command& command) {
  if (!is_helo_name(command.argument)) {
    reply(501, "5.5.4", "a host name or an address literal is needed");
    return true;
  }
  reset_transaction();
  helo_ = command.argument;
  esmtp_ = command.verb == Verb::Ehlo;
  if (!esmtp_) {
    reply(250, "", services_.gateway_name);
    return true;
  }
  const std::string offers[] = {services_.gateway_name,
                                "PIPELINING",
                                "SIZE " + std::to_string(options_.max_message_bytes),
                                "8BITMIME",
                                "SMTPUTF8",
                                "ENHANCEDSTATUSCODES"};
  for (const std::string& offer : offers) {
    out_ += &offer == std::end(offers) - 1 ? "250 " : "250-";
    out_ += offer;
    out_ += "\r\n";
  }
  return true;
}

bool Session::refuse_path(const Parsed& parsed) {
  if (!parsed.unknown_parameter.empty()) {
    reply(555, "5.5.4", "a parameter is not known or malformed");
    return true;
  }
  switch (parsed.fault) {
    case PathFault::None:
      return false;
    case PathFault::Syntax:
      reply(501, "5.1.3", "the address is malformed");
      break;
    case PathFault::TooLong:
      reply(501, "5.1.3", "the address is too long");
      break;
    case PathFault::NeedsUtf8:
      reply(553, "5.6.7", "such an address needs SMTPUTF8");
      break;
    case PathFault::SourceRoute:
    case PathFault::Relay:
      reply(550, "5.7.1", "routes in addresses are not taken");
      note("smtp.relay", "SMTP-005: a route in an address");
      break;
  }
  return true;
}

void Session::mail(std::string_view argument) {
  if (helo_.empty()) return reply(503, "5.5.1", "EHLO first");
  if (has_mail_) return reply(503, "5.5.1", "one message at a time");
  MailCommand command;
  const Parsed parsed = parse_mail(argument, command);
  if (refuse_path(parsed)) return;
  if (!esmtp_ && (command.size || command.eight_bit || command.utf8)) return reply(555, "5.5.4", "EHLO for parameters");
  if (command.size.value_or(0) > options_.max_message_bytes) {
    return reply(552, "5.3.4", "the message is larger than the gateway takes");
  }
  mail_ = std::move(command);
  has_mail_ = true;
  envelope_ = flow::Envelope();
  envelope_.peer = peer_;
  envelope_.helo = helo_;
  envelope_.esmtp = esmtp_;
  envelope_.utf8 = mail_.utf8;
  envelope_.sender = mail_.sender.text;
  envelope_.policies = services_.policies;
  reply(250, "2.1.0", "sender taken");
}

// The recipient is passed on live: the next hop's word is ours.
net::Task<void> Session::rcpt(std::string argument) {
  if (!has_mail_) co_return reply(503, "5.5.1", "MAIL first");
  Path path;
  const Parsed parsed = parse_rcpt(argument, mail_.utf8, path);
  if (refuse_path(parsed)) co_return;
  if (!is_listed_domain(path.domain, options_.domains)) {
    services_.counters.recipients_refused += 1;
    note("smtp.relay", "the recipient's domain is not listed", path.text);
    co_return reply(550, "5.7.1", "no mail for that domain here");
  }
  if (envelope_.recipients.size() >= options_.max_recipients) co_return reply(452, "4.5.3", "too many recipients");
  const flow::LoadedPolicy& policy = envelope_.policies->for_domain(path.domain);
  if (envelope_.policy != nullptr && envelope_.policy != &policy) {
    co_return reply(452, "4.5.3", "this recipient has another policy: send the message again for it");
  }
  if (!next_hop_) {
    next_hop_ =
        std::make_unique<smtp_out::Transaction>(services_.next_hop, envelope_.sender, mail_.utf8, mail_.eight_bit);
  }
  guard_.clear();  // the next hop's own time limits hold
  std::string address = path.text;
  const Reply answer = co_await next_hop_->recipient(std::move(address));
  guard_.expires_after(seconds(options_.command_seconds));
  if (answer.code == 250 || answer.code == 251) {
    envelope_.recipients.push_back(path.text);
    envelope_.policy = &policy;
    co_return reply(250, "2.1.5", "recipient taken");
  }
  services_.counters.recipients_refused += 1;
  reply(flow::map_reply(answer));
}

void Session::reset_transaction() {
  has_mail_ = false;
  mail_ = MailCommand();
  next_hop_.reset();
  envelope_.recipients.clear();
  envelope_.policy = nullptr;
}

}  // namespace mugai::smtp
