// Resolver: asks the one DNS server of the configuration (RFC 1035 4.2) what a job wants to know about a sender. By
// UDP from a fresh port each, once more after half the time, by TCP where an answer did not fit. Blocks: it runs on
// the pool, like the jobs it asks for. What a server answers is kept as it came and read by a job.
//
// Limits: 16 questions at a time, answers of 8 KiB. After a time-out of all of a mail's questions nothing is asked for
// kRestMs, so that a dead server does not hold up every mail. Known gap: no cache; the server is expected to have one.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/formats/mail_auth/facts.h"

namespace mugai::flow {

class Resolver {
 public:
  static constexpr std::int64_t kRestMs = 15'000;

  // `host` is an IP address. Error Malformed where it is none.
  static Result<Resolver> make(const std::string& host, std::uint16_t port, std::uint64_t timeout_ms);

  // An answer to each question, in their order; `failed` where there was none in time. Thread-safe.
  std::vector<mail_auth::Answer> ask(const std::vector<mail_auth::Question>& questions);

  Resolver(Resolver&& other) noexcept
      : server_(other.server_), length_(other.length_), timeout_ms_(other.timeout_ms_) {}

 private:
  Resolver() = default;
  bool exchange(std::vector<mail_auth::Answer>& answers) const;
  bool ask_by_tcp(mail_auth::Answer& answer, std::int64_t deadline) const;

  sockaddr_storage server_{};
  socklen_t length_ = 0;
  std::int64_t timeout_ms_ = 3000;
  std::atomic<std::int64_t> rests_until_{0};
};

}  // namespace mugai::flow
