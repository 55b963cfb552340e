#include "lib/formats/html/page_style.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::html {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxStyleBytes = 4096;
constexpr std::size_t kMaxValueBytes = 120;

// What a paragraph or a cell looks like. Nothing that moves, covers, fetches, hides or generates content.
constexpr std::array kProperties = {"background-color"sv,
                                    "border"sv,
                                    "border-bottom"sv,
                                    "border-collapse"sv,
                                    "border-color"sv,
                                    "border-left"sv,
                                    "border-right"sv,
                                    "border-style"sv,
                                    "border-top"sv,
                                    "border-width"sv,
                                    "color"sv,
                                    "font-family"sv,
                                    "font-size"sv,
                                    "font-style"sv,
                                    "font-weight"sv,
                                    "height"sv,
                                    "line-height"sv,
                                    "list-style-type"sv,
                                    "margin"sv,
                                    "margin-bottom"sv,
                                    "margin-left"sv,
                                    "margin-right"sv,
                                    "margin-top"sv,
                                    "padding"sv,
                                    "padding-bottom"sv,
                                    "padding-left"sv,
                                    "padding-right"sv,
                                    "padding-top"sv,
                                    "text-align"sv,
                                    "text-decoration"sv,
                                    "text-indent"sv,
                                    "vertical-align"sv,
                                    "white-space"sv,
                                    "width"sv};
static_assert(std::is_sorted(kProperties.begin(), kProperties.end()));

constexpr std::array kFunctions = {"rgb("sv, "rgba("sv, "hsl("sv, "hsla("sv};

// Words, numbers, colours and commas. A "-" before a digit would move something over something else.
bool is_safe_value(std::string_view value) noexcept {
  int open = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '(') {
      const std::size_t name = value.find_last_of(" ,", i) + 1;  // npos + 1 is the start
      const std::string_view function = value.substr(name, i + 1 - name);
      if (open++ > 0 || std::find(kFunctions.begin(), kFunctions.end(), function) == kFunctions.end()) return false;
    } else if (c == ')') {
      if (--open < 0) return false;
    } else if (c == '-') {
      if (i + 1 < value.size() && (ascii::is_digit(value[i + 1]) || value[i + 1] == '.')) return false;
    } else if (!ascii::is_alnum(c) && " #.,%"sv.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return open == 0 && !value.empty() && value.size() <= kMaxValueBytes;
}

// family *("," family), quotes taken off: what is left must be words, in any script.
std::string safe_families(std::string_view value) {
  std::string out;
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    std::string name(ascii::trim(value.substr(0, comma)));
    value.remove_prefix(std::min(comma + 1, value.size()));
    std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
    name = std::string(ascii::trim(name));
    const bool words = std::all_of(name.begin(), name.end(), [](char c) {
      return ascii::is_alnum(c) || c == ' ' || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    });
    if (name.empty() || !words || name.size() > 60) continue;
    if (!out.empty()) out += ", ";
    out += name.find(' ') == std::string::npos ? name : "'" + name + "'";
    if (out.size() > kMaxValueBytes) break;
  }
  return out;
}

std::string safe_value(std::string_view property, std::string_view value) {
  const std::size_t important = value.find('!');
  value = ascii::trim(value.substr(0, important));
  if (property == "font-family") return safe_families(value);
  std::string lowered = ascii::lower(value);
  std::replace_if(lowered.begin(), lowered.end(), ascii::is_space, ' ');
  return is_safe_value(lowered) ? lowered : std::string();
}

}  // namespace

std::string safe_style(std::string_view untrusted_css) {
  std::string out;
  while (!untrusted_css.empty() && out.size() < kMaxStyleBytes) {
    const std::size_t end = std::min(untrusted_css.find(';'), untrusted_css.size());
    const std::string_view declaration = untrusted_css.substr(0, end);
    untrusted_css.remove_prefix(std::min(end + 1, untrusted_css.size()));
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string property = ascii::lower(ascii::trim(declaration.substr(0, colon)));
    if (!std::binary_search(kProperties.begin(), kProperties.end(), std::string_view(property))) continue;
    const std::string value = safe_value(property, declaration.substr(colon + 1));
    if (value.empty()) continue;
    if (!out.empty()) out += "; ";
    out.append(property).append(": ").append(value);
  }
  return out;
}

}  // namespace mugai::html
