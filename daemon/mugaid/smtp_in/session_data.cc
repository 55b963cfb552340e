// One SMTP client: the message.
#include "daemon/mugaid/smtp_in/session.h"

namespace mugai::smtp {
namespace {

constexpr std::uint64_t kLingerBytes = 1u << 20;
constexpr std::chrono::seconds kLingerTime{3};

std::chrono::seconds seconds(std::uint64_t count) {
  return std::chrono::seconds(static_cast<std::int64_t>(count));
}

}  // namespace

// The connection cannot be trusted to mean the same to both sides any more: it ends here.
net::Task<void> Session::fault(FrameFault kind, std::string_view where) {
  const bool is_long = kind == FrameFault::LineTooLong;
  std::string words(fault_words(kind));
  services_.counters.framing_faults += 1;
  note(is_long ? "smtp.protocol" : "smtp.smuggling", std::string(is_long                   ? "SMTP-004: "
                                                                 : kind == FrameFault::Nul ? "SMTP-003: "
                                                                                           : "SMTP-001: ") +
                                                         words + " in " + std::string(where));
  reply(is_long ? 500 : 550, "5.5.2", words + " refused; lines end with CR LF");
  co_await flush();
  co_await linger();
}

// Reads on for a short while after the last reply, so that the client gets it before the connection is reset.
net::Task<void> Session::linger() {
  net::ErrorCode ignored;
  socket_.shutdown(net::Tcp::socket::shutdown_send, ignored);
  guard_.expires_after(kLingerTime);
  std::uint64_t dropped = 0;
  while (dropped < kLingerBytes) {
    const auto [error, got] = co_await socket_.async_read_some(net::asio::buffer(buffer_), net::kTuple);
    if (error) break;
    dropped += got;
  }
  net::close(socket_);
}

// Reads the message to its end. `stored` says why it could not be kept; the bytes are read all the same, so that the
// client gets a reply, but no more than twice what is allowed. False: the connection is over.
net::Task<bool> Session::receive(flow::Spool& spool, Result<void>& stored) {
  DataReader reader(options_.max_line_bytes);
  std::string message;
  std::uint64_t read = 0;
  while (true) {
    message.clear();
    const DataReader::State state = reader.feed(unread_, message);
    read += message.size();
    if (state == DataReader::State::Fault) {
      co_await fault(reader.fault(), "the message");
      co_return false;
    }
    if (stored) stored = spool.append(message);
    if (state == DataReader::State::End) co_return true;
    if (read / 2 > options_.max_message_bytes) {
      reply(552, "5.3.4", "the message is larger than the gateway takes");
      co_await flush();
      co_await linger();
      co_return false;
    }
    const bool done1 = co_await fill();
    if (!done1) co_return false;
  }
}

net::Task<void> Session::hand_over(flow::Spool& spool) {
  guard_.clear();  // the worker's and the next hop's time limits hold
  const flow::Answer answer = co_await flow::process_message(services_, envelope_, *next_hop_, spool);
  guard_.expires_after(seconds(options_.command_seconds));
  reply(answer);
  if (answer.delivery_key.empty()) co_return;
  net::ErrorCode error;
  const bool silent = unread_.empty() && socket_.available(error) == 0 && !error;
  const std::string key = answer.delivery_key;
  const bool sent = co_await flush();
  commands_ = 0;
  // What the client had said before it could have the reply acknowledges nothing.
  if (sent && silent) {
    unacknowledged_ = key;
  } else if (!sent) {
    flow::Deliveries& deliveries = services_.deliveries;
    net::asio::post(services_.workers, [&deliveries] { deliveries.sync(); });
  }
}

net::Task<bool> Session::data(std::string argument) {
  if (!argument.empty()) {
    reply(501, "5.5.4", "DATA takes no argument");
    co_return true;
  }
  if (!has_mail_ || envelope_.recipients.empty()) {
    reply(has_mail_ ? 554 : 503, "5.5.1", has_mail_ ? "no recipient was taken" : "MAIL first");
    co_return true;
  }
  if (services_.audit_failing) {
    // Stop taking mail rather than stop recording: a record that becomes durable opens the gate again.
    audit::Record probe{"system", "local", "audit.retry", services_.gateway_name, true, "records could not be written",
                        {}};
    const bool works = co_await flow::write_audit(services_, std::move(probe));
    if (!works) {
      reply(451, "4.3.0", "the audit log cannot be written; try again later");
      reset_transaction();
      co_return true;
    }
  }
  reply(354, "", "end with CR LF . CR LF");
  const bool done2 = co_await flush();
  if (!done2) co_return false;
  guard_.expires_after(seconds(options_.data_seconds));
  flow::Spool spool(services_.spool_dir, options_.max_message_bytes);
  Result<void> stored = ok();
  const bool received = co_await receive(spool, stored);
  if (!received) co_return false;
  if (!stored) {
    const bool too_large = stored.error().code == ErrorCode::TooLarge;
    note("mail.relay", stored.error().detail);
    if (too_large) {
      reply(552, "5.3.4", "the message is larger than the gateway takes");
    } else {
      reply(451, "4.3.1", "the message cannot be stored now; try again later");
    }
  } else {
    co_await hand_over(spool);
  }
  reset_transaction();
  co_return true;
}

}  // namespace mugai::smtp
