// The records of WMF that stay, with their shape (MS-WMF 2.3). What the table does not list goes.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::metafile {

enum class WmfShape : std::uint8_t {
  Fixed,       // `words` numbers
  Select,      // object number: one that exists
  Delete,      // object number: one that exists, and then no more
  Create,      // `words` numbers; makes an object
  Font,        // LOGFONT: 9 words and a name
  Palette,     // makes an object: start, count, colours
  Colors,      // start, count, colours
  Poly,        // count, points
  PolyPoly,    // parts, counts, points
  Text,        // count, string, y, x
  ExtText,     // y, x, count, options, [rectangle], string, [widths]
  Dib,         // `words` numbers, the last but `use` of them the use, then a packed bitmap; may be without one
  DibBrush,    // makes an object: style, use, packed bitmap
  NoBitmap,    // `words` numbers where there is no bitmap behind; a device dependent one goes
  Region,      // makes an object: a list of scan lines
  UseRegion,   // `words` numbers, the first a region: one that exists, or 0 where it means none
  CreateNull,  // makes an object that goes: an empty brush keeps its number
};

struct WmfRule {
  std::uint16_t function;
  WmfShape shape;
  std::uint8_t words = 0;
  std::uint8_t use_word = 0xFF;  // of Dib: which number is the use; 0xFF: none, colours are RGB
};
const WmfRule* find_wmf_rule(std::uint16_t function) noexcept;

inline constexpr std::uint16_t kWmfEscape = 0x0626;

}  // namespace mugai::metafile
