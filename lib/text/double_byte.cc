// The charsets of one and two bytes a character (three with SS3, four in GB 18030). Common rule for what cannot be
// read: where the byte after a lead byte is ASCII it is never swallowed, so that a broken character cannot eat a quote,
// a bracket or a line end; otherwise the pair is lost together.
#include "lib/text/decoders.h"
#include "lib/text/tables/tables.h"

namespace mugai::text {
namespace {

constexpr char32_t kHalfKanaBase = 0xFF61;
constexpr std::uint8_t kSingleShift2 = 0x8E;
constexpr std::uint8_t kSingleShift3 = 0x8F;

unsigned byte_at(Bytes bytes, std::size_t at) noexcept {
  return at < bytes.size() ? bytes[at] : 0U;
}
constexpr bool is_94(unsigned byte) noexcept {
  return byte >= 0xA1 && byte <= 0xFE;
}

// A pair that stands for nothing: how many bytes of it are lost.
std::size_t lost(unsigned trail) noexcept {
  return trail >= 0x80 ? 2 : 1;
}

// text = *(ASCII / lead trail); returns the position after the pair at `at`.
std::size_t pair(Bytes bytes, std::size_t at, const tables::DoubleByte& table, Scrubber& out) {
  const unsigned lead = bytes[at];
  const unsigned trail = byte_at(bytes, at + 1);
  if (const std::uint32_t value = table.at(lead, trail); value != 0) {
    out.put_cell(value);
    return at + 2;
  }
  out.bad();
  return at + (lead < table.lead_first || lead > table.lead_last ? 1 : lost(trail));
}

// Runs `step(at) -> next` over everything that is not plain; a control below 80 passes to the scrubber here.
template <class Step>
void each(Bytes bytes, Scrubber& out, Step step) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::uint8_t byte = bytes[at];
    if (byte >= 0x80) {
      at = step(at);
    } else if (const std::size_t next = pass_plain(bytes, at, out); next != at) {
      at = next;
    } else {
      out.put(byte);
      ++at;
    }
  }
}

// EUC: 94x94 pairs in G1, half-width kana after SS2, a second table after SS3.
template <class Pair>
void decode_euc(Bytes bytes, const tables::DoubleByte& after_ss3, Scrubber& out, Pair pair_in_g1) {
  each(bytes, out, [&](std::size_t at) {
    const unsigned lead = bytes[at];
    const unsigned second = byte_at(bytes, at + 1);
    if (lead == kSingleShift2 && second >= 0xA1 && second <= 0xDF) {
      out.put(kHalfKanaBase + (second - 0xA1U));
      return at + 2;
    }
    if (lead == kSingleShift3 && is_94(second)) {
      const unsigned third = byte_at(bytes, at + 2);
      out.put_cell(after_ss3.at(second, third));
      return at + (is_94(third) ? 3 : 2);
    }
    if (!is_94(lead)) {
      out.bad();
      return at + 1;
    }
    if (!is_94(second)) {
      out.bad();
      return at + lost(second);
    }
    pair_in_g1(lead, second);
    return at + 2;
  });
}

// The character of a linear four-byte index; 0 where none is assigned.
std::uint32_t gb18030_four(std::uint32_t index) noexcept {
  constexpr std::uint32_t kSupplementary = 189000;  // 90308130 is U+10000
  if (index >= kSupplementary) {
    const std::uint32_t code = 0x10000 + (index - kSupplementary);
    return code <= 0x10FFFF ? code : 0;
  }
  if (index >= 39420) return 0;
  std::size_t low = 0;
  std::size_t high = tables::kGb18030RunCount;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (tables::kGb18030Runs[middle].first <= index ? low : high) = middle;
  }
  const tables::Gb18030Run& run = tables::kGb18030Runs[low];
  return run.code == 0 ? 0 : run.code + (index - run.first);
}

constexpr bool is_gb_digit(unsigned byte) noexcept {
  return byte >= 0x30 && byte <= 0x39;
}
constexpr bool is_gb_lead(unsigned byte) noexcept {
  return byte >= 0x81 && byte <= 0xFE;
}

}  // namespace

// JIS to Shift_JIS: two rows of 94 share a lead byte; the trail byte skips 7F.
std::uint32_t cp932_cell(unsigned row, unsigned cell) noexcept {
  const unsigned r = row - 0x21;
  const unsigned c = cell - 0x21;
  const unsigned lead = r / 2 + (r < 62 ? 0x81 : 0xC1);
  const unsigned trail = r % 2 != 0 ? c + 0x9F : c + 0x40 + (c >= 63 ? 1 : 0);
  return tables::kCp932.at(lead, trail);
}

// windows-31j: A1-DF half-width kana; lead 81-9F, E0-FC; trail 40-7E, 80-FC. F0-F9 are user-defined (carrier emoji):
// private characters in the table, which the scrubber shows as the geta mark.
void decode_cp932(Bytes bytes, Scrubber& out) {
  each(bytes, out, [&](std::size_t at) {
    const std::uint8_t lead = bytes[at];
    if (lead >= 0xA1 && lead <= 0xDF) {
      out.put(kHalfKanaBase + (lead - 0xA1U));
      return at + 1;
    }
    if (lead == 0x80 || lead == 0xA0) {
      out.bad();
      return at + 1;
    }
    return pair(bytes, at, tables::kCp932, out);
  });
}

namespace {

// Where a lead byte of Shift_JIS-2004 from F0 on has its two rows of the second plane (JIS X 0213 annex 1).
constexpr std::uint8_t kPlane2Rows[13][2] = {{1, 8},   {3, 4},   {5, 12},  {13, 14}, {15, 78}, {79, 80}, {81, 82},
                                             {83, 84}, {85, 86}, {87, 88}, {89, 90}, {91, 92}, {93, 94}};

std::uint32_t sjis2004_cell(unsigned lead, unsigned trail) noexcept {
  const bool is_trail = (trail >= 0x40 && trail <= 0x7E) || (trail >= 0x80 && trail <= 0xFC);
  if (!is_trail || lead > 0xFC) return 0;
  const bool second = trail >= 0x9F;
  const unsigned cell = second ? trail - 0x9F : trail - 0x40 - (trail > 0x7F ? 1 : 0);
  if (lead >= 0xF0) return tables::kX0213Plane2.at(0xA0U + kPlane2Rows[lead - 0xF0][second ? 1 : 0], 0xA1 + cell);
  const unsigned row = 2 * (lead - (lead < 0xA0 ? 0x81 : 0xC1)) + (second ? 1 : 0);
  return tables::kX0213Plane1.at(0xA1 + row, 0xA1 + cell);
}

}  // namespace

void decode_sjis2004(Bytes bytes, Scrubber& out) {
  each(bytes, out, [&](std::size_t at) {
    const std::uint8_t lead = bytes[at];
    if (lead >= 0xA1 && lead <= 0xDF) {
      out.put(kHalfKanaBase + (lead - 0xA1U));
      return at + 1;
    }
    if (lead == 0x80 || lead == 0xA0 || lead > 0xFC) {
      out.bad();
      return at + 1;
    }
    const unsigned trail = byte_at(bytes, at + 1);
    const std::uint32_t value = sjis2004_cell(lead, trail);
    if (value == 0) {
      out.bad();
      return at + lost(trail);
    }
    out.put_cell(value);
    return at + 2;
  });
}

void decode_euc_jp(Bytes bytes, Scrubber& out) {
  decode_euc(bytes, tables::kX0212, out, [&](unsigned lead, unsigned trail) {
    const std::uint32_t value = cp932_cell(lead - 0x80, trail - 0x80);
    // Rows 85-88, 93 and 94 are user-defined; 89-92 are the NEC-selected kanji of CP51932.
    const bool user_defined = (lead >= 0xF5 && lead <= 0xF8) || lead >= 0xFD;
    if (value == 0 && user_defined) return out.geta();
    out.put_cell(value);
  });
}

void decode_euc_jis2004(Bytes bytes, Scrubber& out) {
  decode_euc(bytes, tables::kX0213Plane2, out,
             [&](unsigned lead, unsigned trail) { out.put_cell(tables::kX0213Plane1.at(lead, trail)); });
}

// GB 18030: 81-FE 40-7E/80-FE, or 81-FE 30-39 81-FE 30-39; 80 is the euro sign of code page 936.
void decode_gb18030(Bytes bytes, Scrubber& out) {
  each(bytes, out, [&](std::size_t at) {
    const unsigned b1 = bytes[at];
    const unsigned b2 = byte_at(bytes, at + 1);
    const unsigned b3 = byte_at(bytes, at + 2);
    const unsigned b4 = byte_at(bytes, at + 3);
    if (b1 == 0x80) {
      out.put(0x20AC);
      return at + 1;
    }
    if (is_gb_lead(b1) && is_gb_digit(b2) && is_gb_lead(b3) && is_gb_digit(b4)) {
      out.put_cell(gb18030_four((((b1 - 0x81) * 10 + (b2 - 0x30)) * 126 + (b3 - 0x81)) * 10 + (b4 - 0x30)));
      return at + 4;
    }
    return pair(bytes, at, tables::kGbk, out);
  });
}

void decode_big5(Bytes bytes, Scrubber& out) {
  each(bytes, out, [&](std::size_t at) { return pair(bytes, at, tables::kBig5, out); });
}

void decode_euc_kr(Bytes bytes, Scrubber& out) {
  each(bytes, out, [&](std::size_t at) { return pair(bytes, at, tables::kEucKr, out); });
}

}  // namespace mugai::text
