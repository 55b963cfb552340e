// HTML standard 13.2.5.2 to 13.2.5.5 (RCDATA, RAWTEXT, script data, PLAINTEXT), the end tags that leave them
// (13.2.5.9 to 13.2.5.17 and 13.2.5.23 to 13.2.5.25, which differ only in the state they fall back to), and CDATA
// sections (13.2.5.69 to 13.2.5.71).
#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

// The states of one raw text family.
struct Family {
  State text;  // where to fall back to
  State end_tag_open;
  State end_tag_name;
};

Family family_of(State state) noexcept {
  using S = State;
  switch (state) {
    case S::RcdataLessThan:
    case S::RcdataEndTagOpen:
    case S::RcdataEndTagName:
      return {S::Rcdata, S::RcdataEndTagOpen, S::RcdataEndTagName};
    case S::RawtextLessThan:
    case S::RawtextEndTagOpen:
    case S::RawtextEndTagName:
      return {S::Rawtext, S::RawtextEndTagOpen, S::RawtextEndTagName};
    case S::ScriptDataEscapedEndTagOpen:
    case S::ScriptDataEscapedEndTagName:
      return {S::ScriptDataEscaped, S::ScriptDataEscapedEndTagOpen, S::ScriptDataEscapedEndTagName};
    default:
      return {S::ScriptData, S::ScriptDataEndTagOpen, S::ScriptDataEndTagName};
  }
}

}  // namespace

// 13.2.5.2
void Tokenizer::Impl::rcdata(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<'<', '&', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '<') {
    t.state_ = State::RcdataLessThan;
  } else if (c.peek() == '&') {
    t.return_state_ = State::Rcdata;
    start_reference(t);
  } else {
    ++t.irregular_.nul;
    text(t, kReplacementText);
  }
  c.skip();
}

// 13.2.5.3
void Tokenizer::Impl::rawtext(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<'<', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '<') {
    t.state_ = State::RawtextLessThan;
  } else {
    ++t.irregular_.nul;
    text(t, kReplacementText);
  }
  c.skip();
}

// 13.2.5.4
void Tokenizer::Impl::script_data(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<'<', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '<') {
    t.state_ = State::ScriptDataLessThan;
  } else {
    ++t.irregular_.nul;
    text(t, kReplacementText);
  }
  c.skip();
}

// 13.2.5.5
void Tokenizer::Impl::plaintext(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<'\0'>(c.rest())));
  if (c.at_end()) return;
  ++t.irregular_.nul;
  text(t, kReplacementText);
  c.skip();
}

// 13.2.5.9, 13.2.5.12 (and 13.2.5.15, which knows "!" besides: states_script.cc)
void Tokenizer::Impl::raw_less_than(Tokenizer& t, Chunk& c) {
  const Family family = family_of(t.state_);
  if (c.peek() == '/') {
    c.skip();
    t.state_ = family.end_tag_open;
    return;
  }
  t.state_ = family.text;
  text(t, "<");
}

// 13.2.5.10, 13.2.5.13, 13.2.5.16, 13.2.5.24
void Tokenizer::Impl::raw_end_tag_open(Tokenizer& t, Chunk& c) {
  const Family family = family_of(t.state_);
  if (ascii::is_alpha(c.peek())) {
    t.pending_.clear();
    t.state_ = family.end_tag_name;
    return;
  }
  t.state_ = family.text;
  text(t, "</");
}

// 13.2.5.11, 13.2.5.14, 13.2.5.17, 13.2.5.25. pending_ is the temporary buffer. Once it is longer than the name that
// could end the element it is given back: the letters mean the same in the state fallen back to.
void Tokenizer::Impl::raw_end_tag_name(Tokenizer& t, Chunk& c) {
  while (!c.at_end() && ascii::is_alpha(c.peek()) && t.pending_.size() <= t.last_start_tag_.size()) {
    t.pending_.push_back(c.peek());
    c.skip();
  }
  if (c.at_end()) return;
  const char next = c.peek();
  const bool appropriate = ascii::equal_ignoring_case(t.pending_, t.last_start_tag_);
  if (appropriate && (is_html_space(next) || next == '/' || next == '>')) {
    start_tag(t, true);
    append_value(t, t.last_start_tag_);
    t.tag_name_size_ = t.tag_.size();
    c.skip();
    if (next == '>') {
      emit_tag(t);
    } else {
      t.state_ = next == '/' ? State::SelfClosingStartTag : State::BeforeAttributeName;
    }
    return;
  }
  t.state_ = family_of(t.state_).text;
  text(t, "</");
  text(t, t.pending_);
}

// 13.2.5.69. U+0000 is given as it is.
void Tokenizer::Impl::cdata_section(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<']'>(c.rest())));
  if (c.at_end()) return;
  c.skip();
  t.state_ = State::CdataSectionBracket;
}

// 13.2.5.70
void Tokenizer::Impl::cdata_section_bracket(Tokenizer& t, Chunk& c) {
  if (c.peek() == ']') {
    c.skip();
    t.state_ = State::CdataSectionEnd;
    return;
  }
  t.state_ = State::CdataSection;
  text(t, "]");
}

// 13.2.5.71
void Tokenizer::Impl::cdata_section_end(Tokenizer& t, Chunk& c) {
  if (c.peek() == ']') {
    c.skip();
    text(t, "]");
  } else if (c.peek() == '>') {
    c.skip();
    t.state_ = State::Data;
  } else {
    t.state_ = State::CdataSection;
    text(t, "]]");
  }
}

}  // namespace mugai::html
