// Flat JSON, after RFC 8259: written in one canonical form, read strictly.
#include "lib/audit/flat_json.h"

#include <optional>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/base/utf8.h"

namespace mugai::audit {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

Error malformed(const char* words, const Cursor& at) {
  return make_error(ErrorCode::Malformed, words, at.offset());
}

Result<void> expect(Cursor& in, char c) {
  if (in.peek() != static_cast<unsigned char>(c)) return malformed("an unexpected character in JSON", in);
  return in.skip(1);
}

// Four hexadecimal digits after \u.
Result<char32_t> read_hex4(Cursor& in) {
  TRY_ASSIGN(const Bytes digits, in.take(4));
  char32_t code = 0;
  for (const std::uint8_t digit : digits) {
    const int value = ascii::hex_value(static_cast<char>(digit));
    if (value < 0) return malformed("a bad \\u escape", in);
    code = code * 16 + static_cast<char32_t>(value);
  }
  return code;
}

// RFC 8259 section 7: escape. A surrogate is taken as half of a pair or refused.
Result<void> read_escape(Cursor& in, std::string& out) {
  TRY_ASSIGN(const std::uint8_t kind, in.u8());
  switch (kind) {
    case '"':
      out += '"';
      return ok();
    case '\\':
      out += '\\';
      return ok();
    case '/':
      out += '/';
      return ok();
    case 'b':
      out += '\b';
      return ok();
    case 'f':
      out += '\f';
      return ok();
    case 'n':
      out += '\n';
      return ok();
    case 'r':
      out += '\r';
      return ok();
    case 't':
      out += '\t';
      return ok();
    case 'u':
      break;
    default:
      return malformed("a bad escape", in);
  }
  TRY_ASSIGN(char32_t code, read_hex4(in));
  if (code >= 0xD800 && code <= 0xDBFF) {
    TRY(expect(in, '\\'));
    TRY(expect(in, 'u'));
    TRY_ASSIGN(const char32_t low, read_hex4(in));
    if (low < 0xDC00 || low > 0xDFFF) return malformed("half a surrogate pair", in);
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  } else if (code >= 0xDC00 && code <= 0xDFFF) {
    return malformed("half a surrogate pair", in);
  }
  utf8::append(out, code);
  return ok();
}

// string = quotation-mark *char quotation-mark
Result<std::string> read_string(Cursor& in) {
  TRY(expect(in, '"'));
  std::string out;
  while (true) {
    TRY_ASSIGN(const std::uint8_t byte, in.u8());
    if (byte == '"') break;
    if (byte < 0x20) return malformed("a control character in a string", in);
    if (byte == '\\') {
      TRY(read_escape(in, out));
    } else {
      out += static_cast<char>(byte);
    }
  }
  if (!utf8::is_valid(out)) return malformed("a string is not UTF-8", in);
  return out;
}

// Whole numbers alone: int = ["-"] ("0" / digit1-9 *DIGIT)
Result<std::int64_t> read_number(Cursor& in) {
  std::string digits;
  const bool negative = in.peek() == '-';
  if (negative) TRY(in.skip(1));
  while (in.peek() >= '0' && in.peek() <= '9' && digits.size() < 20) {
    TRY_ASSIGN(const std::uint8_t digit, in.u8());
    digits += static_cast<char>(digit);
  }
  const std::optional<std::uint64_t> value = ascii::parse_decimal(digits);
  if (!value || (digits.size() > 1 && digits.front() == '0')) return malformed("a bad number", in);
  TRY_ASSIGN(const std::int64_t number, narrow<std::int64_t>(*value));
  return negative ? -number : number;
}

Result<void> expect_word(Cursor& in, std::string_view word) {
  for (const char c : word)
    TRY(expect(in, c));
  return ok();
}

// array = "[" [ string *( "," string ) ] "]"
Result<StringList> read_list(Cursor& in) {
  TRY(expect(in, '['));
  StringList list;
  if (in.peek() == ']') {
    TRY(in.skip(1));
    return list;
  }
  while (true) {
    if (list.size() >= kMaxListItems) return make_error(ErrorCode::TooMany, "too many items in a JSON list");
    TRY_ASSIGN(std::string item, read_string(in));
    list.push_back(std::move(item));
    if (in.peek() == ',') {
      TRY(in.skip(1));
      continue;
    }
    TRY(expect(in, ']'));
    return list;
  }
}

Result<Value> read_value(Cursor& in) {
  switch (in.peek()) {
    case '"': {
      TRY_ASSIGN(std::string text, read_string(in));
      return Value(std::move(text));
    }
    case '[': {
      TRY_ASSIGN(StringList list, read_list(in));
      return Value(std::move(list));
    }
    case 't':
      TRY(expect_word(in, "true"));
      return Value(true);
    case 'f':
      TRY(expect_word(in, "false"));
      return Value(false);
    default:
      break;
  }
  TRY_ASSIGN(const std::int64_t number, read_number(in));
  return Value(number);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  const bool valid = utf8::is_valid(text);
  while (!text.empty()) {
    const char c = text.front();
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7F) {
      append_escaped(out, c);
      text.remove_prefix(1);
    } else if (valid || static_cast<unsigned char>(c) < 0x80) {
      out += c;
      text.remove_prefix(1);
    } else {
      const utf8::Decoded next = utf8::decode(text);
      utf8::append(out, next.code);
      text.remove_prefix(next.length);
    }
  }
  out += '"';
}

void append_json_value(std::string& out, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    append_json_string(out, *text);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out += std::to_string(*number);
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out += *flag ? "true" : "false";
  } else if (const auto* list = std::get_if<StringList>(&value)) {
    out += '[';
    for (const std::string& item : *list) {
      if (out.back() != '[') out += ',';
      append_json_string(out, item);
    }
    out += ']';
  }
}

std::string to_line(const Fields& fields) {
  std::string out = "{";
  for (const auto& [key, value] : fields) {
    if (out.size() > 1) out += ',';
    append_json_string(out, key);
    out += ':';
    append_json_value(out, value);
  }
  out += '}';
  return out;
}

// object = "{" [ member *( "," member ) ] "}", member = string ":" value
Result<Fields> parse_line(std::string_view line) {
  if (line.size() > kMaxLineBytes) return make_error(ErrorCode::TooLarge, "a JSON line is too long");
  Cursor in(as_bytes(line));
  Fields fields;
  TRY(expect(in, '{'));
  if (in.peek() == '}') {
    TRY(in.skip(1));
  } else {
    while (true) {
      if (fields.size() >= kMaxFields) return make_error(ErrorCode::TooMany, "too many fields on a JSON line");
      TRY_ASSIGN(std::string key, read_string(in));
      if (find(fields, key) != nullptr) return malformed("a key is there twice", in);
      TRY(expect(in, ':'));
      TRY_ASSIGN(Value value, read_value(in));
      fields.emplace_back(std::move(key), std::move(value));
      if (in.peek() != ',') break;
      TRY(in.skip(1));
    }
    TRY(expect(in, '}'));
  }
  if (!in.at_end()) return malformed("something follows the JSON object", in);
  return fields;
}

const Value* find(const Fields& fields, std::string_view key) noexcept {
  for (const auto& [name, value] : fields) {
    if (name == key) return &value;
  }
  return nullptr;
}

std::string_view text_of(const Fields& fields, std::string_view key) noexcept {
  const Value* value = find(fields, key);
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::int64_t number_of(const Fields& fields, std::string_view key) noexcept {
  const Value* value = find(fields, key);
  const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return number == nullptr ? 0 : *number;
}

}  // namespace mugai::audit
