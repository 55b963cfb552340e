#include "lib/formats/html/flat_text.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/html/text_writer.h"

namespace mugai::html {
namespace {

using namespace std::string_view_literals;

// What mail and calendar programs write, and what hides code. A "<" of a sum or an address is none of them.
constexpr std::array kTags = {"html"sv,     "body"sv,     "div"sv,   "p"sv,      "br"sv,        "a"sv,      "span"sv,
                              "b"sv,        "i"sv,        "u"sv,     "ul"sv,     "ol"sv,        "li"sv,     "img"sv,
                              "font"sv,     "table"sv,    "style"sv, "script"sv, "meta"sv,      "iframe"sv, "svg"sv,
                              "object"sv,   "form"sv,     "input"sv, "link"sv,   "video"sv,     "audio"sv,  "embed"sv,
                              "strong"sv,   "em"sv,       "h1"sv,    "h2"sv,     "h3"sv,        "math"sv,   "base"sv,
                              "template"sv, "noscript"sv, "title"sv, "pre"sv,    "blockquote"sv};

bool opens_tag(std::string_view after) {
  if (after.starts_with("!--")) return true;
  if (after.starts_with('/')) after.remove_prefix(1);
  const std::size_t end = std::min(after.find_first_of(" \t\n\r\f/>"), after.size());
  const std::string name = ascii::lower(after.substr(0, std::min<std::size_t>(end, 12)));
  return end < after.size() && std::find(kTags.begin(), kTags.end(), name) != kTags.end();
}

}  // namespace

bool looks_like_html(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (opens_tag(text.substr(at + 1))) return true;
  }
  return false;
}

std::string flat_text(std::string_view html) {
  const auto result = to_text(html, TextOptions());
  if (!result) return {};
  const std::string& text = result->text;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool tag = text[i] == '<' && (ascii::is_alpha(next) || next == '/' || next == '!' || next == '?');
    out += tag ? "＜"sv : std::string_view(text).substr(i, 1);
  }
  return out;
}

}  // namespace mugai::html
