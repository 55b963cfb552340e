// Formulas and defined names of .xlsx: lib/formats/formula's verdicts as rows of the catalogue. A formula that may not
// stay is replaced by its last value by the caller. Pure functions.
#pragma once

#include <string_view>

#include "lib/formats/formula/judge.h"

namespace mugai::ooxml {

// Names are compared in lower case (ASCII).
using NameSet = formula::NameSet;

// Empty where the formula may stay, else the catalogue row.
std::string_view judge_formula(std::string_view formula, const formula::Scope& scope);

// A defined name by its own name: SML-004 for the automatic ones (Auto_Open in all its spellings); empty where
// harmless.
std::string_view judge_defined_name(std::string_view name);

}  // namespace mugai::ooxml
