// Handler "xml": XML documents of no known kind → the same elements, written anew without declarations, instructions
// and what programs act on (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::xml_file {

// One instance for the process.
Handler& handler();

}  // namespace mugai::xml_file
