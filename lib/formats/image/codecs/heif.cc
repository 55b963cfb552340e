// HEIF (HEIC, AVIF): recognised and refused (IMG-013). Its decoders are libde265 and libdav1d, which can work without
// threads; libheif cannot: it starts threads and loads plug-ins, which a locked-down process may not. What is missing
// is a reader of the container's boxes (ISO/IEC 23008-12) in front of them.
#include "lib/formats/image/codecs/codecs.h"

namespace mugai::image {

Result<ImageKind> rebuild_heif(Bytes /*picture*/, Sink& /*out*/, const ImageLimits& /*limits*/,
                               ImageReport& /*report*/) {
  return make_error(ErrorCode::Unsupported, "HEIC and AVIF are not rebuilt");
}

}  // namespace mugai::image
