// Characters that a text file may not carry on: what changes the order of text, what is there and cannot be seen,
// towers of combining marks, lines without end (catalogue TXT-003, TXT-007).
//
// In:  decoded text (lib/text): valid UTF-8, no controls but TAB and LF.
// Out: the same text without them. clean(clean(x)) == clean(x). Linear.
// Kept: joiners within emoji and between letters of scripts that need them, one variation selector after a character
//       that has variants (emoji, kanji of names).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::plain {

inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;  // longer lines are broken
inline constexpr unsigned kMaxMarks = 4;                            // combining marks on one character

struct Cleaned {
  std::string text;
  std::uint32_t bidi = 0;       // characters dropped that change the order
  std::uint32_t invisible = 0;  // characters dropped that cannot be seen
  std::uint32_t marks = 0;      // combining marks dropped
  std::uint32_t broken = 0;     // line breaks put in
};

enum class LongLines : std::uint8_t { Break, Keep };
Cleaned clean(std::string_view utf8, LongLines long_lines);

}  // namespace mugai::plain
