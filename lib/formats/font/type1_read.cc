#include "lib/formats/font/type1_read.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

namespace {

constexpr std::size_t kMaxItems = 65'535;
constexpr std::size_t kSkipped = 4;  // bytes before the private part, and lenIV's default

// PFB: segments of 80, type:1, length:4 (little-endian); type 3 ends.
Buffer without_segments(Bytes font) {
  Buffer out;
  Cursor cursor(font);
  while (cursor.peek() == 0x80) {
    const auto head = cursor.take(2);
    if (!head || (*head)[1] < 1 || (*head)[1] > 2) break;
    const auto length = cursor.u32le();
    if (!length) break;
    const Bytes data = cursor.rest().first(std::min<std::size_t>(*length, cursor.remaining()));
    out.insert(out.end(), data.begin(), data.end());
    if (!cursor.skip(data.size())) break;
  }
  return out;
}

Buffer from_hex(Bytes text) {
  Buffer out;
  int high = -1;
  for (const std::uint8_t byte : text) {
    const int value = ascii::hex_value(static_cast<char>(byte));
    if (value < 0 && ascii::is_space(static_cast<char>(byte))) continue;
    if (value < 0) break;
    if (high < 0) {
      high = value;
    } else {
      out.push_back(static_cast<std::uint8_t>(high * 16 + value));
      high = -1;
    }
  }
  return out;
}

bool is_number(std::string_view text) {
  std::size_t at = 0;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  std::size_t digits = 0;
  bool point = false;
  for (; at < text.size() && (ascii::is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    point = point || text[at] == '.';
    if (text[at] != '.') ++digits;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent = text.size() - at;
    if (exponent < 1 || exponent > 2) return false;
    while (at < text.size() && ascii::is_digit(text[at]))
      ++at;
  }
  return digits > 0 && at == text.size() && text.size() <= 24;
}

// Words of PostScript. Strings and comments are passed over; what needs a look are names, numbers and brackets.
class Words {
 public:
  explicit Words(Bytes text) : text_(as_text(text)) {}

  // Empty at the end.
  std::string_view next() {
    skip();
    if (at_ == text_.size()) return {};
    const std::size_t begin = at_++;
    if (is_bracket(text_[begin])) return text_.substr(begin, 1);
    while (at_ < text_.size() && !ends_word(text_[at_]))
      ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // The bytes behind one separating byte.
  std::optional<Bytes> binary(std::size_t length) {
    if (at_ >= text_.size() || length > text_.size() - at_ - 1) return std::nullopt;
    const Bytes bytes = as_bytes(text_.substr(at_ + 1, length));
    at_ += 1 + length;
    return bytes;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  void back_to(std::size_t at) { at_ = at; }

 private:
  static bool is_space(char c) { return ascii::is_space(c) || c == '\0'; }
  static bool is_bracket(char c) { return c == '[' || c == ']' || c == '{' || c == '}'; }
  static bool ends_word(char c) {
    return is_space(c) || is_bracket(c) || c == '/' || c == '(' || c == '<' || c == '>' || c == '%';
  }

  void skip() {
    while (at_ < text_.size()) {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_[at_] == '%') {
        while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r')
          ++at_;
      } else if (text_[at_] == '(') {
        skip_string();
      } else {
        return;
      }
    }
  }
  void skip_string() {
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '(') {
        ++depth;
      } else if (text_[at_] == ')' && --depth == 0) {
        ++at_;
        return;
      }
    }
    at_ = text_.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class Reader {
 public:
  // The clear text: names, numbers and the encoding.
  Result<void> read_clear(Bytes text) {
    Words words(text);
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
      if (word == "/FontName") {
        const std::string_view name = words.next();
        if (name.size() > 1 && name.front() == '/') model_.name = name.substr(1);
      } else if (word == "/FontMatrix") {
        numbers(words, 6, model_.matrix);
      } else if (word == "/FontBBox") {
        numbers(words, 4, model_.box);
      } else if (word == "/PaintType") {
        model_.outlined = words.next() == "2";
      } else if (word == "/StrokeWidth") {
        const std::string_view width = words.next();
        if (is_number(width)) model_.stroke_width = width;
      } else if (word == "/Encoding") {
        encoding(words);
      } else if (word == "/WeightVector" || word == "/BlendDesignMap") {
        return make_error(ErrorCode::Unsupported, "multiple master font");
      }
    }
    return ok();
  }

  // The private part: lenIV, subroutines and charstrings.
  Result<void> read_private(Bytes text) {
    Words words(text);
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
      if (word == "/lenIV") {
        const std::string_view value = words.next();
        const auto number = ascii::parse_decimal(value);
        plain_ = value == "-1";
        if (number && *number < 64) skipped_ = static_cast<std::size_t>(*number);
      } else if (word == "/Subrs" && model_.subroutines.empty()) {
        TRY(subroutines(words));
      } else if (word == "/CharStrings" && model_.glyphs.empty()) {
        TRY(glyphs(words));
      } else if (word == "/FontMatrix" && model_.matrix.empty()) {
        numbers(words, 6, model_.matrix);
      } else if (word == "/WeightVector") {
        return make_error(ErrorCode::Unsupported, "multiple master font");
      }
    }
    if (model_.glyphs.empty()) return make_error(ErrorCode::Malformed, "Type 1 font without glyphs");
    return ok();
  }

  Type1Model take() { return std::move(model_); }

 private:
  // "[" numbers "]" or "{" numbers "}"
  static void numbers(Words& words, std::size_t count, std::vector<std::string>& out) {
    const std::string_view open = words.next();
    if (open != "[" && open != "{") return;
    std::vector<std::string> found;
    for (std::string_view word = words.next(); is_number(word) && found.size() < count; word = words.next())
      found.emplace_back(word);
    if (found.size() == count) out = std::move(found);
  }

  // "StandardEncoding" / "[" names "]" / count "array" … *( "dup" code /name "put" ) "def"
  void encoding(Words& words) {
    std::string_view word = words.next();
    if (word == "StandardEncoding") return;
    model_.standard_encoding = false;
    if (word == "[") {
      std::size_t code = 0;
      for (word = words.next(); !word.empty() && word.front() == '/' && code < 256; word = words.next())
        name_code(code++, word.substr(1));
      return;
    }
    for (std::size_t i = 0; i < 8192 && !word.empty(); ++i, word = words.next()) {
      if (word == "def" || word == "readonly" || word == "]") return;
      if (word != "dup") continue;
      const std::string_view number = words.next();
      const std::size_t mark = words.at();
      const std::string_view name = words.next();
      auto code = ascii::parse_decimal(number);
      if (!code && number.size() > 2 && number.substr(0, 2) == "8#") code = octal(number.substr(2));
      if (code && *code < 256 && name.size() > 1 && name.front() == '/') {
        name_code(static_cast<std::size_t>(*code), name.substr(1));
      } else {
        words.back_to(mark);
      }
    }
  }
  void name_code(std::size_t code, std::string_view name) {
    model_.encoding[code] = name == ".notdef" ? std::string() : std::string(name);
  }
  static std::optional<std::uint64_t> octal(std::string_view digits) {
    std::uint64_t value = 0;
    for (const char c : digits) {
      if (c < '0' || c > '7' || value > 256) return std::nullopt;
      value = value * 8 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
  }

  // length RD ␠ bytes, decrypted
  std::optional<Buffer> charstring(Words& words) {
    const auto length = ascii::parse_decimal(words.next());
    if (!length || *length > 65'535) return std::nullopt;
    words.next();  // RD or -|
    const auto bytes = words.binary(static_cast<std::size_t>(*length));
    if (!bytes) return std::nullopt;
    if (plain_) return Buffer(bytes->begin(), bytes->end());
    Buffer clear = decrypt_type1(*bytes, kCharstringKey);
    clear.erase(clear.begin(), clear.begin() + static_cast<std::ptrdiff_t>(std::min(skipped_, clear.size())));
    return clear;
  }

  // count "array" *( "dup" index length RD ␠ bytes NP ) ND
  Result<void> subroutines(Words& words) {
    const auto count = ascii::parse_decimal(words.next());
    if (!count || *count > kMaxItems) return ok();  // "[ ]"
    for (;;) {
      const std::size_t mark = words.at();
      const std::string_view word = words.next();
      if (word.empty() || word == "ND" || word == "|-" || word == "def") return ok();
      if (word.front() == '/') {
        words.back_to(mark);
        return ok();
      }
      if (word != "dup") continue;
      const auto index = ascii::parse_decimal(words.next());
      auto code = charstring(words);
      if (!index || *index >= kMaxItems || !code) {
        return make_error(ErrorCode::Malformed, "Type 1 font with damaged subroutines");
      }
      if (model_.subroutines.size() <= *index) model_.subroutines.resize(static_cast<std::size_t>(*index) + 1);
      model_.subroutines[static_cast<std::size_t>(*index)] = std::move(*code);
    }
  }

  // count "dict" "dup" "begin" *( /name length RD ␠ bytes ND ) "end"
  Result<void> glyphs(Words& words) {
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
      if (word == "end" || (word == "def" && !model_.glyphs.empty())) return ok();
      if (word.front() != '/') continue;
      auto code = charstring(words);
      if (!code || model_.glyphs.size() >= kMaxItems) {
        return make_error(ErrorCode::Malformed, "Type 1 font with damaged charstrings");
      }
      model_.glyphs.emplace_back(std::string(word.substr(1)), std::move(*code));
    }
    return ok();
  }

  Type1Model model_;
  std::size_t skipped_ = kSkipped;
  bool plain_ = false;
};

}  // namespace

Buffer decrypt_type1(Bytes bytes, std::uint16_t key) {
  Buffer out(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(bytes[i] ^ (key >> 8));
    key = static_cast<std::uint16_t>((bytes[i] + key) * 52'845u + 22'719u);
  }
  return out;
}

Buffer encrypt_type1(Bytes bytes, std::uint16_t key) {
  Buffer out(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(bytes[i] ^ (key >> 8));
    key = static_cast<std::uint16_t>((out[i] + key) * 52'845u + 22'719u);
  }
  return out;
}

Result<Type1Model> read_type1(Bytes untrusted_font) {
  Buffer joined;
  if (!untrusted_font.empty() && untrusted_font[0] == 0x80) {
    joined = without_segments(untrusted_font);
    untrusted_font = joined;
  }
  const std::string_view text = as_text(untrusted_font);
  std::size_t eexec = text.find("eexec");
  // The word may stand in a comment or name before; the last step to the private part is "currentfile eexec".
  if (const std::size_t exact = text.find("currentfile eexec"); exact != std::string_view::npos) eexec = exact + 12;
  if (eexec == std::string_view::npos) return make_error(ErrorCode::Malformed, "Type 1 font without a private part");
  std::size_t at = eexec + 5;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n'))
    ++at;
  const Bytes cipher = untrusted_font.subspan(at);
  const bool hex = cipher.size() >= 4 && std::all_of(cipher.begin(), cipher.begin() + 4, [](std::uint8_t byte) {
                     return ascii::hex_value(static_cast<char>(byte)) >= 0;
                   });
  const Buffer binary = hex ? from_hex(cipher) : Buffer(cipher.begin(), cipher.end());
  const Buffer clear = decrypt_type1(binary, kEexecKey);
  if (clear.size() < kSkipped) return make_error(ErrorCode::Truncated, "Type 1 font without a private part");
  Reader reader;
  TRY(reader.read_clear(untrusted_font.first(eexec)));
  TRY(reader.read_private(Bytes(clear).subspan(kSkipped)));
  return reader.take();
}

}  // namespace mugai::font
