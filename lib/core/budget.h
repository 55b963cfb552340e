// Budget: what one top-level file and everything inside it may use together. Charged before the work is done; an
// overrun is an Error, so a bomb costs no more than its budget (catalogue GEN-004, GEN-005).
#pragma once

#include <cstdint>

#include "lib/base/result.h"

namespace mugai {

// Plain numbers, so that they can cross a process boundary. Bytes, counts and milliseconds.
struct BudgetLimits {
  std::uint32_t depth = 8;                                // levels of files inside files still allowed below this one
  std::uint64_t members = 20'000;                         // files, parts and MIME parts in all
  std::uint64_t unpacked_bytes = std::uint64_t{2} << 30;  // decompressed or decoded bytes in all
  std::uint64_t output_bytes = std::uint64_t{1} << 30;    // bytes written in all
  std::uint64_t memory_bytes = std::uint64_t{256} << 20;  // address space one worker may add (RLIMIT_AS on top)
  std::uint64_t cpu_ms = 120'000;                         // CPU time in all
  std::uint32_t ratio = 200;                              // unpacked : packed, once above kRatioFloorBytes
};
inline constexpr std::uint64_t kRatioFloorBytes = std::uint64_t{16} << 20;

class Budget {
 public:
  explicit Budget(const BudgetLimits& limits) : left_(limits) {}

  Result<void> charge_members(std::uint64_t count) {
    return charge(left_.members, count, ErrorCode::TooMany, "members");
  }
  Result<void> charge_unpacked(std::uint64_t bytes) {
    return charge(left_.unpacked_bytes, bytes, ErrorCode::TooLarge, "unpacked bytes");
  }
  Result<void> charge_output(std::uint64_t bytes) {
    return charge(left_.output_bytes, bytes, ErrorCode::TooLarge, "output bytes");
  }
  // Takes `ms` off the CPU time; the kernel's limit, not this, stops a running worker.
  Result<void> charge_cpu(std::uint64_t ms) { return charge(left_.cpu_ms, ms, ErrorCode::OutOfTime, "CPU time"); }
  // TooLarge where `unpacked` bytes came from `packed` bytes at more than the allowed ratio.
  [[nodiscard]] Result<void> check_ratio(std::uint64_t packed, std::uint64_t unpacked) const;
  // The limits for one nested file: what is left, one level deeper. TooDeep at the last level.
  [[nodiscard]] Result<BudgetLimits> nested() const;

  [[nodiscard]] const BudgetLimits& left() const noexcept { return left_; }

 private:
  static Result<void> charge(std::uint64_t& left, std::uint64_t amount, ErrorCode code, const char* what);
  BudgetLimits left_;
};

}  // namespace mugai
