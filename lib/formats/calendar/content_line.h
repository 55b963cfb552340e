// Content lines of iCalendar and vCard: bytes → lines of name, parameters and value → bytes.
//
//   line  = [group "."] name *(";" param) ":" value line-end       RFC 5545 3.1, RFC 6350 3.3, vCard 2.1
//   param = name ["=" value *("," value)]                          without "=": a type of vCard 2.1
//   a line that begins with a blank goes on with the one before it (folding)
//   quoted-printable values (vCard 2.1, vCalendar 1.0) go on behind a "=" at the end of a line
//
// Lenient in line ends and folding, as programs are; a line without a colon is dropped and counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::calendar {

struct Param {
  std::string name;                 // upper case; "TYPE" where the line gives a bare word
  std::vector<std::string> values;  // without quotes
};

struct ContentLine {
  std::string name;  // upper case, without group
  std::vector<Param> params;
  std::string value;  // clean UTF-8 but for LF from quoted-printable; escapes as written

  [[nodiscard]] const Param* param(std::string_view wanted) const noexcept;
  [[nodiscard]] bool has_value(std::string_view param_name, std::string_view wanted) const noexcept;
};

struct Defects {
  std::uint32_t bad_lines = 0;  // without name or colon
  std::uint32_t controls = 0;   // NUL and other controls
  std::uint32_t charsets = 0;   // values or files in another charset than UTF-8
  std::uint32_t hidden = 0;     // bidirectional and invisible characters
};

inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{16} << 20;
inline constexpr std::size_t kMaxLines = 500'000;
inline constexpr std::size_t kMaxParams = 40;  // of one line; more make it a bad line

// Error TooMany over kMaxLines.
Result<std::vector<ContentLine>> parse_lines(Bytes file, Defects& defects);

// RFC 5545 3.3.11, RFC 2426 4: "\n" "\," "\;" "\\".
std::string unescape(std::string_view value);
std::string escape(std::string_view text);
// Splits at `separator` where no backslash stands before it; the pieces stay escaped.
std::vector<std::string_view> split(std::string_view value, char separator);

// Appends name, parameters and value as one line, folded at 75 bytes, with CRLF. `value` is written as it is; a LF
// in it is a bug. Parameter values are put in quotes where they need it; quotes and controls in them are left out.
void append_line(std::string& out, const ContentLine& line);

// Text of one property as it may be shown: no controls but LF, no bidirectional or invisible characters, at most
// kMaxTextBytes.
inline constexpr std::size_t kMaxTextBytes = std::size_t{256} << 10;
std::string clean_text(std::string_view utf8, Defects& defects);

}  // namespace mugai::calendar
