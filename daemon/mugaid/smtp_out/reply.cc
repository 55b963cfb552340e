#include "daemon/mugaid/smtp_out/reply.h"

#include <algorithm>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::smtp {
namespace {

constexpr std::size_t kMaxTextBytes = 300;

// status = ("2" / "4" / "5") "." 1*3DIGIT "." 1*3DIGIT (RFC 3463), followed by a space or the end. 0 where none.
std::size_t enhanced_length(std::string_view text) {
  if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5') || text[1] != '.') return 0;
  std::size_t dots = 0;
  std::size_t digits = 0;
  std::size_t i = 1;
  for (; i < text.size() && text[i] != ' '; ++i) {
    if (text[i] == '.') {
      if (i > 1 && digits == 0) return 0;
      ++dots;
      digits = 0;
    } else if (ascii::is_digit(text[i]) && digits < 3) {
      ++digits;
    } else {
      return 0;
    }
  }
  return dots == 2 && digits > 0 ? i : 0;
}

}  // namespace

// Reply-line = code ( "-" / SP / end ) [text]
ReplyReader::State ReplyReader::take_line() {
  if (++lines_ > kMaxReplyLines || line_.size() < 3) return State::Fault;
  const auto code = ascii::parse_decimal(std::string_view(line_).substr(0, 3));
  if (!code || *code < 200 || *code > 599) return State::Fault;
  const char separator = line_.size() > 3 ? line_[3] : ' ';
  if (separator != ' ' && separator != '-') return State::Fault;
  const int value = static_cast<int>(*code);
  if (lines_ > 1 && value != reply_.code) return State::Fault;
  reply_.code = value;
  std::string_view text = line_.size() > 4 ? std::string_view(line_).substr(4) : std::string_view();
  if (lines_ == 1) {
    const std::size_t length = enhanced_length(text);
    reply_.enhanced = text.substr(0, length);
    const std::string_view words = length == 0 ? text : text.substr(std::min(length + 1, text.size()));
    reply_.text = utf8::one_line(words, kMaxTextBytes);
  } else {
    reply_.all += '\n';
  }
  reply_.all += text;
  line_.clear();
  return separator == ' ' ? State::Done : State::NeedMore;
}

ReplyReader::State ReplyReader::feed(std::string_view& input) {
  while (!input.empty()) {
    const char c = input.front();
    input.remove_prefix(1);
    if (after_cr_) {
      if (c != '\n') return State::Fault;
      after_cr_ = false;
      if (const State state = take_line(); state != State::NeedMore) return state;
    } else if (c == '\r') {
      after_cr_ = true;
    } else if (c == '\n' || c == '\0' || line_.size() >= kMaxReplyLineBytes) {
      return State::Fault;
    } else {
      line_ += c;
    }
  }
  return State::NeedMore;
}

Reply ReplyReader::take() {
  lines_ = 0;
  return std::exchange(reply_, Reply());
}

Result<void> DotStuffer::feed(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    if (after_cr_) {
      if (bytes.front() != '\n') return make_error(ErrorCode::Malformed, "a bare CR in the rebuilt message");
      out += '\n';
      bytes.remove_prefix(1);
      after_cr_ = false;
      line_start_ = true;
      continue;
    }
    if (line_start_ && bytes.front() == '.') out += '.';
    const auto* const end =
        std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    const auto run = static_cast<std::size_t>(end - bytes.begin());
    eight_bit_ =
        eight_bit_ || std::any_of(bytes.begin(), end, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    out.append(bytes.substr(0, run));
    if (run > 0) line_start_ = false;
    bytes.remove_prefix(run);
    if (bytes.empty()) break;
    if (bytes.front() != '\r') return make_error(ErrorCode::Malformed, "a bare LF or a NUL in the rebuilt message");
    out += '\r';
    after_cr_ = true;
    bytes.remove_prefix(1);
  }
  return ok();
}

Result<void> DotStuffer::finish(std::string& out) {
  if (after_cr_) return make_error(ErrorCode::Malformed, "the rebuilt message ends in a bare CR");
  if (!line_start_) out += "\r\n";
  out += ".\r\n";
  return ok();
}

}  // namespace mugai::smtp
