// Which decoder takes which kind.
#include "lib/formats/image/codecs/codecs.h"

namespace mugai::image {
namespace {

Result<ImageKind> rebuild_one(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  switch (sniff(picture)) {
    case ImageKind::Tiff:
      TRY(rebuild_tiff(picture, out, limits, report));
      return ImageKind::Tiff;
    case ImageKind::Webp:
      return rebuild_webp(picture, out, limits, report);
    case ImageKind::Jp2:
      return rebuild_jp2(picture, out, limits, report);
    case ImageKind::Jxl:
      return rebuild_jxl(picture, out, limits, report);
    case ImageKind::Heif:
      return rebuild_heif(picture, out, limits, report);
    default:
      return rebuild_image(picture, out, limits, report);
  }
}

}  // namespace

Result<ImageKind> rebuild_any(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (!limits.clear_low_bits) return rebuild_one(picture, out, limits, report);
  // A picture that changes its kind has its low bits cleared as what it has become.
  MemorySink first(limits.memory_bytes);
  TRY_ASSIGN(const ImageKind kind, rebuild_one(picture, first, limits, report));
  if (kind == sniff(picture)) {
    TRY(out.write(Bytes(first.buffer())));
    return kind;
  }
  return rebuild_image(first.buffer(), out, limits, report);
}

}  // namespace mugai::image
