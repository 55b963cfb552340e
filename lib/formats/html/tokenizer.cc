// The tokenizer's loop, its buffers, and what the end of the input means in each state.
#include "lib/formats/html/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "lib/base/check.h"
#include "lib/formats/html/tag_memory.h"
#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

constexpr std::size_t kStateCount = static_cast<std::size_t>(State::DecimalCharacterReference) + 1;

}  // namespace

Tokenizer::Tokenizer(TokenHandler& handler, const Limits& limits)
    : handler_(handler), limits_(limits), memory_(std::make_unique<TagMemory>()) {
  tag_.reserve(1024);
  plain_.reserve(std::size_t{8} << 10);
  attributes_.reserve(16);
  views_.reserve(16);
}

Tokenizer::~Tokenizer() = default;

void Tokenizer::set_state(State state, std::string_view last_start_tag) {
  state_ = state;
  last_start_tag_.assign(last_start_tag);
}

// 13.2.3.5, preprocessing of the input stream: CRLF and CR become LF. A CR before an LF is left out; a lone CR is
// replaced. Since a CR may be the last byte of a chunk, the LF is given at once and a following LF is skipped.
void Tokenizer::write(std::string_view utf8) {
  constexpr std::size_t kPiece = std::size_t{64} << 10;
  if (utf8.empty()) return;
  if (std::exchange(skip_line_feed_, false) && utf8.front() == '\n') utf8.remove_prefix(1);
  std::size_t end = std::min(utf8.find('\r'), utf8.size());
  if (end == utf8.size()) return Impl::run(*this, utf8);
  lines_.clear();
  for (; end < utf8.size(); end = std::min(utf8.find('\r'), utf8.size())) {
    lines_.append(utf8.substr(0, end)).push_back('\n');
    utf8.remove_prefix(end + 1);
    skip_line_feed_ = utf8.empty();
    if (!utf8.empty() && utf8.front() == '\n') utf8.remove_prefix(1);
    if (lines_.size() < kPiece) continue;
    Impl::run(*this, lines_);
    lines_.clear();
  }
  lines_.append(utf8);
  Impl::run(*this, lines_);
}

void Tokenizer::finish() {
  Impl::finish(*this);
  handler_.on_eof();
}

void Tokenizer::Impl::run(Tokenizer& t, std::string_view text) {
  // In the order of State.
  static constexpr std::array<Step, kStateCount> kSteps = {
      data,
      rcdata,
      rawtext,
      script_data,
      plaintext,
      tag_open,
      end_tag_open,
      tag_name,
      raw_less_than,
      raw_end_tag_open,
      raw_end_tag_name,  // RCDATA
      raw_less_than,
      raw_end_tag_open,
      raw_end_tag_name,  // RAWTEXT
      script_data_less_than,
      raw_end_tag_open,
      raw_end_tag_name,  // script data
      script_data_escape_start,
      script_data_escape_start_dash,
      script_data_escaped,
      script_data_escaped_dash,
      script_data_escaped_dash_dash,
      script_data_escaped_less_than,
      raw_end_tag_open,
      raw_end_tag_name,
      script_data_double_escape_start,
      script_data_double_escaped,
      script_data_double_escaped_dash,
      script_data_double_escaped_dash_dash,
      script_data_double_escaped_less_than,
      script_data_double_escape_end,
      before_attribute_name,
      attribute_name,
      after_attribute_name,
      before_attribute_value,
      attribute_value_double_quoted,
      attribute_value_single_quoted,
      attribute_value_unquoted,
      after_attribute_value_quoted,
      self_closing_start_tag,
      bogus_comment,
      markup_declaration_open,
      comment_start,
      comment_start_dash,
      comment,
      comment_less_than,
      comment_less_than_bang,
      comment_less_than_bang_dash,
      comment_less_than_bang_dash_dash,
      comment_end_dash,
      comment_end,
      comment_end_bang,
      doctype,
      before_doctype_name,
      doctype_name,
      after_doctype_name,
      doctype_public_keyword,
      doctype_public_keyword,  // after the keyword, before the identifier
      doctype_public_identifier,
      doctype_public_identifier,  // in double and in single quotes
      after_doctype_public_identifier,
      after_doctype_public_identifier,  // after it, between it and the system one
      doctype_system_keyword,
      doctype_system_keyword,
      doctype_system_identifier,
      doctype_system_identifier,
      after_doctype_system_identifier,
      bogus_doctype,
      cdata_section,
      cdata_section_bracket,
      cdata_section_end,
      character_reference,
      named_reference,
      numeric_start,
      hexadecimal_start,
      hexadecimal_reference,
      decimal_reference};
  Chunk chunk(text);
  while (!chunk.at_end())
    kSteps[static_cast<std::size_t>(t.state_)](t, chunk);
}

// Once for a comment or doctype, however it comes in.
void Tokenizer::Impl::count_cut(Tokenizer& t) {
  if (!std::exchange(t.comment_cut_, true)) ++t.irregular_.cut;
}

void Tokenizer::Impl::start_comment(Tokenizer& t, std::string_view first) {
  t.comment_.clear();
  t.comment_cut_ = false;
  append_comment(t, first);
}

void Tokenizer::Impl::append_comment(Tokenizer& t, std::string_view piece) {
  const std::size_t room =
      t.limits_.max_comment_bytes - std::min<std::uint64_t>(t.limits_.max_comment_bytes, t.comment_.size());
  if (piece.size() > room) count_cut(t);
  t.comment_.append(piece.substr(0, room));
}

void Tokenizer::Impl::emit_comment(Tokenizer& t) {
  t.state_ = State::Data;
  t.handler_.on_comment(t.comment_);
}

namespace {

// What the end of the input leaves to be done in a state.
enum class Eof : std::uint8_t {
  Nothing,       // a text state
  Unclosed,      // a raw text state: its element was never closed
  LessThan,      // "<" was not yet given
  Solidus,       // "</" was not yet given
  EndTagName,    // "</" and the pending letters were not yet given
  Tag,           // the tag is dropped
  Comment,       // the comment is given
  Declaration,   // "<!" and pending characters: a comment
  NewDoctype,    // a doctype without a name
  Doctype,       // the doctype is given, with quirks
  BogusDoctype,  // the doctype is given as it is
  Bracket,       // "]" was not yet given
  BracketBracket,
  Reference,
};

Eof eof_of(State state) noexcept {
  using S = State;
  switch (state) {
    case S::Data:
    case S::Plaintext:
    case S::CdataSection:
      return Eof::Nothing;
    case S::TagOpen:
    case S::RcdataLessThan:
    case S::RawtextLessThan:
    case S::ScriptDataLessThan:
    case S::ScriptDataEscapedLessThan:
      return Eof::LessThan;
    case S::EndTagOpen:
    case S::RcdataEndTagOpen:
    case S::RawtextEndTagOpen:
    case S::ScriptDataEndTagOpen:
    case S::ScriptDataEscapedEndTagOpen:
      return Eof::Solidus;
    case S::RcdataEndTagName:
    case S::RawtextEndTagName:
    case S::ScriptDataEndTagName:
    case S::ScriptDataEscapedEndTagName:
      return Eof::EndTagName;
    case S::TagName:
    case S::BeforeAttributeName:
    case S::AttributeName:
    case S::AfterAttributeName:
    case S::BeforeAttributeValue:
    case S::AttributeValueDoubleQuoted:
    case S::AttributeValueSingleQuoted:
    case S::AttributeValueUnquoted:
    case S::AfterAttributeValueQuoted:
    case S::SelfClosingStartTag:
      return Eof::Tag;
    case S::MarkupDeclarationOpen:
      return Eof::Declaration;
    case S::BogusComment:
    case S::CommentStart:
    case S::CommentStartDash:
    case S::Comment:
    case S::CommentLessThan:
    case S::CommentLessThanBang:
    case S::CommentLessThanBangDash:
    case S::CommentLessThanBangDashDash:
    case S::CommentEndDash:
    case S::CommentEnd:
    case S::CommentEndBang:
      return Eof::Comment;
    case S::Doctype:
    case S::BeforeDoctypeName:
      return Eof::NewDoctype;
    case S::BogusDoctype:
      return Eof::BogusDoctype;
    case S::CdataSectionBracket:
      return Eof::Bracket;
    case S::CdataSectionEnd:
      return Eof::BracketBracket;
    case S::CharacterReference:
    case S::NamedCharacterReference:
    case S::NumericCharacterReference:
    case S::HexadecimalCharacterReferenceStart:
    case S::HexadecimalCharacterReference:
    case S::DecimalCharacterReference:
      return Eof::Reference;
    default:
      break;
  }
  return state > S::Doctype && state < S::BogusDoctype ? Eof::Doctype : Eof::Unclosed;
}

}  // namespace

void Tokenizer::Impl::finish(Tokenizer& t) {
  if (eof_of(t.state_) == Eof::Reference) end_reference(t);
  const Eof eof = eof_of(t.state_);
  const bool raw = t.state_ != State::TagOpen && t.state_ != State::EndTagOpen;
  switch (eof) {
    case Eof::Nothing:
      break;
    case Eof::Unclosed:
      t.irregular_.swallowed_by_eof = 1;
      break;
    case Eof::LessThan:
      text(t, "<");
      t.irregular_.swallowed_by_eof = raw ? 1 : 0;
      break;
    case Eof::Solidus:
      text(t, "</");
      t.irregular_.swallowed_by_eof = raw ? 1 : 0;
      break;
    case Eof::EndTagName:
      text(t, "</");
      text(t, t.pending_);
      t.irregular_.swallowed_by_eof = 1;
      break;
    case Eof::Tag:
      t.irregular_.swallowed_by_eof = 1;
      break;
    case Eof::Declaration:
      start_comment(t, t.pending_);
      emit_comment(t);
      break;
    case Eof::Comment:
      t.irregular_.swallowed_by_eof = 1;
      emit_comment(t);
      break;
    case Eof::NewDoctype:
      start_doctype(t);
      emit_doctype(t, true);
      break;
    case Eof::Doctype:
      emit_doctype(t, true);
      break;
    case Eof::BogusDoctype:
      emit_doctype(t, false);
      break;
    case Eof::Bracket:
      text(t, "]");
      break;
    case Eof::BracketBracket:
      text(t, "]]");
      break;
    case Eof::Reference:
      MUGAI_CHECK(false);
      break;
  }
  t.state_ = State::Data;
}

}  // namespace mugai::html
