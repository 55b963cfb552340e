#include "lib/formats/plain/formula_cell.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::plain {
namespace {

using namespace std::string_view_literals;

// Blanks and quotes that readers drop before they look at a cell.
std::size_t leading_blanks(std::string_view text) noexcept {
  std::size_t n = 0;
  while (n < text.size()) {
    const utf8::Decoded d = utf8::decode(text.substr(n));
    const bool blank = d.code <= 0x20 || d.code == '"' || d.code == 0xA0 || d.code == 0x3000 || d.code == 0x202F ||
                       (d.code >= 0x2000 && d.code <= 0x200A);
    if (!blank) break;
    n += d.length;
  }
  return n;
}

// The sign at the front, full-width forms as their ASCII ones; 0 where there is none. `length`: its bytes.
char sign_of(std::string_view text, std::size_t& length) noexcept {
  if (text.empty()) return 0;
  const utf8::Decoded d = utf8::decode(text);
  length = d.length;
  switch (d.code) {
    case '=':
    case '+':
    case '-':
    case '@':
      return static_cast<char>(d.code);
    case 0xFF1D:
      return '=';
    case 0xFF0B:
      return '+';
    case 0xFF0D:
    case 0x2212:
      return '-';
    case 0xFF20:
      return '@';
    default:
      return 0;
  }
}

// Digits and what numbers, telephone numbers, dates and sums of them are written with.
bool is_number(std::string_view text) noexcept {
  bool digit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool exponent = (c == 'e' || c == 'E') && i > 0 && ascii::is_digit(text[i - 1]);
    if (!ascii::is_digit(c) && !exponent && "+-., ()/%:\\$#*"sv.find(c) == std::string_view::npos) {
      const std::string_view rest = text.substr(i);
      const auto starts = [rest](std::string_view mark) { return rest.starts_with(mark); };
      constexpr std::array kMarks = {"¥"sv, "￥"sv, "円"sv, "％"sv, "　"sv, "€"sv, "£"sv};
      const auto mark = std::find_if(kMarks.begin(), kMarks.end(), starts);
      if (mark == kMarks.end()) return false;
      i += mark->size() - 1;
    }
    digit = digit || ascii::is_digit(c);
  }
  return digit;
}

// Nothing but the sign itself, as rules and "none" are written.
bool is_rule(std::string_view text) noexcept {
  text = text.substr(0, text.find('\n'));
  return text.find_first_not_of("=-+_ ") == std::string_view::npos;
}

// A name directly before a parenthesis, DDE's bar, a reference to another sheet: what makes a sum of words do
// something.
constexpr bool is_call(std::string_view cell, std::size_t at) noexcept {
  return cell[at] == '|' || cell[at] == '!' || (cell[at] == '(' && at > 0 && ascii::is_alnum(cell[at - 1]));
}

// A cell, and where in it the last character stands that a formula could act with: each place is judged in constant
// time.
struct Cell {
  explicit Cell(std::string_view cell) : text(cell) {
    for (std::size_t i = cell.size(); i-- > 0 && (calls_end == 0 || acts_end == 0);) {
      if (calls_end == 0 && is_call(cell, i)) calls_end = i + 1;
      if (acts_end == 0 && "(|![]#{}'\"\\=@&"sv.find(cell[i]) != std::string_view::npos) acts_end = i + 1;
    }
  }
  std::string_view text;
  std::size_t calls_end = 0;  // behind the last call; 0 where there is none
  std::size_t acts_end = 0;
};

// "-なし", "- 該当者": a word in kana or kanji behind the sign, and nothing in the cell that a formula could act with.
bool is_prose(const Cell& cell, std::size_t at) noexcept {
  const bool acts = cell.acts_end > at;
  while (at < cell.text.size() && cell.text[at] == ' ')
    ++at;
  return !acts && at < cell.text.size() && utf8::decode(cell.text.substr(at)).code >= 0x2E80;
}

enum class Place : std::uint8_t { Start, Inside };

bool begins_formula(const Cell& cell, std::size_t at, Place place) noexcept {
  std::size_t length = 0;
  const char sign = sign_of(cell.text.substr(at), length);
  if (sign == 0) return false;
  at += length;
  const std::string_view body = cell.text.substr(at);
  if (sign == '=') return place == Place::Inside ? !is_rule(body) : !body.empty();
  if (sign == '@') return !body.empty();
  if (is_rule(body) || is_number(body) || is_prose(cell, at)) return false;
  return place == Place::Start || cell.calls_end > at;
}

constexpr bool is_separator(char c) noexcept {
  return c == ',' || c == ';' || c == '\t' || c == '|' || c == '\n' || c == '"';
}

}  // namespace

bool is_formula(std::string_view cell) noexcept {
  return begins_formula(Cell(cell), leading_blanks(cell), Place::Start);
}

bool is_calling_out(std::string_view cell) {
  static constexpr std::array kNames = {"hyperlink("sv,  "webservice("sv,  "importxml("sv,  "importdata("sv,
                                        "importhtml("sv, "importrange("sv, "importfeed("sv, "image("sv,
                                        "dde("sv,        "cmd"sv,          "call("sv,       "register"sv,
                                        "exec("sv,       "rtd("sv,         "msexcel"sv,     "powershell"sv};
  const std::string lowered = ascii::lower(cell);
  if (lowered.find('|') != std::string::npos && lowered.find('!') != std::string::npos) return true;
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return lowered.find(name) != std::string::npos; });
}

// The apostrophe stands directly before the sign, behind blanks and quotes: the same place is found again, and is text.
Defused defuse(std::string_view untrusted_cell) {
  const Cell cell(untrusted_cell);
  Defused out;
  std::size_t copied = 0;
  const auto mark = [&](std::size_t at, std::uint32_t& count) {
    out.text += cell.text.substr(copied, at - copied);
    out.text.push_back('\'');
    copied = at;
    ++count;
  };
  std::size_t at = leading_blanks(cell.text);
  if (begins_formula(cell, at, Place::Start)) mark(at, out.at_start);
  while (at < cell.text.size()) {
    if (!is_separator(cell.text[at++])) continue;
    at += leading_blanks(cell.text.substr(at));
    if (begins_formula(cell, at, Place::Inside)) mark(at, out.inside);
  }
  out.text += cell.text.substr(copied);
  return out;
}

}  // namespace mugai::plain
