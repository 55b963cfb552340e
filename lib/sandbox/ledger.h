// Ledger: what one running job and everything inside it may still use, as the program counts it. What a job says about
// its own use can only lower what is left; what the program can measure it measures.
//
// A nested file gets at most three quarters of what its container has left, so that a bomb in one attachment leaves the
// mail enough to be finished without it.
#pragma once

#include <cstdint>

#include "lib/base/result.h"
#include "lib/core/budget.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {

class Ledger {
 public:
  explicit Ledger(const BudgetLimits& limits) : limits_(limits), left_(wire::budget_left(limits)) {}

  // Limits for a nested file of `input_bytes` bytes, after the job said what it has left. Errors: TooDeep, TooMany,
  // TooLarge: the job has used up its share.
  Result<BudgetLimits> open_nested(const wire::BudgetLeft& claimed, std::uint64_t input_bytes);
  // Takes off what the nested file used: by its own word (`claimed_left` of the limits it was `given`), and at the
  // least what was measured. Nested work on `output_bytes` of result.
  void close_nested(const BudgetLimits& given, const wire::BudgetLeft& claimed_left, std::uint64_t output_bytes);
  // A scratch file is asked for; `abandoned_bytes` stand in the one before, which was never run. Errors: TooMany,
  // TooLarge: the job asks without end.
  Result<void> count_scratch(std::uint64_t abandoned_bytes);
  // A document to draw. Error TooLarge.
  Result<void> count_input(std::uint64_t bytes);

  [[nodiscard]] const wire::BudgetLeft& left() const noexcept { return left_; }

 private:
  BudgetLimits limits_;
  wire::BudgetLeft left_;
  std::uint64_t nested_input_bytes_ = 0;  // measured, of all scratch files
  std::uint64_t scratches_ = 0;
};

}  // namespace mugai::sandbox
