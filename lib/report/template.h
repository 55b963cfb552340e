// Template of the notice: lines with conditions and holes, read from text that an administrator wrote (the two that are
// shipped, config/notices, explain the form and are compiled in). A template decides the frame; what stands in a hole
// comes from the notice, where strings of a sender are quoted pieces that are never broken.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/policy/policy.h"

namespace mugai::report {

inline constexpr std::size_t kMaxTemplateBytes = 8 << 10;

struct TemplateCondition {
  std::string name;
  bool wanted = true;  // ?name; false: !name
};

struct TemplateLine {
  enum class Repeat : std::uint8_t { Once, Attachment, Remark };
  Repeat repeat = Repeat::Once;
  std::vector<TemplateCondition> conditions;
  std::size_t indent = 0;  // blanks before the text
  struct Part {
    bool is_hole = false;
    std::string text;  // words, or the name of a value
  };
  std::vector<Part> parts;
};

using Template = std::vector<TemplateLine>;

// line = *( "*" name SP / "?" name SP / "!" name SP ) *SP *( words / "{" name "}" )
// Error Malformed with the number of the line: an unknown name, an open brace, no fixed words at the begin of the first
// or last line, over kMaxTemplateBytes, not UTF-8, control characters.
Result<Template> parse_template(std::string_view text);

// Whether the notices of `policy` can be read. Error Malformed: which of them, which line, what is wrong. Asked
// wherever a policy is loaded for use, so that a broken template is found before the first mail.
Result<void> check_notices(const policy::Policy& policy);

// The shipped one; `language`: "ja", else English.
const Template& builtin_template(std::string_view language);

// A value that fills a hole: pieces are not broken, words are.
struct TemplateSegment {
  std::string text;
  bool is_piece = false;
};
using TemplateValue = std::vector<TemplateSegment>;
using TemplateValues = std::map<std::string, TemplateValue, std::less<>>;

// True where all conditions of `line` hold; an empty or missing value is "not there".
bool holds(const TemplateLine& line, const TemplateValues& values);
// Writes one line, filled to the width of the notice, and LF.
void write_line(const TemplateLine& line, const TemplateValues& values, std::string& out);

// The fixed words with which a line of the template begins; empty where it begins with a hole.
std::string_view fixed_beginning(const TemplateLine& line);

}  // namespace mugai::report
