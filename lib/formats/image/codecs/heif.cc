#include "lib/formats/image/codecs/codecs.h"

namespace mugai::image {

Result<ImageKind> rebuild_heif(Bytes /*picture*/, Sink& /*out*/, const ImageLimits& /*limits*/,
                               ImageReport& /*report*/) {
  return make_error(ErrorCode::Unsupported, "HEIF");
}

}  // namespace mugai::image
