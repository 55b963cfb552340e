#include "lib/formats/xml/lexer.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/xml/names.h"

namespace mugai::xml {

namespace {

Error malformed(const char* what, std::uint64_t offset) {
  return make_error(ErrorCode::Malformed, what, offset);
}

// Forward over the inside of one tag. Never past the end: at() is NUL there, and NUL is no character of XML.
class Walk {
 public:
  Walk(std::string_view text, std::size_t at, std::uint64_t offset) : text_(text), at_(at), offset_(offset) {}
  [[nodiscard]] char at() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_ + at_; }
  bool take(char c) noexcept {
    if (at() != c || at_end()) return false;
    ++at_;
    return true;
  }
  bool skip_space() noexcept {
    const std::size_t before = at_;
    while (!at_end() && is_space(text_[at_]))
      ++at_;
    return at_ != before;
  }
  std::string_view name() noexcept {
    const std::size_t begin = at_;
    while (!at_end() && !is_space(text_[at_]) && !ends_name(text_[at_]))
      ++at_;
    return text_.substr(begin, at_ - begin);
  }
  // [25] Eq ::= S? '=' S?, then a quoted literal without '<'.
  Result<std::string_view> literal() {
    skip_space();
    if (!take('=')) return malformed("'=' expected after an attribute name", offset());
    skip_space();
    const char quote = at();
    if (quote != '"' && quote != '\'') return malformed("an attribute value is not quoted", offset());
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find(quote, begin);
    if (end == std::string_view::npos) return malformed("an attribute value has no end", offset());
    const std::string_view value = text_.substr(begin, end - begin);
    if (value.find('<') != std::string_view::npos) return malformed("'<' in an attribute value", offset());
    at_ = end + 1;
    return value;
  }

 private:
  static bool ends_name(char c) noexcept {
    return c == '/' || c == '>' || c == '=' || c == '<' || c == '?' || c == '"' || c == '\'';
  }
  std::string_view text_;
  std::size_t at_;
  std::uint64_t offset_;
};

struct Entity {
  std::string_view name;
  char code;
};
// 4.6 Predefined Entities. There are no others without a DTD.
constexpr Entity kEntities[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

// [66] CharRef ::= '&#' [0-9]+ ';' | '&#x' [0-9a-fA-F]+ ';'   (`digits` is what stands between "&#" and ";")
std::optional<char32_t> character_reference(std::string_view digits) noexcept {
  const bool hex = !digits.empty() && digits.front() == 'x';
  if (hex) digits.remove_prefix(1);
  if (digits.empty()) return std::nullopt;
  std::uint32_t code = 0;
  for (const char c : digits) {
    const int value = hex ? ascii::hex_value(c) : (ascii::is_digit(c) ? c - '0' : -1);
    if (value < 0) return std::nullopt;
    code = code * (hex ? 16u : 10u) + static_cast<std::uint32_t>(value);
    if (code > 0x10FFFF) return std::nullopt;
  }
  if (!is_char(code)) return std::nullopt;
  return code;
}

}  // namespace

std::optional<std::size_t> find_tag_end(std::string_view text) noexcept {
  std::size_t at = 1;
  while (at < text.size()) {
    at = text.find_first_of("\"'>", at);
    if (at == std::string_view::npos) return std::nullopt;
    if (text[at] == '>') return at + 1;
    const std::size_t close = text.find(text[at], at + 1);
    if (close == std::string_view::npos) return std::nullopt;
    at = close + 1;
  }
  return std::nullopt;
}

// [40] STag         ::= '<' Name (S Attribute)* S? '>'
// [44] EmptyElemTag ::= '<' Name (S Attribute)* S? '/>'
// [41] Attribute    ::= Name Eq AttValue
Result<void> parse_start_tag(std::string_view raw, const Limits& limits, std::uint64_t offset, RawTag& tag) {
  Walk walk(raw, 1, offset);
  tag.attributes.clear();
  tag.name = walk.name();
  if (tag.name.empty()) return malformed("an element name is missing", offset);
  if (tag.name.size() > limits.name_bytes)
    return make_error(ErrorCode::TooLarge, "an element name is too long", offset);
  while (true) {
    const bool space = walk.skip_space();
    tag.empty = walk.take('/');
    if (walk.take('>')) break;
    if (tag.empty || !space) return malformed("white space or '>' expected in a tag", walk.offset());
    if (tag.attributes.size() >= limits.attributes)
      return make_error(ErrorCode::TooMany, "too many attributes", offset);
    RawAttribute attribute;
    attribute.name = walk.name();
    if (attribute.name.empty()) return malformed("an attribute name is missing", walk.offset());
    if (attribute.name.size() > limits.name_bytes) {
      return make_error(ErrorCode::TooLarge, "an attribute name is too long", walk.offset());
    }
    TRY_ASSIGN(attribute.value, walk.literal());
    if (attribute.value.size() > limits.value_bytes) {
      return make_error(ErrorCode::TooLarge, "an attribute value is too long", walk.offset());
    }
    tag.attributes.push_back(attribute);
  }
  if (!walk.at_end()) return malformed("a tag ends twice", walk.offset());
  return ok();
}

Result<std::string_view> parse_end_tag(std::string_view raw, std::uint64_t offset) {
  Walk walk(raw, 2, offset);
  const std::string_view name = walk.name();
  walk.skip_space();
  if (name.empty() || !walk.take('>') || !walk.at_end()) return malformed("an end tag is broken", offset);
  return name;
}

// [23] XMLDecl ::= '<?xml' VersionInfo EncodingDecl? SDDecl? S? '?>'
Result<Declaration> parse_declaration(std::string_view raw, std::uint64_t offset) {
  Walk walk(raw, 5, offset);
  constexpr std::string_view kNames[] = {"version", "encoding", "standalone"};
  std::string_view values[3];
  std::size_t next = 0;
  while (true) {
    const bool space = walk.skip_space();
    if (walk.take('?')) break;
    const std::string_view name = walk.name();
    while (next < 3 && kNames[next] != name)
      ++next;
    if (next == 3 || !space) return malformed("the XML declaration is broken", walk.offset());
    TRY_ASSIGN(values[next], walk.literal());
    if (values[next].empty()) return malformed("an empty value in the XML declaration", walk.offset());
    ++next;
  }
  if (!walk.take('>') || !walk.at_end()) return malformed("the XML declaration is broken", walk.offset());
  if (values[0].empty()) return malformed("the XML declaration names no version", offset);
  if (values[0] != "1.0") return make_error(ErrorCode::Unsupported, "XML version other than 1.0", offset);
  if (!values[2].empty() && values[2] != "yes" && values[2] != "no") {
    return malformed("standalone is neither yes nor no", offset);
  }
  return Declaration{values[1]};
}

// [67] Reference ::= EntityRef | CharRef      [68] EntityRef ::= '&' Name ';'
Result<Reference> parse_reference(std::string_view text, std::uint64_t offset) {
  const std::size_t end = text.substr(0, kMaxReferenceBytes).find(';');
  if (end == std::string_view::npos) return malformed("a reference has no ';'", offset);
  const std::string_view name = text.substr(1, end - 1);
  if (!name.empty() && name.front() == '#') {
    const auto code = character_reference(name.substr(1));
    if (!code) return malformed("a character reference names no character of XML", offset);
    return Reference{*code, end + 1};
  }
  for (const Entity& entity : kEntities) {
    if (entity.name == name) return Reference{static_cast<unsigned char>(entity.code), end + 1};
  }
  return malformed("an entity that is not one of the five", offset);
}

Result<void> append_attribute_value(std::string& out, std::string_view raw, std::uint64_t offset) {
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t stop = std::min(raw.find_first_of("&\t\n\r", at), raw.size());
    out.append(raw.substr(at, stop - at));
    at = stop;
    if (at == raw.size()) break;
    if (raw[at] == '&') {
      TRY_ASSIGN(const Reference reference, parse_reference(raw.substr(at), offset));
      utf8::append(out, reference.code);
      at += reference.length;
    } else {
      if (raw[at] == '\r' && at + 1 < raw.size() && raw[at + 1] == '\n') ++at;
      out.push_back(' ');
      ++at;
    }
  }
  return ok();
}

// [14] CharData ::= [^<&]* - ([^<&]* ']]>' [^<&]*)
Result<void> append_text(std::string& out, std::string_view raw, std::uint64_t offset) {
  if (raw.find("]]>") != std::string_view::npos) return malformed("']]>' in character data", offset);
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t stop = std::min(raw.find('&', at), raw.size());
    append_cdata(out, raw.substr(at, stop - at));
    at = stop;
    if (at == raw.size()) break;
    TRY_ASSIGN(const Reference reference, parse_reference(raw.substr(at), offset + at));
    utf8::append(out, reference.code);
    at += reference.length;
  }
  return ok();
}

// 2.11 End-of-Line Handling
void append_cdata(std::string& out, std::string_view raw) {
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t stop = std::min(raw.find('\r', at), raw.size());
    out.append(raw.substr(at, stop - at));
    at = stop;
    if (at == raw.size()) break;
    out.push_back('\n');
    const bool pair = at + 1 < raw.size() && raw[at + 1] == '\n';
    at += pair ? std::size_t{2} : std::size_t{1};
  }
}

bool is_pi_target(std::string_view name) noexcept {
  return is_ncname(name) && !ascii::equal_ignoring_case(name, "xml");
}

Error dtd_error(std::uint64_t offset) {
  return make_error(ErrorCode::Malformed, "a document type declaration (DTD) is not allowed", offset);
}

}  // namespace mugai::xml
