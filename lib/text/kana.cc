// Kana with a combining voiced or semi-voiced mark (as macOS writes names) as one character. Nothing else is
// normalised.
#include <array>

#include "lib/base/utf8.h"
#include "lib/text/file_name.h"

namespace mugai::text {
namespace {

constexpr char32_t kVoiced = 0x3099;
constexpr char32_t kSemiVoiced = 0x309A;
constexpr char32_t kKatakanaOffset = 0x60;

// Hiragana か to ほ whose voiced form is the next character; those from は on have the semi-voiced form after it.
constexpr bool takes_semi_voiced(char32_t c) {
  return c >= 0x306F && c <= 0x307B && (c - 0x306F) % 3 == 0;
}
constexpr bool takes_voiced(char32_t c) {
  return (c >= 0x304B && c <= 0x3061 && c % 2 == 1) || c == 0x3064 || c == 0x3066 || c == 0x3068 ||
         takes_semi_voiced(c);
}

struct Pair {
  char32_t base, voiced;
};
constexpr std::array kIrregular = {Pair{0x3046, 0x3094}, Pair{0x309D, 0x309E}, Pair{0x30A6, 0x30F4},
                                   Pair{0x30EF, 0x30F7}, Pair{0x30F0, 0x30F8}, Pair{0x30F1, 0x30F9},
                                   Pair{0x30F2, 0x30FA}, Pair{0x30FD, 0x30FE}};

// 0 where the two do not compose.
char32_t compose(char32_t base, char32_t mark) {
  if (mark == kVoiced) {
    for (const Pair& pair : kIrregular) {
      if (pair.base == base) return pair.voiced;
    }
  }
  const char32_t hiragana = base >= 0x30A0 ? base - kKatakanaOffset : base;
  if (mark == kVoiced && takes_voiced(hiragana)) return base + 1;
  if (mark == kSemiVoiced && takes_semi_voiced(hiragana)) return base + 2;
  return 0;
}

}  // namespace

std::string compose_kana(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  char32_t held = 0;  // a character that a mark may follow
  while (!utf8.empty()) {
    const utf8::Decoded d = utf8::decode(utf8);
    utf8.remove_prefix(d.length);
    const bool mark = d.code == kVoiced || d.code == kSemiVoiced;
    const char32_t composed = mark && held >= 0x3041 && held <= 0x30FF ? compose(held, d.code) : 0;
    if (composed == 0 && held != 0) utf8::append(out, held);
    held = composed != 0 ? composed : d.code;
  }
  if (held != 0) utf8::append(out, held);
  return out;
}

}  // namespace mugai::text
