// The small tables of sfnt fonts (ISO/IEC 14496-22), each parsed and written anew. All numbers are copied field by
// field; what speaks of instructions, hinting or other tables is not.
//
// Limits: those of the fields. An optional table that makes no sense is left out: the function answers nullopt.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

struct Outlines;

struct Head {
  std::uint16_t units_per_em = 0;
  bool long_loca = false;
};
// Error where there is no head or its units make no sense.
Result<Head> read_head(View head);
Buffer rebuild_head(View head, bool long_loca);

struct Metric {
  std::uint16_t advance = 0;
  std::int16_t bearing = 0;
};
// hmtx as readers take it where it is short: the last advance goes on, missing bearings are 0.
std::vector<Metric> read_metrics(View hhea, View hmtx, std::uint32_t glyph_count);
// Both tables; advances that repeat at the end are written once.
void write_metrics(View hhea, const std::vector<Metric>& metrics, Buffer& new_hhea, Buffer& new_hmtx);

Buffer rebuild_maxp(std::uint32_t glyph_count, const Outlines& outlines);
Buffer rebuild_maxp_cff(std::uint32_t glyph_count);

// Names of glyphs (version 2) are kept where they are of letters, digits, dot, hyphen and underscore.
std::optional<Buffer> rebuild_post(View post, std::uint32_t glyph_count, bool with_names);
std::optional<Buffer> rebuild_os2(View os2);

struct CmapResult {
  Buffer table;
  bool symbolic = false;      // holds (3,0)
  std::uint32_t dropped = 0;  // subtables of a form that is not rebuilt, or damaged
};
// Subtables of formats 0, 4, 6 and 12, each as its mapping in canonical form. nullopt where none is left.
std::optional<CmapResult> rebuild_cmap(View cmap, std::uint32_t glyph_count);

}  // namespace mugai::font
