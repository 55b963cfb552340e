#include "lib/formats/xml/names.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::xml {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};
// [4] NameStartChar, above ASCII.
constexpr Range kStartRanges[] = {{0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
                                  {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
                                  {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
// [4a] NameChar adds these.
constexpr Range kMoreRanges[] = {{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

template <std::size_t N>
bool in_ranges(const Range (&ranges)[N], char32_t c) noexcept {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](const Range& r) { return c >= r.first && c <= r.last; });
}

bool is_start(char32_t c) noexcept {
  return c < 0x80 ? ascii::is_alpha(static_cast<char>(c)) || c == '_' : in_ranges(kStartRanges, c);
}

bool is_continuation(char32_t c) noexcept {
  if (c < 0x80) return is_start(c) || ascii::is_digit(static_cast<char>(c)) || c == '-' || c == '.';
  return in_ranges(kStartRanges, c) || in_ranges(kMoreRanges, c);
}

}  // namespace

bool is_ncname(std::string_view text) noexcept {
  bool first = true;
  while (!text.empty()) {
    const utf8::Decoded character = utf8::decode(text);
    if (!character.valid) return false;
    if (!(first ? is_start(character.code) : is_continuation(character.code))) return false;
    first = false;
    text.remove_prefix(character.length);
  }
  return !first;
}

std::optional<QName> split_qname(std::string_view text) noexcept {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    if (!is_ncname(text)) return std::nullopt;
    return QName{{}, text};
  }
  const QName name{text.substr(0, colon), text.substr(colon + 1)};
  if (!is_ncname(name.prefix) || !is_ncname(name.local)) return std::nullopt;
  return name;
}

}  // namespace mugai::xml
