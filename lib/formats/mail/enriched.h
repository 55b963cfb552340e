// text/enriched (RFC 1896) and its forerunner text/richtext (RFC 1341) as plain text: commands in angle brackets go,
// with the contents of <param>; single line ends are blanks, of n line ends n - 1 stay.
#pragma once

#include <string>
#include <string_view>

namespace mugai::mail {

// `text` has LF line ends. `richtext`: <nl> ends a line, "<<" is not escaped, <lt> stands for "<".
std::string enriched_to_text(std::string_view text, bool richtext);

}  // namespace mugai::mail
