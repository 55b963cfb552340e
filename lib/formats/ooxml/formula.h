// Spreadsheet formulas (ECMA-376-1, 18.17): what reaches outside of the workbook or runs something. Functions are judged by
// a deny list, references by form (README: known gaps). A formula
// that may not stay is replaced by its last value by the caller. Pure functions.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace mugai::ooxml {

// Names are compared in lower case (ASCII).
using NameSet = std::set<std::string, std::less<>>;

// Empty where the formula may stay, else the catalogue row. `removed_names`: defined names that are gone; a formula
// that uses one goes as SML-006.
std::string_view judge_formula(std::string_view formula, const NameSet& removed_names);

// A defined name by its own name: SML-004 for the automatic ones (Auto_Open in all its spellings); empty where
// harmless.
std::string_view judge_defined_name(std::string_view name);

}  // namespace mugai::ooxml
