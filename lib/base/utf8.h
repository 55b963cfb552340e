// UTF-8 (RFC 3629): validation, decoding one character, encoding, and cleaning of text that is shown to people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

// No overlong form, no surrogate, nothing above U+10FFFF.
bool is_valid(std::string_view text) noexcept;

struct Decoded {
  char32_t code = kReplacement;
  std::uint8_t length = 1;  // bytes consumed, 1..4; 1 for an ill-formed byte
  bool valid = false;
};
// Decodes the character at the front of `text`, which must not be empty.
Decoded decode(std::string_view text) noexcept;

// Appends `code`; a surrogate or a value above U+10FFFF is appended as U+FFFD.
void append(std::string& out, char32_t code);

// The longest prefix of at most `max_bytes` bytes that does not cut a character.
std::string_view truncate(std::string_view text, std::size_t max_bytes) noexcept;

// Number of characters (code points); ill-formed bytes count one each.
std::size_t length(std::string_view text) noexcept;

// U+202A..202E, U+2066..2069, U+200E, U+200F, U+061C: changes the order in which text is shown.
constexpr bool is_bidi_control(char32_t c) noexcept {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}
// Shows nothing but is there: zero-width, soft hyphen, tags, interlinear marks, invisible operators.
constexpr bool is_invisible(char32_t c) noexcept {
  return c == 0x00AD || c == 0x180E || (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}
constexpr bool is_noncharacter(char32_t c) noexcept {
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

// One safe line for reports, notices and logs: valid UTF-8, no C0/C1 control, bidi or invisible character, at most
// `max_bytes` bytes (cut with "…"). Whatever a sender wrote passes through this before a person or a log sees it.
std::string one_line(std::string_view untrusted_text, std::size_t max_bytes = 200);

}  // namespace mugai::utf8
