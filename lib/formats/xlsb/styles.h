// Styles of a binary workbook (MS-XLSB 2.1.7.50): number formats, fonts, fills, borders, cell formats, cell styles and
// the formats of conditional formatting, as a styleSheet part.
//
// Limits: 64,000 cell formats and as many of each other kind, as Excel has them (SML-051). Known gaps: gradients become
// their first colour; table styles and the palette of own colours stay behind with the tables and charts that use them.
#pragma once

#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xlsb/notes.h"
#include "lib/formats/xlsb/workbook_model.h"

namespace mugai::xlsb {

// Fills in the fonts and the number of cell formats.
Result<std::string> convert_styles(Bytes part, WorkbookModel& workbook, Notes& notes);

}  // namespace mugai::xlsb
