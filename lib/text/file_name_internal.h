// Inside lib/text only.
#pragma once

#include <string>
#include <string_view>

#include "lib/text/parameters.h"

namespace mugai::text {

// A name on its way through clean_file_name, with what was found.
struct CleanedName {
  std::string name;
  bool bidi = false;
  bool invisible = false;
  bool path = false;
  bool truncated = false;
  bool changed = false;    // characters were dropped or replaced
  bool trimmed = false;    // dots, blanks or signs at its ends
  bool forbidden = false;  // characters that Windows has other uses for, controls
  bool device = false;     // a Windows device name
};
CleanedName clean_name(std::string_view utf8, std::size_t max_bytes);

// parse_parameters without decoding raw 8-bit text first: how a program reads that knows nothing of charsets. The
// second reading for file names.
Parameters parse_parameters_bytewise(std::string_view raw_header_value);

// CON, NUL, COM1 and their like, with any extension: opens a device on Windows.
bool is_device_name(std::string_view name);

}  // namespace mugai::text
