// Rows and cells of a binary sheet (MS-XLSB 2.1.7.62), as sheetData: written piece by piece, so that memory does not
// grow with the sheet.
//
// Formulas are written cell by cell, also those that were shared: none depends on another. A formula that cannot stay
// leaves the value. Rows must ascend, and cells within a row; what lies outside of a sheet refuses the file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "lib/base/result.h"
#include "lib/formats/xlsb/formula.h"
#include "lib/formats/xlsb/notes.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/workbook_model.h"
#include "lib/stream/sink.h"

namespace mugai::xlsb {

class CellWriter {
 public:
  // All borrowed.
  CellWriter(const WorkbookModel& workbook, Notes& notes, Sink& out) : workbook_(workbook), notes_(notes), sink_(out) {}

  // True where the record was a row, a cell or a formula of a group.
  Result<bool> take(const Record& record);
  // Writes the end of sheetData. Call once.
  Result<void> finish();

 private:
  struct Group {
    bool array = false;
    Range range;
    ParsedFormula formula;
  };
  struct Cell {
    std::uint32_t column = 0;
    std::uint32_t format = 0;
    bool phonetic = false;
    std::string_view type;  // of SpreadsheetML; empty for numbers
    std::string value;      // escaped; for "inlineStr" the content of is
    std::optional<ParsedFormula> formula;
  };
  using Place = std::pair<std::uint32_t, std::uint32_t>;

  Result<void> row(Cursor data);
  Result<void> cell(const Record& record);
  Result<void> value(std::uint32_t type, Cursor& data, Cell& cell);
  Result<void> group(const Record& record);
  void write(const Cell& cell);
  std::string formula_element(const Cell& cell);
  void settle();  // the pending cell has no group behind it

  const WorkbookModel& workbook_;
  Notes& notes_;
  Sink& sink_;
  std::string out_ = "<sheetData>";
  bool in_row_ = false;
  std::int64_t row_ = -1;
  std::int64_t column_ = -1;
  std::optional<Cell> pending_;  // a formula whose group may follow
  std::map<Place, Group> groups_;
};

}  // namespace mugai::xlsb
