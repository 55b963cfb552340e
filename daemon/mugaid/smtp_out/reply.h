// Replies of a server, as we read them (RFC 5321 4.2), and the form of a message on the wire (4.5.2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/result.h"

namespace mugai::smtp {

struct Reply {
  int code = 0;          // 0: none (connection lost, time over)
  std::string enhanced;  // "5.1.1"; empty where the server gave none
  std::string text;      // first line's text without code and enhanced code, cleaned to one line
  std::string all;       // every line's text, joined by LF; EHLO keywords are read from it
  [[nodiscard]] bool positive() const noexcept { return code >= 200 && code < 400; }
  [[nodiscard]] bool permanent() const noexcept { return code >= 500; }
};

inline constexpr std::size_t kMaxReplyLineBytes = 2048;
inline constexpr std::size_t kMaxReplyLines = 100;

// Push parser for one reply. CR LF alone ends a line; anything else is a fault and the connection is given up.
class ReplyReader {
 public:
  enum class State : std::uint8_t { NeedMore, Done, Fault };
  State feed(std::string_view& input);
  [[nodiscard]] Reply take();  // after Done; ready for the next reply

 private:
  State take_line();
  std::string line_;
  bool after_cr_ = false;
  std::size_t lines_ = 0;
  Reply reply_;
};

// Puts dots before dots at line starts and checks that the message is in the form SMTP wants: CR LF line ends and no
// other CR, LF or NUL. Push style. Malformed where it is not: such a message is never sent.
class DotStuffer {
 public:
  // Appends to `out`.
  Result<void> feed(std::string_view bytes, std::string& out);
  // The end of data. A message whose last line has no end gets one.
  Result<void> finish(std::string& out);
  [[nodiscard]] bool saw_eight_bit() const noexcept { return eight_bit_; }

 private:
  bool line_start_ = true;
  bool after_cr_ = false;
  bool eight_bit_ = false;
};

}  // namespace mugai::smtp
