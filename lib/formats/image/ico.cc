// ICO: a directory of pictures, each a PNG or a bitmap with a mask below it. Each is rebuilt by its own rules; the
// directory is written anew from what they really are. Cursors (CUR) and animated ones (ANI) are refused (IMG-015).
#include "lib/formats/image/dib.h"
#include "lib/formats/image/png_write.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

struct Entry {
  std::uint8_t width = 0, height = 0, colors = 0;
  std::uint16_t bits = 0;
  Buffer data;
};

// bitmap header (of double height), pixels, mask of one bit a pixel; rows bottom up
Result<Buffer> rebuild_bitmap(Bytes data, Entry& entry, const ImageLimits& limits, ImageReport& report) {
  TRY_ASSIGN(DibHeader header, read_dib_header(data, DibUse::Icon, limits, report));
  if (header.coding != DibCoding::Plain || header.top_down) {
    return make_error(ErrorCode::Unsupported, "an icon's bitmap in a coding that icons do not have");
  }
  const Bytes bits = data.subspan(static_cast<std::size_t>(header.header_bytes));
  std::uint64_t used = 0;
  TRY_ASSIGN(const Buffer rows, rebuild_dib_bits(header, bits, report, &used));
  DibHeader mask = header;
  mask.bits = 1;
  const Bytes behind = bits.subspan(static_cast<std::size_t>(used));
  Buffer mask_rows(static_cast<std::size_t>(mask.row_bytes() * mask.height));
  if (!behind.empty() || header.bits != 32) {  // with alpha some leave the mask out
    TRY_ASSIGN(mask_rows, rebuild_dib_bits(mask, behind, report, &used));
    if (behind.size() > used + 3) report.removed("IMG-002", "data after the end of the picture");
  } else {
    report.rewritten("IMG-015", "icon without mask");
  }
  header.per_meter_x = header.per_meter_y = 0;
  Buffer out = write_dib_header(header, DibUse::Icon, rows.size() + mask_rows.size());
  put(out, Bytes(rows));
  put(out, Bytes(mask_rows));
  entry.width = static_cast<std::uint8_t>(header.width < 256 ? header.width : 0);
  entry.height = static_cast<std::uint8_t>(header.height < 256 ? header.height : 0);
  entry.bits = header.bits;
  entry.colors = static_cast<std::uint8_t>(header.bits < 8 ? header.colors.size() / 4 : 0);
  return out;
}

Result<Buffer> rebuild_member(Bytes data, Entry& entry, const ImageLimits& limits, ImageReport& report) {
  if (!starts_with(data, kPngSignature)) return rebuild_bitmap(data, entry, limits, report);
  MemorySink png;
  TRY(rebuild_png(data, png, limits, report));
  Cursor size(Bytes(png.buffer()).subspan(16));
  TRY_ASSIGN(const std::uint32_t width, size.u32be());
  TRY_ASSIGN(const std::uint32_t height, size.u32be());
  entry.width = static_cast<std::uint8_t>(width < 256 ? width : 0);
  entry.height = static_cast<std::uint8_t>(height < 256 ? height : 0);
  entry.bits = 32;
  return png.take();
}

Buffer write_icon(const std::vector<Entry>& entries) {
  Buffer out;
  put_le(out, 0, 2);
  put_le(out, 1, 2);
  put_le(out, entries.size(), 2);
  std::uint64_t offset = 6 + 16 * entries.size();
  for (const Entry& entry : entries) {
    out.insert(out.end(), {entry.width, entry.height, entry.colors, 0});
    put_le(out, 1, 2);
    put_le(out, entry.bits, 2);
    put_le(out, entry.data.size(), 4);
    put_le(out, offset, 4);
    offset += entry.data.size();
  }
  for (const Entry& entry : entries)
    put(out, Bytes(entry.data));
  return out;
}

}  // namespace

// icon = zero(2) 1(2) count(2) { width height colours zero planes(2) bits(2) size(4) offset(4) } pictures
Result<void> rebuild_ico(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  Cursor in(picture);
  TRY(in.skip(2));
  TRY_ASSIGN(const std::uint16_t type, in.u16le());
  TRY_ASSIGN(const std::uint16_t count, in.u16le());
  if (type != 1) return make_error(ErrorCode::Unsupported, "a cursor is not rebuilt");
  if (count == 0) return make_error(ErrorCode::Malformed, "an icon without picture");
  if (count > limits.frames) return make_error(ErrorCode::TooMany, "an icon has too many pictures");
  std::vector<Entry> entries(count);
  std::uint64_t reached = 6 + std::uint64_t{16} * count;
  std::uint64_t pictures = 0;
  const std::uint64_t directory = reached;
  for (Entry& entry : entries) {
    TRY(in.skip(8));
    TRY_ASSIGN(const std::uint32_t size, in.u32le());
    TRY_ASSIGN(const std::uint32_t offset, in.u32le());
    if (offset < directory || !fits(offset, size, picture.size())) {
      return make_error(ErrorCode::Truncated, "an icon's picture lies outside of it", offset);
    }
    TRY_ASSIGN(entry.data, rebuild_member(picture.subspan(offset, size), entry, limits, report));
    reached = std::max<std::uint64_t>(reached, std::uint64_t{offset} + size);
    pictures += size;
  }
  if (reached < picture.size()) report.removed("IMG-002", "data after the end of the picture");
  if (directory + pictures != reached) report.rewritten("IMG-015", "gaps between the pictures");
  return out.write(Bytes(write_icon(entries)));
}

}  // namespace mugai::image
