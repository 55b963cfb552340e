// Handler "csv": comma, tab and semicolon separated values → the same cells, none of which a spreadsheet would run (see
// README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::plain {

// One instance for the process.
Handler& csv_handler();

}  // namespace mugai::plain
