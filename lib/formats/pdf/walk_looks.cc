// Whether a text field shows what it holds (PDF-004): its look is drawn, its value is what a program reads.
// In, out and limits: walk.h. Told, and both stay: which of them is meant nobody knows, and fields with a format (a
// date, a sum) rightly show something else. Compared are values and looks of ASCII in a font that codes bytes as such.
#include <algorithm>
#include <string>

#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

constexpr std::uint64_t kMaxLookBytes = 16 << 10;
constexpr std::int64_t kPassword = 1 << 13;  // Table 228: asterisks are shown

constexpr bool is_plain(char c) {
  return c > ' ' && c <= '~';
}

// Without white space; nullopt where it is not ASCII.
std::optional<std::string> ascii_of(std::string_view text) {
  const bool wide = text.starts_with("\xFE\xFF");
  std::string out;
  for (std::size_t at = wide ? 2 : 0; at < text.size(); ++at) {
    if (wide && at % 2 == 0 && text[at] == '\0') continue;
    if (is_plain(text[at])) {
      out.push_back(text[at]);
    } else if (text[at] != ' ' && text[at] != '\n' && text[at] != '\r' && text[at] != '\t') {
      return std::nullopt;
    }
  }
  return out;
}

// 7.3.4.2, from behind the bracket: what one literal string holds. Escapes other than of brackets mean another coding
// or a line end, and end the comparison.
bool read_literal(std::string_view content, std::size_t& at, std::string& out) {
  int depth = 1;
  for (; at < content.size(); ++at) {
    char c = content[at];
    if (c == '\\' && at + 1 < content.size()) {
      c = content[++at];
      if (c != '(' && c != ')' && c != '\\') return false;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return true;
    }
    if (is_plain(c)) {
      out.push_back(c);
    } else if (c != ' ') {
      return false;
    }
  }
  return false;
}

// All strings of a content stream; nullopt where some are written in hexadecimal or hold more than ASCII.
std::optional<std::string> shown_text(std::string_view content) {
  std::string out;
  for (std::size_t at = 0; at < content.size(); ++at) {
    if (content[at] == '<') return std::nullopt;
    if (content[at] == '(' && !read_literal(content, ++at, out)) return std::nullopt;
  }
  return out;
}

}  // namespace

void Walker::compare_look(const Dict& in) {
  if (!inherited(in, "FT").is_name("Tx")) return;
  const Object flags = inherited(in, "Ff");
  if (flags.as<std::int64_t>() != nullptr && (*flags.as<std::int64_t>() & kPassword) != 0) return;
  const Object value = inherited(in, "V");
  const Object* looks = in.find("AP");
  const Object all = looks == nullptr ? Object() : reader_.resolve(*looks);
  const Object* normal = all.as<Dict>() == nullptr ? nullptr : all.as<Dict>()->find("N");
  const Object look = normal == nullptr ? Object() : reader_.resolve(*normal);
  const Stream* stream = look.as<Stream>();
  if (stream == nullptr || value.as<String>() == nullptr) return;
  auto raw = reader_.raw(*stream);
  if (!raw || raw->size() > kMaxLookBytes) return;
  const auto content = decode(std::move(*raw), filters_of(stream->dict), kMaxLookBytes);
  if (!content) return;
  const auto held = ascii_of(value.as<String>()->bytes);
  const auto shown = shown_text(as_text(content->data));
  if (!held || !shown || shown->empty()) return;
  // Long values are shown in part, and some looks have a caption.
  const bool same =
      held->find(*shown) != std::string::npos || (!held->empty() && shown->find(*held) != std::string::npos);
  if (!same) tally_.add("PDF-004", Action::Kept, "form field that shows something else than its value");
}

}  // namespace mugai::pdf
