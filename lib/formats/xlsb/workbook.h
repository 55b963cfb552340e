// The main part of a binary workbook (MS-XLSB 2.1.7.61): sheets, names, where references point, which tab is shown.
//
// Two steps, for names and sheets are known before any formula is written: read_workbook() fills the model,
// write_workbook() gives the part once it is known which sheets stay. Limits: 64,000 names, 4,096 sheets.
#pragma once

#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xlsb/formula.h"
#include "lib/formats/xlsb/notes.h"
#include "lib/formats/xlsb/workbook_model.h"

namespace mugai::xlsb {

struct NameRecord {
  bool hidden = false;
  bool written = true;  // false: stands for a function alone
  std::uint32_t sheet = 0xFFFFFFFF;
  ParsedFormula formula;  // views into the part
};

struct WorkbookPart {
  bool date_1904 = false;
  std::uint32_t active_tab = 0;
  std::uint32_t first_tab = 0;
  std::vector<NameRecord> names;  // beside model.names
};

// The result views `part`, which must outlive it.
Result<WorkbookPart> read_workbook(Bytes part, WorkbookModel& model, Notes& notes);
// Decides which names stay (model.names[].kept), then writes.
Result<std::string> write_workbook(const WorkbookPart& part, WorkbookModel& model, Notes& notes);

}  // namespace mugai::xlsb
