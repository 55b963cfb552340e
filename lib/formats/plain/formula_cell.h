// Which cells of a CSV file a spreadsheet would run as formulas, and how they become text (catalogue CSV-001 to
// CSV-003). A cell is judged as if it stood alone, and again behind every character that some reader may take for a
// separator: a file is not always read with the separator that it was written with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::plain {

// True where `cell`, after blanks and quotes, begins with = + - @ (full-width ones too) and is neither a number, a
// telephone number nor a word of prose ("-なし", "---").
bool is_formula(std::string_view cell) noexcept;
// A formula that starts a program or fetches something: DDE, HYPERLINK, WEBSERVICE and their like.
bool is_calling_out(std::string_view cell);

struct Defused {
  std::string text;
  std::uint32_t at_start = 0;  // 0 or 1
  std::uint32_t inside = 0;    // behind a separator within the cell
};
// Puts an apostrophe before every place where a formula would begin. defuse(defuse(x)) == defuse(x).
Defused defuse(std::string_view cell);

}  // namespace mugai::plain
