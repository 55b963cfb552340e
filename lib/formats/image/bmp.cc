// BMP: file header, then a bitmap with gaps allowed between its parts. Comes out without gaps, with BITMAPINFOHEADER
// (or V4 where it has alpha), at the same depth; run-length codes stay such. Gone: profiles and paths of profiles,
// what lies in the gaps and behind the pixels.
#include "lib/formats/image/dib.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr std::size_t kFileHeaderBytes = 14;

}  // namespace

// file = "BM" size(4) zero(4) offset(4) bitmap header … pixels at `offset`
Result<void> rebuild_bmp(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  Cursor in(picture);
  TRY(in.skip(10));
  TRY_ASSIGN(const std::uint32_t offset, in.u32le());
  TRY_ASSIGN(const DibHeader header, read_dib_header(in.rest(), DibUse::File, limits, report));
  const std::uint64_t begin = kFileHeaderBytes + header.header_bytes;
  if (offset > picture.size() || offset < begin) {
    return make_error(ErrorCode::Malformed, "a BMP's pixels do not lie behind its header", offset);
  }
  if (offset > begin) report.removed("IMG-010", "data in front of the pixels");
  std::uint64_t used = 0;
  TRY_ASSIGN(const Buffer rows, rebuild_dib_bits(header, picture.subspan(offset), report, &used));
  const std::uint64_t left = picture.size() - offset - used;
  if (left > 3) report.removed("IMG-002", "data after the end of the picture");  // files are filled up to 4 bytes
  const Buffer head = write_dib_header(header, DibUse::File, rows.size());
  Buffer file;
  put(file, "BM");
  put_le(file, kFileHeaderBytes + head.size() + rows.size(), 4);
  put_le(file, 0, 4);
  put_le(file, kFileHeaderBytes + head.size(), 4);
  put(file, Bytes(head));
  TRY(out.write(Bytes(file)));
  return out.write(Bytes(rows));
}

}  // namespace mugai::image
