// Which of the two, and gzip around them (RFC 1952).
#include "lib/formats/metafile/metafile.h"

#include "lib/stream/inflate.h"

namespace mugai::metafile {
namespace {

using image::ImageKind;

constexpr std::string_view kGzip{"\x1F\x8B\x08", 3};
constexpr std::uint64_t kMaxUnpackedBytes = std::uint64_t{64} << 20;

// member = 1F 8B 8 flags(1) time(4) 0(1) system(1) [extra] [name 0] [comment 0] [crc(2)] deflate data, crc(4) size(4)
Result<Buffer> gunzip(Bytes packed, const image::ImageLimits& limits) {
  Cursor in(packed);
  TRY(in.skip(3));
  TRY_ASSIGN(const std::uint8_t flags, in.u8());
  TRY(in.skip(6));
  if ((flags & 0xE0U) != 0) return make_error(ErrorCode::Malformed, "a gzip header that is not known");
  if ((flags & 4U) != 0) {
    TRY_ASSIGN(const std::uint16_t extra, in.u16le());
    TRY(in.skip(extra));
  }
  for (const unsigned flag : {8U, 16U}) {
    while ((flags & flag) != 0) {
      TRY_ASSIGN(const std::uint8_t byte, in.u8());
      if (byte == 0) break;
    }
  }
  if ((flags & 2U) != 0) TRY(in.skip(2));
  MemorySink plain;
  InflateStage inflate(plain, kMaxUnpackedBytes);
  TRY(inflate.write(in.rest()));
  TRY(inflate.check_done());
  if (limits.budget != nullptr) TRY(limits.budget->charge_unpacked(plain.size()));
  return plain.take();
}

}  // namespace

bool is_metafile(Bytes head) noexcept {
  const ImageKind kind = image::sniff(head);
  return kind == ImageKind::Emf || kind == ImageKind::Wmf || starts_with(head, kGzip);
}

Result<ImageKind> rebuild_metafile(Bytes picture, Sink& out, const image::ImageLimits& limits,
                                   image::ImageReport& report) {
  if (starts_with(picture, kGzip)) {
    TRY_ASSIGN(const Buffer plain, gunzip(picture, limits));
    if (starts_with(plain, kGzip)) return make_error(ErrorCode::TooDeep, "a metafile that is packed twice");
    return rebuild_metafile(plain, out, limits, report);
  }
  const ImageKind kind = image::sniff(picture);
  if (kind == ImageKind::Emf) {
    TRY(rebuild_emf(picture, out, limits, report));
  } else if (kind == ImageKind::Wmf) {
    TRY(rebuild_wmf(picture, out, limits, report));
  } else {
    return make_error(ErrorCode::Unsupported, "no metafile");
  }
  return kind;
}

}  // namespace mugai::metafile
