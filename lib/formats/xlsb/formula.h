// Formulas of BIFF12 (MS-XLSB 2.5.98): parsed tokens ("ptg") to the text that SpreadsheetML stores. By allow-list: a
// token, a function or a reference that is not known or that reaches outside gives no text, and the cell keeps its
// last value (XLSB-003).
//
// In:  rgce and rgcb of a parsed formula. Out: the text without "=", in English names; nullopt where it cannot stay.
// Limits: kMaxFormulaText bytes of text; every token read is charged against the bytes of the formula, so there are no
// loops. Known gap: references to tables (PtgList) give no text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xlsb/workbook_model.h"

namespace mugai::xlsb {

inline constexpr std::size_t kMaxFormulaText = 32 * 1024;

struct ParsedFormula {
  Bytes tokens;  // rgce
  Bytes extra;   // rgcb
};
// cce, rgce, cb, rgcb. Error Truncated where the record is too short.
Result<ParsedFormula> read_formula(Cursor& cursor);

// The cell that the formula stands in: relative references of shared formulas count from there.
struct Base {
  std::uint32_t row = 0, column = 0;
};

std::optional<std::string> formula_text(const ParsedFormula& formula, const WorkbookModel& workbook, Base base);

// PtgExp alone: the formula is that of the group whose first cell this is; nullopt where it is another formula.
std::optional<Base> group_of(const ParsedFormula& formula);

// "#N/A" of 0x2A (MS-XLSB 2.5.97.2, BErr); empty where there is no such error.
std::string_view error_text(std::uint8_t code) noexcept;

}  // namespace mugai::xlsb
