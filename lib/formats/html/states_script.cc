// HTML standard 13.2.5.15 and 13.2.5.18 to 13.2.5.31: script data, escaped and double escaped. These states exist
// because old pages wrap scripts in <!-- -->, within which </script> may stand for itself.
#include <algorithm>

#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {
namespace {

constexpr std::string_view kScript = "script";

}  // namespace

// 13.2.5.15
void Tokenizer::Impl::script_data_less_than(Tokenizer& t, Chunk& c) {
  if (c.peek() == '!') {
    c.skip();
    t.state_ = State::ScriptDataEscapeStart;
    text(t, "<!");
    return;
  }
  raw_less_than(t, c);
}

// 13.2.5.18
void Tokenizer::Impl::script_data_escape_start(Tokenizer& t, Chunk& c) {
  t.state_ = State::ScriptData;
  if (c.peek() != '-') return;
  t.state_ = State::ScriptDataEscapeStartDash;
  text(t, c.take(1));
}

// 13.2.5.19
void Tokenizer::Impl::script_data_escape_start_dash(Tokenizer& t, Chunk& c) {
  t.state_ = State::ScriptData;
  if (c.peek() != '-') return;
  t.state_ = State::ScriptDataEscapedDashDash;
  text(t, c.take(1));
}

// 13.2.5.20
void Tokenizer::Impl::script_data_escaped(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<'-', '<', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '-') {
    t.state_ = State::ScriptDataEscapedDash;
    text(t, c.take(1));
  } else if (c.peek() == '<') {
    t.state_ = State::ScriptDataEscapedLessThan;
    c.skip();
  } else {
    ++t.irregular_.nul;
    c.skip();
    text(t, kReplacementText);
  }
}

// 13.2.5.21
void Tokenizer::Impl::script_data_escaped_dash(Tokenizer& t, Chunk& c) {
  t.state_ = State::ScriptDataEscaped;  // which gives "<", U+0000 and all others the same meaning
  if (c.peek() != '-') return;
  t.state_ = State::ScriptDataEscapedDashDash;
  text(t, c.take(1));
}

// 13.2.5.22
void Tokenizer::Impl::script_data_escaped_dash_dash(Tokenizer& t, Chunk& c) {
  if (c.peek() == '-') {
    text(t, c.take(1));
  } else if (c.peek() == '>') {
    t.state_ = State::ScriptData;
    text(t, c.take(1));
  } else {
    t.state_ = State::ScriptDataEscaped;
  }
}

// 13.2.5.23
void Tokenizer::Impl::script_data_escaped_less_than(Tokenizer& t, Chunk& c) {
  if (c.peek() == '/') {
    c.skip();
    t.state_ = State::ScriptDataEscapedEndTagOpen;
    return;
  }
  t.pending_.clear();
  t.state_ = ascii::is_alpha(c.peek()) ? State::ScriptDataDoubleEscapeStart : State::ScriptDataEscaped;
  text(t, "<");
}

namespace {

// 13.2.5.26 and 13.2.5.31 read a name and compare it with "script": the letters are collected up to one more than
// that, which can no longer be equal. Returns the bytes of the name at the front of `rest`.
std::size_t collect_name(std::string& pending, std::string_view rest) {
  std::size_t size = 0;
  while (size < rest.size() && ascii::is_alpha(rest[size]))
    ++size;
  const std::size_t room = kScript.size() + 1 - std::min(kScript.size() + 1, pending.size());
  pending.append(rest.substr(0, std::min(size, room)));
  return size;
}

constexpr bool ends_name(char c) noexcept {
  return is_html_space(c) || c == '/' || c == '>';
}

}  // namespace

// 13.2.5.26
void Tokenizer::Impl::script_data_double_escape_start(Tokenizer& t, Chunk& c) {
  text(t, c.take(collect_name(t.pending_, c.rest())));
  if (c.at_end()) return;
  t.state_ = State::ScriptDataEscaped;
  if (!ends_name(c.peek())) return;
  if (ascii::equal_ignoring_case(t.pending_, kScript)) t.state_ = State::ScriptDataDoubleEscaped;
  text(t, c.take(1));
}

// 13.2.5.27
void Tokenizer::Impl::script_data_double_escaped(Tokenizer& t, Chunk& c) {
  text(t, c.take(find_any<'-', '<', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '\0') {
    ++t.irregular_.nul;
    c.skip();
    text(t, kReplacementText);
    return;
  }
  t.state_ = c.peek() == '-' ? State::ScriptDataDoubleEscapedDash : State::ScriptDataDoubleEscapedLessThan;
  text(t, c.take(1));
}

// 13.2.5.28
void Tokenizer::Impl::script_data_double_escaped_dash(Tokenizer& t, Chunk& c) {
  t.state_ = State::ScriptDataDoubleEscaped;
  if (c.peek() != '-') return;
  t.state_ = State::ScriptDataDoubleEscapedDashDash;
  text(t, c.take(1));
}

// 13.2.5.29
void Tokenizer::Impl::script_data_double_escaped_dash_dash(Tokenizer& t, Chunk& c) {
  if (c.peek() == '-') {
    text(t, c.take(1));
  } else if (c.peek() == '>') {
    t.state_ = State::ScriptData;
    text(t, c.take(1));
  } else {
    t.state_ = State::ScriptDataDoubleEscaped;
  }
}

// 13.2.5.30
void Tokenizer::Impl::script_data_double_escaped_less_than(Tokenizer& t, Chunk& c) {
  t.state_ = State::ScriptDataDoubleEscaped;
  if (c.peek() != '/') return;
  t.pending_.clear();
  t.state_ = State::ScriptDataDoubleEscapeEnd;
  text(t, c.take(1));
}

// 13.2.5.31
void Tokenizer::Impl::script_data_double_escape_end(Tokenizer& t, Chunk& c) {
  text(t, c.take(collect_name(t.pending_, c.rest())));
  if (c.at_end()) return;
  t.state_ = State::ScriptDataDoubleEscaped;
  if (!ends_name(c.peek())) return;
  if (ascii::equal_ignoring_case(t.pending_, kScript)) t.state_ = State::ScriptDataEscaped;
  text(t, c.take(1));
}

}  // namespace mugai::html
