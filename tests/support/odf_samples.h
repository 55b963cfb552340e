// Inert samples of every construct that the odf handler takes out or must leave alone (names "odf/…").
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> odf_samples();
// Those that are rebuilt, once more in disguise: other prefixes, references, UTF-16, compressed mimetype.
std::span<const Sample> odf_disguised_samples();

}  // namespace mugai::testing
