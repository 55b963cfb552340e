#include "lib/text/lines.h"

#include <algorithm>

namespace mugai::text {
namespace {

// One line taken apart: RFC 3676 section 4.
//   flowed-line = [1*">"] [stuffing] *text-char SP ; fixed-line has no SP at its end
struct Line {
  std::size_t depth = 0;
  std::string_view text;
  bool flowed = false;
};

Line parse_line(std::string_view raw, bool delsp) {
  Line line;
  while (line.depth < raw.size() && raw[line.depth] == '>')
    ++line.depth;
  line.text = raw.substr(line.depth);
  if (line.text.starts_with(' ')) line.text.remove_prefix(1);
  const bool signature = line.text == "-- ";
  line.flowed = line.text.ends_with(' ') && !signature;
  if (line.flowed && delsp) line.text.remove_suffix(1);
  return line;
}

}  // namespace

std::string unflow(std::string_view utf8, bool delsp) {
  std::string out;
  out.reserve(utf8.size());
  Line previous;
  bool first = true;
  while (!utf8.empty()) {
    const std::size_t end = utf8.find('\n');
    const Line line = parse_line(utf8.substr(0, end), delsp);
    utf8.remove_prefix(end == std::string_view::npos ? utf8.size() : end + 1);
    const bool joins = !first && previous.flowed && previous.depth == line.depth && line.text != "-- ";
    if (!joins) {
      if (!first) out.push_back('\n');
      out.append(line.depth, '>');
      if (line.depth > 0) out.push_back(' ');
    }
    out += line.text;
    previous = line;
    first = false;
    if (utf8.empty() && end != std::string_view::npos) out.push_back('\n');
  }
  return out;
}

}  // namespace mugai::text
