#include "lib/formats/metafile/emf_table.h"

#include <algorithm>
#include <array>

namespace mugai::metafile {
namespace {

using enum Shape;

constexpr EmfRule kRules[] = {
    // State of the device context (2.3.11)
    {9, Fixed, 16},    // SETWINDOWEXTEX
    {10, Fixed, 16},   // SETWINDOWORGEX
    {11, Fixed, 16},   // SETVIEWPORTEXTEX
    {12, Fixed, 16},   // SETVIEWPORTORGEX
    {13, Fixed, 16},   // SETBRUSHORGEX
    {16, Fixed, 12},   // SETMAPPERFLAGS
    {17, Fixed, 12},   // SETMAPMODE
    {18, Fixed, 12},   // SETBKMODE
    {19, Fixed, 12},   // SETPOLYFILLMODE
    {20, Fixed, 12},   // SETROP2
    {21, Fixed, 12},   // SETSTRETCHBLTMODE
    {22, Fixed, 12},   // SETTEXTALIGN
    {23, Fixed, 32},   // SETCOLORADJUSTMENT
    {24, Fixed, 12},   // SETTEXTCOLOR
    {25, Fixed, 12},   // SETBKCOLOR
    {31, Fixed, 24},   // SCALEVIEWPORTEXTEX
    {32, Fixed, 24},   // SCALEWINDOWEXTEX
    {33, Fixed, 8},    // SAVEDC
    {34, Fixed, 12},   // RESTOREDC
    {35, Fixed, 32},   // SETWORLDTRANSFORM
    {36, Fixed, 36},   // MODIFYWORLDTRANSFORM
    {57, Fixed, 12},   // SETARCDIRECTION
    {58, Fixed, 12},   // SETMITERLIMIT
    {115, Fixed, 12},  // SETLAYOUT
    {120, Fixed, 16},  // SETTEXTJUSTIFICATION
    // Clipping (2.3.2)
    {26, Fixed, 16},      // OFFSETCLIPRGN
    {28, Fixed, 8},       // SETMETARGN
    {29, Fixed, 24},      // EXCLUDECLIPRECT
    {30, Fixed, 24},      // INTERSECTCLIPRECT
    {67, Fixed, 12},      // SELECTCLIPPATH
    {75, Region, 16, 8},  // EXTSELECTCLIPRGN
    // Paths (2.3.10)
    {59, Fixed, 8},  // BEGINPATH
    {60, Fixed, 8},  // ENDPATH
    {61, Fixed, 8},  // CLOSEFIGURE
    {65, Fixed, 8},  // FLATTENPATH
    {66, Fixed, 8},  // WIDENPATH
    {68, Fixed, 8},  // ABORTPATH
    // Drawing (2.3.5)
    {15, Fixed, 20},              // SETPIXELV
    {27, Fixed, 16},              // MOVETOEX
    {41, Fixed, 28},              // ANGLEARC
    {42, Fixed, 24},              // ELLIPSE
    {43, Fixed, 24},              // RECTANGLE
    {44, Fixed, 32},              // ROUNDRECT
    {45, Fixed, 40},              // ARC
    {46, Fixed, 40},              // CHORD
    {47, Fixed, 40},              // PIE
    {53, Fixed, 24},              // EXTFLOODFILL
    {54, Fixed, 16},              // LINETO
    {55, Fixed, 40},              // ARCTO
    {62, Fixed, 24},              // FILLPATH
    {63, Fixed, 24},              // STROKEANDFILLPATH
    {64, Fixed, 24},              // STROKEPATH
    {2, Poly, 28, 0, 0, 8},       // POLYBEZIER
    {3, Poly, 28, 0, 0, 8},       // POLYGON
    {4, Poly, 28, 0, 0, 8},       // POLYLINE
    {5, Poly, 28, 0, 0, 8},       // POLYBEZIERTO
    {6, Poly, 28, 0, 0, 8},       // POLYLINETO
    {85, Poly, 28, 0, 0, 4},      // POLYBEZIER16
    {86, Poly, 28, 0, 0, 4},      // POLYGON16
    {87, Poly, 28, 0, 0, 4},      // POLYLINE16
    {88, Poly, 28, 0, 0, 4},      // POLYBEZIERTO16
    {89, Poly, 28, 0, 0, 4},      // POLYLINETO16
    {7, PolyPoly, 32, 0, 0, 8},   // POLYPOLYLINE
    {8, PolyPoly, 32, 0, 0, 8},   // POLYPOLYGON
    {90, PolyPoly, 32, 0, 0, 4},  // POLYPOLYLINE16
    {91, PolyPoly, 32, 0, 0, 4},  // POLYPOLYGON16
    {56, PolyDraw, 28, 0, 0, 8},  // POLYDRAW
    {92, PolyDraw, 28, 0, 0, 4},  // POLYDRAW16
    {71, Region, 32, 24, 28},     // FILLRGN
    {72, Region, 40, 24, 28},     // FRAMERGN
    {73, Region, 28, 24},         // INVERTRGN
    {74, Region, 28, 24},         // PAINTRGN
    {83, Text, 76},               // EXTTEXTOUTA
    {84, Text, 76},               // EXTTEXTOUTW
    {108, SmallText, 36},         // SMALLTEXTOUT
    {118, Gradient, 36},          // GRADIENTFILL
    // Bitmaps (2.3.1)
    {76, Bitmap, 100, 84},       // BITBLT
    {77, Bitmap, 108, 84},       // STRETCHBLT
    {78, Bitmap, 128, 84, 112},  // MASKBLT
    {79, Bitmap, 140, 96, 124},  // PLGBLT
    {80, Bitmap, 76, 48},        // SETDIBITSTODEVICE
    {81, Bitmap, 80, 48},        // STRETCHDIBITS
    {114, Bitmap, 108, 84},      // ALPHABLEND
    {116, Bitmap, 108, 84},      // TRANSPARENTBLT
    // Objects (2.3.7, 2.3.8)
    {37, Select, 12},     // SELECTOBJECT
    {48, Select, 12},     // SELECTPALETTE
    {40, Delete, 12},     // DELETEOBJECT
    {38, Create, 28},     // CREATEPEN
    {39, Create, 24},     // CREATEBRUSHINDIRECT
    {49, Palette, 16},    // CREATEPALETTE
    {52, Fixed, 8},       // REALIZEPALETTE
    {82, Font, 332},      // EXTCREATEFONTINDIRECTW
    {93, Brush, 32, 16},  // CREATEMONOBRUSH
    {94, Brush, 32, 16},  // CREATEDIBPATTERNBRUSHPT
    {95, Pen, 52, 12},    // EXTCREATEPEN
};

struct Words {
  std::uint32_t type;
  std::string_view words;
};
constexpr Words kRemovals[] = {
    {98, "colour management"},
    {99, "colour space with a file name"},
    {100, "colour management"},
    {101, "colour management"},
    {102, "OpenGL record"},
    {103, "OpenGL record"},
    {104, "OpenGL pixel format"},
    {105, "escape to the printer driver"},
    {106, "escape to the printer driver"},
    {107, "print job"},
    {109, "font mapping"},
    {110, "escape to a named driver"},
    {111, "colour management"},
    {112, "path of a colour profile"},
    {113, "path of a colour profile"},
    {119, "linked fonts"},
    {121, "colour management"},
    {122, "colour space with a file name"},
};

}  // namespace

const EmfRule* find_emf_rule(std::uint32_t type) noexcept {
  const auto* rule =
      std::find_if(std::begin(kRules), std::end(kRules), [&](const EmfRule& r) { return r.type == type; });
  return rule == std::end(kRules) ? nullptr : rule;
}

std::string_view emf_removal_words(std::uint32_t type) noexcept {
  for (const Words& row : kRemovals) {
    if (row.type == type) return row.words;
  }
  return {};
}

}  // namespace mugai::metafile
