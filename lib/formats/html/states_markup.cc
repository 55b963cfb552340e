// HTML standard 13.2.5.41 to 13.2.5.52: bogus comments, markup declarations, comments.
#include <array>

#include "lib/formats/html/tokenizer_impl.h"

namespace mugai::html {

// 13.2.5.41
void Tokenizer::Impl::bogus_comment(Tokenizer& t, Chunk& c) {
  append_comment(t, c.take(find_any<'>', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '>') {
    c.skip();
    emit_comment(t);
    return;
  }
  ++t.irregular_.nul;
  c.skip();
  append_comment(t, kReplacementText);
}

// 13.2.5.42: after "<!": "--", "DOCTYPE" in any case, "[CDATA["; all else is a bogus comment. pending_ holds what may
// still become one of them; none of these characters means anything in a bogus comment.
void Tokenizer::Impl::markup_declaration_open(Tokenizer& t, Chunk& c) {
  struct Row {
    std::string_view keyword;
    bool any_case;
    State next;
  };
  static constexpr std::array<Row, 3> kRows = {
      {{"--", false, State::CommentStart}, {"DOCTYPE", true, State::Doctype}, {"[CDATA[", false, State::CdataSection}}};
  while (!c.at_end()) {
    t.pending_.push_back(c.peek());
    const Row* possible = nullptr;
    for (const Row& row : kRows) {
      const std::string_view begin = row.keyword.substr(0, t.pending_.size());
      if (begin == t.pending_ || (row.any_case && ascii::equal_ignoring_case(begin, t.pending_))) possible = &row;
    }
    if (possible == nullptr) {
      t.pending_.pop_back();
      start_comment(t, t.pending_);
      t.state_ = State::BogusComment;
      return;
    }
    c.skip();
    if (t.pending_.size() < possible->keyword.size()) continue;
    t.state_ = possible->next;
    if (possible->next == State::CommentStart) start_comment(t, "");
    if (possible->next == State::CdataSection && !t.cdata_allowed_) {
      start_comment(t, t.pending_);
      t.state_ = State::BogusComment;
    }
    return;
  }
}

// 13.2.5.43
void Tokenizer::Impl::comment_start(Tokenizer& t, Chunk& c) {
  if (c.peek() == '-') {
    c.skip();
    t.state_ = State::CommentStartDash;
  } else if (c.peek() == '>') {
    c.skip();
    emit_comment(t);
  } else {
    t.state_ = State::Comment;
  }
}

// 13.2.5.44
void Tokenizer::Impl::comment_start_dash(Tokenizer& t, Chunk& c) {
  if (c.peek() == '-') {
    c.skip();
    t.state_ = State::CommentEnd;
  } else if (c.peek() == '>') {
    c.skip();
    emit_comment(t);
  } else {
    append_comment(t, "-");
    t.state_ = State::Comment;
  }
}

// 13.2.5.45
void Tokenizer::Impl::comment(Tokenizer& t, Chunk& c) {
  append_comment(t, c.take(find_any<'<', '-', '\0'>(c.rest())));
  if (c.at_end()) return;
  if (c.peek() == '<') {
    append_comment(t, "<");
    t.state_ = State::CommentLessThan;
  } else if (c.peek() == '-') {
    t.state_ = State::CommentEndDash;
  } else {
    ++t.irregular_.nul;
    append_comment(t, kReplacementText);
  }
  c.skip();
}

// 13.2.5.46
void Tokenizer::Impl::comment_less_than(Tokenizer& t, Chunk& c) {
  if (c.peek() == '!') {
    append_comment(t, c.take(1));
    t.state_ = State::CommentLessThanBang;
  } else if (c.peek() == '<') {
    append_comment(t, c.take(1));
  } else {
    t.state_ = State::Comment;
  }
}

// 13.2.5.47
void Tokenizer::Impl::comment_less_than_bang(Tokenizer& t, Chunk& c) {
  t.state_ = State::Comment;
  if (c.peek() != '-') return;
  c.skip();
  t.state_ = State::CommentLessThanBangDash;
}

// 13.2.5.48
void Tokenizer::Impl::comment_less_than_bang_dash(Tokenizer& t, Chunk& c) {
  t.state_ = State::CommentEndDash;
  if (c.peek() != '-') return;
  c.skip();
  t.state_ = State::CommentLessThanBangDashDash;
}

// 13.2.5.49: a comment within a comment is an error that changes nothing.
void Tokenizer::Impl::comment_less_than_bang_dash_dash(Tokenizer& t, Chunk& /*c*/) {
  t.state_ = State::CommentEnd;
}

// 13.2.5.50
void Tokenizer::Impl::comment_end_dash(Tokenizer& t, Chunk& c) {
  if (c.peek() == '-') {
    c.skip();
    t.state_ = State::CommentEnd;
    return;
  }
  append_comment(t, "-");
  t.state_ = State::Comment;
}

// 13.2.5.51
void Tokenizer::Impl::comment_end(Tokenizer& t, Chunk& c) {
  if (c.peek() == '>') {
    c.skip();
    emit_comment(t);
  } else if (c.peek() == '!') {
    c.skip();
    t.state_ = State::CommentEndBang;
  } else if (c.peek() == '-') {
    append_comment(t, c.take(1));
  } else {
    append_comment(t, "--");
    t.state_ = State::Comment;
  }
}

// 13.2.5.52
void Tokenizer::Impl::comment_end_bang(Tokenizer& t, Chunk& c) {
  if (c.peek() == '>') {
    c.skip();
    emit_comment(t);
    return;
  }
  append_comment(t, "--!");
  t.state_ = State::Comment;
  if (c.peek() != '-') return;
  c.skip();
  t.state_ = State::CommentEndDash;
}

}  // namespace mugai::html
