#include "lib/formats/metafile/wmf_table.h"

#include <algorithm>

namespace mugai::metafile {
namespace {

using enum WmfShape;

constexpr WmfRule kRules[] = {
    // State (2.3.5)
    {0x001E, Fixed, 0},  // SAVEDC
    {0x0035, Fixed, 0},  // REALIZEPALETTE
    {0x0102, Fixed, 1},  // SETBKMODE
    {0x0103, Fixed, 1},  // SETMAPMODE
    {0x0104, Fixed, 1},  // SETROP2
    {0x0106, Fixed, 1},  // SETPOLYFILLMODE
    {0x0107, Fixed, 1},  // SETSTRETCHBLTMODE
    {0x0108, Fixed, 1},  // SETTEXTCHAREXTRA
    {0x0127, Fixed, 1},  // RESTOREDC
    {0x012E, Fixed, 1},  // SETTEXTALIGN
    {0x0139, Fixed, 1},  // RESIZEPALETTE
    {0x0149, Fixed, 1},  // SETLAYOUT
    {0x0201, Fixed, 2},  // SETBKCOLOR
    {0x0209, Fixed, 2},  // SETTEXTCOLOR
    {0x020A, Fixed, 2},  // SETTEXTJUSTIFICATION
    {0x020B, Fixed, 2},  // SETWINDOWORG
    {0x020C, Fixed, 2},  // SETWINDOWEXT
    {0x020D, Fixed, 2},  // SETVIEWPORTORG
    {0x020E, Fixed, 2},  // SETVIEWPORTEXT
    {0x020F, Fixed, 2},  // OFFSETWINDOWORG
    {0x0211, Fixed, 2},  // OFFSETVIEWPORTORG
    {0x0220, Fixed, 2},  // OFFSETCLIPRGN
    {0x0231, Fixed, 2},  // SETMAPPERFLAGS
    {0x0410, Fixed, 4},  // SCALEWINDOWEXT
    {0x0412, Fixed, 4},  // SCALEVIEWPORTEXT
    {0x0415, Fixed, 4},  // EXCLUDECLIPRECT
    {0x0416, Fixed, 4},  // INTERSECTCLIPRECT
    // Drawing (2.3.3)
    {0x0213, Fixed, 2},  // LINETO
    {0x0214, Fixed, 2},  // MOVETO
    {0x0324, Poly},      // POLYGON
    {0x0325, Poly},      // POLYLINE
    {0x0418, Fixed, 4},  // ELLIPSE
    {0x0419, Fixed, 4},  // FLOODFILL
    {0x041B, Fixed, 4},  // RECTANGLE
    {0x041F, Fixed, 4},  // SETPIXEL
    {0x0521, Text},      // TEXTOUT
    {0x0538, PolyPoly},  // POLYPOLYGON
    {0x0548, Fixed, 5},  // EXTFLOODFILL
    {0x061C, Fixed, 6},  // ROUNDRECT
    {0x061D, Fixed, 6},  // PATBLT
    {0x0817, Fixed, 8},  // ARC
    {0x081A, Fixed, 8},  // PIE
    {0x0830, Fixed, 8},  // CHORD
    {0x0A32, ExtText},   // EXTTEXTOUT
    // Bitmaps (2.3.1)
    {0x0922, NoBitmap, 9},   // BITBLT
    {0x0B23, NoBitmap, 11},  // STRETCHBLT
    {0x0940, Dib, 8},        // DIBBITBLT
    {0x0B41, Dib, 10},       // DIBSTRETCHBLT
    {0x0D33, Dib, 9, 0},     // SETDIBTODEV
    {0x0F43, Dib, 11, 2},    // STRETCHDIB
    // Objects (2.3.4)
    {0x012D, Select, 1},     // SELECTOBJECT
    {0x0234, Select, 1},     // SELECTPALETTE
    {0x01F0, Delete, 1},     // DELETEOBJECT
    {0x02FA, Create, 5},     // CREATEPENINDIRECT
    {0x02FC, Create, 4},     // CREATEBRUSHINDIRECT
    {0x02FB, Font, 9},       // CREATEFONTINDIRECT
    {0x00F7, Palette},       // CREATEPALETTE
    {0x0037, Colors},        // SETPALENTRIES
    {0x0436, Colors},        // ANIMATEPALETTE
    {0x0142, DibBrush, 2},   // DIBCREATEPATTERNBRUSH
    {0x01F9, CreateNull},    // CREATEPATTERNBRUSH: a device dependent bitmap
    {0x06FF, Region, 11},    // CREATEREGION
    {0x012A, UseRegion, 1},  // INVERTREGION
    {0x012B, UseRegion, 1},  // PAINTREGION
    {0x012C, UseRegion, 1},  // SELECTCLIPREGION
    {0x0228, UseRegion, 2},  // FILLREGION
    {0x0429, UseRegion, 4},  // FRAMEREGION
};

}  // namespace

const WmfRule* find_wmf_rule(std::uint16_t function) noexcept {
  const auto* rule =
      std::find_if(std::begin(kRules), std::end(kRules), [&](const WmfRule& r) { return r.function == function; });
  return rule == std::end(kRules) ? nullptr : rule;
}

}  // namespace mugai::metafile
