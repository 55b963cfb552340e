// Formulas that differ from one judged before in their numbers alone. A sheet repeats few shapes, with other row
// numbers each: =SUM(A2:B2), =SUM(A3:B3) …; each shape is judged once.
//
// A shape is the formula with each digit as '0'. It is kept only where digits cannot matter to the judge: letters,
// digits and plain operators alone (no quotes, brackets, sheets, spaces), no digit in a name that is called, and a
// scope in which no name can be gone or be a function. Formulas that are not like that are judged each time.
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
  static constexpr std::size_t kWords = 8;
  static constexpr std::size_t kSlots = 64;
  struct Shape {
    std::uint64_t size = 0;                   // bytes; 0 for none
    std::array<std::uint64_t, kWords> words;  // the last one filled with zeros; those behind it are not set
  };

  static Shape shape_of(std::string_view formula) noexcept;
  static std::size_t slot_of(const Shape& shape) noexcept;

  std::array<Shape, kSlots> known_{};
};

}  // namespace mugai::formula
