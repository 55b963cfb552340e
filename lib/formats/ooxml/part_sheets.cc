// Values of workbooks that are kept within limits, shown or told.
#include "lib/formats/ooxml/part_sheets.h"

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/part_filter.h"

namespace mugai::ooxml {

using xml::Verdict;

bool prints_path(std::string_view header) noexcept {
  for (std::size_t at = header.find('&'); at != std::string_view::npos && at + 1 < header.size();
       at = header.find('&', at + 2)) {
    if (header[at + 1] == 'Z' || header[at + 1] == 'z') return true;
  }
  return false;
}

bool is_csv_command(std::string_view text) noexcept {
  if (text.empty()) return false;
  const char first = text.front();
  if (first != '=' && first != '+' && first != '-' && first != '@') return false;
  const std::size_t bar = text.find('|');
  return bar != std::string_view::npos && text.find('!', bar) != std::string_view::npos;
}

// s:sheet state, s:calcPr iterateCount, s:numFmt formatCode
Verdict PartFilter::judge_sheet_value(const AttributeRule& rule, std::string& value) {
  switch (rule.act) {
    case AttributeAct::SheetState: {
      if (value == "visible") return Verdict::Keep;
      if (document_.show_next_sheet) {
        document_.show_next_sheet = false;
        reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, "shown: no other sheet is visible");
        return Verdict::Drop;
      }
      if (value == "hidden") {
        reporter_.tell(rule.id, rule.category, where_, Action::Kept, "hidden sheet");
        return Verdict::Keep;
      }
      reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, "very hidden to hidden");
      value = "hidden";
      return Verdict::Keep;
    }
    case AttributeAct::HiddenCells:
      if (!is_off(value)) reporter_.tell(rule.id, rule.category, where_, Action::Kept, "hidden rows or columns");
      return Verdict::Keep;
    case AttributeAct::IterateCount: {
      const auto count = ascii::parse_decimal(value);
      if (count.has_value() && *count <= kMaxIterations) return Verdict::Keep;
      reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, value.substr(0, 40));
      value = std::to_string(kMaxIterations);
      return Verdict::Keep;
    }
    case AttributeAct::FormatCode:
      if (value.size() <= kMaxFormatCodeBytes) return Verdict::Keep;
      reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, "a format that is too long");
      value = "General";
      return Verdict::Keep;
    default:
      return Verdict::Drop;
  }
}

}  // namespace mugai::ooxml
