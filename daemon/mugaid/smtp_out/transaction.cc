// The pool of connections, and one message over one of them.
#include <utility>

#include "daemon/mugaid/smtp_out/client.h"

namespace mugai::smtp_out {

void Pool::drop_old() {
  const auto keep = std::chrono::seconds(static_cast<std::int64_t>(options_.idle_seconds));
  const net::Clock::time_point now = net::Clock::now();
  idle_.remove_if([&](const std::unique_ptr<Connection>& c) { return now - c->idle_since > keep; });
}

// Said once a change: a next hop that is down is asked for each mail that comes in.
void Pool::note_reach(bool reached, const Reply& reply) {
  if (reached == reached_) return;
  reached_ = reached;
  if (options_.on_reach) options_.on_reach(reached, reply);
}

net::Task<std::unique_ptr<Connection>> Pool::acquire(bool fresh, Reply& reply) {
  drop_old();
  while (!fresh && !idle_.empty()) {
    std::unique_ptr<Connection> connection = std::move(idle_.back());  // the one used last: the others may age
    idle_.pop_back();
    if (connection->is_stale()) continue;
    ++stats_.reused;
    co_return connection;
  }
  auto connection = std::make_unique<Connection>(io_, watchdog_, options_);
  reply = co_await connection->open();
  if (!connection->is_usable()) connection.reset();
  if (connection) ++stats_.opened;
  note_reach(connection != nullptr, reply);
  co_return connection;
}

void Pool::release(std::unique_ptr<Connection> connection, bool clean) {
  if (!connection || !clean || !connection->is_usable() || idle_.size() >= options_.max_idle) return;
  connection->idle_since = net::Clock::now();
  idle_.push_back(std::move(connection));
}

std::string Transaction::mail_line() const {
  std::string line = "MAIL FROM:<" + sender_ + ">";
  if (eight_bit_ && connection_->offers("8BITMIME")) line += " BODY=8BITMIME";
  if (utf8_) line += " SMTPUTF8";
  return line + "\r\n";
}

// MAIL and the first RCPT, in one go where the next hop allows.
net::Task<Reply> Transaction::begin(std::string first_recipient, bool fresh) {
  Reply reply;
  mail_taken_ = false;
  connection_ = co_await pool_.acquire(fresh, reply);
  if (!connection_) co_return reply;
  if (utf8_ && !connection_->offers("SMTPUTF8")) {
    pool_.release(std::move(connection_), true);
    reply = Reply();
    reply.code = 553;
    reply.enhanced = "5.6.7";
    reply.text = "the next hop takes no internationalised addresses";
    co_return reply;
  }
  const std::string rcpt = "RCPT TO:<" + first_recipient + ">\r\n";
  if (!connection_->offers("PIPELINING")) {
    std::string line = mail_line();
    reply = co_await connection_->command(std::move(line));
    mail_taken_ = reply.code == 250;
    if (!mail_taken_) co_return reply;
    line = rcpt;
    co_return co_await connection_->command(std::move(line));
  }
  std::string lines = mail_line() + rcpt;
  const Reply mail = co_await connection_->command(std::move(lines));
  if (mail.code == 0) co_return mail;
  Reply recipient = co_await connection_->read_reply();
  mail_taken_ = mail.code == 250;
  if (!mail_taken_) co_return mail;
  co_return recipient;
}

net::Task<Reply> Transaction::recipient(std::string address) {
  Reply reply;
  const bool connected = connection_ && connection_->is_usable();
  if (recipients_.empty() && !connected) {
    // A kept connection may have been closed by the other side in this very moment: then once more with a new one.
    std::string again = address;
    reply = co_await begin(std::move(again), false);
    if (reply.code == 0 || reply.code == 421) {
      again = address;
      reply = co_await begin(std::move(again), true);
    }
    if (!mail_taken_) connection_.reset();
  } else {
    if (!connected) reply = co_await replay();
    if (!connection_) co_return reply;
    std::string line = "RCPT TO:<" + address + ">\r\n";
    reply = co_await connection_->command(std::move(line));
  }
  if (reply.code == 250 || reply.code == 251) recipients_.push_back(std::move(address));
  co_return reply;
}

// The same envelope on a new connection. Every recipient must be taken again, else nothing is sent.
net::Task<Reply> Transaction::replay() {
  connection_.reset();
  Reply reply;
  for (std::size_t i = 0; i < recipients_.size(); ++i) {
    if (i == 0) {
      std::string first = recipients_.front();
      reply = co_await begin(std::move(first), true);
    } else {
      std::string line = "RCPT TO:<" + recipients_[i] + ">\r\n";
      reply = co_await connection_->command(std::move(line));
    }
    if (reply.code != 250 && reply.code != 251) {
      // Taken before, refused now: only a temporary answer is right for a message with several recipients.
      if (reply.permanent()) reply.code = 451;
      connection_.reset();
      co_return reply;
    }
  }
  co_return reply;
}

net::Task<Delivery> Transaction::send(int fd) {
  Delivery delivery;
  std::string line = "DATA\r\n";
  delivery.reply = co_await connection_->command(std::move(line));
  if (delivery.reply.code != 354) {
    delivery.untouched = true;
    delivery.words = "the next hop gave no leave to send the message";
    co_return delivery;
  }
  bool sent_all = false;
  Result<Reply> reply = co_await connection_->send_message(fd, sent_all);
  if (!reply) {
    delivery.reply = Reply();
    delivery.words = reply.error().detail;
    co_return delivery;
  }
  delivery.reply = std::move(reply).value();
  delivery.in_doubt = delivery.reply.code == 0 && sent_all;
  if (delivery.reply.code == 0) delivery.words = "the connection to the next hop was lost";
  co_return delivery;
}

net::Task<Delivery> Transaction::deliver(int fd) {
  MUGAI_CHECK(!recipients_.empty());
  Delivery delivery;
  if (connection_ && connection_->is_usable() && !connection_->is_stale()) {
    delivery = co_await send(fd);
    // Lost before DATA was answered: nothing was sent, so once more.
    const bool again = delivery.untouched && (delivery.reply.code == 0 || delivery.reply.code == 421);
    if (!again) {
      pool_.release(std::move(connection_), delivery.reply.code == 250);
      co_return delivery;
    }
  }
  delivery.reply = co_await replay();
  if (!connection_) {
    delivery.words = "the next hop could not be reached again";
    co_return delivery;
  }
  delivery = co_await send(fd);
  pool_.release(std::move(connection_), delivery.reply.code == 250);
  co_return delivery;
}

}  // namespace mugai::smtp_out
