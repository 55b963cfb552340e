// Receipts: numbers that name one message or file for good: date in Japan, serial within the day, "20261122-000123".
// Unique across restarts and crashes: serials are reserved on disk a block at a time before they are given out, so a
// crash skips numbers and never repeats one. A clock that goes back does not bring back an old date.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "lib/base/result.h"

namespace mugai::flow {

class Receipts {
 public:
  static constexpr std::uint64_t kBlock = 1000;
  // `path`: the counter's file. `clock_ms`: milliseconds since 1970 UTC.
  static Result<Receipts> open(std::string path, std::function<std::int64_t()> clock_ms);
  // Thread-safe. Error: Io where no block can be reserved.
  Result<std::string> next();

 private:
  Result<void> reserve(const std::string& date, std::uint64_t first);
  std::string path_;
  std::function<std::int64_t()> clock_ms_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  std::string date_;  // YYYYMMDD
  std::uint64_t next_ = 1;
  std::uint64_t reserved_ = 0;  // serials up to this one may be given out
};

std::int64_t system_clock_ms();
// RFC 5322 date in Japan time: "Sun, 22 Nov 2026 16:07:00 +0900".
std::string mail_date(std::int64_t unix_ms);

}  // namespace mugai::flow
