#include "lib/formats/xml/escape.h"

#include <algorithm>

#include "lib/formats/xml/chars.h"

namespace mugai::xml {

namespace {

std::string_view replacement(char c) noexcept {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return {};
  }
}

void append_escaped(std::string& out, std::string_view text, std::string_view escaped) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t stop = std::min(text.find_first_of(escaped, at), text.size());
    out.append(text.substr(at, stop - at));
    if (stop < text.size()) out.append(replacement(text[stop]));
    at = stop + 1;
  }
}

}  // namespace

void append_escaped_text(std::string& out, std::string_view text) {
  append_escaped(out, text, "&<>\r");
}

void append_escaped_attribute(std::string& out, std::string_view text) {
  append_escaped(out, text, "&<>\"\t\n\r");
}

bool is_text(std::string_view text) noexcept {
  const CharCheck check = check_chars(text, false);
  return check.valid == text.size();
}

}  // namespace mugai::xml
