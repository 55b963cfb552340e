// Inside of the tokenizer: the chunk being read, and one function for each state of the standard, grouped as its
// sections are: states_text.cc, states_tag.cc, states_markup.cc, states_reference.cc.
//
// A state function is called with at least one byte in the chunk. It takes bytes off the chunk or changes the state
// ("reconsume" is a change of state without taking the byte), or both; a state that runs over text takes as much as it
// can in one call.
#pragma once

#include <string_view>

#include "lib/base/ascii.h"
#include "lib/formats/html/scan.h"
#include "lib/formats/html/tag_memory.h"
#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

inline constexpr std::string_view kReplacementText = "\xEF\xBF\xBD";  // U+FFFD

// What is left of the bytes being read.
class Chunk {
 public:
  explicit Chunk(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  [[nodiscard]] char peek() const noexcept { return rest_.front(); }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
  void skip() noexcept { rest_.remove_prefix(1); }
  // `rest` must be an end of what is left.
  void set_rest(std::string_view rest) noexcept { rest_ = rest; }
  // Takes `count` bytes, at most what there is.
  std::string_view take(std::size_t count) noexcept {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view rest_;
};

// TAB, LF, FF, SPACE: the white space of the tokenizer (CR is gone by then).
constexpr bool is_html_space(char c) noexcept {
  return c == ' ' || c == '\n' || c == '\t' || c == '\f';
}

struct Tokenizer::Impl {
  using Step = void (*)(Tokenizer&, Chunk&);

  // tokenizer.cc: shared work
  static void run(Tokenizer& t, std::string_view text);
  static void text(Tokenizer& t, std::string_view piece) {
    if (!piece.empty()) t.handler_.on_text(piece);
  }
  static void count_cut(Tokenizer& t);
  static void append_comment(Tokenizer& t, std::string_view piece);
  static void emit_comment(Tokenizer& t);
  static void start_comment(Tokenizer& t, std::string_view first);

  // states_text.cc
  static void rcdata(Tokenizer& t, Chunk& c);
  static void rawtext(Tokenizer& t, Chunk& c);
  static void script_data(Tokenizer& t, Chunk& c);
  static void plaintext(Tokenizer& t, Chunk& c);
  static void cdata_section(Tokenizer& t, Chunk& c);
  static void cdata_section_bracket(Tokenizer& t, Chunk& c);
  static void cdata_section_end(Tokenizer& t, Chunk& c);
  static void raw_less_than(Tokenizer& t, Chunk& c);
  static void raw_end_tag_open(Tokenizer& t, Chunk& c);
  static void raw_end_tag_name(Tokenizer& t, Chunk& c);

  // states_script.cc
  static void script_data_less_than(Tokenizer& t, Chunk& c);
  static void script_data_escape_start(Tokenizer& t, Chunk& c);
  static void script_data_escape_start_dash(Tokenizer& t, Chunk& c);
  static void script_data_escaped(Tokenizer& t, Chunk& c);
  static void script_data_escaped_dash(Tokenizer& t, Chunk& c);
  static void script_data_escaped_dash_dash(Tokenizer& t, Chunk& c);
  static void script_data_escaped_less_than(Tokenizer& t, Chunk& c);
  static void script_data_double_escape_start(Tokenizer& t, Chunk& c);
  static void script_data_double_escaped(Tokenizer& t, Chunk& c);
  static void script_data_double_escaped_dash(Tokenizer& t, Chunk& c);
  static void script_data_double_escaped_dash_dash(Tokenizer& t, Chunk& c);
  static void script_data_double_escaped_less_than(Tokenizer& t, Chunk& c);
  static void script_data_double_escape_end(Tokenizer& t, Chunk& c);

  // Gives a start tag. Its name is kept where the handler changes the state: the end tag that leads back bears it.
  static void give_start_tag(Tokenizer& t, const Name& name, std::span<const Attribute> attributes, bool self_closing) {
    t.handler_.on_start_tag(name, attributes, self_closing);
    if (t.state_ != State::Data) t.last_start_tag_.assign(name);
  }

  // states_plain.cc
  static bool bare_tag(Tokenizer& t, Chunk& c);
  static bool plain_tag(Tokenizer& t, Chunk& c);
  static bool read_tag(Tokenizer& t, Chunk& c, const TagMemory::Key& key);
  static bool plain_reference(Tokenizer& t, Chunk& c);
  static void data(Tokenizer& t, Chunk& c);

  // states_tag.cc
  static void start_tag(Tokenizer& t, bool is_end_tag);
  static void emit_tag(Tokenizer& t);
  static void append_value(Tokenizer& t, std::string_view piece);
  static void count_odd(Tokenizer& t);
  static void tag_open(Tokenizer& t, Chunk& c);
  static void end_tag_open(Tokenizer& t, Chunk& c);
  static void tag_name(Tokenizer& t, Chunk& c);
  static void before_attribute_name(Tokenizer& t, Chunk& c);
  static void attribute_name(Tokenizer& t, Chunk& c);
  static void after_attribute_name(Tokenizer& t, Chunk& c);
  static void before_attribute_value(Tokenizer& t, Chunk& c);
  static void attribute_value_double_quoted(Tokenizer& t, Chunk& c);
  static void attribute_value_single_quoted(Tokenizer& t, Chunk& c);
  static void attribute_value_unquoted(Tokenizer& t, Chunk& c);
  static void after_attribute_value_quoted(Tokenizer& t, Chunk& c);
  static void self_closing_start_tag(Tokenizer& t, Chunk& c);

  // states_markup.cc
  static void bogus_comment(Tokenizer& t, Chunk& c);
  static void markup_declaration_open(Tokenizer& t, Chunk& c);
  static void comment_start(Tokenizer& t, Chunk& c);
  static void comment_start_dash(Tokenizer& t, Chunk& c);
  static void comment(Tokenizer& t, Chunk& c);
  static void comment_less_than(Tokenizer& t, Chunk& c);
  static void comment_less_than_bang(Tokenizer& t, Chunk& c);
  static void comment_less_than_bang_dash(Tokenizer& t, Chunk& c);
  static void comment_less_than_bang_dash_dash(Tokenizer& t, Chunk& c);
  static void comment_end_dash(Tokenizer& t, Chunk& c);
  static void comment_end(Tokenizer& t, Chunk& c);
  static void comment_end_bang(Tokenizer& t, Chunk& c);

  // states_doctype.cc
  static void start_doctype(Tokenizer& t);
  static void emit_doctype(Tokenizer& t, bool force_quirks);
  static void doctype(Tokenizer& t, Chunk& c);
  static void before_doctype_name(Tokenizer& t, Chunk& c);
  static void doctype_name(Tokenizer& t, Chunk& c);
  static void after_doctype_name(Tokenizer& t, Chunk& c);
  static void doctype_public_keyword(Tokenizer& t, Chunk& c);
  static void doctype_public_identifier(Tokenizer& t, Chunk& c);
  static void after_doctype_public_identifier(Tokenizer& t, Chunk& c);
  static void doctype_system_keyword(Tokenizer& t, Chunk& c);
  static void doctype_system_identifier(Tokenizer& t, Chunk& c);
  static void after_doctype_system_identifier(Tokenizer& t, Chunk& c);
  static void bogus_doctype(Tokenizer& t, Chunk& c);

  // states_reference.cc
  static void start_reference(Tokenizer& t);
  static void character_reference(Tokenizer& t, Chunk& c);
  static void named_reference(Tokenizer& t, Chunk& c);
  static void numeric_start(Tokenizer& t, Chunk& c);
  static void hexadecimal_start(Tokenizer& t, Chunk& c);
  static void hexadecimal_reference(Tokenizer& t, Chunk& c);
  static void decimal_reference(Tokenizer& t, Chunk& c);
  static void end_reference(Tokenizer& t);  // at the end of the input

  // The end of the input in each state (the "EOF" rows of 13.2.5).
  static void finish(Tokenizer& t);
};

}  // namespace mugai::html
