// Colours (MS-XLSB 2.5.17 BrtColor): eight bytes as one element of SpreadsheetML.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::xlsb {

// `<element …/>`; empty where the colour is of a kind that is not known.
Result<std::string> read_color(Cursor& cursor, std::string_view element);
// Red, green, blue, alpha as "AARRGGBB"; the alpha is always FF, for Excel knows no other.
Result<std::string> read_rgb(Cursor& cursor);

}  // namespace mugai::xlsb
