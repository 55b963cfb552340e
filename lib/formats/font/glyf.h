// Outlines of TrueType (ISO/IEC 14496-22, 'glyf' and 'loca'): every glyph parsed and written again, without
// instructions.
//
// In:     the tables glyf, loca, the number of glyphs and the loca format.
// Out:    new glyf and loca, and what maxp must say.
// Limits: FontLimits::max_component_depth; 65,535 points a glyph with its components, 256 components.
// A glyph that cannot be read, or refers to itself, is written empty and counted.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

struct Outlines {
  Buffer glyf, loca;
  bool long_loca = false;
  bool too_large = false;  // over FontLimits::max_bytes: many glyphs on the same bytes. Nothing else counts then
  std::uint32_t broken = 0;
  std::uint32_t with_instructions = 0;
  // For maxp.
  std::uint32_t max_points = 0, max_contours = 0, max_composite_points = 0, max_composite_contours = 0;
  std::uint32_t max_components = 0, max_depth = 0;
};

Outlines rebuild_outlines(View glyf, View loca, std::uint32_t glyph_count, bool long_loca, const FontLimits& limits);

}  // namespace mugai::font
