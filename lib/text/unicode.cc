// UTF-8, UTF-16, UTF-32 and UTF-7. Ill-formed input is U+FFFD, one a maximal ill-formed part.
#include <algorithm>

#include "lib/text/decoders.h"

namespace mugai::text {
namespace {

// Bytes at the front of an ill-formed sequence that a well-formed one could begin with (Unicode 3.9, "maximal
// subpart").
std::size_t ill_formed_length(Bytes rest) noexcept {
  const std::uint8_t lead = rest[0];
  const std::size_t wanted = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || rest.size() < 2) return 1;
  const std::uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (rest[1] < lowest || rest[1] > highest) return 1;
  std::size_t length = 2;
  while (length < wanted - 1 && length < rest.size() && (rest[length] & 0xC0) == 0x80)
    ++length;
  return length;
}

// Joins surrogate halves; a half alone is U+FFFD.
class Utf16Joiner {
 public:
  explicit Utf16Joiner(Scrubber& out) : out_(out) {}
  void unit(char32_t value) {
    const bool low = value >= 0xDC00 && value <= 0xDFFF;
    if (high_ != 0 && low) {
      out_.put(0x10000 + ((high_ - 0xD800) << 10) + (value - 0xDC00));
      high_ = 0;
      return;
    }
    finish();
    if (value >= 0xD800 && value <= 0xDBFF) {
      high_ = value;
    } else if (low) {
      out_.bad();
    } else {
      out_.put(value);
    }
  }
  void finish() {
    if (high_ != 0) out_.bad();
    high_ = 0;
  }

 private:
  Scrubber& out_;
  char32_t high_ = 0;
};

bool starts(Bytes bytes, std::uint8_t first, std::uint8_t second) noexcept {
  return bytes.size() >= 2 && bytes[0] == first && bytes[1] == second;
}

// RFC 2781 4.3 says big-endian without a mark; Windows programs write little-endian. Text has more zero bytes in the
// high halves: the commoner place decides.
bool looks_little_endian(Bytes bytes) noexcept {
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    even += bytes[i] == 0;
    odd += bytes[i + 1] == 0;
  }
  return odd > even;
}

// base64 of RFC 2152: no padding. -1 for any other character.
int base64_value(std::uint8_t c) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

void decode_utf8(Bytes bytes, Scrubber& out) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (const std::size_t next = pass_plain(bytes, at, out); next != at) {
      at = next;
      continue;
    }
    while (at < bytes.size() && !(bytes[at] >= 0x20 && bytes[at] < 0x7F)) {
      // Most of Japanese text: U+3000 to U+8FFF.
      const std::uint8_t lead = bytes[at];
      if (lead >= 0xE3 && lead <= 0xE8 && bytes.size() - at >= 3 && (bytes[at + 1] & 0xC0) == 0x80 &&
          (bytes[at + 2] & 0xC0) == 0x80) {
        out.put(((lead & 0x0FU) << 12) | ((bytes[at + 1] & 0x3FU) << 6) | (bytes[at + 2] & 0x3FU));
        at += 3;
        continue;
      }
      const utf8::Decoded d = utf8::decode(as_text(bytes.subspan(at, std::min<std::size_t>(4, bytes.size() - at))));
      if (d.valid) {
        out.put(d.code);
        at += d.length;
      } else {
        out.bad();
        at += ill_formed_length(bytes.subspan(at));
      }
    }
  }
}

void decode_utf16(Bytes bytes, Charset form, Scrubber& out) {
  bool little = form == Charset::Utf16Le;
  if (starts(bytes, 0xFE, 0xFF)) {
    little = false;
  } else if (starts(bytes, 0xFF, 0xFE)) {
    little = true;
  } else if (form == Charset::Utf16) {
    little = looks_little_endian(bytes);
  }
  Utf16Joiner joiner(out);
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const unsigned high = bytes[little ? at + 1 : at];
    const unsigned low = bytes[little ? at : at + 1];
    joiner.unit((high << 8) | low);
  }
  joiner.finish();
  if (at < bytes.size()) out.bad();
}

void decode_utf32(Bytes bytes, Charset form, Scrubber& out) {
  bool little = form == Charset::Utf32Le;
  if (form == Charset::Utf32) little = bytes.size() >= 4 && bytes[0] != 0 && bytes[3] == 0;
  std::size_t at = 0;
  for (; at + 3 < bytes.size(); at += 4) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < 4; ++i)
      code = (code << 8) | bytes[little ? at + 3 - i : at + i];
    code <= 0x10FFFF ? out.put(code) : out.bad();
  }
  if (at < bytes.size()) out.bad();
}

// RFC 2152: text = *(direct / "+" *base64 ["-"] / "+-"). Whoever writes "<" as +ADw- hides it from a reader that looks
// before decoding; here everything looks after.
void decode_utf7(Bytes bytes, Scrubber& out) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::uint8_t byte = bytes[at++];
    if (byte != '+') {
      byte < 0x80 ? out.put(byte) : out.bad();
      continue;
    }
    if (at < bytes.size() && bytes[at] == '-') {
      out.put('+');
      ++at;
      continue;
    }
    if (at >= bytes.size() || base64_value(bytes[at]) < 0) {  // a plain plus that was not escaped
      out.put('+');
      continue;
    }
    Utf16Joiner joiner(out);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (; at < bytes.size() && base64_value(bytes[at]) >= 0; ++at) {
      bits = ((bits << 6) | static_cast<std::uint32_t>(base64_value(bytes[at]))) & 0x3FFFFF;
      count += 6;
      if (count >= 16) {
        count -= 16;
        joiner.unit((bits >> count) & 0xFFFF);
      }
    }
    joiner.finish();
    if (at < bytes.size() && bytes[at] == '-') ++at;
  }
}

}  // namespace mugai::text
