// The picture kinds whose decoders are large libraries: TIFF, WebP, JPEG 2000, JPEG XL, HEIF. They are linked to the
// image program alone (JPEG 2000 to that of PDF, too); documents hand such pictures on as files of their own.
//
// In, out, limits and errors as in lib/formats/image/rebuild.h.
#pragma once

#include "lib/formats/image/raster.h"
#include "lib/formats/image/rebuild.h"

namespace mugai::image {

// Every page; bilevel ones as G4, JPEG strips by their coefficients, others by Deflate.
Result<void> rebuild_tiff(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
// Lossless stays WebP, so do animations and what is translucent; lossy without alpha becomes JPEG.
Result<ImageKind> rebuild_webp(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
// HEIF is refused (heif.cc says why). The others become PNG where they are lossless, translucent or deeper than 8 bit,
// else JPEG.
Result<ImageKind> rebuild_jp2(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
Result<ImageKind> rebuild_jxl(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
Result<ImageKind> rebuild_heif(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);

// The pixels of a JPEG 2000 picture or bare code stream; sets `lossy`. For PDF's JPXDecode.
Result<Raster> decode_jp2(Bytes picture, const ImageLimits& limits, bool& lossy);

// rebuild_image() for all kinds, these included; not Emf, Wmf and Svg.
Result<ImageKind> rebuild_any(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);

}  // namespace mugai::image
