// Which decoder takes which kind.
#include "lib/formats/image/codecs/codecs.h"

namespace mugai::image {

Result<ImageKind> rebuild_any(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
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

}  // namespace mugai::image
