// Pieces of SpreadsheetML text: escaping, numbers, addresses. Appends to a string that the caller owns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/formats/xlsb/records.h"

namespace mugai::xlsb {

// Character data or a value in double quotes: & < > ". What XML cannot hold is written as "_xHHHH_", and text that
// looks like that is escaped too (ECMA-376-1, 22.9.2.19 ST_Xstring).
void append_escaped(std::string& out, std::string_view text);
// ` name="value"`
void append_attribute(std::string& out, std::string_view name, std::string_view value);
void append_attribute(std::string& out, std::string_view name, std::uint64_t value);
void append_number_attribute(std::string& out, std::string_view name, double value);
// The shortest decimal that reads back the same; nothing where it is no finite number.
std::string number_text(double value);
std::string column_name(std::uint32_t column);  // 0 -> "A"
std::string cell_name(std::uint32_t row, std::uint32_t column);
std::string range_name(const Range& range);  // "A1" or "A1:B2"

}  // namespace mugai::xlsb
