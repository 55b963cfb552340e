// Samples of the PDF rows that speak of content streams, fonts, CMaps and calculator functions.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> pdf_content_samples();

}  // namespace mugai::testing
