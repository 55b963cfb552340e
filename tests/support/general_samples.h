// Inert samples of what no format owns: programs and what starts them (EXT), files that are two things or another than
// they are called, bombs, addresses (GEN); of every kind one by its name or in plain form, and one in disguise.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> general_samples();
std::span<const Sample> foreign_samples();
std::span<const Sample> address_samples();

}  // namespace mugai::testing
