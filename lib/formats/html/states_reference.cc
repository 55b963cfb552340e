// HTML standard 13.2.5.72 to 13.2.5.80: character references in text and in attribute values.
//
// pending_ holds what came after "&" until it is decided. The ambiguous ampersand state (13.2.5.74) has no code: what
// it takes is given back as ordinary characters of the state returned to, which is the same. A name that another
// letter could still lengthen waits for the next chunk.
#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/formats/html/character_references.h"
#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

constexpr std::uint32_t kTooBig = 0x110000;  // numbers are held at this; they all stand for U+FFFD

constexpr bool in_attribute(State return_state) noexcept {
  return return_state == State::AttributeValueDoubleQuoted || return_state == State::AttributeValueSingleQuoted ||
         return_state == State::AttributeValueUnquoted;
}

}  // namespace

void Tokenizer::Impl::start_reference(Tokenizer& t) {
  t.pending_.clear();
  t.reference_code_ = 0;
  t.state_ = State::CharacterReference;
}

namespace {

struct Expanded {
  std::string_view reference;  // what the name stands for; empty where it stands for nothing
  std::string_view rest;       // characters after the name, or all of them
};

// 13.2.5.73: `next` is the character after `name`, 0 at the end of the input.
Expanded expand(std::string_view name, char next, bool attribute) noexcept {
  const NamedReference found = match_reference(name);
  if (found.utf8.empty()) return {{}, name};
  const std::string_view rest = name.substr(found.consumed);
  const char after = rest.empty() ? next : rest.front();
  // In an attribute, "&copy=1" is a parameter of a URL and no reference.
  if (attribute && !found.semicolon && (after == '=' || ascii::is_alnum(after))) return {{}, name};
  return {found.utf8, rest};
}

}  // namespace

// 13.2.5.72
void Tokenizer::Impl::character_reference(Tokenizer& t, Chunk& c) {
  if (ascii::is_alnum(c.peek())) {
    t.state_ = State::NamedCharacterReference;
  } else if (c.peek() == '#') {
    t.pending_ = "#";
    c.skip();
    t.state_ = State::NumericCharacterReference;
  } else {
    end_reference(t);
  }
}

// 13.2.5.73
void Tokenizer::Impl::named_reference(Tokenizer& t, Chunk& c) {
  const std::size_t longest = longest_reference();
  while (!c.at_end() && t.pending_.size() < longest) {
    const char next = c.peek();
    if (next != ';' && !ascii::is_alnum(next)) break;
    t.pending_.push_back(next);
    c.skip();
    if (next == ';') break;
  }
  if (c.at_end() && t.pending_.back() != ';') return;  // the next character may matter
  const bool attribute = in_attribute(t.return_state_);
  const Expanded found = expand(t.pending_, c.at_end() ? '\0' : c.peek(), attribute);
  t.state_ = t.return_state_;
  const auto give = [&](std::string_view piece) { attribute ? append_value(t, piece) : text(t, piece); };
  give(found.reference.empty() ? std::string_view("&") : found.reference);
  give(found.rest);
  if (attribute) t.attribute_.value.size = t.tag_.size() - t.attribute_.value.begin;
}

// 13.2.5.75
void Tokenizer::Impl::numeric_start(Tokenizer& t, Chunk& c) {
  if (c.peek() == 'x' || c.peek() == 'X') {
    t.pending_.push_back(c.peek());
    c.skip();
    t.state_ = State::HexadecimalCharacterReferenceStart;
  } else if (ascii::is_digit(c.peek())) {
    t.state_ = State::DecimalCharacterReference;
  } else {
    end_reference(t);
  }
}

// 13.2.5.76
void Tokenizer::Impl::hexadecimal_start(Tokenizer& t, Chunk& c) {
  if (ascii::hex_value(c.peek()) >= 0) {
    t.state_ = State::HexadecimalCharacterReference;
  } else {
    end_reference(t);
  }
}

// 13.2.5.78
void Tokenizer::Impl::hexadecimal_reference(Tokenizer& t, Chunk& c) {
  while (!c.at_end() && ascii::hex_value(c.peek()) >= 0) {
    const auto digit = static_cast<std::uint32_t>(ascii::hex_value(c.peek()));
    t.reference_code_ = std::min(kTooBig, t.reference_code_ * 16 + digit);
    c.skip();
  }
  if (c.at_end()) return;
  if (c.peek() == ';') c.skip();
  end_reference(t);
}

// 13.2.5.79
void Tokenizer::Impl::decimal_reference(Tokenizer& t, Chunk& c) {
  while (!c.at_end() && ascii::is_digit(c.peek())) {
    const auto digit = static_cast<std::uint32_t>(c.peek() - '0');
    t.reference_code_ = std::min(kTooBig, t.reference_code_ * 10 + digit);
    c.skip();
  }
  if (c.at_end()) return;
  if (c.peek() == ';') c.skip();
  end_reference(t);
}

// Ends the reference with what is known, and returns to the state that it began in.
void Tokenizer::Impl::end_reference(Tokenizer& t) {
  std::string given;
  const bool attribute = in_attribute(t.return_state_);
  if (t.state_ == State::HexadecimalCharacterReference || t.state_ == State::DecimalCharacterReference) {
    utf8::append(given, numeric_reference(t.reference_code_));  // 13.2.5.80
  } else {
    const Expanded found = expand(t.pending_, '\0', attribute);
    given.append(found.reference.empty() ? std::string_view("&") : found.reference).append(found.rest);
  }
  t.state_ = t.return_state_;
  if (!attribute) return text(t, given);
  append_value(t, given);
  t.attribute_.value.size = t.tag_.size() - t.attribute_.value.begin;
}

}  // namespace mugai::html
