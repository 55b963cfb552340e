// HTML standard 13.2.5.6 to 13.2.5.8 and 13.2.5.32 to 13.2.5.40: tags and attributes.
//
// Names and values of one tag lie one after the other in tag_; attributes are kept as offsets into it and become views
// when the tag is given. So a tag costs no allocation once the buffers have grown.
#include <algorithm>
#include <array>
#include <utility>

#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

// Which bytes end a run in a name or in an unquoted value. One table, a bit a question.
enum Stop : std::uint8_t { kTagNameStop = 1, kAttributeNameStop = 2, kUnquotedStop = 4, kUpper = 8, kOdd = 16 };

constexpr std::array<std::uint8_t, 256> make_stops() {
  std::array<std::uint8_t, 256> table{};
  const auto set = [&table](std::string_view bytes, unsigned bits) {
    for (const char c : bytes)
      table[static_cast<unsigned char>(c)] = static_cast<std::uint8_t>(table[static_cast<unsigned char>(c)] | bits);
  };
  set("\t\n\f >", kTagNameStop | kAttributeNameStop | kUnquotedStop);
  set("/", kTagNameStop | kAttributeNameStop);
  set(std::string_view("\0", 1), kTagNameStop | kAttributeNameStop | kUnquotedStop);
  set("=", kAttributeNameStop);
  set("&", kUnquotedStop);
  set("\"'<=`", kOdd);
  for (char c = 'A'; c <= 'Z'; ++c)
    set(std::string_view(&c, 1), kUpper);
  return table;
}
constexpr std::array<std::uint8_t, 256> kStops = make_stops();

constexpr unsigned class_of(char c) noexcept {
  return kStops[static_cast<unsigned char>(c)];
}

// Bytes at the front of `text` before one with `stop`; `seen` gathers the classes of those bytes.
std::size_t run_before(std::string_view text, unsigned stop, unsigned& seen) noexcept {
  std::size_t size = 0;
  while (size < text.size() && (class_of(text[size]) & stop) == 0)
    seen |= class_of(text[size++]);
  return size;
}

}  // namespace

// Appends to the name or value being read, up to the limits. A value that is cut may end within a character.
void Tokenizer::Impl::append_value(Tokenizer& t, std::string_view piece) {
  if (t.drop_attribute_ || t.value_cut_) return;
  const std::uint64_t begin = !t.in_attribute_                   ? 0
                              : t.state_ == State::AttributeName ? t.attribute_.name.begin
                                                                 : t.attribute_.value.begin;
  const std::uint64_t used = t.tag_.size() - begin;
  const std::uint64_t room =
      std::min(t.limits_.max_value_bytes - std::min(t.limits_.max_value_bytes, used),
               t.limits_.max_tag_bytes - std::min<std::uint64_t>(t.limits_.max_tag_bytes, t.tag_.size()));
  if (piece.size() > room) {
    t.value_cut_ = true;
    ++t.irregular_.cut;
    piece = piece.substr(0, static_cast<std::size_t>(room));
  }
  t.tag_.append(piece);
}

void Tokenizer::Impl::start_tag(Tokenizer& t, bool is_end_tag) {
  t.tag_.clear();
  t.attributes_.clear();
  t.tag_name_size_ = 0;
  t.is_end_tag_ = is_end_tag;
  t.self_closing_ = false;
  t.in_attribute_ = false;
  t.drop_attribute_ = false;
  t.value_cut_ = false;
}

// Once for an attribute, however it comes in.
void Tokenizer::Impl::count_odd(Tokenizer& t) {
  if (!std::exchange(t.odd_, true)) ++t.irregular_.odd_attributes;
}

namespace {

void lower_from(std::string& text, std::size_t from) {
  std::transform(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                 text.begin() + static_cast<std::ptrdiff_t>(from), ascii::to_lower);
}

}  // namespace

// Gives the tag. The state is Data before the handler is called, so that the handler may set another.
void Tokenizer::Impl::emit_tag(Tokenizer& t) {
  if (t.in_attribute_ && !t.drop_attribute_) t.attributes_.push_back(t.attribute_);
  t.in_attribute_ = false;
  t.state_ = State::Data;
  const std::string_view all = t.tag_;
  const Name name(all.substr(0, t.tag_name_size_));
  if (t.is_end_tag_) {
    t.handler_.on_end_tag(name);
    return;
  }
  t.views_.clear();
  for (const AttributeSpans& a : t.attributes_) {
    t.views_.push_back({Name(all.substr(a.name.begin, a.name.size)), all.substr(a.value.begin, a.value.size)});
  }
  give_start_tag(t, name, t.views_, t.self_closing_);
}

// 13.2.5.6
void Tokenizer::Impl::tag_open(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  if (ascii::is_alpha(next)) {
    start_tag(t, false);
    t.state_ = State::TagName;
  } else if (next == '/') {
    c.skip();
    t.state_ = State::EndTagOpen;
  } else if (next == '!') {
    c.skip();
    t.pending_.clear();
    t.state_ = State::MarkupDeclarationOpen;
  } else if (next == '?') {
    start_comment(t, "");
    t.state_ = State::BogusComment;
  } else {
    t.state_ = State::Data;
    text(t, "<");
  }
}

// 13.2.5.7
void Tokenizer::Impl::end_tag_open(Tokenizer& t, Chunk& c) {
  if (ascii::is_alpha(c.peek())) {
    start_tag(t, true);
    t.state_ = State::TagName;
  } else if (c.peek() == '>') {
    c.skip();
    t.state_ = State::Data;
  } else {
    start_comment(t, "");
    t.state_ = State::BogusComment;
  }
}

// 13.2.5.8
void Tokenizer::Impl::tag_name(Tokenizer& t, Chunk& c) {
  unsigned seen = 0;
  const std::size_t before = t.tag_.size();
  append_value(t, c.take(run_before(c.rest(), kTagNameStop, seen)));
  if ((seen & kUpper) != 0) lower_from(t.tag_, before);
  if (c.at_end()) return;
  const char next = c.peek();
  c.skip();
  if (next == '\0') {
    ++t.irregular_.nul;
    append_value(t, kReplacementText);
    return;
  }
  t.tag_name_size_ = t.tag_.size();
  t.value_cut_ = false;
  if (next == '>') {
    emit_tag(t);
  } else {
    t.state_ = next == '/' ? State::SelfClosingStartTag : State::BeforeAttributeName;
  }
}

// 13.2.5.32
void Tokenizer::Impl::before_attribute_name(Tokenizer& t, Chunk& c) {
  while (is_html_space(c.peek())) {
    c.skip();
    if (c.at_end()) return;
  }
  if (c.peek() == '/' || c.peek() == '>') {
    t.state_ = State::AfterAttributeName;
    return;
  }
  if (t.in_attribute_ && !t.drop_attribute_) t.attributes_.push_back(t.attribute_);
  t.in_attribute_ = true;
  t.value_cut_ = false;
  t.drop_attribute_ = t.is_end_tag_;
  if (!t.is_end_tag_ &&
      (t.attributes_.size() >= t.limits_.max_attributes || t.tag_.size() >= t.limits_.max_tag_bytes)) {
    t.drop_attribute_ = true;
    ++t.irregular_.cut;
  }
  t.attribute_ = {{t.tag_.size(), 0}, {t.tag_.size(), 0}};
  t.state_ = State::AttributeName;
  t.odd_ = false;
  if (c.peek() == '=') {
    count_odd(t);
    append_value(t, c.take(1));
  }
}

// 13.2.5.33. The name is compared with the earlier ones when it is complete; the first of equal names counts.
void Tokenizer::Impl::attribute_name(Tokenizer& t, Chunk& c) {
  unsigned seen = 0;
  const std::size_t before = t.tag_.size();
  append_value(t, c.take(run_before(c.rest(), kAttributeNameStop, seen)));
  if ((seen & kUpper) != 0) lower_from(t.tag_, before);
  if ((seen & kOdd) != 0) count_odd(t);
  if (c.at_end()) return;
  if (c.peek() == '\0') {
    ++t.irregular_.nul;
    c.skip();
    append_value(t, kReplacementText);
    return;
  }
  t.attribute_.name.size = t.tag_.size() - t.attribute_.name.begin;
  t.attribute_.value = {t.tag_.size(), 0};
  t.value_cut_ = false;
  if (!t.drop_attribute_) {
    const std::string_view all = t.tag_;
    const std::string_view name = all.substr(t.attribute_.name.begin);
    const bool duplicate = std::any_of(t.attributes_.begin(), t.attributes_.end(), [&](const AttributeSpans& a) {
      return a.name.size == name.size() && all.substr(a.name.begin, a.name.size) == name;
    });
    if (duplicate) {
      t.drop_attribute_ = true;
      ++t.irregular_.duplicate_attributes;
      t.tag_.resize(t.attribute_.name.begin);
    }
  }
  t.state_ = State::AfterAttributeName;
  if (c.peek() != '=') return;
  c.skip();
  t.state_ = State::BeforeAttributeValue;
}

// 13.2.5.34
void Tokenizer::Impl::after_attribute_name(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  if (is_html_space(next)) {
    c.skip();
  } else if (next == '/') {
    c.skip();
    t.state_ = State::SelfClosingStartTag;
  } else if (next == '=' && t.in_attribute_) {
    c.skip();
    t.state_ = State::BeforeAttributeValue;
  } else if (next == '>') {
    c.skip();
    emit_tag(t);
  } else {
    t.state_ = State::BeforeAttributeName;
  }
}

// 13.2.5.35
void Tokenizer::Impl::before_attribute_value(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  if (is_html_space(next)) {
    c.skip();
  } else if (next == '"' || next == '\'') {
    c.skip();
    t.state_ = next == '"' ? State::AttributeValueDoubleQuoted : State::AttributeValueSingleQuoted;
  } else if (next == '>') {
    c.skip();
    emit_tag(t);
  } else {
    t.state_ = State::AttributeValueUnquoted;
  }
}

// 13.2.5.36
void Tokenizer::Impl::attribute_value_double_quoted(Tokenizer& t, Chunk& c) {
  append_value(t, c.take(find_any<'"', '&', '\0'>(c.rest())));
  t.attribute_.value.size = t.tag_.size() - t.attribute_.value.begin;
  if (c.at_end()) return;
  const char next = c.peek();
  c.skip();
  if (next == '"') {
    t.state_ = State::AfterAttributeValueQuoted;
  } else if (next == '&') {
    t.return_state_ = t.state_;
    start_reference(t);
  } else {
    ++t.irregular_.nul;
    append_value(t, kReplacementText);
  }
}

// 13.2.5.37
void Tokenizer::Impl::attribute_value_single_quoted(Tokenizer& t, Chunk& c) {
  append_value(t, c.take(find_any<'\'', '&', '\0'>(c.rest())));
  t.attribute_.value.size = t.tag_.size() - t.attribute_.value.begin;
  if (c.at_end()) return;
  const char next = c.peek();
  c.skip();
  if (next == '\'') {
    t.state_ = State::AfterAttributeValueQuoted;
  } else if (next == '&') {
    t.return_state_ = t.state_;
    start_reference(t);
  } else {
    ++t.irregular_.nul;
    append_value(t, kReplacementText);
  }
}

// 13.2.5.38
void Tokenizer::Impl::attribute_value_unquoted(Tokenizer& t, Chunk& c) {
  unsigned seen = 0;
  append_value(t, c.take(run_before(c.rest(), kUnquotedStop, seen)));
  t.attribute_.value.size = t.tag_.size() - t.attribute_.value.begin;
  if ((seen & kOdd) != 0) count_odd(t);
  if (c.at_end()) return;
  const char next = c.peek();
  c.skip();
  if (next == '&') {
    t.return_state_ = State::AttributeValueUnquoted;
    start_reference(t);
  } else if (next == '>') {
    emit_tag(t);
  } else if (next == '\0') {
    ++t.irregular_.nul;
    append_value(t, kReplacementText);
  } else {
    t.state_ = State::BeforeAttributeName;
  }
}

// 13.2.5.39
void Tokenizer::Impl::after_attribute_value_quoted(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  if (is_html_space(next)) {
    c.skip();
    t.state_ = State::BeforeAttributeName;
  } else if (next == '/') {
    c.skip();
    t.state_ = State::SelfClosingStartTag;
  } else if (next == '>') {
    c.skip();
    emit_tag(t);
  } else {
    ++t.irregular_.odd_attributes;
    t.state_ = State::BeforeAttributeName;
  }
}

// 13.2.5.40
void Tokenizer::Impl::self_closing_start_tag(Tokenizer& t, Chunk& c) {
  if (c.peek() == '>') {
    c.skip();
    t.self_closing_ = true;
    emit_tag(t);
    return;
  }
  if (!is_html_space(c.peek()) && c.peek() != '/') ++t.irregular_.odd_attributes;
  t.state_ = State::BeforeAttributeName;
}

}  // namespace mugai::html
