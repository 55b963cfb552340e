#include "lib/text/header_words.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/text/encoded_word.h"

namespace mugai::text {
namespace {

constexpr std::size_t kMaxColumn = 76;  // RFC 2047 section 2
constexpr std::size_t kMaxWord = 75;
constexpr std::size_t kWordFrame = 12;     // =?UTF-8?B? and ?=
constexpr std::size_t kLeastWord = 24;     // room for nine bytes: any character, also at the end of a long field name
constexpr std::size_t kMaxUnfolded = 900;  // well below the 998 of RFC 5322 2.1.1

// Gathers adjacent words of one charset and encoding, and converts them as one: many programs split a character, or a
// two-byte run of ISO-2022-JP, between two words. Where that reads worse than each alone, each alone is taken.
class Run {
 public:
  [[nodiscard]] bool takes(const EncodedWord& word) const {
    return !parts_.empty() && word.base64 == base64_ && ascii::equal_ignoring_case(word.charset, charset_);
  }
  void add(EncodedWord word) {
    charset_ = word.charset;
    base64_ = word.base64;
    joined_ += word.bytes;
    parts_.push_back(std::move(word.bytes));
  }
  void flush(Decoded& out) {
    if (parts_.empty()) return;
    Decoded whole = decode(as_bytes(joined_), charset_);
    if (whole.replaced != 0 && parts_.size() > 1) {
      Decoded apart;
      for (const std::string& part : parts_)
        append_decoded(apart, decode(as_bytes(part), charset_));
      if (apart.replaced < whole.replaced) whole = std::move(apart);
    }
    append_decoded(out, std::move(whole));
    parts_.clear();
    joined_.clear();
  }

 private:
  std::string_view charset_;
  bool base64_ = false;
  std::string joined_;
  std::vector<std::string> parts_;
};

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

// RFC 5322 2.2.3: a line may be broken before a blank. Only between two printable characters here, so that no line is
// blank. Empty where a piece would be longer than a line may be.
std::string fold_ascii(std::string_view value, std::size_t first_column) {
  std::string out;
  std::size_t column = first_column;
  while (!value.empty()) {
    std::size_t next = 1;
    while (next < value.size() &&
           !(value[next] == ' ' && value[next - 1] != ' ' && next + 1 < value.size() && value[next + 1] != ' ')) {
      ++next;
    }
    const std::string_view piece = value.substr(0, next);
    if (piece.size() > kMaxUnfolded) return {};
    if (column + piece.size() > kMaxColumn && piece.front() == ' ') {
      out += "\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
    value.remove_prefix(next);
  }
  return out;
}

}  // namespace

bool is_field_name(std::string_view name) {
  return !name.empty() && name.size() <= 60 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~' && c != ':'; });
}

// unstructured = *(literal / encoded-word); blanks between two words are not text (RFC 2047 6.2).
Decoded decode_words(std::string_view line) {
  Decoded out;
  Run run;
  WordScanner scanner(line);
  std::size_t literal = 0;  // where the text that is not yet written begins
  bool after_word = false;
  const auto write_literal = [&](std::size_t end) {
    if (end == literal) return;
    run.flush(out);
    append_decoded(out, decode(as_bytes(line.substr(literal, end - literal)), {}));
  };
  for (std::size_t at = line.find("=?"); at != std::string_view::npos;) {
    auto word = scanner.at(at);
    if (!word) {
      at = line.find("=?", at + 1);
      continue;
    }
    const std::size_t length = word->length;
    if (!(after_word && is_blank(line.substr(literal, at - literal)))) write_literal(at);
    if (!run.takes(*word)) run.flush(out);
    run.add(*std::move(word));
    literal = at + length;
    after_word = true;
    at = line.find("=?", literal);
  }
  write_literal(line.size());
  run.flush(out);
  return out;
}

Decoded decode_header(std::string_view raw_value) {
  const std::string line = unfold(raw_value);
  Decoded out = decode_words(line);
  make_one_line(out);
  if (out.used.empty()) out.used = "us-ascii";
  return out;
}

bool has_unterminated_word(std::string_view raw_value) {
  const std::string line = unfold(raw_value);
  WordScanner scanner(line);
  for (std::size_t at = line.find("=?"); at != std::string::npos;) {
    const auto word = scanner.at(at);
    at = line.find("=?", at + (word ? word->length : 1));
  }
  return scanner.unterminated();
}

std::string encode_words(std::string_view utf8, std::size_t first_column) {
  std::string out;
  std::size_t column = first_column;
  while (!utf8.empty()) {
    const std::size_t room = column + kLeastWord <= kMaxColumn ? kMaxColumn - column : kLeastWord;
    const std::size_t bytes = (std::min(room, kMaxWord) - kWordFrame) / 4 * 3;
    const std::string_view part = utf8::truncate(utf8, bytes);
    MUGAI_CHECK(!part.empty());
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + encode_base64(part) + "?=";
    utf8.remove_prefix(part.size());
    column = 1;
  }
  return out;
}

std::string encode_header(std::string_view field_name, std::string_view utf8) {
  MUGAI_CHECK(is_field_name(field_name));
  Decoded value;
  value.text = utf8;
  make_one_line(value);
  std::string out(field_name);
  out += ':';
  if (value.text.empty()) return out + " \r\n";
  out += ' ';
  const bool plain = std::all_of(value.text.begin(), value.text.end(), [](char c) { return c >= ' ' && c <= '~'; }) &&
                     value.text.find("=?") == std::string::npos;
  const std::string folded = plain ? fold_ascii(value.text, out.size()) : std::string();
  return out + (folded.empty() ? encode_words(value.text, out.size()) : folded) + "\r\n";
}

}  // namespace mugai::text
