// Names of file types for a reader: detection's short names ("cfb", "rtf") in the words of their language.
// Internal to lib/report; a test holds the table against the one of lib/detect.
#pragma once

#include <string_view>

namespace mugai::report {

// "PDF", "実行ファイル"; empty where the type has no name that would tell a reader anything (unknown types, raw XML
// parts). `language`: "ja", else English.
std::string_view type_words(std::string_view type, std::string_view language) noexcept;

}  // namespace mugai::report
