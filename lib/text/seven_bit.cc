// ISO-2022-KR (RFC 1557) and HZ-GB-2312 (RFC 1843): two-byte characters in seven bits, between marks. As everywhere
// here an error costs one cell, a line end goes back to ASCII, and no mark comes out as a control.
#include <string_view>

#include "lib/text/decoders.h"
#include "lib/text/tables/tables.h"

namespace mugai::text {
namespace {

constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kShiftOut = 0x0E;
constexpr std::uint8_t kShiftIn = 0x0F;
constexpr std::string_view kKorean = "$)C";

constexpr bool is_graphic(unsigned byte) {
  return byte >= 0x21 && byte <= 0x7E;
}

// cell = 2(%x21-7E); where the second byte is none, the first is lost alone. Returns the position behind it.
std::size_t put_pair(Bytes bytes, std::size_t at, const tables::DoubleByte& table, Scrubber& out) {
  const unsigned trail = at + 1 < bytes.size() ? bytes[at + 1] : 0U;
  if (!is_graphic(trail)) {
    out.bad();
    return at + 1;
  }
  out.put_cell(table.at(bytes[at] | 0x80U, trail | 0x80U));
  return at + 2;
}

// What is the same in both: line ends, controls, bytes of eight bits.
void put_other(std::uint8_t byte, bool& shifted, Scrubber& out) {
  if (byte == '\r' || byte == '\n') shifted = false;
  byte >= 0x80 ? out.bad() : out.put(byte);
}

}  // namespace

// text = *( ASCII / SO *cell SI ), with ESC $ ) C once before the first cell
void decode_iso2022kr(Bytes bytes, Scrubber& out) {
  bool shifted = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint8_t byte = bytes[at];
    if (byte == kEsc) {
      const bool known = as_text(bytes.subspan(at + 1)).starts_with(kKorean);
      if (!known) out.bad();
      at += known ? 1 + kKorean.size() : 1;
    } else if (byte == kShiftOut || byte == kShiftIn) {
      shifted = byte == kShiftOut;
      ++at;
    } else if (shifted && is_graphic(byte)) {
      at = put_pair(bytes, at, tables::kEucKr, out);
    } else {
      put_other(byte, shifted, out);
      ++at;
    }
  }
}

// text = *( ASCII / "~~" / "~" LF / "~{" *cell "~}" ) ; "~" LF joins two lines. Row 7E is no cell: it begins "~}".
void decode_hz(Bytes bytes, Scrubber& out) {
  bool shifted = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::uint8_t byte = bytes[at];
    const std::string_view rest = as_text(bytes.subspan(at));
    if (shifted ? rest.starts_with("~}") : rest.starts_with("~{")) {
      shifted = !shifted;
      at += 2;
    } else if (!shifted && rest.starts_with("~~")) {
      out.put('~');
      at += 2;
    } else if (!shifted && (rest.starts_with("~\n") || rest.starts_with("~\r\n"))) {
      at += rest[1] == '\n' ? 2U : 3U;
    } else if (shifted && is_graphic(byte)) {
      at = put_pair(bytes, at, tables::kGbk, out);
    } else {
      put_other(byte, shifted, out);
      ++at;
    }
  }
}

}  // namespace mugai::text
