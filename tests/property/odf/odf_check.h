// Reads an OpenDocument file as a strict consumer would and lists what is wrong with it: the package (ODF 1.3 part 2)
// and, of the schema (part 3), order and cardinality of the structures that rebuilding touches and names that must
// exist.
//
// Known gap: attributes that the schema asks for are looked at for these names alone.
#pragma once

#include "tests/support/validity.h"

namespace mugai::testing {

// A package, or a flat document.
Faults check_odf(Bytes document);

}  // namespace mugai::testing
