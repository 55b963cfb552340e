// Values of CSS: lengths, numbers, and text with comments and escapes taken out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mugai::html {

// Comments become one blank, escapes (CSS Syntax 4.3.7) their character, all lower-case: "d\69 splay" → "display".
std::string plain_css(std::string_view untrusted_css);

struct Length {
  std::int32_t thousandths = 0;  // of a pixel; where `relative`, of the font size (1em = 100% = 1000)
  bool relative = false;
};
// "0", "12px", "1.5em", "-9999px", "50%", "8pt". nullopt where it is no length; far values are held at ±2,000,000 px.
std::optional<Length> parse_length(std::string_view text) noexcept;

}  // namespace mugai::html
