// The cmap table: from codes to glyphs (ISO/IEC 14496-22, 'cmap'). Each subtable is read into runs of codes and written
// anew in the format it had.
#include <algorithm>
#include <map>
#include <utility>

#include "lib/formats/font/tables.h"

namespace mugai::font {

namespace {

constexpr std::size_t kMaxSubtables = 16;
constexpr std::uint32_t kMaxCode = 0x10FFFF;
constexpr std::size_t kMinDeltaRun = 5;  // shorter runs of constant difference are cheaper as an array

using Mapping = std::vector<std::pair<std::uint32_t, std::uint16_t>>;  // code, glyph; codes ascend

struct Group {
  std::uint32_t first = 0, last = 0, glyph = 0;
};

// Format 0: 256 glyphs of a byte each.
Mapping read_bytes(View table, std::uint32_t glyph_count) {
  Mapping mapping;
  for (std::uint32_t code = 0; code < 256; ++code) {
    const std::uint8_t glyph = table.u8(6 + code);
    if (glyph != 0 && glyph < glyph_count) mapping.emplace_back(code, glyph);
  }
  return mapping;
}

// Format 6: firstCode:2 entryCount:2 *glyph:2
Mapping read_trimmed(View table, std::uint32_t glyph_count) {
  Mapping mapping;
  const std::uint32_t first = table.u16(6);
  const std::uint32_t count = table.u16(8);
  for (std::uint32_t i = 0; i < count && first + i <= 0xFFFF; ++i) {
    const std::uint16_t glyph = table.u16(10 + 2 * std::size_t{i});
    if (glyph != 0 && glyph < glyph_count) mapping.emplace_back(first + i, glyph);
  }
  return mapping;
}

// Format 4: segCountX2:2 search:6 *endCode:2 pad:2 *startCode:2 *idDelta:2 *idRangeOffset:2 *glyph:2
// Where segments overlap, the first counts, as in a search that goes by their ends.
Mapping read_segments(View table, std::uint32_t glyph_count) {
  Mapping mapping;
  const std::size_t count = table.u16(6) / 2;
  const std::size_t starts = 16 + 2 * count, deltas = starts + 2 * count, ranges = deltas + 2 * count;
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t end = table.u16(14 + 2 * i);
    const std::uint32_t start = table.u16(starts + 2 * i);
    const std::uint32_t delta = table.u16(deltas + 2 * i);
    const std::uint32_t range = table.u16(ranges + 2 * i);
    if (end < start || !table.has(ranges + 2 * i, 2) || range == 0xFFFF) continue;
    for (std::uint32_t code = std::max(start, next); code <= end; ++code) {
      std::uint32_t glyph = code;
      if (range != 0) {
        const std::size_t at = ranges + 2 * i + range + 2 * std::size_t{code - start};
        glyph = table.u16(at);
        if (glyph == 0) continue;
      }
      glyph = (glyph + delta) & 0xFFFF;
      if (glyph != 0 && glyph < glyph_count) mapping.emplace_back(code, static_cast<std::uint16_t>(glyph));
    }
    next = std::max(next, end + 1);
  }
  return mapping;
}

// Format 12: nGroups:4 at 12, then first:4 last:4 glyph:4 each. Neighbours that go on are joined.
std::vector<Group> read_groups(View table, std::uint32_t glyph_count) {
  std::vector<Group> groups;
  const std::uint32_t count = table.u32(12);
  std::uint64_t next = 0;
  for (std::uint32_t i = 0; i < count && table.has(16 + 12 * std::size_t{i}, 12); ++i) {
    const std::size_t at = 16 + 12 * std::size_t{i};
    Group group{table.u32(at), std::min(table.u32(at + 4), kMaxCode), table.u32(at + 8)};
    if (group.first > group.last || group.first < next || group.glyph >= glyph_count) continue;
    group.last = std::min(group.last, group.first + (glyph_count - 1 - group.glyph));
    next = std::uint64_t{group.last} + 1;
    if (!groups.empty()) {
      Group& before = groups.back();
      if (before.last + 1 == group.first && before.glyph + (before.last - before.first) + 1 == group.glyph) {
        before.last = group.last;
        continue;
      }
    }
    groups.push_back(group);
  }
  return groups;
}

Buffer write_bytes(const Mapping& mapping) {
  Writer out;
  out.u16(0);
  out.u16(262);
  out.u16(0);
  out.zeros(256);
  for (const auto& [code, glyph] : mapping)
    out.out[6 + code] = static_cast<std::uint8_t>(glyph);
  return std::move(out.out);
}

Buffer write_trimmed(const Mapping& mapping) {
  const std::uint32_t first = mapping.front().first;
  const std::uint32_t count = mapping.back().first - first + 1;
  Writer out;
  out.u16(6);
  out.u16(10 + 2 * count);
  out.u16(0);
  out.u16(first);
  out.u16(count);
  const std::size_t glyphs = out.size();
  out.zeros(2 * std::size_t{count});
  for (const auto& [code, glyph] : mapping)
    out.set_u16(glyphs + 2 * std::size_t{code - first}, glyph);
  return std::move(out.out);
}

struct Segment {
  std::size_t begin = 0, end = 0;  // in the mapping
  bool by_delta = true;
};

// Runs of codes without a gap, cut into parts of constant difference and parts that need an array.
std::vector<Segment> segments_of(const Mapping& mapping) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < mapping.size();) {
    std::size_t run = i + 1;
    while (run < mapping.size() && mapping[run].first == mapping[run - 1].first + 1)
      ++run;
    while (i < run) {
      std::size_t same = i + 1;
      while (same < run && mapping[same].second == mapping[same - 1].second + 1)
        ++same;
      const bool alone = (segments.empty() || segments.back().end != i || segments.back().by_delta ||
                          mapping[i].first != mapping[i - 1].first + 1) &&
                         same == run;
      if (same - i >= kMinDeltaRun || alone) {
        segments.push_back({i, same, true});
      } else if (!segments.empty() && segments.back().end == i && !segments.back().by_delta &&
                 mapping[i].first == mapping[i - 1].first + 1) {
        segments.back().end = same;
      } else {
        segments.push_back({i, same, false});
      }
      i = same;
    }
  }
  return segments;
}

// Empty where the mapping does not fit the format.
Buffer write_segments(const Mapping& mapping) {
  std::vector<Segment> segments = segments_of(mapping);
  const bool closed = !mapping.empty() && mapping.back().first == 0xFFFF;
  const std::size_t count = segments.size() + (closed ? 0 : 1);
  std::size_t array = 0;
  for (const Segment& s : segments)
    array += s.by_delta ? 0 : s.end - s.begin;
  const std::size_t length = 16 + 8 * count + 2 * array;
  if (length > 0xFFFF) return {};
  unsigned selector = 0;
  while ((2u << selector) <= count)
    ++selector;
  Writer out;
  out.u16(4);
  out.u16(static_cast<unsigned>(length));
  out.u16(0);
  out.u16(static_cast<unsigned>(2 * count));
  out.u16(2u << selector);
  out.u16(selector);
  out.u16(static_cast<unsigned>(2 * count) - (2u << selector));
  for (const Segment& s : segments)
    out.u16(mapping[s.end - 1].first);
  if (!closed) out.u16(0xFFFF);
  out.u16(0);
  for (const Segment& s : segments)
    out.u16(mapping[s.begin].first);
  if (!closed) out.u16(0xFFFF);
  for (const Segment& s : segments)
    out.u16(s.by_delta ? (mapping[s.begin].second - mapping[s.begin].first) & 0xFFFF : 0);
  if (!closed) out.u16(1);
  std::size_t used = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    out.u16(segments[i].by_delta ? 0 : static_cast<unsigned>(2 * (count - i + used)));
    used += segments[i].by_delta ? 0 : segments[i].end - segments[i].begin;
  }
  if (!closed) out.u16(0);
  for (const Segment& s : segments) {
    for (std::size_t i = s.begin; i < s.end && !s.by_delta; ++i)
      out.u16(mapping[i].second);
  }
  return std::move(out.out);
}

Buffer write_groups(const std::vector<Group>& groups) {
  Writer out;
  out.u16(12);
  out.u16(0);
  out.u32(static_cast<std::uint32_t>(16 + 12 * groups.size()));
  out.u32(0);
  out.u32(static_cast<std::uint32_t>(groups.size()));
  for (const Group& group : groups) {
    out.u32(group.first);
    out.u32(group.last);
    out.u32(group.glyph);
  }
  return std::move(out.out);
}

// Empty where the subtable is of another format or holds nothing.
Buffer rebuild_subtable(View table, std::uint32_t glyph_count) {
  const unsigned format = table.u16(0);
  if (format == 12) {
    const auto groups = read_groups(table, glyph_count);
    return groups.empty() ? Buffer{} : write_groups(groups);
  }
  Mapping mapping;
  if (format == 0) mapping = read_bytes(table, glyph_count);
  if (format == 4) mapping = read_segments(table, glyph_count);
  if (format == 6) mapping = read_trimmed(table, glyph_count);
  if (mapping.empty()) return {};
  return format == 0 ? write_bytes(mapping) : format == 6 ? write_trimmed(mapping) : write_segments(mapping);
}

}  // namespace

// version:2 numTables:2 *( platform:2 encoding:2 offset:4 ), sorted by platform and encoding
std::optional<CmapResult> rebuild_cmap(View cmap, std::uint32_t glyph_count) {
  CmapResult result;
  const std::size_t count = cmap.u16(2);
  std::map<std::pair<unsigned, unsigned>, Buffer> subtables;
  for (std::size_t i = 0; i < std::min(count, kMaxSubtables) && cmap.has(4 + 8 * i, 8); ++i) {
    const unsigned platform = cmap.u16(4 + 8 * i), encoding = cmap.u16(6 + 8 * i);
    const std::uint32_t offset = cmap.u32(8 + 8 * i);
    if (subtables.count({platform, encoding}) != 0) continue;
    Buffer rebuilt;
    if (platform <= 3 && encoding <= 10) rebuilt = rebuild_subtable(View(cmap.part(offset, cmap.size())), glyph_count);
    if (rebuilt.empty()) {
      ++result.dropped;
      continue;
    }
    result.symbolic = result.symbolic || (platform == 3 && encoding == 0);
    subtables.emplace(std::pair(platform, encoding), std::move(rebuilt));
  }
  if (subtables.empty()) return std::nullopt;
  Writer out;
  out.u16(0);
  out.u16(static_cast<unsigned>(subtables.size()));
  std::size_t offset = 4 + 8 * subtables.size();
  for (const auto& [key, content] : subtables) {
    out.u16(key.first);
    out.u16(key.second);
    out.u32(static_cast<std::uint32_t>(offset));
    offset += content.size();
  }
  for (const auto& [key, content] : subtables)
    out.bytes(content);
  result.table = std::move(out.out);
  return result;
}

}  // namespace mugai::font
