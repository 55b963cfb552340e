// Reads an OpenDocument file as a strict consumer would and lists what is wrong with it: the package (ODF 1.3 part 2)
// and, of the schema (part 3), order and cardinality of the structures that rebuilding touches and names that must
// exist.
//
// What is wrong is told without the place, so that an original and its rebuilt form can be compared.
// Known gap: attributes that the schema asks for are looked at for these names alone.
#pragma once

#include <set>
#include <string>

#include "lib/base/bytes.h"

namespace mugai::testing {

struct OdfFaults {
  std::set<std::string> faults;     // of the package: never to be found in an output
  std::set<std::string> structure;  // of the content: not to be found where the original had none
};
// A package, or a flat document.
OdfFaults check_odf(Bytes document);

}  // namespace mugai::testing
