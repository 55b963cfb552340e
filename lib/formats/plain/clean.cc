#include "lib/formats/plain/clean.h"

#include "lib/base/utf8.h"

namespace mugai::plain {
namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t N>
constexpr bool is_in(char32_t c, const Range (&ranges)[N]) noexcept {
  for (const Range& range : ranges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

// Blocks of pictographs, arrows and dingbats whose characters join (UTS #51).
constexpr Range kEmoji[] = {{0x2190, 0x21FF}, {0x2300, 0x23FF}, {0x2600, 0x27BF}, {0x2B00, 0x2BFF}, {0x1F000, 0x1FAFF}};
// Scripts in which U+200C and U+200D choose the form of a letter: Arabic to Tibetan, Myanmar, Khmer, Mongolian.
constexpr Range kJoiningScripts[] = {{0x0620, 0x0FFF}, {0x1000, 0x109F}, {0x1780, 0x17DD}, {0x1820, 0x18AA}};
// Ideographs with variation sequences.
constexpr Range kIdeographs[] = {{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}};
// Marks that stack on the character before them.
constexpr Range kMarks[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},
                            {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE20, 0xFE2F}};
// Unseen characters besides utf8::is_invisible(): grapheme joiner, deprecated format characters, Hangul fillers.
constexpr Range kUnseen[] = {{0x034F, 0x034F}, {0x2065, 0x2065},   {0x206A, 0x206F},  {0x3164, 0x3164},
                             {0xFFA0, 0xFFA0}, {0xE0080, 0xE00FF}, {0xE01F0, 0xE0FFF}};

constexpr bool is_selector(char32_t c) noexcept {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
}
// A selector says something after these alone; elsewhere it is hidden data.
constexpr bool has_variant(char32_t base, char32_t selector) noexcept {
  if (selector >= 0xE0100) return is_in(base, kIdeographs);
  if (selector >= 0x180B && selector <= 0x180D) return base >= 0x1820 && base <= 0x18AA;
  const bool keycap = (base >= '0' && base <= '9') || base == '#' || base == '*';
  const bool symbol = base == 0xA9 || base == 0xAE || (base >= 0x2010 && base <= 0x2BFF) || base >= 0x1F000;
  return keycap || symbol || (base >= 0x3000 && base <= 0x32FF) || is_in(base, kIdeographs);
}
// Where a line may be broken so that neither half changes.
constexpr bool may_break_before(char32_t c) noexcept {
  return (c > 0x20 && c < 0x7F) || (c >= 0x3041 && c <= 0x9FFF && c != 0x3099 && c != 0x309A);
}

class Cleaner {
 public:
  Cleaner(std::string_view text, LongLines long_lines) : rest_(text), break_(long_lines == LongLines::Break) {
    out_.text.reserve(text.size());
  }

  Cleaned run() {
    while (!rest_.empty()) {
      const std::size_t plain = plain_prefix();
      if (plain > 0) {
        put_plain(rest_.substr(0, plain));
        rest_.remove_prefix(plain);
        continue;
      }
      const utf8::Decoded d = utf8::decode(rest_);
      const std::string_view bytes = rest_.substr(0, d.length);
      rest_.remove_prefix(d.length);
      if (keep(d.code)) put(d.code, bytes);
    }
    return std::move(out_);
  }

 private:
  // Printable ASCII, as long as no line could become too long within it.
  [[nodiscard]] std::size_t plain_prefix() const {
    std::size_t end = rest_.size();
    if (break_) end = std::min(end, kMaxLineBytes - std::min(kMaxLineBytes, line_));
    std::size_t n = 0;
    while (n < end && rest_[n] >= 0x20 && rest_[n] < 0x7F)
      ++n;
    return n;
  }
  void put_plain(std::string_view run) {
    out_.text += run;
    line_ += run.size();
    previous_ = static_cast<unsigned char>(run.back());
    marks_ = 0;
  }

  bool keep(char32_t c) {
    if (c == 0x200C || c == 0x200D) return joiner(c);
    if (utf8::is_bidi_control(c)) return drop(out_.bidi);
    if (utf8::is_invisible(c) || is_in(c, kUnseen)) return drop(out_.invisible);
    if (is_selector(c)) return has_variant(previous_, c) || drop(out_.invisible);
    if (is_in(c, kMarks) && ++marks_ > kMaxMarks) return drop(out_.marks);
    return true;
  }
  // U+200C and U+200D between two characters that they join, and nowhere else.
  bool joiner(char32_t c) {
    const char32_t next = rest_.empty() ? U'\0' : utf8::decode(rest_).code;
    const bool before_emoji = is_in(previous_, kEmoji) || previous_ == 0xFE0F;
    const bool emoji = c == 0x200D && before_emoji && is_in(next, kEmoji);
    const bool letters = is_in(previous_, kJoiningScripts) && is_in(next, kJoiningScripts) && next != 0x180E;
    return emoji || letters || drop(out_.invisible);
  }
  static bool drop(std::uint32_t& count) {
    ++count;
    return false;
  }

  void put(char32_t c, std::string_view bytes) {
    if (c == 0x2028 || c == 0x2029) c = U'\n', bytes = "\n";  // line and paragraph separator
    if (break_ && line_ + bytes.size() > kMaxLineBytes && may_break_before(c)) {
      out_.text.push_back('\n');
      ++out_.broken;
      line_ = 0;
    }
    out_.text += bytes;
    line_ = c == U'\n' ? 0 : line_ + bytes.size();
    if (!is_in(c, kMarks)) marks_ = 0;
    previous_ = c;
  }

  std::string_view rest_;
  bool break_;
  Cleaned out_;
  std::size_t line_ = 0;   // bytes since the last line end
  char32_t previous_ = 0;  // the last character that was put out
  unsigned marks_ = 0;
};

}  // namespace

Cleaned clean(std::string_view utf8, LongLines long_lines) {
  return Cleaner(utf8, long_lines).run();
}

}  // namespace mugai::plain
