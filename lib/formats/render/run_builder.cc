#include "lib/formats/render/run_builder.h"

#include <cmath>
#include <iterator>
#include <string_view>

#include "lib/base/utf8.h"

namespace mugai::render {
namespace {

// Of the font's height. Programs take a gap of a tenth for a space between words.
constexpr double kGap = 0.07;
// Characters that advance by more are wide (kanji, kana), others narrow.
constexpr double kWide = 0.95;

double length(double x, double y) noexcept {
  return std::sqrt(x * x + y * y);
}

bool is_wide(const Glyph& glyph) noexcept {
  return length(glyph.advance_x, glyph.advance_y) > kWide * length(glyph.up_x, glyph.up_y);
}

bool is_space(char32_t code) noexcept {
  return code == ' ' || code == 0xA0;
}

// Joined letters as the letters that people search for (Unicode, Alphabetic Presentation Forms); empty for all else.
std::string_view letters_of(char32_t code) noexcept {
  constexpr std::string_view kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  constexpr char32_t kFirst = 0xFB00;
  return code >= kFirst && code < kFirst + std::size(kLigatures) ? kLigatures[code - kFirst] : std::string_view();
}

std::int32_t units(double pixels) noexcept {
  const double value = std::nearbyint(pixels * kUnitsPerPixel);
  const bool in_range = value > -2e9 && value < 2e9;                   // false for what is no number
  return in_range ? static_cast<std::int32_t>(value) : kMaxUnits + 1;  // append_page() leaves it out
}

bool same_direction(const Glyph& a, const Glyph& b) noexcept {
  constexpr double kNear = 1e-3;
  return a.vertical == b.vertical && std::abs(a.up_x - b.up_x) <= kNear * length(a.up_x, a.up_y) &&
         std::abs(a.up_y - b.up_y) <= kNear * length(a.up_x, a.up_y);
}

}  // namespace

bool RunBuilder::is_on_page(const Glyph& glyph) const noexcept {
  // By the middle of the character; false for what is no number.
  const double x = glyph.x + (glyph.advance_x + glyph.up_x) / 2;
  const double y = glyph.y + (glyph.advance_y + glyph.up_y) / 2;
  return x >= 0 && y >= 0 && x <= page_.width && y <= page_.height;
}

bool RunBuilder::continues(const Glyph& glyph) const noexcept {
  if (!open_ || !same_direction(last_, glyph)) return false;
  if (is_space(glyph.code) || is_space(last_.code)) return false;
  const double gap = length(glyph.x - last_.x - last_.advance_x, glyph.y - last_.y - last_.advance_y);
  return gap <= kGap * length(glyph.up_x, glyph.up_y) && is_wide(last_) == is_wide(glyph);
}

void RunBuilder::add(const Glyph& glyph) {
  if (!is_word_character(glyph.code)) return;
  const bool further = open_ && glyph.advance_x == 0 && glyph.advance_y == 0;
  if (!further) {
    if (!is_on_page(glyph)) return end_run();
    if (!continues(glyph)) {
      end_run();
      first_ = glyph;
      open_ = true;
    }
    last_ = glyph;
  }
  const std::string_view letters = letters_of(glyph.code);
  if (letters.empty()) {
    utf8::append(text_, glyph.code);
  } else {
    text_ += letters;
  }
  constexpr std::size_t kMaxCharacterBytes = 4;
  if (text_.size() + kMaxCharacterBytes > kMaxRunBytes) end_run();
}

void RunBuilder::end_run() {
  if (!open_) return;
  open_ = false;
  if (runs_.size() >= kMaxRunsPerPage) {
    overfull_ = true;
  } else {
    Run run;
    run.x = units(first_.x);
    run.y = units(first_.y);
    run.advance_x = units(last_.x + last_.advance_x - first_.x);
    run.advance_y = units(last_.y + last_.advance_y - first_.y);
    run.up_x = units(first_.up_x);
    run.up_y = units(first_.up_y);
    run.vertical = first_.vertical;
    run.text = std::move(text_);
    runs_.push_back(std::move(run));
  }
  text_.clear();
}

}  // namespace mugai::render
