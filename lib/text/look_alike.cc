#include "lib/text/look_alike.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::text {
namespace {

struct Pair {
  char32_t from;
  std::string_view to;
};
// Sorted by the first. Letters whose usual shapes are those of a Latin letter or digit, and the letters that digits are
// taken for.
constexpr std::array<Pair, 62> kPairs = {{
    {U'0', "o"},   {U'1', "l"},   {0x00DF, "b"}, {0x0101, "a"}, {0x0131, "i"}, {0x0142, "l"}, {0x0251, "a"},
    {0x0261, "g"}, {0x0269, "i"}, {0x028B, "v"}, {0x0391, "a"}, {0x0392, "b"}, {0x0395, "e"}, {0x0396, "z"},
    {0x0397, "h"}, {0x0399, "i"}, {0x039A, "k"}, {0x039C, "m"}, {0x039D, "n"}, {0x039F, "o"}, {0x03A1, "p"},
    {0x03A4, "t"}, {0x03A5, "y"}, {0x03A7, "x"}, {0x03B1, "a"}, {0x03B3, "y"}, {0x03B5, "e"}, {0x03B9, "i"},
    {0x03BA, "k"}, {0x03BD, "v"}, {0x03BF, "o"}, {0x03C1, "p"}, {0x03C4, "t"}, {0x03C5, "u"}, {0x03C7, "x"},
    {0x0430, "a"}, {0x0432, "b"}, {0x0435, "e"}, {0x0437, "3"}, {0x043A, "k"}, {0x043C, "m"}, {0x043D, "h"},
    {0x043E, "o"}, {0x0440, "p"}, {0x0441, "c"}, {0x0442, "t"}, {0x0443, "y"}, {0x0445, "x"}, {0x0455, "s"},
    {0x0456, "i"}, {0x0458, "j"}, {0x04BB, "h"}, {0x04CF, "l"}, {0x0501, "d"}, {0x051B, "q"}, {0x051D, "w"},
    {0x0561, "w"}, {0x0570, "h"}, {0x0578, "n"}, {0x057D, "u"}, {0x0585, "o"}, {0x30FC, "-"},
}};

constexpr std::size_t kMaxLabel = 63;

// RFC 3492 6.2. False where the label is none.
bool decode_punycode(std::string_view label, std::u32string& out) {
  if (label.size() > kMaxLabel) return false;
  const std::size_t dash = label.rfind('-');
  if (dash != std::string_view::npos) {
    for (const char c : label.substr(0, dash))
      out.push_back(static_cast<char32_t>(static_cast<unsigned char>(c)));
    label.remove_prefix(dash + 1);
  }
  std::uint64_t code = 0x80;
  std::uint64_t index = 0;
  std::uint64_t bias = 72;
  bool first = true;
  while (!label.empty()) {
    const std::uint64_t before = index;
    std::uint64_t weight = 1;
    for (std::uint64_t k = 36;; k += 36) {
      if (label.empty()) return false;
      const char c = ascii::to_lower(label.front());
      label.remove_prefix(1);
      if (!ascii::is_alnum(c)) return false;
      const auto digit = static_cast<std::uint64_t>(ascii::is_digit(c) ? c - '0' + 26 : c - 'a');
      index += digit * weight;
      if (index > 0x110000ULL * kMaxLabel) return false;
      const std::uint64_t threshold = k <= bias ? 1 : std::min<std::uint64_t>(k - bias, 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
      if (weight > 0x7FFFFFFF) return false;
    }
    const std::uint64_t count = out.size() + 1;
    std::uint64_t delta = (index - before) / (first ? 700 : 2);
    delta += delta / count;
    std::uint64_t k = 0;
    for (; delta > 455; k += 36)
      delta /= 35;
    bias = k + 36 * delta / (delta + 38);
    first = false;
    code += index / count;
    index %= count;
    if (code > 0x10FFFF || out.size() >= kMaxLabel) return false;
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(index), static_cast<char32_t>(code));
    ++index;
  }
  return true;
}

template <class Take>
void each_label(std::string_view domain, Take take) {
  while (true) {
    const std::size_t dot = domain.find('.');
    take(domain.substr(0, dot));
    if (dot == std::string_view::npos) return;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string domain_to_unicode(std::string_view ascii_domain) {
  std::string out;
  bool first = true;
  each_label(ascii_domain, [&](std::string_view label) {
    if (!first) out.push_back('.');
    first = false;
    std::u32string codes;
    if (!ascii::starts_with_ignoring_case(label, "xn--") || !decode_punycode(label.substr(4), codes)) {
      out += label;
      return;
    }
    for (const char32_t code : codes)
      utf8::append(out, code);
  });
  return out;
}

std::string skeleton(std::string_view utf8_domain) {
  std::string out;
  for (std::string_view rest = utf8_domain; !rest.empty();) {
    const utf8::Decoded d = utf8::decode(rest);
    rest.remove_prefix(d.length);
    const char32_t code = d.code < 0x80 ? static_cast<char32_t>(ascii::to_lower(static_cast<char>(d.code))) : d.code;
    const auto* found = std::lower_bound(kPairs.begin(), kPairs.end(), code,
                                         [](const Pair& pair, char32_t c) { return pair.from < c; });
    if (found != kPairs.end() && found->from == code) {
      out += found->to;
    } else {
      utf8::append(out, code);
    }
  }
  for (std::size_t at = out.find("rn"); at != std::string::npos; at = out.find("rn", at + 1))
    out.replace(at, 2, "m");
  return out;
}

bool mixes_scripts(std::string_view utf8_domain) {
  bool mixed = false;
  each_label(utf8_domain, [&](std::string_view label) {
    bool latin = false;
    bool alike = false;
    while (!label.empty()) {
      const utf8::Decoded d = utf8::decode(label);
      label.remove_prefix(d.length);
      latin = latin || (d.code < 0x80 && ascii::is_alpha(static_cast<char>(d.code)));
      alike = alike || (d.code >= 0x0370 && d.code <= 0x058F) || (d.code >= 0x0250 && d.code <= 0x02AF) ||
              (d.code >= 0x10A0 && d.code <= 0x10FF) || (d.code >= 0x13A0 && d.code <= 0x13FF);
    }
    mixed = mixed || (latin && alike);
  });
  return mixed;
}

bool is_within(std::string_view domain, std::string_view parent) {
  if (parent.empty() || domain.size() < parent.size()) return false;
  const std::string_view tail = domain.substr(domain.size() - parent.size());
  if (!ascii::equal_ignoring_case(tail, parent)) return false;
  return domain.size() == parent.size() || domain[domain.size() - parent.size() - 1] == '.';
}

}  // namespace mugai::text
