// Raster: decoded pixels, on the way from a decoder to one of the two encoders here.
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"
#include "lib/formats/image/rebuild.h"

namespace mugai::image {

// Rows top down without gaps. Channels: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha (not premultiplied).
// 16-bit samples are big-endian, as PNG has them.
struct Raster {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint8_t channels = 3;
  std::uint8_t bits = 8;  // 8 or 16
  Buffer pixels;
  Buffer profile;  // a colour profile that icc.h has rebuilt; empty: sRGB

  [[nodiscard]] std::uint64_t row_bytes() const noexcept { return std::uint64_t{width} * channels * (bits / 8U); }
};

// Malformed without area, TooLarge over the limits; charges width x height x bytes_per_pixel to the budget. To be asked
// before anything is decoded.
Result<void> check_size(std::uint64_t width, std::uint64_t height, std::uint64_t bytes_per_pixel,
                        const ImageLimits& limits);

// Turned so that it needs no EXIF orientation (1 to 8) any more.
Raster upright(Raster raster, int orientation);
// True where every pixel is opaque, or there is no alpha.
bool is_opaque(const Raster& raster);
// Without its alpha channel.
Raster without_alpha(const Raster& raster);

Result<void> encode_png(const Raster& raster, Sink& out);
// 8-bit grey or RGB; quality 1 to 100, 4:4:4 from 90 on, else 4:2:0.
Result<void> encode_jpeg(const Raster& raster, int quality, Sink& out);
// JPEG where the source was lossy, opaque and 8-bit deep, else PNG. `source_bytes`: the size that the JPEG is kept
// near to, by lowering its quality from 95 to not less than 85.
Result<ImageKind> encode(const Raster& raster, bool lossy, std::uint64_t source_bytes, Sink& out);

}  // namespace mugai::image
