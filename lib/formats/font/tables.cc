#include "lib/formats/font/tables.h"

#include <algorithm>
#include <map>

#include "lib/base/ascii.h"
#include "lib/formats/font/glyf.h"

namespace mugai::font {

namespace {

constexpr std::size_t kHeadSize = 54;
constexpr std::uint32_t kMagic = 0x5F0F3CF5;
// head.flags: baseline at 0, left side bearing at 0, scaling to whole pixels. The others speak of instructions,
// conversion and layout.
constexpr unsigned kHeadFlags = 0x000B;

void copy_i16(View from, std::size_t at, std::size_t count, Writer& out) {
  for (std::size_t i = 0; i < count; ++i)
    out.u16(from.u16(at + 2 * i));
}

}  // namespace

Result<Head> read_head(View head) {
  // Some fonts end a few bytes early; all that is needed stands before.
  if (!head.has(0, kHeadSize - 4)) return make_error(ErrorCode::Malformed, "font without a head table");
  Head out;
  out.units_per_em = head.u16(18);
  if (out.units_per_em < 16 || out.units_per_em > 16'384) {
    return make_error(ErrorCode::Malformed, "font with senseless units");
  }
  out.long_loca = head.u16(50) != 0;
  return out;
}

// version:4 revision:4 checkSumAdjustment:4 magic:4 flags:2 unitsPerEm:2 created:8 modified:8 xMin:2 yMin:2 xMax:2
// yMax:2 macStyle:2 lowestRecPPEM:2 fontDirectionHint:2 indexToLocFormat:2 glyphDataFormat:2
Buffer rebuild_head(View head, bool long_loca) {
  Writer out;
  out.u32(0x00010000);
  out.u32(head.u32(4));
  out.u32(0);  // write_sfnt() sets it
  out.u32(kMagic);
  out.u16(head.u16(16) & kHeadFlags);
  out.u16(head.u16(18));
  out.zeros(16);  // no dates
  copy_i16(head, 36, 4, out);
  out.u16(head.u16(44) & 0x7F);
  out.u16(head.u16(46));
  out.u16(2);
  out.u16(long_loca ? 1 : 0);
  out.u16(0);
  return std::move(out.out);
}

std::vector<Metric> read_metrics(View hhea, View hmtx, std::uint32_t glyph_count) {
  std::vector<Metric> metrics(glyph_count);
  const std::uint32_t full = hhea.u16(34);
  for (std::uint32_t i = 0; i < glyph_count && full > 0; ++i) {
    const std::size_t at = i < full ? 4 * std::size_t{i} : 4 * (std::size_t{full} - 1);
    if (!hmtx.has(at, i < full ? 4 : 2)) continue;
    metrics[i].advance = hmtx.u16(at);
    metrics[i].bearing = i < full ? hmtx.i16(at + 2) : hmtx.i16(4 * std::size_t{full} + 2 * (std::size_t{i} - full));
  }
  return metrics;
}

void write_metrics(View hhea, const std::vector<Metric>& metrics, Buffer& new_hhea, Buffer& new_hmtx) {
  std::size_t full = metrics.size();
  while (full > 1 && metrics[full - 1].advance == metrics[full - 2].advance)
    --full;
  Writer head;
  head.u32(0x00010000);
  copy_i16(hhea, 4, 10, head);  // ascender … caretOffset
  head.zeros(8 + 2);            // reserved, metricDataFormat
  head.u16(static_cast<unsigned>(full));
  new_hhea = std::move(head.out);
  Writer out;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    if (i < full) out.u16(metrics[i].advance);
    out.i16(metrics[i].bearing);
  }
  new_hmtx = std::move(out.out);
}

Buffer rebuild_maxp(std::uint32_t glyph_count, const Outlines& outlines) {
  const auto limited = [](std::uint32_t value) { return std::min<std::uint32_t>(value, 0xFFFF); };
  Writer out;
  out.u32(0x00010000);
  out.u16(glyph_count);
  out.u16(limited(outlines.max_points));
  out.u16(limited(outlines.max_contours));
  out.u16(limited(outlines.max_composite_points));
  out.u16(limited(outlines.max_composite_contours));
  out.u16(2);     // maxZones: readers refuse 0
  out.zeros(12);  // twilight points, storage, functions, instruction definitions, stack, instructions: none
  out.u16(limited(outlines.max_components));
  out.u16(outlines.max_depth);
  return std::move(out.out);
}

Buffer rebuild_maxp_cff(std::uint32_t glyph_count) {
  Writer out;
  out.u32(0x00005000);
  out.u16(glyph_count);
  return std::move(out.out);
}

namespace {

constexpr std::size_t kStandardNames = 258;

bool is_good_name(std::string_view name) {
  return !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](char c) {
    return ascii::is_alnum(c) || c == '.' || c == '_' || c == '-';
  });
}

// Version 2: numGlyphs:2 *glyphNameIndex:2 *( length:1 name )
bool write_names(View post, std::uint32_t glyph_count, Writer& out) {
  const std::size_t count = post.u16(32);
  if (count == 0 || !post.has(34, 2 * count)) return false;
  std::vector<std::string_view> names;
  for (std::size_t at = 34 + 2 * count; at < post.size();) {
    const std::size_t length = post.u8(at);
    names.push_back(as_text(post.part(at + 1, length)));
    at += 1 + length;
  }
  std::map<std::string_view, std::size_t> numbers;
  Writer strings;
  out.u16(glyph_count);
  for (std::uint32_t i = 0; i < glyph_count; ++i) {
    const std::size_t index = i < count ? post.u16(34 + 2 * std::size_t{i}) : 0;
    const bool own = index >= kStandardNames && index - kStandardNames < names.size();
    if (!own || !is_good_name(names[index - kStandardNames])) {
      out.u16(index < kStandardNames ? static_cast<unsigned>(index) : 0);
      continue;
    }
    const std::string_view name = names[index - kStandardNames];
    const auto [it, added] = numbers.emplace(name, kStandardNames + numbers.size());
    if (added) {
      strings.u8(static_cast<unsigned>(name.size()));
      strings.text(name);
    }
    out.u16(static_cast<unsigned>(it->second));
  }
  out.bytes(strings.out);
  return true;
}

}  // namespace

// version:4 italicAngle:4 underlinePosition:2 underlineThickness:2 isFixedPitch:4 memory:16
std::optional<Buffer> rebuild_post(View post, std::uint32_t glyph_count, bool with_names) {
  if (!post.has(0, 32)) return std::nullopt;
  const std::uint32_t version = post.u32(0);
  Writer names;
  const bool named = with_names && version == 0x00020000 && write_names(post, glyph_count, names);
  const bool standard = with_names && version == 0x00010000 && glyph_count == kStandardNames;
  Writer out;
  out.u32(named ? 0x00020000 : standard ? 0x00010000 : 0x00030000);
  out.u32(post.u32(4));
  copy_i16(post, 8, 2, out);
  out.u32(post.u32(12) != 0 ? 1 : 0);
  out.zeros(16);
  if (named) out.bytes(names.out);
  return std::move(out.out);
}

// version:2, then numbers throughout but for the vendor's four letters at 58. Lengths by version.
std::optional<Buffer> rebuild_os2(View os2) {
  static constexpr std::size_t kSizes[] = {78, 86, 96, 96, 96, 100};
  std::size_t version = os2.u16(0);
  if (version > 5) version = 4;
  while (version > 0 && !os2.has(0, kSizes[version]))
    --version;
  if (!os2.has(0, kSizes[version])) return std::nullopt;
  Writer out;
  out.u16(static_cast<unsigned>(version));
  copy_i16(os2, 2, (kSizes[version] - 2) / 2, out);
  for (std::size_t at = 58; at < 62; ++at) {
    if (!ascii::is_alnum(static_cast<char>(out.out[at]))) out.out[at] = ' ';
  }
  return std::move(out.out);
}

}  // namespace mugai::font
