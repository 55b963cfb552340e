// Samples of the rows IMG and SVG of the catalogue.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> image_samples();

}  // namespace mugai::testing
