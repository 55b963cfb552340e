// Expressions in attribute values: formulas of cells, names and fields, conditions of styles and validations, addresses
// of ranges. What may stay is decided by lib/formats/formula; this file knows the languages around it: the prefix that
// names the grammar (ODF 1.3 part 3, 19.642), the condition grammar (19.471, 19.603), and LibreOffice's short forms of
// conditional formats.
//
// In: the decoded attribute value. Out: may it stay, and how it is written. Pure.
#pragma once

#include <string>
#include <string_view>

namespace mugai::odf {

// What the prefix in front of an expression stands for.
enum class Grammar {
  None,         // no prefix
  OpenFormula,  // of:, oooc:
  Writer,       // ooow:
  Foreign,      // bound to something else, or not bound: no reader of this program's output would know it
};

struct Expression {
  std::string_view prefix;  // without the colon; empty where there is none
  std::string_view text;
};
// prefix ":" expression, where what stands in front of the first colon is a name (NCName of ASCII) and no cell or
// range. "of:=SUM([.A1])" -> "of", "=SUM([.A1])".
Expression split_prefix(std::string_view value);

// Each returns what must not stay (a piece of the input), empty where it may.
std::string_view judge_formula(std::string_view expression, Grammar grammar);
std::string_view judge_condition(std::string_view expression, Grammar grammar);
// One address or a list of them; those of another document begin with its quoted IRI and "#" (part 3, 18.3.5).
std::string_view judge_addresses(std::string_view addresses);

}  // namespace mugai::odf
