#include "lib/formats/image/raster.h"

#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr int kBestQuality = 95;
constexpr int kLeastQuality = 85;
constexpr int kQualityStep = 5;

}  // namespace

bool is_opaque(const Raster& raster) {
  if (raster.channels % 2 != 0) return true;
  const std::size_t sample = raster.bits / 8U;
  const std::size_t pixel = sample * raster.channels;
  for (std::size_t at = pixel - sample; at < raster.pixels.size(); at += pixel) {
    for (std::size_t i = 0; i < sample; ++i) {
      if (raster.pixels[at + i] != 0xFF) return false;
    }
  }
  return true;
}

Raster without_alpha(const Raster& raster) {
  MUGAI_CHECK(raster.channels % 2 == 0);
  Raster plain{.width = raster.width,
               .height = raster.height,
               .channels = static_cast<std::uint8_t>(raster.channels - 1),
               .bits = raster.bits,
               .pixels = {}};
  const std::size_t sample = raster.bits / 8U;
  const std::size_t pixel = sample * raster.channels;
  plain.pixels.reserve(raster.pixels.size());
  for (std::size_t at = 0; at + pixel <= raster.pixels.size(); at += pixel)
    put(plain.pixels, Bytes(raster.pixels).subspan(at, pixel - sample));
  return plain;
}

Result<ImageKind> encode(const Raster& raster, bool lossy, std::uint64_t source_bytes, Sink& out) {
  const bool opaque = is_opaque(raster);
  if (opaque && raster.channels % 2 == 0) return encode(without_alpha(raster), lossy, source_bytes, out);
  if (!lossy || !opaque || raster.bits != 8) {
    TRY(encode_png(raster, out));
    return ImageKind::Png;
  }
  for (int quality = kBestQuality;; quality -= kQualityStep) {
    MemorySink coded;
    TRY(encode_jpeg(raster, quality, coded));
    if (quality > kLeastQuality && coded.size() * 3 > source_bytes * 4) continue;
    TRY(out.write(Bytes(coded.buffer())));
    return ImageKind::Jpeg;
  }
}

}  // namespace mugai::image
