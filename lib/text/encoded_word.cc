#include "lib/text/encoded_word.h"

#include <array>
#include <cstdint>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::text {
namespace {

constexpr std::size_t kMaxCharsetLength = 80;
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// -1 for a character outside the alphabet. The URL-safe pair is not taken: it would make two readings of one word.
constexpr int base64_value(char c) noexcept {
  if (ascii::is_upper(c)) return c - 'A';
  if (ascii::is_lower(c)) return c - 'a' + 26;
  if (ascii::is_digit(c)) return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

constexpr bool is_charset_character(char c) noexcept {
  return c > ' ' && c <= '~' && c != '?' && c != '=';
}

}  // namespace

std::size_t WordScanner::terminator(std::size_t from) {
  if (searched_ && (found_ == std::string_view::npos || found_ >= from)) return found_;
  found_ = text_.find("?=", from);
  searched_ = true;
  return found_;
}

// encoded-word = "=?" charset ["*" language] "?" ("B" / "Q") "?" text "?="
// Read leniently (RFC 2047 section 2 is stricter): any length, blanks in the text, lower-case letters.
std::optional<EncodedWord> WordScanner::at(std::size_t position) {
  std::size_t here = position + 2;
  const std::size_t charset_begin = here;
  while (here < text_.size() && is_charset_character(text_[here]) && here - charset_begin < kMaxCharsetLength)
    ++here;
  if (here == charset_begin || here + 2 >= text_.size() || text_[here] != '?' || text_[here + 2] != '?') {
    return std::nullopt;
  }
  const char encoding = ascii::to_lower(text_[here + 1]);
  if (encoding != 'b' && encoding != 'q') return std::nullopt;
  const std::size_t begin = here + 3;
  const std::size_t end = terminator(begin);
  if (end == std::string_view::npos) {
    unterminated_ = true;
    return std::nullopt;
  }
  EncodedWord word;
  word.charset = text_.substr(charset_begin, here - charset_begin);
  word.base64 = encoding == 'b';
  const std::string_view body = text_.substr(begin, end - begin);
  word.bytes = word.base64 ? decode_base64(body) : decode_q(body);
  word.length = end + 2 - position;
  return word;
}

std::string decode_base64(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : encoded) {
    if (c == '=') {  // the end of a quartet; what is joined behind it begins anew
      bits = 0;
      count = 0;
      continue;
    }
    const int value = base64_value(c);
    if (value < 0) continue;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>((bits >> count) & 0xFF));
      bits &= 0xFF;
    }
  }
  return out;
}

std::string encode_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = (bits << 8) | (i < three.size() ? static_cast<std::uint8_t>(three[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out.push_back(i <= three.size() ? kAlphabet[(bits >> (18 - 6 * i)) & 0x3F] : '=');
    }
  }
  return out;
}

std::string decode_q(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    const char c = encoded[i];
    const int high = c == '=' && i + 2 < encoded.size() ? ascii::hex_value(encoded[i + 1]) : -1;
    const int low = high >= 0 ? ascii::hex_value(encoded[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(c == '_' ? ' ' : c);
    }
  }
  return out;
}

std::string unfold(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\r' && raw[i] != '\n') {
      out.push_back(raw[i]);
      continue;
    }
    while (i + 1 < raw.size() && (raw[i + 1] == '\r' || raw[i + 1] == '\n'))
      ++i;
    const bool folded = i + 1 < raw.size() && (raw[i + 1] == ' ' || raw[i + 1] == '\t');
    if (!folded && i + 1 < raw.size()) out.push_back(' ');
  }
  return out;
}

void make_one_line(Decoded& decoded) {
  std::string out;
  out.reserve(decoded.text.size());
  for (std::string_view rest = decoded.text; !rest.empty();) {
    const utf8::Decoded d = utf8::decode(rest);
    if (utf8::is_bidi_control(d.code) || utf8::is_invisible(d.code)) {
      // dropped: it could make one name look like another
    } else if (d.code < 0x20 || (d.code >= 0x7F && d.code < 0xA0) || d.code == 0x2028 || d.code == 0x2029) {
      if (d.code != '\t') ++decoded.controls;  // a line end here stood in an encoded word: folding is gone before
      out.push_back(' ');
    } else {
      utf8::append(out, d.code);
    }
    rest.remove_prefix(d.length);
  }
  decoded.text = ascii::trim(out);
}

void append_decoded(Decoded& all, Decoded more) {
  all.text += more.text;
  all.replaced += more.replaced;
  all.emoji += more.emoji;
  all.controls += more.controls;
  all.bidi += more.bidi;
  all.invisible += more.invisible;
  all.mislabelled = all.mislabelled || more.mislabelled;
  if (all.declared.empty()) all.declared = std::move(more.declared);
  if (all.used.empty() || all.used == "us-ascii") all.used = std::move(more.used);
}

}  // namespace mugai::text
