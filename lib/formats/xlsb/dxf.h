// Formats of conditional formatting (MS-XLSB 2.4.349 BrtDXF): a list of typed properties, as a dxf element.
#pragma once

#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::xlsb {

Result<std::string> read_dxf(Cursor data);

}  // namespace mugai::xlsb
