#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/formats/font/rebuilders.h"

namespace mugai::font {

std::string clean_font_name(std::string_view untrusted_name) {
  std::string out;
  for (const char c : untrusted_name) {
    if ((ascii::is_alnum(c) || c == '+' || c == '-') && out.size() < 63) out.push_back(c);
  }
  return out.empty() ? "Font" : out;
}

bool is_clean_glyph_name(std::string_view untrusted_name) {
  constexpr std::string_view kSigns = "._-+:*@!$^~|,=?";
  return !untrusted_name.empty() && untrusted_name.size() <= 127 &&
         std::all_of(untrusted_name.begin(), untrusted_name.end(),
                     [&](char c) { return ascii::is_alnum(c) || kSigns.find(c) != std::string_view::npos; });
}

}  // namespace mugai::font
