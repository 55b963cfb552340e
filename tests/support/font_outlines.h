// The outlines of a font as FreeType draws them, unhinted, for comparing a font with what was rebuilt of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::testing {

struct GlyphOutline {
  bool loaded = false;
  long advance = 0;                 // font units
  std::string name;                 // where the font has names
  std::vector<long> coordinates;    // x and y of each point
  std::vector<unsigned char> tags;  // on the curve, or which kind of control point
  std::vector<int> ends;            // last point of each contour
};

struct FontOutlines {
  bool opened = false;
  int units_per_em = 0;
  std::vector<GlyphOutline> glyphs;
  std::vector<std::pair<unsigned long, unsigned>> characters;  // of the first character map: code, glyph
};

FontOutlines read_outlines(Bytes font);

// Glyphs that are not the same in both; a glyph that FreeType cannot load from `before` is not asked for.
std::size_t different_glyphs(const FontOutlines& before, const FontOutlines& after);

}  // namespace mugai::testing
