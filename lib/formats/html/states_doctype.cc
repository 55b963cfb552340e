// HTML standard 13.2.5.53 to 13.2.5.68: the document type declaration.
#include <algorithm>

#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

// Appends up to the limit. False where something was dropped.
bool append_part(std::string& part, std::string_view piece, const Limits& limits) {
  const std::uint64_t room = limits.max_comment_bytes - std::min<std::uint64_t>(limits.max_comment_bytes, part.size());
  part.append(piece.substr(0, static_cast<std::size_t>(room)));
  return piece.size() <= room;
}

}  // namespace

void Tokenizer::Impl::start_doctype(Tokenizer& t) {
  t.comment_cut_ = false;
  t.doctype_name_.clear();
  t.doctype_public_.clear();
  t.doctype_system_.clear();
  t.has_doctype_name_ = t.has_public_ = t.has_system_ = t.force_quirks_ = false;
}

void Tokenizer::Impl::emit_doctype(Tokenizer& t, bool force_quirks) {
  t.state_ = State::Data;
  html::Doctype given;
  if (t.has_doctype_name_) given.name = t.doctype_name_;
  if (t.has_public_) given.public_id = t.doctype_public_;
  if (t.has_system_) given.system_id = t.doctype_system_;
  given.force_quirks = t.force_quirks_ || force_quirks;
  t.handler_.on_doctype(given);
}

// 13.2.5.53
void Tokenizer::Impl::doctype(Tokenizer& t, Chunk& c) {
  if (is_html_space(c.peek())) c.skip();
  t.state_ = State::BeforeDoctypeName;
}

// 13.2.5.54
void Tokenizer::Impl::before_doctype_name(Tokenizer& t, Chunk& c) {
  if (is_html_space(c.peek())) return c.skip();
  start_doctype(t);
  if (c.peek() == '>') {
    c.skip();
    return emit_doctype(t, true);
  }
  t.has_doctype_name_ = true;
  t.state_ = State::DoctypeName;
}

// 13.2.5.55
void Tokenizer::Impl::doctype_name(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  c.skip();
  if (is_html_space(next)) {
    t.pending_.clear();
    t.state_ = State::AfterDoctypeName;
  } else if (next == '>') {
    emit_doctype(t, false);
  } else if (next == '\0') {
    ++t.irregular_.nul;
    if (!append_part(t.doctype_name_, kReplacementText, t.limits_)) count_cut(t);
  } else {
    const char lower = ascii::to_lower(next);
    if (!append_part(t.doctype_name_, {&lower, 1}, t.limits_)) count_cut(t);
  }
}

// 13.2.5.56: "PUBLIC" or "SYSTEM" in any case. pending_ holds the letters so far.
void Tokenizer::Impl::after_doctype_name(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  if (t.pending_.empty() && is_html_space(next)) return c.skip();
  if (t.pending_.empty() && next == '>') {
    c.skip();
    return emit_doctype(t, false);
  }
  constexpr std::string_view kPublic = "PUBLIC", kSystem = "SYSTEM";
  t.pending_.push_back(next);
  const bool is_public = ascii::starts_with_ignoring_case(kPublic, t.pending_);
  if (!is_public && !ascii::starts_with_ignoring_case(kSystem, t.pending_)) {
    t.force_quirks_ = true;
    t.state_ = State::BogusDoctype;  // the letters so far mean nothing there; `next` is read again
    return;
  }
  c.skip();
  if (t.pending_.size() < kPublic.size()) return;
  t.state_ = is_public ? State::AfterDoctypePublicKeyword : State::AfterDoctypeSystemKeyword;
}

namespace {

// What 13.2.5.57, .58, .63 and .64 have in common: white space, then a quote, or an error.
enum class BeforeIdentifier : std::uint8_t { Space, Quote, End, Error };
BeforeIdentifier before_identifier(char next) noexcept {
  if (is_html_space(next)) return BeforeIdentifier::Space;
  if (next == '"' || next == '\'') return BeforeIdentifier::Quote;
  return next == '>' ? BeforeIdentifier::End : BeforeIdentifier::Error;
}

}  // namespace

// 13.2.5.57, 13.2.5.58
void Tokenizer::Impl::doctype_public_keyword(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  switch (before_identifier(next)) {
    case BeforeIdentifier::Space:
      c.skip();
      t.state_ = State::BeforeDoctypePublicIdentifier;
      break;
    case BeforeIdentifier::Quote:
      c.skip();
      t.has_public_ = true;
      t.state_ = next == '"' ? State::DoctypePublicIdentifierDoubleQuoted : State::DoctypePublicIdentifierSingleQuoted;
      break;
    case BeforeIdentifier::End:
      c.skip();
      emit_doctype(t, true);
      break;
    case BeforeIdentifier::Error:
      t.force_quirks_ = true;
      t.state_ = State::BogusDoctype;
      break;
  }
}

// 13.2.5.59, 13.2.5.60
void Tokenizer::Impl::doctype_public_identifier(Tokenizer& t, Chunk& c) {
  const char quote = t.state_ == State::DoctypePublicIdentifierDoubleQuoted ? '"' : '\'';
  const char next = c.peek();
  c.skip();
  if (next == quote) {
    t.state_ = State::AfterDoctypePublicIdentifier;
  } else if (next == '>') {
    emit_doctype(t, true);
  } else if (next == '\0') {
    ++t.irregular_.nul;
    if (!append_part(t.doctype_public_, kReplacementText, t.limits_)) count_cut(t);
  } else {
    if (!append_part(t.doctype_public_, {&next, 1}, t.limits_)) count_cut(t);
  }
}

// 13.2.5.61, 13.2.5.62
void Tokenizer::Impl::after_doctype_public_identifier(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  if (is_html_space(next)) {
    c.skip();
    t.state_ = State::BetweenDoctypePublicAndSystem;
  } else if (next == '>') {
    c.skip();
    emit_doctype(t, false);
  } else if (next == '"' || next == '\'') {
    c.skip();
    t.has_system_ = true;
    t.state_ = next == '"' ? State::DoctypeSystemIdentifierDoubleQuoted : State::DoctypeSystemIdentifierSingleQuoted;
  } else {
    t.force_quirks_ = true;
    t.state_ = State::BogusDoctype;
  }
}

// 13.2.5.63, 13.2.5.64
void Tokenizer::Impl::doctype_system_keyword(Tokenizer& t, Chunk& c) {
  const char next = c.peek();
  switch (before_identifier(next)) {
    case BeforeIdentifier::Space:
      c.skip();
      t.state_ = State::BeforeDoctypeSystemIdentifier;
      break;
    case BeforeIdentifier::Quote:
      c.skip();
      t.has_system_ = true;
      t.state_ = next == '"' ? State::DoctypeSystemIdentifierDoubleQuoted : State::DoctypeSystemIdentifierSingleQuoted;
      break;
    case BeforeIdentifier::End:
      c.skip();
      emit_doctype(t, true);
      break;
    case BeforeIdentifier::Error:
      t.force_quirks_ = true;
      t.state_ = State::BogusDoctype;
      break;
  }
}

// 13.2.5.65, 13.2.5.66
void Tokenizer::Impl::doctype_system_identifier(Tokenizer& t, Chunk& c) {
  const char quote = t.state_ == State::DoctypeSystemIdentifierDoubleQuoted ? '"' : '\'';
  const char next = c.peek();
  c.skip();
  if (next == quote) {
    t.state_ = State::AfterDoctypeSystemIdentifier;
  } else if (next == '>') {
    emit_doctype(t, true);
  } else if (next == '\0') {
    ++t.irregular_.nul;
    if (!append_part(t.doctype_system_, kReplacementText, t.limits_)) count_cut(t);
  } else {
    if (!append_part(t.doctype_system_, {&next, 1}, t.limits_)) count_cut(t);
  }
}

// 13.2.5.67
void Tokenizer::Impl::after_doctype_system_identifier(Tokenizer& t, Chunk& c) {
  if (is_html_space(c.peek())) return c.skip();
  if (c.peek() == '>') {
    c.skip();
    return emit_doctype(t, false);
  }
  t.state_ = State::BogusDoctype;  // an error that does not ask for quirks
}

// 13.2.5.68
void Tokenizer::Impl::bogus_doctype(Tokenizer& t, Chunk& c) {
  const std::size_t end = find_any<'>'>(c.rest());
  c.take(end);
  if (c.at_end()) return;
  c.skip();
  emit_doctype(t, false);
}

}  // namespace mugai::html
