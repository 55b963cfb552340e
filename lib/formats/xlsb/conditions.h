// Data validation and conditional formats of a binary sheet: what has formulas of its own beside the cells.
// Kept of conditional formats: comparisons and formulas; a rule whose formula cannot stay goes (XLSB-003).
#pragma once

#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xlsb/notes.h"
#include "lib/formats/xlsb/workbook_model.h"

namespace mugai::xlsb {

// BrtDVal as `<dataValidation …>`; empty where it goes.
Result<std::string> validation(Cursor data, const WorkbookModel& workbook, Notes& notes);
// BrtBeginConditionalFormatting: the cells, as the value of sqref.
Result<std::string> conditional_cells(Cursor data);
// BrtBeginCFRule as `<cfRule …>`; empty where it goes.
Result<std::string> conditional_rule(Cursor data, const WorkbookModel& workbook, Notes& notes);

}  // namespace mugai::xlsb
