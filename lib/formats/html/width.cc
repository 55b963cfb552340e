#include "lib/formats/html/width.h"

#include <algorithm>
#include <span>

#include "lib/base/utf8.h"

namespace mugai::html {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

#include "lib/formats/html/width_table.inc"

bool is_in(std::span<const Range> ranges, char32_t c) noexcept {
  const auto after =
      std::upper_bound(ranges.begin(), ranges.end(), c, [](char32_t value, const Range& r) { return value < r.first; });
  return after != ranges.begin() && c <= std::prev(after)->last;
}

}  // namespace

int column_width(char32_t c) noexcept {
  if (c < 0x300) return 1;
  if (c >= 0x3041 && c <= 0x9FFF && c != 0x3099 && c != 0x309A) return 2;
  if (is_in(kZeroWidth, c)) return 0;
  return is_in(kWide, c) || is_in(kAmbiguous, c) ? 2 : 1;
}

std::uint64_t column_width(std::string_view utf8) noexcept {
  std::uint64_t sum = 0;
  while (!utf8.empty()) {
    const auto lead = static_cast<unsigned char>(utf8.front());
    if (lead < 0x80) {
      ++sum;
      utf8.remove_prefix(1);
      continue;
    }
    const auto is_tail = [utf8](std::size_t i) { return (static_cast<unsigned char>(utf8[i]) & 0xC0) == 0x80; };
    if (lead >= 0xE4 && lead <= 0xE9 && utf8.size() >= 3 && is_tail(1) && is_tail(2)) {  // U+4000..U+9FFF
      sum += 2;
      utf8.remove_prefix(3);
      continue;
    }
    const utf8::Decoded d = utf8::decode(utf8);
    utf8.remove_prefix(d.length);
    sum += static_cast<std::uint64_t>(column_width(d.code));
  }
  return sum;
}

}  // namespace mugai::html
