#include "lib/formats/mail/enriched.h"

#include "lib/base/ascii.h"

namespace mugai::mail {
namespace {

constexpr std::size_t kMaxCommand = 60;  // RFC 1896 2: a command is at most 60 characters

// command = "<" ["/"] 1*60(ALPHA / DIGIT / "-") ">"; empty where the text at "<" is none
std::string_view command_at(std::string_view text) {
  const std::size_t end = text.substr(0, kMaxCommand + 3).find('>');
  return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
}

}  // namespace

std::string enriched_to_text(std::string_view text, bool richtext) {
  std::string out;
  std::size_t params = 0;  // open <param> and <comment>
  std::size_t line_ends = 0;
  const auto flush_lines = [&] {
    if (line_ends == 1) out.push_back(' ');
    if (line_ends > 1) out.append(line_ends - 1, '\n');
    line_ends = 0;
  };
  while (!text.empty()) {
    if (text.front() == '\n') {
      ++line_ends;
      text.remove_prefix(1);
      continue;
    }
    if (!richtext && text.starts_with("<<")) {
      flush_lines();
      if (params == 0) out.push_back('<');
      text.remove_prefix(2);
      continue;
    }
    const std::string_view raw = text.front() == '<' ? command_at(text) : std::string_view();
    if (!raw.empty()) {
      const std::string command = ascii::lower(raw);
      text.remove_prefix(raw.size() + 2);
      if (command == "param" || command == "comment") ++params;
      if ((command == "/param" || command == "/comment") && params > 0) --params;
      if (richtext && (command == "nl" || command == "np" || command == "/paragraph")) line_ends += 2;
      if (richtext && command == "lt") out.push_back('<');
      continue;
    }
    flush_lines();
    if (params == 0) out.push_back(text.front());
    text.remove_prefix(1);
  }
  if (line_ends > 0) out.push_back('\n');
  return out;
}

}  // namespace mugai::mail
