#include "lib/sandbox/ledger.h"

#include <algorithm>

namespace mugai::sandbox {
namespace {

constexpr std::uint64_t share_of(std::uint64_t left) {
  return left - left / 4;
}
constexpr std::uint64_t minus(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : 0;
}

}  // namespace

Result<void> Ledger::count_scratch(std::uint64_t abandoned_bytes) {
  if (scratches_ >= limits_.members) return make_error(ErrorCode::TooMany, "the budget of members is used up");
  ++scratches_;
  return count_input(abandoned_bytes);
}

Result<void> Ledger::count_input(std::uint64_t bytes) {
  TRY_ASSIGN(nested_input_bytes_, checked_add(nested_input_bytes_, bytes));
  if (nested_input_bytes_ > limits_.unpacked_bytes) {
    return make_error(ErrorCode::TooLarge, "the budget of unpacked bytes is used up");
  }
  return ok();
}

Result<BudgetLimits> Ledger::open_nested(const wire::BudgetLeft& claimed, std::uint64_t input_bytes) {
  left_.members = std::min(left_.members, claimed.members);
  left_.unpacked_bytes = std::min(left_.unpacked_bytes, claimed.unpacked_bytes);
  left_.output_bytes = std::min(left_.output_bytes, claimed.output_bytes);
  if (limits_.depth == 0) return make_error(ErrorCode::TooDeep, "files are nested too deeply");
  TRY(count_input(input_bytes));
  BudgetLimits nested = limits_;
  --nested.depth;
  nested.members = share_of(left_.members);
  nested.unpacked_bytes = share_of(left_.unpacked_bytes);
  nested.output_bytes = share_of(left_.output_bytes);
  return nested;
}

void Ledger::close_nested(const BudgetLimits& given, const wire::BudgetLeft& claimed_left, std::uint64_t output_bytes) {
  left_.members = minus(left_.members, minus(given.members, claimed_left.members));
  left_.unpacked_bytes = minus(left_.unpacked_bytes, minus(given.unpacked_bytes, claimed_left.unpacked_bytes));
  const std::uint64_t output = std::max(output_bytes, minus(given.output_bytes, claimed_left.output_bytes));
  left_.output_bytes = minus(left_.output_bytes, output);
}

}  // namespace mugai::sandbox
