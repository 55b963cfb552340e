// Internationalised domains as ASCII. RFC 3492 (Bootstring with the parameters of section 5), encoding only.
// Known gap: no mapping of UTS #46 but lower case for ASCII; what is shown is still unmistakably not the ASCII
// look-alike.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/addresses.h"

namespace mugai::text {
namespace {

constexpr std::uint32_t kBase = 36, kMinThreshold = 1, kMaxThreshold = 26, kSkew = 38, kDamp = 700;
constexpr std::uint32_t kInitialBias = 72, kInitialCode = 0x80;
constexpr std::size_t kMaxLabelCharacters = 63;  // RFC 1035; also keeps the quadratic algorithm small

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

// RFC 3492 6.1
std::uint32_t adapt(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > ((kBase - kMinThreshold) * kMaxThreshold) / 2; k += kBase)
    delta /= kBase - kMinThreshold;
  return k + (kBase - kMinThreshold + 1) * delta / (delta + kSkew);
}

void append_variable_length(std::string& out, std::uint32_t delta, std::uint32_t bias) {
  for (std::uint32_t k = kBase;; k += kBase) {
    const std::uint32_t threshold = k <= bias ? kMinThreshold : std::min(k - bias, kMaxThreshold);
    if (delta < threshold) break;
    out.push_back(digit(threshold + (delta - threshold) % (kBase - threshold)));
    delta = (delta - threshold) / (kBase - threshold);
  }
  out.push_back(digit(delta));
}

// RFC 3492 6.3. At most 63 characters below U+110000: no sum can overflow 32 bits.
std::string encode(const std::u32string& label) {
  std::string out;
  for (const char32_t c : label) {
    if (c < kInitialCode) out.push_back(static_cast<char>(c));
  }
  std::uint32_t handled = static_cast<std::uint32_t>(out.size());
  const std::uint32_t basic = handled;
  if (basic > 0) out.push_back('-');
  std::uint32_t code = kInitialCode, delta = 0, bias = kInitialBias;
  while (handled < label.size()) {
    std::uint32_t next = 0x110000;
    for (const char32_t c : label) {
      if (c >= code) next = std::min(next, static_cast<std::uint32_t>(c));
    }
    delta += (next - code) * (handled + 1);
    code = next;
    for (const char32_t c : label) {
      if (c < code) ++delta;
      if (c != code) continue;
      append_variable_length(out, delta, bias);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++code;
  }
  return out;
}

std::string label_to_ascii(std::string_view label) {
  std::u32string codes;
  bool plain = true;
  for (std::string_view rest = label; !rest.empty();) {
    const utf8::Decoded d = utf8::decode(rest);
    codes.push_back(d.code < 0x80 ? static_cast<char32_t>(ascii::to_lower(static_cast<char>(d.code))) : d.code);
    plain = plain && d.code < 0x80;
    rest.remove_prefix(d.length);
  }
  if (plain) return ascii::lower(label);
  return codes.size() > kMaxLabelCharacters ? "xn--label-too-long" : "xn--" + encode(codes);
}

}  // namespace

std::string domain_to_ascii(std::string_view utf8_domain) {
  std::string out;
  for (;;) {
    const std::size_t dot = utf8_domain.find('.');
    out += label_to_ascii(utf8_domain.substr(0, dot));
    if (dot == std::string_view::npos) return out;
    out.push_back('.');
    utf8_domain.remove_prefix(dot + 1);
  }
}

}  // namespace mugai::text
