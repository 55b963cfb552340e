// EXIF 2.32, 4.6: a TIFF header and IFD0, whose tag 0x0112 is the orientation.
#include "lib/formats/image/exif.h"

#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr std::uint16_t kOrientationTag = 0x0112;
constexpr std::uint16_t kShort = 3;

struct Order {
  bool big;
  [[nodiscard]] Result<std::uint16_t> u16(Cursor& in) const { return big ? in.u16be() : in.u16le(); }
  [[nodiscard]] Result<std::uint32_t> u32(Cursor& in) const { return big ? in.u32be() : in.u32le(); }
};

// header = order(2) 42(2) offset(4);  IFD = count(2) { tag(2) type(2) count(4) value(4) }
Result<int> find_orientation(Bytes tiff) {
  Cursor in(tiff);
  const Order order{starts_with(tiff, "MM")};
  TRY(in.skip(2));
  TRY_ASSIGN(const std::uint16_t mark, order.u16(in));
  TRY_ASSIGN(const std::uint32_t offset, order.u32(in));
  if (mark != 42 || offset < 8 || offset > tiff.size()) return make_error(ErrorCode::Malformed, "no TIFF header");
  Cursor ifd(tiff.subspan(offset));
  TRY_ASSIGN(const std::uint16_t count, order.u16(ifd));
  for (std::uint16_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const std::uint16_t tag, order.u16(ifd));
    TRY_ASSIGN(const std::uint16_t type, order.u16(ifd));
    TRY_ASSIGN(const std::uint32_t values, order.u32(ifd));
    TRY_ASSIGN(const std::uint16_t value, order.u16(ifd));
    TRY(ifd.skip(2));
    if (tag == kOrientationTag && type == kShort && values == 1 && value >= 1 && value <= 8) return int{value};
  }
  return 1;
}

}  // namespace

int exif_orientation(Bytes tiff) {
  const auto found = find_orientation(tiff);
  return found.has_value() ? *found : 1;
}

Buffer write_orientation(int orientation) {
  Buffer out;
  put(out, "II");
  put_le(out, 42, 2);
  put_le(out, 8, 4);
  put_le(out, 1, 2);
  put_le(out, kOrientationTag, 2);
  put_le(out, kShort, 2);
  put_le(out, 1, 4);
  put_le(out, static_cast<std::uint64_t>(orientation), 4);
  put_le(out, 0, 4);  // no further IFD
  return out;
}

}  // namespace mugai::image
