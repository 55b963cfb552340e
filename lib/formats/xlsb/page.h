// Records of a sheet that stand for one element with attributes: views, columns, page set-up, protection.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xlsb/workbook_model.h"

namespace mugai::xlsb {

Result<std::string> sheet_properties(Cursor data);
Result<std::string> begin_view(Cursor data);  // `<sheetView …>`, left open
Result<std::string> pane(Cursor data);
Result<std::string> sheet_format(Cursor data);
Result<std::string> column(Cursor data, const WorkbookModel& workbook);
Result<std::string> margins(Cursor data);
Result<std::string> print_options(Cursor data);
Result<std::string> page_setup(Cursor data);
Result<std::string> header_footer(Cursor data);
Result<std::string> protection(Cursor data);
Result<std::string> page_break(Cursor data);
// What names a relationship: its id is told to `known`, and where it does not know it the element is empty.
using KnownRelationship = std::function<bool(std::string_view id)>;
Result<std::string> hyperlink(Cursor data, const KnownRelationship& known);
Result<std::string> reference(Cursor data, std::string_view element, const KnownRelationship& known);

}  // namespace mugai::xlsb
