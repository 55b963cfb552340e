// QR codes (ISO/IEC 18004), which lead people to addresses that no filter of links sees: found by their three corner
// patterns and reported, not read and not removed (catalogue IMG-006).
//
// In: a JPEG or a PNG that is not interlaced; others are not looked at. Limits: looked at with at most 2,000 pixels a
// side, so that codes of less than about 40 pixels, or 1/50 of a large picture, are missed.
#pragma once

#include "lib/formats/image/rebuild.h"

namespace mugai::image {

// Brightness, one byte a pixel, rows top down.
struct Grey {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Buffer pixels;
};
inline constexpr std::uint32_t kGreySide = 2000;

// Reports IMG-006 (kept) where one is found. A picture that cannot be decoded for it is silently left alone.
void find_codes(Bytes picture, ImageKind kind, const ImageLimits& limits, ImageReport& report);

bool has_code(const Grey& grey);

Result<Grey> decode_grey_jpeg(Bytes picture, const ImageLimits& limits);
Result<Grey> decode_grey_png(Bytes picture, const ImageLimits& limits);

}  // namespace mugai::image
