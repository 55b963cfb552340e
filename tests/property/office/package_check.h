// Reads a package as a strict consumer would and lists what is wrong with it: parts without a content type, internal
// relationships without a target, parts that nothing leads to, XML that is not well-formed, references in the content
// that no relationship answers, and structures that lack what ECMA-376 asks for (of those that rebuilding touches).
#pragma once

#include "tests/support/validity.h"

namespace mugai::testing {

Faults check_package(Bytes package);

}  // namespace mugai::testing
