// Texts with formats and readings (MS-XLSB 2.5.121 RichStr): what stands inside of si, is and text.
//
// Readings (furigana) stay. Fonts of runs are those of the styles.
#pragma once

#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xlsb/notes.h"
#include "lib/formats/xlsb/workbook_model.h"

namespace mugai::xlsb {

// `<t>…</t>`, or runs, and readings.
Result<std::string> read_rich_text(Cursor& cursor, const WorkbookModel& workbook);
void append_text_element(std::string& out, std::string_view text);

// The parts that are lists of such texts: shared strings (MS-XLSB 2.1.7.45) and comments (2.1.7.7).
Result<std::string> convert_shared_strings(Bytes part, const WorkbookModel& workbook, Notes& notes);
Result<std::string> convert_comments(Bytes part, const WorkbookModel& workbook, Notes& notes);

}  // namespace mugai::xlsb
