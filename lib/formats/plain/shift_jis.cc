// The table is the decoder of lib/text turned round, so that both agree. Of several places for one character the first
// counts, those of the NEC selection (ED, EE) never: as Windows does it.
#include "lib/formats/plain/shift_jis.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "lib/base/utf8.h"
#include "lib/text/charset.h"

namespace mugai::plain {
namespace {

using Cell = std::pair<char32_t, std::uint16_t>;

void add(std::vector<Cell>& cells, Bytes bytes, std::uint16_t value) {
  const text::Decoded d = text::decode_as(bytes, text::Charset::Cp932);
  if (d.replaced != 0 || d.emoji != 0 || d.text.empty()) return;
  const utf8::Decoded c = utf8::decode(d.text);
  if (c.length == d.text.size()) cells.emplace_back(c.code, value);
}

std::vector<Cell> make_table() {
  std::vector<Cell> cells;
  for (unsigned byte = 0xA1; byte <= 0xDF; ++byte) {
    const std::array<std::uint8_t, 1> bytes = {static_cast<std::uint8_t>(byte)};
    add(cells, bytes, static_cast<std::uint16_t>(byte));
  }
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    if ((lead >= 0xA0 && lead <= 0xDF) || lead == 0xED || lead == 0xEE) continue;
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      const std::array<std::uint8_t, 2> bytes = {static_cast<std::uint8_t>(lead), static_cast<std::uint8_t>(trail)};
      if (trail != 0x7F) add(cells, bytes, static_cast<std::uint16_t>(lead << 8 | trail));
    }
  }
  std::sort(cells.begin(), cells.end());
  const auto same = [](const Cell& a, const Cell& b) { return a.first == b.first; };
  cells.erase(std::unique(cells.begin(), cells.end(), same), cells.end());
  return cells;
}

}  // namespace

std::optional<std::string> to_shift_jis(std::string_view utf8) {
  static const std::vector<Cell> table = make_table();
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const utf8::Decoded d = utf8::decode(utf8);
    utf8.remove_prefix(d.length);
    if (d.code < 0x80) {
      out.push_back(static_cast<char>(d.code));
      continue;
    }
    const auto found = std::lower_bound(table.begin(), table.end(), Cell(d.code, 0));
    if (found == table.end() || found->first != d.code) return std::nullopt;
    if (found->second > 0xFF) out.push_back(static_cast<char>(found->second >> 8));
    out.push_back(static_cast<char>(found->second & 0xFF));
  }
  return out;
}

}  // namespace mugai::plain
