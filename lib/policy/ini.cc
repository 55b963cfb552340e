#include "lib/policy/ini.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::policy {
namespace {

constexpr std::size_t kMaxBytes = 64 << 10;
constexpr std::size_t kMaxEntries = 1'000;

Error at_line(std::string_view origin, std::uint32_t line, std::string_view what) {
  return make_error(ErrorCode::Malformed, std::string(origin) + ":" + std::to_string(line) + ": " + std::string(what));
}

bool is_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alnum(c) || c == '_' || c == '-' || c == '.';
  });
}

// value = quoted | bare [ space "#" comment ] ; quoted = DQUOTE *char DQUOTE, the outer pair alone counts
std::string_view read_value(std::string_view text) {
  text = ascii::trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '#' && ascii::is_space(text[i - 1])) return ascii::trim(text.substr(0, i));
  }
  return text.starts_with('#') ? std::string_view() : text;
}

// line = *space [ "#" comment / ";" comment / "[" name "]" / name *space "=" value ]
Result<void> parse_line(std::string_view line, std::string_view origin, std::uint32_t number, std::string& section,
                        std::vector<IniEntry>& entries) {
  line = ascii::trim(line);
  if (line.empty() || line.front() == '#' || line.front() == ';') return ok();
  if (line.front() == '[') {
    const std::string_view name = line.back() == ']' ? ascii::trim(line.substr(1, line.size() - 2)) : "";
    if (!is_name(name)) return at_line(origin, number, "a section must be written [name]");
    section = ascii::lower(name);
    return ok();
  }
  const std::size_t equals = line.find('=');
  const std::string_view key = ascii::trim(line.substr(0, equals));
  if (equals == std::string_view::npos || !is_name(key)) {
    return at_line(origin, number, "expected \"key = value\", a [section] or a # comment");
  }
  IniEntry entry{section, ascii::lower(key), std::string(read_value(line.substr(equals + 1))), number};
  for (const IniEntry& other : entries) {
    if (other.key == entry.key && other.section == entry.section) {
      return at_line(origin, number, "\"" + entry.key + "\" stands already in line " + std::to_string(other.line));
    }
  }
  if (entries.size() == kMaxEntries) return at_line(origin, number, "too many keys");
  entries.push_back(std::move(entry));
  return ok();
}

}  // namespace

Result<std::vector<IniEntry>> parse_ini(std::string_view text, std::string_view origin) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // editors on Windows write one
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.size() > kMaxBytes) return make_error(ErrorCode::TooLarge, std::string(origin) + ": over 64 KiB");
  std::vector<IniEntry> entries;
  std::string section;
  std::uint32_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!utf8::is_valid(line)) return at_line(origin, number, "the line is not UTF-8; save the file as UTF-8");
    TRY(parse_line(line, origin, number, section, entries));
  }
  return entries;
}

}  // namespace mugai::policy
