// EXIF: of all that it can hold, the orientation alone is read and written again (catalogue IMG-003).
#pragma once

#include "lib/base/bytes.h"

namespace mugai::image {

// From a TIFF structure (what follows "Exif\0\0"): 1 to 8, 1 (upright) where there is none or it cannot be read.
int exif_orientation(Bytes tiff);
// The smallest TIFF structure that holds it; 26 bytes.
Buffer write_orientation(int orientation);

}  // namespace mugai::image
