// Parameters of Content-Type and Content-Disposition: RFC 2045 5.1, RFC 2231, and what mail programs really write.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::text {

inline constexpr std::size_t kMaxParameters = 500;

struct Parameter {
  enum class Source : std::uint8_t {
    Plain,        // name=value
    EncodedWord,  // name="=?…?=" (RFC 2047 forbids it, everybody writes it)
    Extended,     // name*=charset'lang'%xx
    Continued,    // name*0=…; name*1*=… (joined in order of number)
  };
  std::string name;   // lower-case, without *, *N
  std::string value;  // decoded UTF-8, one line; controls, bidirectional and invisible characters are still to be
                      // cleaned by the use (clean_file_name), except C0 and C1, which are gone
  std::string raw;  // bytes as given, unquoted and joined, neither percent- nor word-decoded: for boundary and charset
  Source source = Source::Plain;
  // Other readings of the same bytes that some program may take: backslash pairs removed or kept, cut at a space, at a
  // semicolon or at NUL, an unterminated word decoded, words inside an extended value. For the worst-of rule on names.
  std::vector<std::string> alternatives;
};

struct Parameters {
  std::string value;           // "application/pdf", "attachment": lower-case, no comment; may be empty
  std::vector<Parameter> all;  // in order of appearance; continued ones at their first piece
  bool syntax_error = false;   // junk, open quote, gap in a continuation, bad percent, comment inside
  bool duplicate = false;      // one name twice in the same form
  bool too_many = false;       // more than kMaxParameters; the rest is not in the list
  // The first of that name (lower-case), Extended and Continued before EncodedWord and Plain; nullptr where none.
  [[nodiscard]] const Parameter* find(std::string_view name) const;
};

// `raw_header_value` may be folded and in any charset. Linear in the input.
Parameters parse_parameters(std::string_view raw_header_value);

}  // namespace mugai::text
