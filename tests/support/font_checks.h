// What must hold for every font, good or bad; shared by the fuzz targets and the property tests.
#pragma once

#include "lib/base/bytes.h"
#include "lib/formats/font/rebuild.h"

namespace mugai::testing {

// Ends the process where it does not hold: what is rebuilt is a fixed point of the same kind in which nothing more is
// found, deterministic, and its size is bounded by the input and the number of glyphs.
void check_font(Bytes font, font::FontKind claimed);

}  // namespace mugai::testing
