// Columns that a character takes in a fixed-pitch Japanese font: 0, 1 or 2.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::html {

// Ambiguous characters (①, ■, →) count two from U+2010 on, as Japanese fonts draw them; below (é, §) one.
int column_width(char32_t c) noexcept;

// Sum over `utf8`; ill-formed bytes count one. TAB counts one.
std::uint64_t column_width(std::string_view utf8) noexcept;

// Hiragana, katakana, kanji, full-width forms and their punctuation: written without spaces between words, so a line
// break of the source between two of them is no space (CSS Text 3, 4.1.3). Hangul is not among them.
constexpr bool is_unspaced(char32_t c) noexcept {
  return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF01 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFD);
}

}  // namespace mugai::html
