// Names as file systems compare them, and coarser: Windows ignores case, macOS also the normalisation form. Two names
// that are taken for one by either have one key; a few that nobody confuses share one too, which costs only a " (2)".
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/file_name.h"

namespace mugai::text {
namespace {

// U+00C0..U+017F without marks and case.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnooooo+ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin.size() == 192);

struct Fold {
  char32_t from, to;
};
// Greek with tonos, final sigma, and the Cyrillic letters that decompose.
constexpr std::array kFolds = {
    Fold{0x386, 0x3B1}, Fold{0x388, 0x3B5}, Fold{0x389, 0x3B7}, Fold{0x38A, 0x3B9}, Fold{0x38C, 0x3BF},
    Fold{0x38E, 0x3C5}, Fold{0x38F, 0x3C9}, Fold{0x3AC, 0x3B1}, Fold{0x3AD, 0x3B5}, Fold{0x3AE, 0x3B7},
    Fold{0x3AF, 0x3B9}, Fold{0x3CC, 0x3BF}, Fold{0x3CD, 0x3C5}, Fold{0x3CE, 0x3C9}, Fold{0x3C2, 0x3C3},
    Fold{0x439, 0x438}, Fold{0x419, 0x438}, Fold{0x451, 0x435}, Fold{0x401, 0x435}, Fold{0x3000, 0x20},
    Fold{0x212A, 'k'},  Fold{0x212B, 'a'},
};

constexpr bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x3099 || c == 0x309A || (c >= 0xFE00 && c <= 0xFE0F);
}

char32_t fold(char32_t c) {
  // Full-width letters and digits; not the full-width slash, or a key could hold a path that is none.
  if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A)) c -= 0xFEE0;
  if (c < 0x80) return static_cast<char32_t>(ascii::to_lower(static_cast<char>(c)));
  if (c >= 0xC0 && c <= 0x17F) return static_cast<unsigned char>(kLatin[c - 0xC0]);
  for (const Fold& row : kFolds) {
    if (row.from == c) return row.to;
  }
  if ((c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if ((c >= 0x180 && c <= 0x24F) || (c >= 0x460 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF)) return c | 1;
  return c;
}

// Hangul syllables as their letters (Unicode 3.12), which is how macOS writes them.
bool append_hangul(std::string& out, char32_t c) {
  if (c < 0xAC00 || c > 0xD7A3) return false;
  const char32_t index = c - 0xAC00;
  utf8::append(out, 0x1100 + index / 588);
  utf8::append(out, 0x1161 + index % 588 / 28);
  if (index % 28 != 0) utf8::append(out, 0x11A7 + index % 28);
  return true;
}

constexpr unsigned kMaxTries = 100000;

}  // namespace

std::string name_key(std::string_view name) {
  std::string out;
  const std::string composed = compose_kana(name);
  for (std::string_view rest = composed; !rest.empty();) {
    const utf8::Decoded d = utf8::decode(rest);
    rest.remove_prefix(d.length);
    if (is_mark(d.code) || utf8::is_invisible(d.code) || utf8::is_bidi_control(d.code)) continue;
    if (!append_hangul(out, d.code)) utf8::append(out, fold(d.code));
  }
  return out;
}

std::string unique_name(std::string name, std::set<std::string>& used) {
  if (used.insert(name_key(name)).second) return name;
  const std::size_t dot = name.rfind('.');
  const std::string extension = dot == std::string::npos || dot == 0 ? std::string() : name.substr(dot);
  const std::string stem = name.substr(0, name.size() - extension.size());
  for (unsigned number = 2; number < kMaxTries; ++number) {
    const std::string suffix = " (" + std::to_string(number) + ")";
    const std::size_t rest = suffix.size() + extension.size();
    const std::string_view kept = utf8::truncate(stem, rest < kMaxNameBytes ? kMaxNameBytes - rest : 0);
    std::string candidate = std::string(kept) + suffix + extension;
    if (used.insert(name_key(candidate)).second) return candidate;
  }
  return name;
}

}  // namespace mugai::text
