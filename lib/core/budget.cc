#include "lib/core/budget.h"

#include <string>

namespace mugai {

Result<void> Budget::charge(std::uint64_t& left, std::uint64_t amount, ErrorCode code, const char* what) {
  if (amount > left) {
    left = 0;
    return make_error(code, std::string("the budget of ") + what + " is used up");
  }
  left -= amount;
  return ok();
}

Result<void> Budget::check_ratio(std::uint64_t packed, std::uint64_t unpacked) const {
  if (unpacked <= kRatioFloorBytes) return ok();
  if (unpacked / left_.ratio > packed) return make_error(ErrorCode::TooLarge, "the compression ratio is implausible");
  return ok();
}

Result<BudgetLimits> Budget::nested() const {
  if (left_.depth == 0) return make_error(ErrorCode::TooDeep, "files are nested too deeply");
  BudgetLimits limits = left_;
  --limits.depth;
  return limits;
}

}  // namespace mugai
