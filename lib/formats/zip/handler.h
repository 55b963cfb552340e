// Handler "zip": every member is rebuilt as a file of its own and a new archive is written (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::zip {

// One instance for the process.
Handler& handler();

}  // namespace mugai::zip
