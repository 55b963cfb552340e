#include "lib/report/layout.h"

#include <algorithm>
#include <array>

#include "lib/base/utf8.h"

namespace mugai::report {
namespace {

struct Range {
  char32_t first, last;
};

// Sorted. East Asian Width W, F, and of A what appears in Japanese text (marks, digits in circles, lines, Greek and
// Cyrillic as JIS X 0208 has them).
constexpr std::array<Range, 22> kWide = {
    {{0x0370, 0x03FF}, {0x0400, 0x04FF}, {0x1100, 0x115F},   {0x2010, 0x2027},  {0x2030, 0x205E}, {0x2100, 0x214F},
     {0x2150, 0x218F}, {0x2190, 0x22FF}, {0x2312, 0x2312},   {0x2460, 0x27BF},  {0x2E80, 0x303E}, {0x3041, 0x33FF},
     {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
     {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD}}};
constexpr std::array<Range, 5> kNoWidth = {
    {{0x0300, 0x036F}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0x200B, 0x200F}, {0xE0100, 0xE01EF}}};

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t c) noexcept {
  return std::any_of(ranges.begin(), ranges.end(), [c](const Range& r) { return c >= r.first && c <= r.last; });
}

std::size_t width_of(char32_t c) noexcept {
  if (is_in(kNoWidth, c)) return 0;
  return is_in(kWide, c) ? 2 : 1;
}

// JIS X 4051: may not begin a line (hangs over at the end instead), may not end a line.
constexpr std::u32string_view kNotFirst =
    U"、。，．・：；！？）］｝」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…,.)]}:;!?";
constexpr std::u32string_view kNotLast = U"（［｛「『【〔〈《([{";

bool is_not_first(char32_t c) noexcept {
  return kNotFirst.find(c) != std::u32string_view::npos;
}
bool is_not_last(char32_t c) noexcept {
  return kNotLast.find(c) != std::u32string_view::npos;
}

// The next piece of our own words that may not be broken: a run of narrow characters, or one wide character together
// with what may not end the line before it.
std::string_view next_piece(std::string_view text) noexcept {
  std::size_t length = 0;
  bool narrow_run = false;
  while (length < text.size()) {
    const utf8::Decoded d = utf8::decode(text.substr(length));
    const bool narrow = width_of(d.code) == 1 && !is_not_last(d.code);
    if (length > 0 && (d.code == ' ' || (narrow_run && !narrow))) break;
    length += d.length;
    if (is_not_last(d.code)) continue;
    if (!narrow) break;
    narrow_run = true;
  }
  return text.substr(0, length);
}

}  // namespace

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    const utf8::Decoded d = utf8::decode(text);
    text.remove_prefix(d.length);
    width += width_of(d.code);
  }
  return width;
}

namespace {

constexpr std::string_view kComma = "、";
// Longer clauses are filled like prose: a break before them would leave most of a line empty.
constexpr std::size_t kClauseColumns = 36;

// Columns of the text to its first Japanese comma or its end; stops counting above kClauseColumns.
std::size_t clause_width(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty() && width <= kClauseColumns && !text.starts_with(kComma)) {
    const utf8::Decoded d = utf8::decode(text);
    text.remove_prefix(d.length);
    width += width_of(d.code);
  }
  return width;
}

}  // namespace

std::string quoted(std::string_view untrusted_text, std::string_view language, std::size_t max_bytes) {
  const bool japanese = language == "ja";
  const std::string line = utf8::one_line(untrusted_text, max_bytes);
  std::string out(japanese ? "「" : "\"");
  for (std::string_view rest = line; !rest.empty();) {
    const utf8::Decoded d = utf8::decode(rest);
    rest.remove_prefix(d.length);
    char32_t c = d.code;
    if (japanese && c == U'「') c = U'『';
    if (japanese && c == U'」') c = U'』';
    if (!japanese && (c == U'"' || c == U'“' || c == U'”' || c == U'＂')) c = U'\'';
    utf8::append(out, c);
  }
  out += japanese ? "」" : "\"";
  return out;
}

Filler::Filler(std::string& out, std::size_t first_indent, std::size_t indent)
    : out_(out), indent_(indent), column_(first_indent) {
  out_.append(first_indent, ' ');
}

void Filler::break_line() {
  out_ += "\n";
  out_.append(indent_, ' ');
  column_ = indent_;
  space_pending_ = false;
  line_is_empty_ = true;
}

void Filler::put(std::string_view piece, bool may_hang) {
  const std::size_t width = display_width(piece) + (space_pending_ ? 1 : 0);
  if (!line_is_empty_ && !may_hang && column_ + width > kLineColumns) break_line();
  if (space_pending_) {
    out_.push_back(' ');
    ++column_;
  }
  space_pending_ = false;
  out_.append(piece);
  column_ += display_width(piece);
  line_is_empty_ = false;
}

Filler& Filler::words(std::string_view text) {
  // What stands between two commas is kept on one line where it can be.
  bool after_comma = out_.ends_with(kComma);
  while (!text.empty()) {
    if (after_comma && !line_is_empty_) {
      const std::size_t width = clause_width(text);
      if (width <= kClauseColumns && column_ + width > kLineColumns) break_line();
    }
    if (text.front() == ' ') {
      space_pending_ = !line_is_empty_;
      text.remove_prefix(1);
      continue;
    }
    const std::string_view piece = next_piece(text);
    text.remove_prefix(piece.size());
    put(piece, is_not_first(utf8::decode(piece).code));
    after_comma = piece == kComma;
  }
  return *this;
}

Filler& Filler::piece(std::string_view text) {
  put(text, false);
  return *this;
}

void Filler::end() {
  out_ += "\n";
}

}  // namespace mugai::report
