// The whole document is brought to UTF-8 and checked in one go, then walked token by token with the shared lexer.
#include "lib/formats/xml/reader.h"

#include <algorithm>

#include "lib/formats/xml/chars.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/lexer.h"
#include "lib/formats/xml/names.h"
#include "lib/formats/xml/scope.h"
#include "lib/formats/xml/transcode.h"

namespace mugai::xml {

namespace {

const Vocabulary& no_vocabulary() {
  static const Vocabulary empty = Vocabulary::parse("").value();
  return empty;
}

class Reader {
 public:
  Reader(std::string_view text, const ReaderLimits& limits)
      : text_(text), limits_(limits), scope_(no_vocabulary(), limits.xml) {}

  Result<std::vector<Event>> run(Encoding encoding, bool has_mark);

 private:
  struct Open {
    std::string_view raw_name;
    Scope::Mark mark;
    std::string namespace_uri;
    std::string local_name;
  };

  [[nodiscard]] std::string_view rest() const noexcept { return text_.substr(at_); }
  [[nodiscard]] bool starts(std::string_view what) const noexcept { return rest().substr(0, what.size()) == what; }
  [[nodiscard]] Error fail(const char* what) const { return make_error(ErrorCode::Malformed, what, at_); }
  [[nodiscard]] Error cut() const { return make_error(ErrorCode::Truncated, "the document ends early", text_.size()); }

  Result<void> declaration(Encoding encoding, bool has_mark);
  Result<void> markup();
  Result<void> text();
  Result<void> comment();
  Result<void> instruction();
  Result<void> cdata();
  Result<void> start_tag();
  Result<void> end_tag();
  Result<void> declare_namespaces();
  Result<void> resolve_attributes(Event& event);
  struct Expanded {
    UriId uri;
    std::string_view local;
  };
  Result<Expanded> resolve(std::string_view name, bool attribute) const;
  Result<void> push(Event event);
  Event& text_event();

  std::string_view text_;
  const ReaderLimits& limits_;
  std::size_t at_ = 0;
  Scope scope_;
  RawTag tag_;
  std::vector<Open> open_;
  bool root_seen_ = false;
  std::vector<Event> events_;
};

// [1] document ::= prolog element Misc*
Result<std::vector<Event>> Reader::run(Encoding encoding, bool has_mark) {
  TRY(declaration(encoding, has_mark));
  while (at_ < text_.size()) {
    if (text_[at_] == '<') {
      TRY(markup());
    } else {
      TRY(text());
    }
  }
  if (!root_seen_ || !open_.empty()) return cut();
  return std::move(events_);
}

Result<void> Reader::declaration(Encoding encoding, bool has_mark) {
  std::string_view declared;
  if (starts("<?xml") && rest().size() > 5 && is_space(rest()[5])) {
    const std::size_t end = rest().find("?>");
    if (end == std::string_view::npos) return cut();
    TRY_ASSIGN(const Declaration found, parse_declaration(rest().substr(0, end + 2), at_));
    declared = found.encoding;
    at_ += end + 2;
  }
  return check_declared_encoding(declared, encoding, has_mark);
}

Result<void> Reader::markup() {
  if (starts("</")) return end_tag();
  if (starts("<!--")) return comment();
  if (starts("<![CDATA[")) return cdata();
  if (starts("<!DOCTYPE")) return dtd_error(at_);
  if (starts("<?")) return instruction();
  return start_tag();
}

Result<void> Reader::text() {
  const std::size_t end = std::min(text_.find('<', at_), text_.size());
  const std::string_view raw = text_.substr(at_, end - at_);
  if (open_.empty()) {
    if (!std::all_of(raw.begin(), raw.end(), is_space)) return fail("text outside of the root element");
  } else {
    TRY(append_text(text_event().text, raw, at_));
  }
  at_ = end;
  return ok();
}

// [15] Comment ::= '<!--' ((Char - '-') | ('-' (Char - '-')))* '-->'
Result<void> Reader::comment() {
  const std::size_t end = text_.find("--", at_ + 4);
  if (end == std::string_view::npos || end + 2 >= text_.size()) return cut();
  if (text_[end + 2] != '>') return fail("'--' in a comment");
  at_ = end + 3;
  return ok();
}

// [16] PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>'
Result<void> Reader::instruction() {
  const std::size_t end = text_.find("?>", at_ + 2);
  if (end == std::string_view::npos) return cut();
  const std::string_view inside = text_.substr(at_ + 2, end - at_ - 2);
  if (!is_pi_target(inside.substr(0, inside.find_first_of(" \t\r\n")))) {
    return fail("a processing instruction has no valid target");
  }
  at_ = end + 2;
  return ok();
}

// [18] CDSect ::= '<![CDATA[' (Char* - (Char* ']]>' Char*)) ']]>'
Result<void> Reader::cdata() {
  if (open_.empty()) return fail("CDATA outside of the root element");
  const std::size_t begin = at_ + 9;
  const std::size_t end = text_.find("]]>", begin);
  if (end == std::string_view::npos) return cut();
  append_cdata(text_event().text, text_.substr(begin, end - begin));
  at_ = end + 3;
  return ok();
}

Result<void> Reader::start_tag() {
  const auto size = find_tag_end(rest());
  if (!size) return cut();
  if (root_seen_ && open_.empty()) return fail("a second root element");
  if (open_.size() >= limits_.xml.depth) return make_error(ErrorCode::TooDeep, "elements nested too deep", at_);
  TRY(parse_start_tag(rest().substr(0, *size), limits_.xml, at_, tag_));
  root_seen_ = true;
  Open open{tag_.name, scope_.mark(), {}, {}};
  TRY(declare_namespaces());
  TRY_ASSIGN(const Expanded name, resolve(tag_.name, false));
  open.namespace_uri = scope_.uri_text(name.uri);
  open.local_name = name.local;
  Event event;
  event.kind = Event::Kind::Start;
  event.depth = static_cast<std::uint32_t>(open_.size() + 1);
  event.namespace_uri = open.namespace_uri;
  event.local_name = open.local_name;
  TRY(resolve_attributes(event));
  TRY(push(std::move(event)));
  at_ += *size;
  open_.push_back(std::move(open));
  return tag_.empty ? end_tag() : ok();
}

// Also called for <a/>, which ends what it began.
Result<void> Reader::end_tag() {
  if (open_.empty()) return fail("an end tag without a start tag");
  if (!tag_.empty) {
    const std::size_t end = text_.find('>', at_);
    if (end == std::string_view::npos) return cut();
    TRY_ASSIGN(const std::string_view name, parse_end_tag(text_.substr(at_, end + 1 - at_), at_));
    if (name != open_.back().raw_name) return fail("an end tag does not match its start tag");
    at_ = end + 1;
  }
  tag_.empty = false;
  Event event;
  event.kind = Event::Kind::End;
  event.depth = static_cast<std::uint32_t>(open_.size());
  event.namespace_uri = std::move(open_.back().namespace_uri);
  event.local_name = std::move(open_.back().local_name);
  scope_.restore(open_.back().mark);
  open_.pop_back();
  return push(std::move(event));
}

Result<void> Reader::declare_namespaces() {
  for (const RawAttribute& attribute : tag_.attributes) {
    const Scope::Declares kind = Scope::declares(attribute.name);
    if (kind == Scope::Declares::Nothing) continue;
    std::string uri;
    TRY(append_attribute_value(uri, attribute.value, at_));
    if (kind == Scope::Declares::Prefix && attribute.name.size() == 6) return fail("a declared prefix is no name");
    TRY(scope_.declare_input(kind == Scope::Declares::Default ? std::string_view() : attribute.name.substr(6), uri,
                             at_));
  }
  return ok();
}

// Uniqueness: XML 1.0, 3.1 (as written) and Namespaces, 6.3 (as expanded); the second covers the first, but for the
// declarations.
Result<void> Reader::resolve_attributes(Event& event) {
  std::vector<std::pair<UriId, std::string_view>> seen;
  std::vector<std::string_view> declared;
  for (const RawAttribute& raw : tag_.attributes) {
    if (Scope::declares(raw.name) != Scope::Declares::Nothing) {
      declared.push_back(raw.name);
      continue;
    }
    TRY_ASSIGN(const Expanded name, resolve(raw.name, true));
    seen.emplace_back(name.uri, name.local);
    EventAttribute attribute{std::string(scope_.uri_text(name.uri)), std::string(name.local), {}};
    TRY(append_attribute_value(attribute.value, raw.value, at_));
    event.attributes.push_back(std::move(attribute));
  }
  std::sort(seen.begin(), seen.end());
  std::sort(declared.begin(), declared.end());
  if (std::adjacent_find(seen.begin(), seen.end()) != seen.end() ||
      std::adjacent_find(declared.begin(), declared.end()) != declared.end()) {
    return fail("an attribute is given twice");
  }
  return ok();
}

auto Reader::resolve(std::string_view name, bool attribute) const -> Result<Expanded> {
  const auto parts = split_qname(name);
  if (!parts) return fail("a name is not allowed");
  if (attribute && parts->prefix.empty()) return Expanded{kNoNamespace, parts->local};
  const UriId uri = scope_.input(scope_.slot(parts->prefix));
  if (uri == kUnbound) return fail("a prefix is not declared");
  return Expanded{uri, parts->local};
}

Result<void> Reader::push(Event event) {
  if (events_.size() >= limits_.events) return make_error(ErrorCode::TooMany, "too many elements", at_);
  events_.push_back(std::move(event));
  return ok();
}

// The text event that character data at this place belongs to: comments and CDATA do not divide a run.
Event& Reader::text_event() {
  if (events_.back().kind != Event::Kind::Text) {
    Event event;
    event.depth = static_cast<std::uint32_t>(open_.size());
    events_.push_back(std::move(event));
  }
  return events_.back();
}

}  // namespace

const std::string* Event::attribute(std::string_view name, std::string_view ns) const {
  for (const EventAttribute& a : attributes) {
    if (a.local_name == name && a.namespace_uri == ns) return &a.value;
  }
  return nullptr;
}

Result<std::vector<Event>> read_events(Bytes document, const ReaderLimits& limits) {
  if (document.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "the XML document is too large");
  MemorySink text(limits.input_bytes * 3);  // UTF-16 grows to at most 3 bytes for 2
  Transcoder transcoder(text);
  TRY(transcoder.write(document));
  TRY(transcoder.finish());
  const CharCheck check = check_chars(text.text(), true);
  if (check.valid != text.size()) {
    return make_error(ErrorCode::Malformed, "bytes that are no character of XML", check.valid);
  }
  return Reader(text.text(), limits).run(transcoder.encoding(), transcoder.has_mark());
}

Result<std::vector<Event>> read_events(Source& document, const ReaderLimits& limits) {
  TRY_ASSIGN(const Buffer bytes, document.read_all(limits.input_bytes));
  return read_events(Bytes(bytes), limits);
}

}  // namespace mugai::xml
