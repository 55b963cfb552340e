// Formulas that differ from one judged before in their numbers alone. A sheet repeats few shapes, with other row
// numbers each: =SUM(A2:B2), =SUM(A3:B3) …; each shape is judged once.
//
// A shape is the formula with each run of digits as one '0'. It is looked at only where digits cannot matter to the
// judge: letters, digits and plain operators alone (no quotes, brackets, sheets, spaces), no digit in a name that is
// called, and a scope in which no name can be gone or be a function. Formulas that are not like that are judged anew.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "lib/formats/formula/judge.h"

namespace mugai::formula {

// Remembers up to 64 shapes; a new one takes the place of an old one. For one document or part; no allocation.
class Shapes {
 public:
  // judge(formula, Dialect::Excel, scope) finds no danger.
  bool is_harmless(std::string_view formula, const Scope& scope);

 private:
  static constexpr std::size_t kShapeBytes = 64;
  static constexpr std::size_t kSlots = 64;
  struct Shape {
    std::array<std::uint64_t, kShapeBytes / 8> words{};  // zero behind the end
    [[nodiscard]] std::size_t slot() const noexcept;
  };

  static bool fold(std::string_view formula, Shape& shape) noexcept;

  std::array<Shape, kSlots> known_{};
};

}  // namespace mugai::formula
