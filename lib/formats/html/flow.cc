#include "lib/formats/html/flow.h"

#include <algorithm>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/plain_run.h"
#include "lib/formats/html/width.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxPrefixes = 16;     // bounds how much a short line can grow
constexpr std::uint32_t kMaxEmptyLines = 2;  // in a row

constexpr char32_t kZeroWidthNonJoiner = 0x200C;
constexpr char32_t kZeroWidthJoiner = 0x200D;
constexpr char32_t kSoftHyphen = 0xAD;
constexpr char32_t kNoBreakSpace = 0xA0;
constexpr char32_t kByteOrderMark = 0xFEFF;

// A joiner is part of the word after Arabic, Syriac and the scripts of India, and part of the picture after an emoji.
constexpr bool keeps_joiner(char32_t before) noexcept {
  return (before >= 0x0600 && before <= 0x0DFF) || (before >= 0x2600 && before <= 0x27BF) || before == 0xFE0F ||
         (before >= 0x1F000 && before <= 0x1FAFF);
}

}  // namespace

// Prefixes 0..count. Blanks at the end of a line are taken off again by end_line().
void Flow::write_prefixes(std::size_t count, bool markers) {
  for (std::size_t i = 0; i < std::min(count, prefixes_.size()); ++i) {
    Prefix& prefix = prefixes_.at(i);
    const bool marker = markers && !prefix.marker.empty();
    append(marker ? prefix.marker : prefix.every_line);
    if (marker) prefix.marker.clear();
  }
}

void Flow::begin_line() {
  if (margin_ && empty_lines_ == 0 && !out_.empty()) {
    line_begin_ = out_.size();
    write_prefixes(gap_prefixes_, false);
    end_line();
  }
  margin_ = false;
  empty_lines_ = 0;
  line_begin_ = out_.size();
  write_prefixes(prefixes_.size(), true);
  gap_prefixes_ = prefixes_.size();
  if (mark_waits_) mark_ = out_.size();
  mark_waits_ = false;
  line_open_ = true;
  set_last(0);
}

void Flow::end_line() {
  while (out_.size() > line_begin_ && (out_.back() == ' ' || out_.back() == '\t')) {
    out_.pop_back();
    --counts_->bytes;
  }
  append('\n');
  line_begin_ = out_.size();
  line_open_ = false;
  pending_space_ = false;
  set_last(0);
}

void Flow::break_line(bool limited) {
  if (line_open_) return end_line();
  if (out_.empty() || (limited && empty_lines_ >= kMaxEmptyLines)) return;
  line_begin_ = out_.size();
  write_prefixes(gap_prefixes_, false);
  end_line();
  ++empty_lines_;
  margin_ = false;
}

void Flow::block_edge(bool margin) {
  if (line_open_) end_line();
  pending_space_ = false;
  margin_ = margin_ || margin;
}

void Flow::push_prefix(std::string_view every_line, std::string_view marker) {
  if (line_open_) end_line();
  if (prefixes_.size() >= kMaxPrefixes) {
    ++extra_prefixes_;
    return;
  }
  prefixes_.push_back({std::string(every_line), std::string(marker)});
}

void Flow::pop_prefix() {
  if (line_open_) end_line();
  if (extra_prefixes_ > 0) {
    --extra_prefixes_;
  } else if (!prefixes_.empty()) {
    prefixes_.pop_back();
  }
  gap_prefixes_ = std::min(gap_prefixes_, prefixes_.size());
}

void Flow::put(std::initializer_list<std::string_view> clean) {
  for (const std::string_view piece : clean) {
    if (piece.empty()) continue;
    open_line();
    if (std::exchange(pending_space_, false) && last() != 0) append(' ');
    append(piece);
    set_last(static_cast<unsigned char>(piece.back()));
  }
}

void Flow::insert_lines(std::string_view lines) {
  block_edge(false);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty()) {
      break_line(false);
      continue;
    }
    open_line();
    append(line);
    end_line();
  }
}

// Remembers white space; it counts once text follows on the same line.
void Flow::space(bool line_end) {
  pending_line_end_ = pending_space_ ? pending_line_end_ || line_end : line_end;
  pending_space_ = true;
}

void Flow::white_space(char c, WhiteSpace mode) {
  if (c == '\n' && mode != WhiteSpace::Collapse) return break_line(false);
  if (mode != WhiteSpace::Preserve) return space(c == '\n');
  open_line();
  append(c);
  set_last(U' ');
}

// One character that is not plain: decides whether it is shown, and as what.
void Flow::character(char32_t c, std::string_view bytes) {
  if (c == kNoBreakSpace) {
    bytes = " ";
  } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
    return;
  } else if (c == kSoftHyphen) {
    ++counts_->soft_hyphens;
    return;
  } else if (c == 0x2028 || c == 0x2029) {
    return space(true);
  } else if (utf8::is_bidi_control(c)) {
    ++counts_->bidi;
    return;
  } else if (utf8::is_invisible(c)) {
    const bool joiner = c == kZeroWidthJoiner || c == kZeroWidthNonJoiner;
    if (!joiner || !keeps_joiner(last()) || pending_space_) {
      if (c != kByteOrderMark || !out_.empty()) ++counts_->zero_width;
      return;
    }
  } else if (utf8::is_noncharacter(c) || c == utf8::kReplacement) {
    bytes = "\xEF\xBF\xBD";
  }
  open_line();
  const bool elided = pending_line_end_ && is_unspaced(last()) && is_unspaced(c);
  if (pending_space_ && last() != 0 && !elided) append(' ');
  pending_space_ = false;
  append(bytes);
  set_last(c);
}

// Copies what needs no second look. Returns the bytes taken.
std::size_t Flow::copy_run(std::string_view text) {
  std::size_t size = plain_run(text);
  if (size == 0) return 0;
  if (text[size - 1] == ' ') --size;  // perhaps the first of several
  open_line();
  if (pending_space_) {
    const bool elided = pending_line_end_ && is_unspaced(last()) && is_unspaced(utf8::decode(text).code);
    if (last() != 0 && !elided) append(' ');
    pending_space_ = false;
  }
  append(text.substr(0, size));
  last_in_out_ = true;
  return size;
}

// Looked up in the text where it was put there by copy_run().
char32_t Flow::last() const noexcept {
  if (!last_in_out_) return last_;
  const auto byte = static_cast<unsigned char>(out_.back());
  return byte < 0x80 ? char32_t{byte} : utf8::decode(std::string_view(out_).substr(out_.size() - 3)).code;
}

void Flow::text(std::string_view utf8, WhiteSpace white_space_mode) {
  while (!utf8.empty()) {
    const char c = utf8.front();
    if (c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r') {
      white_space(c == '\n' ? '\n' : c == '\t' ? '\t' : ' ', white_space_mode);
      utf8.remove_prefix(1);
      continue;
    }
    if (const std::size_t taken = copy_run(utf8); taken > 0) {
      utf8.remove_prefix(taken);
      continue;
    }
    const utf8::Decoded d = utf8::decode(utf8);
    character(d.code, utf8.substr(0, d.length));
    utf8.remove_prefix(d.length);
  }
}

std::string_view Flow::since_mark() const noexcept {
  if (mark_waits_ || mark_ >= out_.size()) return {};
  return ascii::trim(std::string_view(out_).substr(static_cast<std::size_t>(mark_)));
}

std::string_view Flow::finish() {
  if (line_open_) end_line();
  while (!out_.empty() && (out_.back() == '\n' || out_.back() == ' ')) {
    out_.pop_back();
    --counts_->bytes;
  }
  counts_->bytes -= out_.size();
  return out_;
}

std::string Flow::take() {
  finish();
  return std::move(out_);
}

void Flow::clear() {
  out_.clear();
  prefixes_.clear();
  extra_prefixes_ = 0;
  gap_prefixes_ = 0;
  empty_lines_ = 0;
  line_begin_ = mark_ = 0;
  mark_waits_ = line_open_ = margin_ = pending_space_ = pending_line_end_ = false;
  set_last(0);
}

}  // namespace mugai::html
