// Inside of TIFF: what the directories hold, before libtiff sees the file.
#pragma once

#include "lib/formats/image/rebuild.h"

namespace mugai::image {

// Walks the chain of directories (classic and BigTIFF): each is visited once, its entries lie inside of the file.
// Tells of tags that say nothing about pixels (they are not written again). Malformed for a loop, TooMany over
// ImageLimits::frames pages.
Result<std::uint32_t> check_tiff_directories(Bytes picture, const ImageLimits& limits, ImageReport& report);

}  // namespace mugai::image
