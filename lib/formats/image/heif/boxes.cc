#include "lib/formats/image/heif/boxes.h"

namespace mugai::image::heif {

// Box = size(4) type(4) [size 1: largesize(8)] [type 'uuid': usertype(16)] body;  size 0: to the end  (4.2.2)
Result<std::optional<Box>> BoxReader::next() {
  if (in_.at_end()) return std::optional<Box>();
  if (++count_ > kMaxBoxes) return make_error(ErrorCode::TooMany, "too many boxes");
  const std::size_t whole = in_.remaining();
  TRY_ASSIGN(const std::uint32_t short_size, in_.u32be());
  Box box;
  TRY_ASSIGN(box.type, in_.u32be());
  std::uint64_t size = short_size;
  if (short_size == 0) size = whole;
  if (short_size == 1) {
    TRY_ASSIGN(size, read_sized(in_, 8));
  }
  const std::size_t head = whole - in_.remaining();
  if (size < head || size > whole) return make_error(ErrorCode::Malformed, "the size of a box is wrong", in_.offset());
  TRY_ASSIGN(box.body, in_.take(size - head));
  return std::optional<Box>(box);
}

// FullBox = version(1) flags(3)
Result<FullHead> read_full_head(Cursor& body) {
  TRY_ASSIGN(const std::uint32_t word, body.u32be());
  return FullHead{static_cast<std::uint8_t>(word >> 24), word & 0xFFFFFF};
}

Result<std::uint64_t> read_sized(Cursor& in, unsigned bytes) {
  if (bytes == 0) return std::uint64_t{0};
  if (bytes != 4 && bytes != 8) return make_error(ErrorCode::Malformed, "a number has an odd size", in.offset());
  std::uint64_t value = 0;
  for (unsigned i = 0; i < bytes; i += 4) {
    TRY_ASSIGN(const std::uint32_t part, in.u32be());
    value = (value << 32) | part;
  }
  return value;
}

}  // namespace mugai::image::heif
