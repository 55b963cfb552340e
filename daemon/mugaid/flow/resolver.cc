#include "daemon/mugaid/flow/resolver.h"

#include <netdb.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <random>
#include <utility>

#include "lib/base/checked.h"
#include "lib/base/unique_fd.h"
#include "lib/formats/mail_auth/dns_question.h"

namespace mugai::flow {
namespace {

using mail_auth::Answer;
using mail_auth::Question;
using mail_auth::Reply;

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// Numbers that nobody outside can foretell: the kernel's, as many as there are queries.
std::uint16_t fresh_id() {
  thread_local std::random_device device;
  return static_cast<std::uint16_t>(device() & 0xFFFFU);
}

struct Pending {
  Answer* answer = nullptr;
  Buffer query;
  UniqueFd socket;
  bool truncated = false;
};

bool send_query(const Pending& one) {
  return ::send(one.socket.get(), one.query.data(), one.query.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(one.query.size());
}

// True where nothing more is to be waited for.
bool receive(Pending& one) {
  std::array<std::uint8_t, 4096> packet{};
  const ssize_t got = ::recv(one.socket.get(), packet.data(), packet.size(), MSG_DONTWAIT);
  if (got < 0) return errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR;  // refused: nobody listens
  const Bytes message(packet.data(), static_cast<std::size_t>(got));
  const Reply reply = mail_auth::judge_reply(one.query, message);
  if (reply == Reply::Foreign) return false;
  one.truncated = reply == Reply::Truncated;
  if (reply == Reply::Answered) {
    one.answer->failed = false;
    one.answer->message.assign(message.begin(), message.end());
  }
  return true;
}

bool wait_for(int fd, short events, std::int64_t deadline) {
  pollfd entry{fd, events, 0};
  for (;;) {
    const std::int64_t left = deadline - now_ms();
    if (left <= 0) return false;
    const int ready = ::poll(&entry, 1, checked_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool send_all(int fd, Bytes bytes, std::int64_t deadline) {
  while (!bytes.empty()) {
    if (!wait_for(fd, POLLOUT, deadline)) return false;
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_all(int fd, MutableBytes into, std::int64_t deadline) {
  while (!into.empty()) {
    if (!wait_for(fd, POLLIN, deadline)) return false;
    const ssize_t got = ::recv(fd, into.data(), into.size(), 0);
    if (got <= 0) return false;
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace

Result<Resolver> Resolver::make(const std::string& host, std::uint16_t port, std::uint64_t timeout_ms) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0 || found == nullptr) {
    return make_error(ErrorCode::Malformed, "dns.server: " + host + ": write the IP address of a DNS server");
  }
  Resolver resolver;
  std::copy_n(reinterpret_cast<const char*>(found->ai_addr), found->ai_addrlen,
              reinterpret_cast<char*>(&resolver.server_));
  resolver.length_ = found->ai_addrlen;
  resolver.timeout_ms_ = checked_cast<std::int64_t>(timeout_ms);
  ::freeaddrinfo(found);
  return resolver;
}

std::vector<Answer> Resolver::ask(const std::vector<Question>& questions) {
  std::vector<Answer> answers;
  for (const Question& question : questions)
    answers.push_back({question, true, {}});
  if (now_ms() < rests_until_.load() || questions.empty()) return answers;
  if (!exchange(answers)) rests_until_.store(now_ms() + kRestMs);
  return answers;
}

// False where the server gave no sign of life.
bool Resolver::exchange(std::vector<Answer>& answers) const {
  const std::int64_t start = now_ms();
  const std::int64_t deadline = start + timeout_ms_;
  std::vector<Pending> pending;
  for (Answer& answer : answers) {
    Pending one{&answer, mail_auth::write_query(answer.question, fresh_id()),
                UniqueFd(::socket(server_.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0)), false};
    const auto* address = reinterpret_cast<const sockaddr*>(&server_);
    if (!one.socket || ::connect(one.socket.get(), address, length_) != 0 || !send_query(one)) continue;
    pending.push_back(std::move(one));
  }
  bool alive = false;
  bool repeated = false;
  while (!pending.empty()) {
    const std::int64_t now = now_ms();
    if (now >= deadline) break;
    if (!repeated && now >= start + timeout_ms_ / 2) {
      repeated = true;
      for (const Pending& one : pending)
        static_cast<void>(send_query(one));
    }
    std::vector<pollfd> entries;
    for (const Pending& one : pending)
      entries.push_back({one.socket.get(), POLLIN, 0});
    const std::int64_t next = repeated ? deadline : start + timeout_ms_ / 2;
    if (::poll(entries.data(), entries.size(), checked_cast<int>(std::max<std::int64_t>(next - now, 1))) < 0) {
      if (errno == EINTR) continue;
      break;
    }
    for (std::size_t i = pending.size(); i-- > 0;) {
      if (entries[i].revents == 0 || !receive(pending[i])) continue;
      alive = true;
      if (pending[i].truncated) static_cast<void>(ask_by_tcp(*pending[i].answer, deadline));
      pending.erase(pending.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return alive;
}

// RFC 1035 4.2.2: the message with its length before it.
bool Resolver::ask_by_tcp(Answer& answer, std::int64_t deadline) const {
  const UniqueFd socket(::socket(server_.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return false;
  const auto* address = reinterpret_cast<const sockaddr*>(&server_);
  if (::connect(socket.get(), address, length_) != 0 && errno != EINPROGRESS) return false;
  const Buffer query = mail_auth::write_query(answer.question, fresh_id());
  Buffer framed = {static_cast<std::uint8_t>(query.size() >> 8), static_cast<std::uint8_t>(query.size() & 0xFFU)};
  framed.insert(framed.end(), query.begin(), query.end());
  std::array<std::uint8_t, 2> length{};
  if (!send_all(socket.get(), framed, deadline) || !receive_all(socket.get(), length, deadline)) return false;
  Buffer message(std::size_t{length[0]} * 256 + length[1]);
  if (message.size() > mail_auth::kMaxMessage || !receive_all(socket.get(), message, deadline)) return false;
  if (mail_auth::judge_reply(query, message) != Reply::Answered) return false;
  answer.failed = false;
  answer.message = std::move(message);
  return true;
}

}  // namespace mugai::flow
