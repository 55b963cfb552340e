// What the parts of one binary workbook must know of each other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mugai::xlsb {

struct Sheet {
  std::string name;
  std::string relationship;
  std::uint32_t id = 0;
  std::uint32_t state = 0;  // 0 visible, 1 hidden, 2 very hidden
  bool kept = true;         // false: a macro sheet, a dialog; formulas that read it keep their values alone
};

struct Name {
  std::string name;
  bool kept = false;  // formulas that use it stay
};

// What a formula's "ixti" points at: sheets of this workbook, or something else that is gone.
struct ExternSheet {
  bool own = false;
  std::int32_t first = 0, last = 0;  // index into sheets; -1 a sheet that was deleted, -2 the workbook
};

struct WorkbookModel {
  std::vector<Sheet> sheets;
  std::vector<Name> names;
  std::vector<ExternSheet> externs;
  // From the styles: the properties of each font as <rPr> content, and how many cell formats there are.
  std::vector<std::string> run_properties;
  std::uint64_t cell_formats = 0;
  bool has_styles = false;
};

}  // namespace mugai::xlsb
