#include "lib/formats/xlsb/conditions.h"

#include <array>

#include "lib/formats/xlsb/formula.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/style_words.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

// UncheckedSqRfX: count, ranges. `first` becomes the first of them: relative references count from there.
Result<std::string> read_ranges(Cursor& data, Base& first) {
  TRY_ASSIGN(const std::uint32_t count, data.u32le());
  if (count == 0 || std::uint64_t{count} * 16 > data.remaining()) return make_error(ErrorCode::Malformed, "ranges");
  std::string out;
  for (std::uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const Range range, read_range(data));
    if (i == 0) {
      first = {range.first_row, range.first_column};
    } else {
      out.push_back(' ');
    }
    out += range_name(range);
  }
  return out;
}

constexpr std::array<std::string_view, 9> kOperators = {"",
                                                        "between",
                                                        "notBetween",
                                                        "equal",
                                                        "notEqual",
                                                        "greaterThan",
                                                        "lessThan",
                                                        "greaterThanOrEqual",
                                                        "lessThanOrEqual"};

// Formulas that may be empty, as elements; false where one of them cannot stay.
bool append_formulas(std::string& out, std::string_view element, const ParsedFormula* formulas, std::size_t count,
                     bool numbered, const WorkbookModel& workbook, Base base) {
  for (std::size_t i = 0; i < count; ++i) {
    if (formulas[i].tokens.empty()) continue;
    const auto text = formula_text(formulas[i], workbook, base);
    if (!text.has_value()) return false;
    const std::string name = std::string(element) + (numbered ? std::to_string(i + 1) : "");
    out += "<" + name + ">";
    append_escaped(out, *text);
    out += "</" + name + ">";
  }
  return true;
}

}  // namespace

// flags, ranges, title and text of the error, of the prompt, two formulas
Result<std::string> validation(Cursor data, const WorkbookModel& workbook, Notes& notes) {
  constexpr std::array<std::string_view, 8> kTypes = {"",     "whole", "decimal",    "list",
                                                      "date", "time",  "textLength", "custom"};
  TRY_ASSIGN(const std::uint32_t flags, data.u32le());
  Base base;
  TRY_ASSIGN(const std::string ranges, read_ranges(data, base));
  constexpr std::array<std::string_view, 4> kTexts = {"errorTitle", "error", "promptTitle", "prompt"};
  std::string texts;
  for (const std::string_view name : kTexts) {
    TRY_ASSIGN(const std::string text, read_nullable_text(data));
    if (!text.empty()) append_attribute(texts, name, std::string_view(text));
  }
  std::array<ParsedFormula, 2> formulas;
  for (ParsedFormula& formula : formulas) {
    TRY_ASSIGN(formula, read_formula(data));
  }
  std::string out = "<dataValidation";
  const std::uint32_t type = flags & 0xFU;
  const std::string_view type_word = word_at(kTypes, type);
  if (!type_word.empty()) append_attribute(out, "type", type_word);
  const std::string_view style = word_at<3>({"", "warning", "information"}, (flags >> 4) & 7U);
  if (!style.empty()) append_attribute(out, "errorStyle", style);
  const std::uint32_t comparison = ((flags >> 20) & 0xFU) + 1;
  if (comparison > 1 && comparison < kOperators.size()) append_attribute(out, "operator", kOperators[comparison]);
  if ((flags & 0x100U) != 0) append_attribute(out, "allowBlank", std::uint64_t{1});
  if ((flags & 0x200U) != 0) append_attribute(out, "showDropDown", std::uint64_t{1});
  if ((flags & 0x40000U) != 0) append_attribute(out, "showInputMessage", std::uint64_t{1});
  if ((flags & 0x80000U) != 0) append_attribute(out, "showErrorMessage", std::uint64_t{1});
  out += texts;
  append_attribute(out, "sqref", std::string_view(ranges));
  out += ">";
  if (!append_formulas(out, "formula", formulas.data(), formulas.size(), true, workbook, base)) {
    notes.removed("XLSB-003", "validation by a formula that cannot stay");
    return std::string();
  }
  return out + "</dataValidation>";
}

// number of rules, of a pivot table, ranges
Result<std::string> conditional_cells(Cursor data) {
  TRY(data.skip(8));
  Base base;
  return read_ranges(data, base);
}

// type, template, format, priority, parameter, reserved, flags, sizes of three formulas, text, formulas
Result<std::string> conditional_rule(Cursor data, const WorkbookModel& workbook, Notes& notes) {
  constexpr std::uint32_t kComparison = 1;
  constexpr std::uint32_t kExpression = 2;
  TRY_ASSIGN(const std::uint32_t type, data.u32le());
  TRY(data.skip(4));
  TRY_ASSIGN(const std::uint32_t format, data.u32le());
  TRY_ASSIGN(const std::uint32_t priority, data.u32le());
  TRY_ASSIGN(const std::uint32_t parameter, data.u32le());
  TRY(data.skip(8));
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  std::array<std::uint32_t, 3> sizes{};
  for (std::uint32_t& size : sizes) {
    TRY_ASSIGN(size, data.u32le());
  }
  TRY(read_nullable_text(data));
  std::array<ParsedFormula, 3> formulas;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) continue;
    TRY_ASSIGN(formulas[i], read_formula(data));
  }
  if ((type != kComparison && type != kExpression) || formulas[0].tokens.empty()) {
    notes.removed("XLSB-009", "conditional format of another kind");
    return std::string();
  }
  if (type == kComparison && (parameter == 0 || parameter >= kOperators.size())) return std::string();
  std::string out = "<cfRule";
  append_attribute(out, "type", std::string_view(type == kComparison ? "cellIs" : "expression"));
  if (format != 0xFFFFFFFF) append_attribute(out, "dxfId", std::uint64_t{format});
  append_attribute(out, "priority", std::uint64_t{std::max(priority, 1U)});
  if ((flags & 2U) != 0) append_attribute(out, "stopIfTrue", std::uint64_t{1});
  if (type == kComparison) append_attribute(out, "operator", kOperators[parameter]);
  out += ">";
  if (!append_formulas(out, "formula", formulas.data(), formulas.size(), false, workbook, {})) {
    notes.removed("XLSB-003", "conditional format by a formula that cannot stay");
    return std::string();
  }
  return out + "</cfRule>";
}

}  // namespace mugai::xlsb
