// A font program without shapes (ISO/IEC 14496-22, TrueType outlines): one glyph, no contours, an em of 1000. Readers
// ask for a program where a font is used, whether it is seen or not.
#include <array>

#include "lib/formats/pdf/flatten/text_layer.h"

namespace mugai::pdf::flatten {
namespace {

constexpr std::uint16_t kEm = 1000;
constexpr std::int16_t kAscender = 880;
constexpr std::int16_t kDescender = -120;

class Table {
 public:
  Table& u16(std::uint32_t value) {
    bytes_.push_back(static_cast<std::uint8_t>((value >> 8) & 0xFF));
    bytes_.push_back(static_cast<std::uint8_t>(value & 0xFF));
    return *this;
  }
  Table& i16(std::int16_t value) { return u16(static_cast<std::uint16_t>(value)); }
  Table& u32(std::uint32_t value) { return u16(value >> 16).u16(value & 0xFFFF); }
  Table& zeros(std::size_t count) {
    bytes_.resize(bytes_.size() + count);
    return *this;
  }
  [[nodiscard]] const Buffer& bytes() const noexcept { return bytes_; }

 private:
  Buffer bytes_;
};

struct Named {
  std::uint32_t tag;
  Buffer bytes;
};

constexpr std::uint32_t tag(const char (&name)[5]) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i)
    value = (value << 8) | static_cast<std::uint8_t>(name[i]);
  return value;
}

// version, revision, checksum, magic, flags, em, dates, box, style, smallest size, direction, short offsets, format
Buffer head() {
  return Table()
      .u32(0x00010000)
      .u32(0x00010000)
      .u32(0)
      .u32(0x5F0F3CF5)
      .u16(0)
      .u16(kEm)
      .zeros(16)
      .zeros(8)
      .u16(0)
      .u16(8)
      .i16(2)
      .i16(0)
      .i16(0)
      .bytes();
}
// version, ascender, descender, gap, widest advance, bearings, extent, caret, reserved, format, number of advances
Buffer hhea() {
  return Table()
      .u32(0x00010000)
      .i16(kAscender)
      .i16(kDescender)
      .i16(0)
      .u16(kEm)
      .zeros(6)
      .i16(1)
      .zeros(4)
      .zeros(8)
      .i16(0)
      .u16(1)
      .bytes();
}
// version, glyphs, and the sizes of what glyphs need: nothing
Buffer maxp() {
  return Table().u32(0x00010000).u16(1).zeros(8).u16(1).zeros(16).bytes();
}

// The sum of 32-bit words that the table directory wants.
std::uint32_t checksum(const Buffer& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += std::uint32_t{bytes[i]} << (8 * (3 - i % 4));
  return sum;
}

}  // namespace

Buffer empty_font() {
  // By tag; codes become glyphs by the PDF's own map, so there is no `cmap`. `glyf` may not be of no length: some
  // readers take it for missing then.
  const std::array<Named, 6> tables = {{{tag("glyf"), Table().zeros(4).bytes()},
                                        {tag("head"), head()},
                                        {tag("hhea"), hhea()},
                                        {tag("hmtx"), Table().u16(kEm).u16(0).bytes()},
                                        {tag("loca"), Table().u16(0).u16(0).bytes()},
                                        {tag("maxp"), maxp()}}};
  Table directory;
  directory.u32(0x00010000).u16(tables.size()).u16(64).u16(2).u16(tables.size() * 16 - 64);
  auto offset = static_cast<std::uint32_t>(12 + 16 * tables.size());
  Buffer body;
  for (const Named& table : tables) {
    directory.u32(table.tag).u32(checksum(table.bytes)).u32(offset).u32(static_cast<std::uint32_t>(table.bytes.size()));
    body.insert(body.end(), table.bytes.begin(), table.bytes.end());
    body.resize((body.size() + 3) / 4 * 4);
    offset = static_cast<std::uint32_t>(12 + 16 * tables.size() + body.size());
  }
  Buffer out = directory.bytes();
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

}  // namespace mugai::pdf::flatten
