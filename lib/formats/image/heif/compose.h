// The picture that a HEIF file shows: its primary item, decoded, put together of tiles, with its alpha, turned.
#pragma once

#include "lib/formats/image/heif/items.h"
#include "lib/formats/image/raster.h"

namespace mugai::image::heif {

// Tells of what is left out: other pictures, thumbnails, depth, metadata.
// Errors as in image/rebuild.h; Unsupported for what is made of other items but by a grid.
Result<Raster> compose(const Container& container, const ImageLimits& limits, ImageReport& report);

}  // namespace mugai::image::heif
