// HEIC and AVIF (ISO/IEC 23008-12): the picture that the file shows, decoded (lib/formats/image/heif) and written as
// JPEG, or as PNG where it is translucent. Sequences and films beside the picture are left out and told.
#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/heif/compose.h"

namespace mugai::image {
namespace {

constexpr std::uint64_t kDenser = 2;  // HEVC and AV1 need about half of JPEG's bytes for the same look

}  // namespace

Result<ImageKind> rebuild_heif(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  report.rewritten("IMG-013", "HEIC or AVIF");
  TRY_ASSIGN(const heif::Container container, heif::read_container(picture, report));
  TRY_ASSIGN(const Raster raster, heif::compose(container, limits, report));
  return encode(raster, true, picture.size() * kDenser, out);
}

}  // namespace mugai::image
