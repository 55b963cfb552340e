#include "lib/formats/font/sfnt.h"

#include <algorithm>

namespace mugai::font {

namespace {

constexpr std::size_t kMaxTables = 64;

// Sum of 32-bit words, the last filled with zeros.
std::uint32_t checksum(Bytes bytes) {
  const View view(bytes);
  std::uint32_t sum = 0;
  const std::size_t whole = bytes.size() / 4 * 4;
  for (std::size_t at = 0; at < whole; at += 4)
    sum += view.u32(at);
  std::uint32_t last = 0;
  for (std::size_t at = whole; at < whole + 4; ++at)
    last = last << 8 | view.u8(at);
  return sum + last;
}

}  // namespace

// TableDirectory = version:4 numTables:2 searchRange:2 entrySelector:2 rangeShift:2 *TableRecord
// TableRecord = tag:4 checksum:4 offset:4 length:4. The search values and checksums are not needed and not believed.
Result<Sfnt> Sfnt::read(Bytes untrusted_font) {
  const View view(untrusted_font);
  const std::size_t count = view.u16(4);
  if (count == 0 || count > kMaxTables || !view.has(0, 12 + 16 * count)) {
    return make_error(ErrorCode::Malformed, "font without a sensible table directory");
  }
  Sfnt font;
  font.font_ = untrusted_font;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = 12 + 16 * i;
    const std::uint64_t offset = view.u32(at + 8);
    const std::uint64_t length = view.u32(at + 12);
    if (offset >= untrusted_font.size()) continue;
    const std::string tag(as_text(view.part(at, 4)));
    font.tables_.emplace(tag, Entry{offset, std::min<std::uint64_t>(length, untrusted_font.size() - offset)});
  }
  return font;
}

View Sfnt::table(std::string_view tag) const {
  const auto it = tables_.find(tag);
  return it == tables_.end() ? View() : View(font_.subspan(it->second.offset, it->second.length));
}

View Sfnt::table_and_gap(std::string_view tag) const {
  const auto it = tables_.find(tag);
  if (it == tables_.end()) return View();
  std::uint64_t end = font_.size();
  for (const auto& [name, entry] : tables_) {
    if (entry.offset > it->second.offset) end = std::min(end, entry.offset);
  }
  end = std::max(end, it->second.offset + it->second.length);
  return View(font_.subspan(it->second.offset, end - it->second.offset));
}

Buffer write_sfnt(std::uint32_t version, TableSet tables) {
  const auto count = static_cast<unsigned>(tables.size());
  unsigned selector = 0;
  while ((2u << selector) <= count)
    ++selector;
  Writer out;
  out.u32(version);
  out.u16(count);
  out.u16(16u << selector);
  out.u16(selector);
  out.u16(16 * count - (16u << selector));
  std::size_t offset = 12 + 16 * tables.size();
  for (const auto& [tag, content] : tables) {
    out.text(tag);
    out.u32(checksum(content));
    out.u32(checked_cast<std::uint32_t>(offset));
    out.u32(checked_cast<std::uint32_t>(content.size()));
    offset += (content.size() + 3) / 4 * 4;
  }
  std::size_t head = 0;
  for (const auto& [tag, content] : tables) {
    if (tag == "head") head = out.size();
    out.bytes(content);
    out.zeros((4 - content.size() % 4) % 4);
  }
  // checkSumAdjustment, which counted as 0 until here.
  if (head != 0) out.set_u32(head + 8, 0xB1B0AFBAu - checksum(out.out));
  return std::move(out.out);
}

}  // namespace mugai::font
