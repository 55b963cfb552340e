#include "lib/formats/pdf/content/lexer.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::pdf {

namespace {

// Digits behind the point that are kept; more cannot be seen at any size of page.
constexpr std::size_t kMaxFraction = 16;
constexpr std::string_view kLargest = "2147483647";

bool is_digit(std::uint8_t byte) {
  return chars::is(byte, chars::kDigit);
}

// A number as sign, digits before and digits behind the point, without superfluous zeros.
struct Digits {
  bool negative = false;
  std::string_view whole, fraction;
};

void trim(Digits& digits) {
  while (!digits.whole.empty() && digits.whole.front() == '0')
    digits.whole.remove_prefix(1);
  digits.fraction = digits.fraction.substr(0, kMaxFraction);
  while (!digits.fraction.empty() && digits.fraction.back() == '0')
    digits.fraction.remove_suffix(1);
}

// True where the value had to be clipped.
bool clip(Digits& digits) {
  if (digits.whole.size() < kLargest.size() || (digits.whole.size() == kLargest.size() && digits.whole <= kLargest)) {
    return false;
  }
  digits.whole = kLargest;
  digits.fraction = {};
  return true;
}

NumberKind put_digits(const Digits& digits, Output& out) {
  out.room(digits.whole.size() + digits.fraction.size() + 3);
  if (digits.whole.empty() && digits.fraction.empty()) {
    out.put('0');
    return NumberKind::Integer;
  }
  if (digits.negative) out.put('-');
  out.put(as_bytes(digits.whole));
  if (digits.fraction.empty()) return NumberKind::Integer;
  out.put('.');
  out.put(as_bytes(digits.fraction));
  return NumberKind::Real;
}

// The digit in capital letters, or 0: text in hexadecimal is most of many pages.
constexpr std::array<char, 256> make_upper_digits() {
  std::array<char, 256> table{};
  for (unsigned byte = 0; byte < table.size(); ++byte) {
    const int value = ascii::hex_value(static_cast<char>(byte));
    if (value >= 0) table[byte] = chars::kHexDigits[value];
  }
  return table;
}
constexpr std::array<char, 256> kUpperDigits = make_upper_digits();

std::string_view view(const std::uint8_t* begin, const std::uint8_t* end) {
  return as_text(Bytes(begin, end));
}

}  // namespace

void Lexer::skip_space() {
  while (next_ != end_) {
    if (chars::is_space(*next_)) {
      ++next_;
    } else if (*next_ == '%') {
      ++notes.comments;
      while (next_ != end_ && *next_ != '\n' && *next_ != '\r')
        ++next_;
    } else {
      return;
    }
  }
}

// 7.3.3:  number = [ "+" / "-" ] ( 1*DIGIT [ "." *DIGIT ] / "." 1*DIGIT )
// Written without plus, without leading zeros ("0.5" is ".5") and without trailing zeros of a fraction.
NumberKind Lexer::number(Output& out) {
  const std::uint8_t* const begin = next_;
  Digits digits;
  if (*next_ == '-' || *next_ == '+') digits.negative = *next_++ == '-';
  const std::uint8_t* mark = next_;
  while (next_ != end_ && is_digit(*next_))
    ++next_;
  digits.whole = view(mark, next_);
  if (next_ != end_ && *next_ == '.') {
    mark = ++next_;
    while (next_ != end_ && is_digit(*next_))
      ++next_;
    digits.fraction = view(mark, next_);
  }
  if (next_ != end_ && chars::is_regular(*next_)) return odd_number(begin, out);
  trim(digits);
  if (clip(digits)) ++notes.clipped_numbers;
  return put_digits(digits, out);
}

// What no grammar allows and readers take all the same: several signs count as one ("--5" is -5), and a sign or a
// second point within ends the number ("5-3" is 5, "1.2.3" is 1.2). Anything else is no number.
NumberKind Lexer::odd_number(const std::uint8_t* begin, Output& out) {
  const std::string_view token = [&] {
    next_ = begin;
    return word();
  }();
  std::size_t at = 0;
  Digits digits;
  digits.negative = token.front() == '-';
  while (at < token.size() && (token[at] == '-' || token[at] == '+'))
    ++at;
  std::size_t mark = at;
  while (at < token.size() && ascii::is_digit(token[at]))
    ++at;
  digits.whole = token.substr(mark, at - mark);
  if (at < token.size() && token[at] == '.') {
    mark = ++at;
    while (at < token.size() && ascii::is_digit(token[at]))
      ++at;
    digits.fraction = token.substr(mark, at - mark);
  }
  for (; at < token.size(); ++at) {
    if (!chars::is(static_cast<std::uint8_t>(token[at]), chars::kNumber)) return NumberKind::Invalid;
  }
  ++notes.odd_numbers;
  trim(digits);
  if (clip(digits)) ++notes.clipped_numbers;
  return put_digits(digits, out);
}

// 7.3.5:  name = "/" *( regular character / "#" 2HEXDIG )
bool Lexer::name(Output& out) {
  const std::uint8_t* const begin = next_++;
  while (next_ != end_ && chars::is(*next_, chars::kPlainName))
    ++next_;
  if (next_ != end_ && chars::is_regular(*next_)) return escaped_name(begin, out);
  const Bytes token(begin, next_);
  if (token.size() > max_name_ + 1) {
    ++notes.too_long;
    return false;
  }
  out.room(token.size());
  out.put(token);
  return true;
}

bool Lexer::escaped_name(const std::uint8_t* begin, Output& out) {
  next_ = begin + 1;
  const std::string_view token = word();
  const std::size_t start = out.at();
  out.room(1 + 3 * token.size());
  out.put('/');
  std::size_t length = 0;
  for (std::size_t i = 0; i < token.size(); ++i, ++length) {
    auto byte = static_cast<std::uint8_t>(token[i]);
    if (byte == '#' && i + 2 < token.size() && ascii::hex_value(token[i + 1]) >= 0 &&
        ascii::hex_value(token[i + 2]) >= 0) {
      byte = static_cast<std::uint8_t>(ascii::hex_value(token[i + 1]) * 16 + ascii::hex_value(token[i + 2]));
      i += 2;
      if (chars::is(byte, chars::kPlainName)) ++notes.escaped_names;
    }
    if (chars::is(byte, chars::kPlainName)) {
      out.put(byte);
    } else {
      out.put('#');
      out.put(chars::kHexDigits[byte >> 4]);
      out.put(chars::kHexDigits[byte & 15]);
    }
  }
  if (length <= max_name_) return true;
  ++notes.too_long;
  out.cut(start);
  return false;
}

void Lexer::put_string_byte(std::uint8_t byte, Output& out) {
  switch (byte) {
    case '(':
    case ')':
    case '\\':
      out.put('\\');
      out.put(byte);
      return;
    case '\n':
      out.put('\\');
      out.put('n');
      return;
    case '\r':
      out.put('\\');
      out.put('r');
      return;
    default:
      out.put(byte);
  }
}

// 7.3.4.2, Table 3:  escape = "\" ( "n" / "r" / "t" / "b" / "f" / "(" / ")" / "\" / 1*3OCTDIG / EOL )
// Stands behind the backslash. False at the end of the input.
bool Lexer::escape(Output& out) {
  if (next_ == end_) return false;
  const std::uint8_t byte = *next_++;
  switch (byte) {
    case 'n':
      put_string_byte('\n', out);
      return true;
    case 'r':
      put_string_byte('\r', out);
      return true;
    case 't':
      put_string_byte('\t', out);
      return true;
    case 'b':
      put_string_byte('\b', out);
      return true;
    case 'f':
      put_string_byte('\f', out);
      return true;
    case '\r':
      if (next_ != end_ && *next_ == '\n') ++next_;
      return true;
    case '\n':
      return true;
    default:
      break;
  }
  if (byte < '0' || byte > '7') {
    put_string_byte(byte, out);  // "the REVERSE SOLIDUS shall be ignored"
    return true;
  }
  unsigned value = byte - unsigned{'0'};
  for (int i = 0; i < 2 && next_ != end_ && *next_ >= '0' && *next_ <= '7'; ++i)
    value = value * 8 + (*next_++ - unsigned{'0'});
  put_string_byte(static_cast<std::uint8_t>(value & 0xFF), out);  // "high-order overflow shall be ignored"
  return true;
}

// 7.3.4.2:  literal string = "(" *( character / escape / literal string ) ")" with balanced parentheses
bool Lexer::string(Output& out) {
  const std::size_t start = out.at();
  ++next_;
  out.room(2);
  out.put('(');
  std::size_t depth = 1;
  while (next_ != end_ && out.at() - start <= 2 * max_string_) {
    const std::uint8_t* const mark = next_;
    while (next_ != end_ && !chars::is(*next_, chars::kStringStop))
      ++next_;
    const Bytes run(mark, next_);
    out.room(run.size() + 8);
    out.put(run);
    if (next_ == end_) break;
    const std::uint8_t byte = *next_++;
    if (byte == '\\') {
      if (!escape(out)) break;
      continue;
    }
    if (byte == '(') ++depth;
    if (byte == ')' && --depth == 0) {
      out.put(')');
      if (out.at() - start - 2 <= max_string_) return true;
      ++notes.too_long;
      out.cut(start);
      return false;
    }
    if (byte == '\r' && next_ != end_ && *next_ == '\n') ++next_;
    put_string_byte(byte == '\r' ? std::uint8_t{'\n'} : byte, out);  // an end of line is a line feed
  }
  ++(next_ == end_ ? notes.cut_off : notes.too_long);
  out.cut(start);
  if (next_ == end_) return false;
  for (; next_ != end_ && depth != 0; ++next_) {  // too long: to its end
    if (*next_ == '\\' && end_ - next_ > 1)
      ++next_;
    else if (*next_ == '(')
      ++depth;
    else if (*next_ == ')')
      --depth;
  }
  return false;
}

// 7.3.4.3:  hexadecimal string = "<" *( HEXDIG / white space ) ">"; an odd last digit is followed by 0
bool Lexer::hex_string(Output& out) {
  const std::size_t start = out.at();
  const std::uint8_t* const mark = ++next_;
  next_ = std::find(next_, end_, std::uint8_t{'>'});
  if (next_ == end_) {
    ++notes.cut_off;
    return false;
  }
  const Bytes run(mark, next_++);
  out.room(run.size() + 3);
  out.put('<');
  bool odd = false;
  for (const std::uint8_t byte : run) {
    const char digit = kUpperDigits[byte];
    if (digit != 0) {
      out.put(digit);
      odd = !odd;
    } else if (!chars::is_space(byte)) {
      out.cut(start);
      return false;
    }
  }
  if (odd) out.put('0');
  out.put('>');
  if (out.at() - start - 2 <= 2 * max_string_) return true;
  ++notes.too_long;
  out.cut(start);
  return false;
}

std::string_view Lexer::word() {
  const std::uint8_t* const begin = next_;
  while (next_ != end_ && chars::is_regular(*next_))
    ++next_;
  return view(begin, next_);
}

std::string_view decoded_name(std::string_view canonical, std::string& storage) {
  const std::string_view body = canonical.substr(1);
  if (body.find('#') == std::string_view::npos) return body;
  storage.clear();
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '#' && i + 2 < body.size() && ascii::hex_value(body[i + 1]) >= 0 &&
        ascii::hex_value(body[i + 2]) >= 0) {
      storage.push_back(static_cast<char>(ascii::hex_value(body[i + 1]) * 16 + ascii::hex_value(body[i + 2])));
      i += 2;
    } else {
      storage.push_back(body[i]);
    }
  }
  return storage;
}

std::string decoded_string(std::string_view canonical) {
  std::string out;
  if (canonical.size() < 2) return out;
  const std::string_view body = canonical.substr(1, canonical.size() - 2);
  if (canonical.front() == '<') {
    for (std::size_t i = 0; i + 1 < body.size(); i += 2)
      out.push_back(static_cast<char>(ascii::hex_value(body[i]) * 16 + ascii::hex_value(body[i + 1])));
    return out;
  }
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\' || i + 1 == body.size()) {
      out.push_back(body[i]);
      continue;
    }
    const char c = body[++i];
    out.push_back(c == 'n' ? '\n' : c == 'r' ? '\r' : c);
  }
  return out;
}

std::string canonical_name(std::string_view decoded) {
  std::string out = "/";
  for (const char c : decoded) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (chars::is(byte, chars::kPlainName)) {
      out.push_back(c);
    } else {
      out.push_back('#');
      out.push_back(chars::kHexDigits[byte >> 4]);
      out.push_back(chars::kHexDigits[byte & 15]);
    }
  }
  return out;
}

std::string hex_string_of(Bytes bytes) {
  std::string out = "<";
  for (const std::uint8_t byte : bytes) {
    out.push_back(chars::kHexDigits[byte >> 4]);
    out.push_back(chars::kHexDigits[byte & 15]);
  }
  return out.append(">");
}

}  // namespace mugai::pdf
