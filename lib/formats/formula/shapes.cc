#include "lib/formats/formula/shapes.h"

#include <algorithm>
#include <cstring>

#include "lib/base/ascii.h"

namespace mugai::formula {
namespace {

enum Class : unsigned char { kStrange, kDigit, kLetter, kOperator, kOpen };

// '.' separates a number's digits and stands in names of functions; '$' and ':' belong to references.
constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  for (std::size_t i = 0; i < 128; ++i) {
    const char c = static_cast<char>(i);
    if (ascii::is_digit(c)) classes[i] = kDigit;
    if (ascii::is_alpha(c) || c == '.' || c == '$') classes[i] = kLetter;
  }
  for (const char c : std::string_view("+-*/^&=<>:,%)"))
    classes[static_cast<unsigned char>(c)] = kOperator;
  classes['('] = kOpen;
  return classes;
}();

bool is_empty(const NameSet* names) noexcept {
  return names == nullptr || names->empty();
}

// Eight bytes with every digit as '0'.
constexpr std::uint64_t without_digits(std::uint64_t word) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHigh = 0x80 * kOnes;
  const std::uint64_t from_zero = word ^ ('0' * kOnes);  // 0 to 9 where a digit was
  const std::uint64_t above = ((from_zero & ~kHigh) + (0x80 - 10) * kOnes) | from_zero;
  const std::uint64_t digits = ((~above & kHigh) >> 7U) * 0xFF;
  return (word & ~digits) | (('0' * kOnes) & digits);
}
static_assert(without_digits(0x2F30393A41FF0035U) == 0x2F30303A41FF0030U);

std::size_t words_of(std::size_t size) noexcept {
  return (size + 7) / 8;
}

// True where another number in the place of each would make no difference.
bool ignores_digits(std::string_view formula) noexcept {
  bool digits_in_word = false;
  for (const char c : formula) {
    switch (kClasses[static_cast<unsigned char>(c)]) {
      case kDigit:
        digits_in_word = true;
        break;
      case kLetter:
        break;
      case kOpen:
        if (digits_in_word) return false;
        break;
      case kOperator:
        digits_in_word = false;
        break;
      default:
        return false;
    }
  }
  return true;
}

}  // namespace

Shapes::Shape Shapes::shape_of(std::string_view formula) noexcept {
  Shape shape;
  if (formula.empty() || formula.size() > sizeof(shape.words)) return shape;
  shape.size = formula.size();
  const std::size_t words = words_of(formula.size());
  shape.words[words - 1] = 0;
  std::memcpy(shape.words.data(), formula.data(), formula.size());
  for (std::size_t i = 0; i < words; ++i)
    shape.words[i] = without_digits(shape.words[i]);
  return shape;
}

std::size_t Shapes::slot_of(const Shape& shape) noexcept {
  std::uint64_t mixed = shape.size;
  for (std::size_t i = 0; i < words_of(shape.size); ++i)
    mixed = (mixed ^ shape.words[i]) * 0x9E3779B97F4A7C15U;
  return (mixed >> 40U) % kSlots;
}

bool Shapes::is_harmless(std::string_view formula, const Scope& scope) {
  const Shape shape = shape_of(formula);
  const bool may_know =
      shape.size != 0 && is_empty(scope.removed_names) && is_empty(scope.removed_sheets) && is_empty(scope.lambdas);
  Shape* known = may_know ? &known_[slot_of(shape)] : nullptr;
  if (known != nullptr && known->size == shape.size &&
      std::equal(shape.words.begin(), shape.words.begin() + static_cast<std::ptrdiff_t>(words_of(shape.size)),
                 known->words.begin()))
    return true;
  const bool harmless = judge(formula, Dialect::Excel, scope).danger == Danger::None;
  if (harmless && known != nullptr && ignores_digits(formula)) *known = shape;
  return harmless;
}

}  // namespace mugai::formula
