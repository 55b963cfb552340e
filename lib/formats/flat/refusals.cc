#include "lib/formats/flat/refusals.h"

#include <algorithm>
#include <string>

#include "lib/base/ascii.h"

namespace mugai::flat {
namespace {

struct RootRow {
  std::string_view namespace_uri;  // "*": any
  std::string_view local_name;     // "*": any
  Refusal refusal;
};
constexpr RootRow kRoots[] = {
    {"http://schemas.microsoft.com/office/word/2003/wordml", "wordDocument", {"FLAT-004", "Word 2003 document"}},
    {"urn:schemas-microsoft-com:office:spreadsheet", "Workbook", {"FLAT-005", "Excel 2003 workbook"}},
    {"http://schemas.microsoft.com/visio/2003/core", "*", {"FLAT-007", "Visio drawing"}},
    {"urn:schemas-microsoft-com:office:visio", "*", {"FLAT-007", "Visio drawing"}},
    {"http://schemas.microsoft.com/project", "*", {"FLAT-007", "project plan"}},
    {"urn:schemas-microsoft-com:office:odc", "*", {"FLAT-007", "data connection"}},
    {"*", "VisioDocument", {"FLAT-007", "Visio drawing"}},
};

struct WordRow {
  std::string_view word;  // lower case
  Refusal refusal;
};
constexpr WordRow kWords[] = {
    {"mso-infopathsolution", {"FLAT-007", "form of InfoPath"}},
    {"docsuppdata", {"FLAT-002", "macros of a Word 2003 document"}},
    {"editdata.mso", {"FLAT-002", "macros of a Word 2003 document"}},
    {"macrospresent", {"FLAT-002", "macros of a Word 2003 document"}},
    {"docoledata", {"FLAT-003", "objects of a Word 2003 document"}},
    {"oledata.mso", {"FLAT-003", "objects of a Word 2003 document"}},
    {"embeddedobjpresent=\"yes\"", {"FLAT-003", "objects of a Word 2003 document"}},
    {"ocxpresent=\"yes\"", {"FLAT-003", "controls of a Word 2003 document"}},
    {"supbook", {"FLAT-005", "links to other books"}},
    {"querytable", {"FLAT-005", "query"}},
    {"downloadcomponents", {"FLAT-006", "components to download"}},
    {"locationofcomponents", {"FLAT-006", "components to download"}},
    {"downloadurl", {"FLAT-006", "smart tags to download"}},
    {"hyperlinkbase", {"FLAT-006", "base of all links"}},
};

// Lower case, and character references of ASCII letters resolved: `&#x44;` is as good as D.
std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&' && text.substr(i).starts_with("&#")) {
      const std::size_t end = text.find(';', i);
      if (end != std::string_view::npos && end - i <= 8) {
        const bool hex = ascii::to_lower(text[i + 2]) == 'x';
        unsigned value = 0;
        for (const char c : text.substr(i + (hex ? 3 : 2), end - i - (hex ? 3 : 2)))
          value = value * (hex ? 16U : 10U) + static_cast<unsigned>(std::max(ascii::hex_value(c), 0));
        if (value >= 0x20 && value < 0x7F) {
          out.push_back(ascii::to_lower(static_cast<char>(value)));
          i = end;
          continue;
        }
      }
    }
    out.push_back(ascii::to_lower(text[i]));
  }
  return out;
}

}  // namespace

Refusal kind_of_root(std::string_view namespace_uri, std::string_view local_name) {
  for (const RootRow& row : kRoots) {
    const bool fits = (row.namespace_uri == "*" || row.namespace_uri == namespace_uri) &&
                      (row.local_name == "*" || row.local_name == local_name);
    if (fits) return row.refusal;
  }
  return {};
}

std::vector<Refusal> constructs_in(std::string_view text) {
  const std::string lower = folded(text);
  std::vector<Refusal> out;
  for (const WordRow& row : kWords) {
    if (lower.find(row.word) == std::string::npos) continue;
    bool known = false;
    for (const Refusal& refusal : out)
      known = known || refusal.id == row.refusal.id;
    if (!known) out.push_back(row.refusal);
  }
  return out;
}

}  // namespace mugai::flat
