#include "lib/formats/xlsb/xml_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::xlsb {
namespace {

// "_x0041_" at the front: seven characters that a reader would turn into one.
bool looks_escaped(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return false;
  return std::all_of(text.begin() + 2, text.begin() + 6, [](char c) { return ascii::hex_value(c) >= 0; });
}

void append_hex_escape(std::string& out, unsigned code) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += "_x";
  for (int shift = 12; shift >= 0; shift -= 4)
    out.push_back(kDigits[(code >> shift) & 0xFU]);
  out.push_back('_');
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const char c = text.front();
    std::size_t length = 1;
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\n') {
      out += "&#10;";
    } else if (c == '\t') {
      out += "&#9;";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      append_hex_escape(out, static_cast<unsigned char>(c));
    } else if (c == '_' && looks_escaped(text)) {
      append_hex_escape(out, '_');
    } else {
      const utf8::Decoded decoded = utf8::decode(text);
      length = decoded.length;
      if (decoded.code == 0xFFFE || decoded.code == 0xFFFF) {
        append_hex_escape(out, static_cast<unsigned>(decoded.code));
      } else {
        out += text.substr(0, length);
      }
    }
    text.remove_prefix(length);
  }
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.push_back(' ');
  out += name;
  out += "=\"";
  append_escaped(out, value);
  out.push_back('"');
}
void append_attribute(std::string& out, std::string_view name, std::uint64_t value) {
  append_attribute(out, name, std::string_view(std::to_string(value)));
}
void append_number_attribute(std::string& out, std::string_view name, double value) {
  const std::string text = number_text(value);
  if (!text.empty()) append_attribute(out, name, std::string_view(text));
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return {};
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  std::string text(digits.data(), end.ptr);
  std::replace(text.begin(), text.end(), 'e', 'E');
  return text;
}

std::string column_name(std::uint32_t column) {
  std::string name;
  for (std::uint64_t left = std::uint64_t{column} + 1; left != 0; left = (left - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  return name;
}

std::string cell_name(std::uint32_t row, std::uint32_t column) {
  return column_name(column) + std::to_string(std::uint64_t{row} + 1);
}

std::string range_name(const Range& range) {
  const std::string first = cell_name(range.first_row, range.first_column);
  if (range.first_row == range.last_row && range.first_column == range.last_column) return first;
  return first + ":" + cell_name(range.last_row, range.last_column);
}

}  // namespace mugai::xlsb
