// Reads a package as a strict consumer would and lists what is wrong with it: parts without a content type, internal
// relationships without a target, parts that nothing leads to, XML that is not well-formed, references in the content
// that no relationship answers, and structures that lack what ECMA-376 asks for (of those that rebuilding touches).
//
// What is wrong is told without the place, so that an original and its rebuilt form can be compared.
#pragma once

#include <set>
#include <string>

#include "lib/base/bytes.h"

namespace mugai::testing {

struct PackageFaults {
  std::set<std::string> faults;     // of the package: never to be found in an output
  std::set<std::string> structure;  // of the content: not to be found where the original had none
};
PackageFaults check_package(Bytes package);

}  // namespace mugai::testing
