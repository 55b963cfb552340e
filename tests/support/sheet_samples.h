// Samples of the catalogue's rows for workbooks that ooxml_samples.cc does not have, and of binary workbooks.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> sheet_samples();
std::span<const Sample> xlsb_samples();

}  // namespace mugai::testing
