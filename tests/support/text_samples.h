// Samples of HTML, web archives, text, separated values, calendars and cards, each with what must be gone and what must
// stay. Used by tests/unit/html, plain and calendar and by tests/contract/catalogue, which names them in
// tests/catalogue.tsv.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> text_samples();

}  // namespace mugai::testing
