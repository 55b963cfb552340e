#include "lib/formats/ooxml/formula.h"

#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::ooxml {

std::string_view judge_formula(std::string_view formula, const formula::Scope& scope) {
  return formula::spreadsheet_id(formula::judge(formula, formula::Dialect::Excel, scope).danger);
}

std::string_view judge_defined_name(std::string_view name) {
  // Excel skips characters that show nothing when it looks for the automatic names.
  std::string plain;
  for (std::string_view rest = name; !rest.empty();) {
    const auto c = utf8::decode(rest);
    if (c.valid && c.code > 0x20 && !utf8::is_invisible(c.code) && c.code < 0x80)
      plain.push_back(ascii::to_lower(rest[0]));
    rest.remove_prefix(c.length);
  }
  if (plain.starts_with("_xlnm.")) plain.erase(0, 6);
  for (const std::string_view automatic : {"auto_open", "auto_close", "auto_activate", "auto_deactivate"}) {
    if (plain.starts_with(automatic)) return "SML-004";
  }
  return {};
}

}  // namespace mugai::ooxml
