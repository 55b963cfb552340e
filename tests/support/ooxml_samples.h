// Inert samples of every construct that the ooxml handler takes out, each with what must be reported and what must not
// be found in the output. Used by the unit tests and by tests/contract/catalogue (names "ooxml/…" in
// tests/catalogue.tsv).
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> ooxml_samples();

}  // namespace mugai::testing
