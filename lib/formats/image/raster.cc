#include "lib/formats/image/raster.h"

#include <algorithm>

#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr int kBestQuality = 95;
constexpr int kLeastQuality = 85;
constexpr int kQualityStep = 5;

}  // namespace

// EXIF 2.32, table "Orientation": where the first row and the first column of the stored picture lie.
Raster upright(Raster raster, int orientation) {
  if (orientation <= 1 || orientation > 8) return raster;
  const bool swapped = orientation >= 5;
  const bool flip_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool flip_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Raster turned = raster;
  if (swapped) std::swap(turned.width, turned.height);
  const std::size_t pixel = raster.channels * (raster.bits / 8U);
  std::size_t to = 0;
  for (std::size_t y = 0; y < turned.height; ++y) {
    for (std::size_t x = 0; x < turned.width; ++x, to += pixel) {
      std::size_t from_x = swapped ? y : x;
      std::size_t from_y = swapped ? x : y;
      if (flip_x) from_x = raster.width - 1 - from_x;
      if (flip_y) from_y = raster.height - 1 - from_y;
      const auto from = static_cast<std::ptrdiff_t>((from_y * raster.width + from_x) * pixel);
      std::copy_n(raster.pixels.begin() + from, pixel, turned.pixels.begin() + static_cast<std::ptrdiff_t>(to));
    }
  }
  return turned;
}

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
               .pixels = {},
               .profile = raster.profile};
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
