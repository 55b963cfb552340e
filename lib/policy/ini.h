// INI text: sections, keys and values with their line numbers, so that an error can name the line.
// Boost.Program_options reads INI files too, but does not tell where a key stood; a policy's author needs that. Limits:
// 64 KiB of text, 1,000 keys. Known gaps: no continuation lines, no includes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace mugai::policy {

struct IniEntry {
  std::string section;  // lower-case
  std::string key;      // lower-case
  std::string value;    // trimmed; without its outer quotes
  std::uint32_t line = 0;
};

// Error Malformed with "ORIGIN:LINE: what is wrong".
Result<std::vector<IniEntry>> parse_ini(std::string_view text, std::string_view origin);

}  // namespace mugai::policy
