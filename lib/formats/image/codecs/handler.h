// Handler of pictures as files: JPEG, PNG, GIF, BMP, TIFF, WebP, ICO, JPEG 2000, JPEG XL, HEIF (name "image").
#pragma once

#include "lib/core/handler.h"

namespace mugai::image {

Handler& handler();

}  // namespace mugai::image
