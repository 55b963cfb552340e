// Formulas: any text is judged without harm, twice alike; what may stay holds none of the characters and words that no
// harmless formula has outside of its texts; white space around a formula makes no difference.
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/formula/judge.h"
#include "lib/formats/formula/shapes.h"

using namespace mugai::formula;

namespace {

// The formula without what stands in double quotes, in single quotes and in brackets.
std::string outside_quotes(std::string_view text) {
  std::string out;
  char open = 0;
  for (const char c : text) {
    if (open != 0) {
      if (c == open) open = 0;
      continue;
    }
    if (c == '"' || c == '\'') {
      open = c;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

void check(std::string_view text, Dialect dialect) {
  const NameSet names = {"gone"};
  const NameSet lambdas = {"tax"};
  const Scope scope{.removed_names = &names, .removed_sheets = &names, .lambdas = &lambdas};
  const Verdict verdict = judge(text, dialect, scope);
  MUGAI_CHECK(judge(text, dialect, scope).danger == verdict.danger);
  MUGAI_CHECK(verdict.what.size() <= 80);
  if (verdict.danger != Danger::None) {
    MUGAI_CHECK(!spreadsheet_id(verdict.danger).empty());
    return;
  }
  if (dialect == Dialect::Excel) {
    // Brackets hold free text, and an odd apostrophe may stand in them.
    if (text.find('[') == std::string_view::npos) MUGAI_CHECK(outside_quotes(text).find('|') == std::string::npos);
  }
  const std::string spaced = " " + std::string(text) + " ";
  if (spaced.size() <= kMaxFormulaBytes) MUGAI_CHECK(judge(spaced, dialect, scope).danger == Danger::None);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static Shapes shapes;  // what earlier inputs taught it must not change an answer
  MUGAI_CHECK(shapes.is_harmless(text, Scope{}) == (judge(text, Dialect::Excel).danger == Danger::None));
  check(text, (data[0] & 1U) != 0 ? Dialect::OpenFormula : Dialect::Excel);
  return 0;
}
