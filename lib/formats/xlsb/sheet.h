// A binary sheet (MS-XLSB 2.1.7.62) or chart sheet (2.1.7.8) as a part of SpreadsheetML: views, columns, cells, merged
// cells, page set-up, header and footer, breaks, protection, validation, conditional formats, links, drawings.
//
// What stands before the cells, and the cells, are written as they come; the rest is put into the order of the schema.
// Known gaps: tables, filters' conditions, colour scales, bars and icons, data tables stay behind.
#pragma once

#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/ooxml/package.h"
#include "lib/formats/xlsb/notes.h"
#include "lib/formats/xlsb/workbook_model.h"
#include "lib/stream/sink.h"

namespace mugai::xlsb {

// `relationships` are those of the part: what names another one goes (XLSB-008).
Result<void> convert_sheet(Bytes part, const WorkbookModel& workbook,
                           const std::vector<ooxml::Relationship>& relationships, Notes& notes, Sink& out);
Result<void> convert_chart_sheet(Bytes part, const std::vector<ooxml::Relationship>& relationships, Notes& notes,
                                 Sink& out);

}  // namespace mugai::xlsb
