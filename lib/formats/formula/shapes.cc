#include "lib/formats/formula/shapes.h"

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

}  // namespace

std::size_t Shapes::Shape::slot() const noexcept {
  std::uint64_t mixed = 0;
  for (const std::uint64_t word : words)
    mixed = (mixed ^ word) * 0x9E3779B97F4A7C15U;
  return (mixed >> 40U) % kSlots;
}

// False where the formula has no shape: digits could matter, or it is too long.
bool Shapes::fold(std::string_view formula, Shape& shape) noexcept {
  std::array<char, kShapeBytes> folded{};
  std::size_t size = 0;
  bool in_number = false;       // the byte before was a digit
  bool digits_in_word = false;  // of the word that we are in
  for (const char c : formula) {
    switch (kClasses[static_cast<unsigned char>(c)]) {
      case kDigit:
        digits_in_word = true;
        if (in_number) continue;
        in_number = true;
        break;
      case kLetter:
        in_number = false;
        break;
      case kOpen:
        if (digits_in_word) return false;
        break;
      case kOperator:
        in_number = digits_in_word = false;
        break;
      default:
        return false;
    }
    if (size == kShapeBytes) return false;
    folded[size++] = in_number ? '0' : c;
  }
  std::memcpy(shape.words.data(), folded.data(), kShapeBytes);
  return size != 0;
}

bool Shapes::is_harmless(std::string_view formula, const Scope& scope) {
  Shape shape;
  const bool has_shape = formula.size() <= kMaxFormulaBytes && is_empty(scope.removed_names) &&
                         is_empty(scope.removed_sheets) && is_empty(scope.lambdas) && fold(formula, shape);
  Shape* known = has_shape ? &known_[shape.slot()] : nullptr;
  if (known != nullptr && known->words == shape.words) return true;
  const bool harmless = judge(formula, Dialect::Excel, scope).danger == Danger::None;
  if (harmless && known != nullptr) *known = shape;
  return harmless;
}

}  // namespace mugai::formula
