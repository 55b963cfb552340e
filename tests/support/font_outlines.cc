#include "tests/support/font_outlines.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace mugai::testing {

namespace {

GlyphOutline read_glyph(FT_Face face, unsigned index) {
  GlyphOutline glyph;
  if (FT_Load_Glyph(face, index, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return glyph;
  glyph.loaded = true;
  glyph.advance = face->glyph->metrics.horiAdvance;
  const FT_Outline& outline = face->glyph->outline;
  for (int i = 0; i < outline.n_points; ++i) {
    glyph.coordinates.push_back(outline.points[i].x);
    glyph.coordinates.push_back(outline.points[i].y);
    glyph.tags.push_back(static_cast<unsigned char>(outline.tags[i] & 3));
  }
  for (int i = 0; i < outline.n_contours; ++i)
    glyph.ends.push_back(outline.contours[i]);
  char name[128];
  if (FT_HAS_GLYPH_NAMES(face) && FT_Get_Glyph_Name(face, index, name, sizeof name) == 0) glyph.name = name;
  return glyph;
}

}  // namespace

FontOutlines read_outlines(Bytes font) {
  FontOutlines out;
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return out;
  FT_Face face = nullptr;
  if (FT_New_Memory_Face(library, font.data(), static_cast<FT_Long>(font.size()), 0, &face) == 0) {
    out.opened = true;
    out.units_per_em = face->units_per_EM;
    for (long i = 0; i < face->num_glyphs; ++i)
      out.glyphs.push_back(read_glyph(face, static_cast<unsigned>(i)));
    if (face->num_charmaps > 0 && FT_Set_Charmap(face, face->charmaps[0]) == 0) {
      unsigned glyph = 0;
      for (unsigned long code = FT_Get_First_Char(face, &glyph); glyph != 0;
           code = FT_Get_Next_Char(face, code, &glyph))
        out.characters.emplace_back(code, glyph);
    }
    FT_Done_Face(face);
  }
  FT_Done_FreeType(library);
  return out;
}

std::size_t different_glyphs(const FontOutlines& before, const FontOutlines& after) {
  std::size_t different = 0;
  for (std::size_t i = 0; i < before.glyphs.size(); ++i) {
    const GlyphOutline& a = before.glyphs[i];
    if (!a.loaded) continue;
    if (i >= after.glyphs.size()) {
      ++different;
      continue;
    }
    const GlyphOutline& b = after.glyphs[i];
    if (!b.loaded || a.advance != b.advance || a.coordinates != b.coordinates || a.tags != b.tags || a.ends != b.ends) {
      ++different;
    }
  }
  return different;
}

}  // namespace mugai::testing
