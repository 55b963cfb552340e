// Binary workbooks (.xlsb): converted to a package of SpreadsheetML by an allow-list of records, then rebuilt by the
// ooxml handler like any other .xlsx: its rules and its fixed point hold for the result.
#pragma once

#include "lib/core/handler.h"

namespace mugai::xlsb {

Handler& handler();

}  // namespace mugai::xlsb
