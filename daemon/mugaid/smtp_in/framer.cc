#include "daemon/mugaid/smtp_in/framer.h"

#include <algorithm>
#include <array>

namespace mugai::smtp {
namespace {

constexpr std::array<std::string_view, 5> kFaultWords = {"no fault", "bare CR", "bare LF", "NUL byte", "line too long"};

constexpr bool is_special(char c) {
  return c == '\r' || c == '\n' || c == '\0';
}

}  // namespace

std::string_view fault_words(FrameFault fault) noexcept {
  return kFaultWords.at(static_cast<std::size_t>(fault));
}

LineReader::State LineReader::fail(FrameFault fault) {
  fault_ = fault;
  return State::Fault;
}

LineReader::State LineReader::feed(std::string_view& input) {
  if (fault_ != FrameFault::None) return State::Fault;
  if (line_done_) {
    line_.clear();
    line_done_ = false;
  }
  while (!input.empty()) {
    const char c = input.front();
    input.remove_prefix(1);
    if (after_cr_) {
      if (c != '\n') return fail(FrameFault::BareCr);
      after_cr_ = false;
      line_done_ = true;
      return State::Line;
    }
    if (c == '\n') return fail(FrameFault::BareLf);
    if (c == '\0') return fail(FrameFault::Nul);
    if (c == '\r') {
      after_cr_ = true;
      continue;
    }
    if (line_.size() >= kMaxCommandBytes) return fail(FrameFault::LineTooLong);
    line_ += c;
  }
  return State::NeedMore;
}

DataReader::State DataReader::fail(FrameFault fault) {
  fault_ = fault;
  return State::Fault;
}

// One byte of the message:
//   LineStart  "."  → Dot (not yet kept)         other → Text
//   Dot        CR   → DotCr                      other → the dot was a stuffed one and is dropped, Text
//   DotCr      LF   → End                        other → bare CR
//   Text       CR   → TextCr                     LF, NUL → fault
//   TextCr     LF   → line kept, LineStart       other → bare CR
DataReader::State DataReader::step(char c, std::string& out) {
  if (at_ == At::DotCr) return c == '\n' ? State::End : fail(FrameFault::BareCr);
  if (at_ == At::TextCr) {
    if (c != '\n') return fail(FrameFault::BareCr);
    out += "\r\n";
    at_ = At::LineStart;
    line_bytes_ = 0;
    return State::NeedMore;
  }
  if (c == '\n') return fail(FrameFault::BareLf);
  if (c == '\0') return fail(FrameFault::Nul);
  if (at_ == At::LineStart && c == '.') {
    at_ = At::Dot;
    return State::NeedMore;
  }
  if (c == '\r') {
    at_ = at_ == At::Dot ? At::DotCr : At::TextCr;
    return State::NeedMore;
  }
  at_ = At::Text;
  if (++line_bytes_ > max_line_bytes_) return fail(FrameFault::LineTooLong);
  out += c;
  return State::NeedMore;
}

DataReader::State DataReader::feed(std::string_view& input, std::string& out) {
  if (fault_ != FrameFault::None) return State::Fault;
  while (!input.empty()) {
    if (at_ == At::Text) {  // the many bytes in the middle of a line, at once
      const auto* const end = std::find_if(input.begin(), input.end(), is_special);
      const auto run = static_cast<std::size_t>(end - input.begin());
      line_bytes_ += run;
      if (line_bytes_ > max_line_bytes_) return fail(FrameFault::LineTooLong);
      out.append(input.substr(0, run));
      input.remove_prefix(run);
      if (input.empty()) break;
    }
    const char c = input.front();
    input.remove_prefix(1);
    if (const State state = step(c, out); state != State::NeedMore) return state;
  }
  return State::NeedMore;
}

}  // namespace mugai::smtp
