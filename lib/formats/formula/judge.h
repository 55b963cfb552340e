// Judges one spreadsheet formula: a tokenizer for the grammar of ECMA-376-1, 18.17 (with the extensions of MS-XLSX:
// structured references, dynamic arrays, LET and LAMBDA) or of OpenFormula (ODF 1.3 part 4), a check that its tokens
// make a formula, functions by allow-list (functions.h), references by what they reach.
//
// In:  the formula's text as decoded UTF-8, with or without "=".
// Out: a verdict; the caller replaces a formula that cannot stay by its last value, or by an error.
// One pass, no allocation unless names or sheets of the workbook are gone. Limits: kMaxFormulaBytes, kMaxDepth.
// Known gaps: precedence is not looked at (any order of operators that fits is a formula); whether a sheet exists is
// not known here; text that INDIRECT reads from cells is not known either (Excel follows it into open workbooks alone).
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "lib/formats/formula/functions.h"

namespace mugai::formula {

inline constexpr std::size_t kMaxFormulaBytes = 64 * 1024;  // Excel's own limit is 8,192 characters
inline constexpr std::size_t kMaxDepth = 256;               // Excel's own limit is 64 levels of functions

enum class Dialect : std::uint8_t {
  Excel,        // as stored in .xlsx: English names, ',' between arguments, A1 or R1C1
  OpenFormula,  // as stored in .ods after "of:": references in brackets, ';' between arguments
};

// Compared in lower case (ASCII).
using NameSet = std::set<std::string, std::less<>>;

// What the workbook knows. Borrowed.
struct Scope {
  const NameSet* removed_names = nullptr;   // defined names that are gone
  const NameSet* removed_sheets = nullptr;  // sheets that are gone
  const NameSet* lambdas = nullptr;         // defined names that hold a LAMBDA: may be called
};

struct Verdict {
  Danger danger = Danger::None;
  std::string_view what;  // function, reference or character that decided it; into the formula
};

Verdict judge(std::string_view formula, Dialect dialect, const Scope& scope = {});

// The rows of the catalogue for .xlsx; empty for None.
std::string_view spreadsheet_id(Danger danger) noexcept;

}  // namespace mugai::formula
