// What is looked for in the text of workbooks. Pure functions.
#pragma once

#include <string_view>

namespace mugai::ooxml {

// &Z prints the folder of the reader's file, &F its name (ECMA-376-1, 18.3.1.46).
bool prints_path(std::string_view header) noexcept;
// A program that reads the text from a CSV file would take it for a command: "=cmd|' /c calc'!A0" (CWE-1236).
bool is_csv_command(std::string_view text) noexcept;

}  // namespace mugai::ooxml
