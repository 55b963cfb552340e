// Inert samples of every construct of PDF that is taken out, written anew or refused, most of them twice: plainly, and
// with the objects in an object stream and all names as #xx.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> pdf_samples();

}  // namespace mugai::testing
