// Order and number of children, as the schemas of ECMA-376-1 (annex A, transitional) ask for them, of the structures
// that rebuilding touches: from which it takes children, or in which it writes any.
#pragma once

#include "tests/support/sequences.h"

namespace mugai::testing {

// Prefixes as the vocabulary of lib/formats/ooxml has them ("w:pPr"), for strict and transitional namespaces.
const Sequences& office_sequences();

}  // namespace mugai::testing
