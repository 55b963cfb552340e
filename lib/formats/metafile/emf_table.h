// The records of EMF that stay, with their shape (MS-EMF 2.3). Offsets count from the start of the record, whose first
// eight bytes are type and size. What the table does not list goes.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace mugai::metafile {

enum class Shape : std::uint8_t {
  Fixed,     // `fixed` bytes, all numbers
  Select,    // object number: one that exists, or a stock object
  Delete,    // object number: one that exists, and then no more
  Create,    // object number at 8, then numbers; `fixed` bytes
  Palette,   // object number, version, count, colours
  Font,      // object number, LOGFONT
  Pen,       // object number, bitmap, LOGPENEX with dashes
  Brush,     // object number, use, bitmap
  Bitmap,    // `fixed` bytes with a bitmap's offsets at `place`, a mask's at `second`
  Poly,      // bounds, count, points of `unit` bytes
  PolyPoly,  // bounds, parts, points in all, counts, points of `unit` bytes
  PolyDraw,  // bounds, count, points of `unit` bytes, a byte each
  Text,      // one string with its widths
  SmallText,
  Region,  // `fixed` bytes, then a region whose size is at `place`; object number at `second`, or 0
  Gradient,
};

struct EmfRule {
  std::uint32_t type;
  Shape shape;
  std::uint32_t fixed = 8;
  std::uint32_t place = 0;
  std::uint32_t second = 0;
  std::uint32_t unit = 0;
};
const EmfRule* find_emf_rule(std::uint32_t type) noexcept;
// Why a record that goes is dangerous; empty for one that is unknown.
std::string_view emf_removal_words(std::uint32_t type) noexcept;

inline constexpr std::uint32_t kEmfHeader = 1;
inline constexpr std::uint32_t kEmfEof = 14;
inline constexpr std::uint32_t kEmfComment = 70;

}  // namespace mugai::metafile
