// Framing of SMTP: where a command line ends and where a message ends. The only places where bytes of the client
// become lines. Push style: pieces of any size give the same result.
//
// A line ends with CR LF and nothing else; a message ends with CR LF "." CR LF and nothing else. A CR without LF, a LF
// without CR and a NUL are refused wherever they stand (catalogue SMTP-001, -002, -003): what two servers could read
// as two different things is not passed on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "lib/base/result.h"

namespace mugai::smtp {

enum class FrameFault : std::uint8_t { None, BareCr, BareLf, Nul, LineTooLong };
std::string_view fault_words(FrameFault fault) noexcept;  // "bare LF"

// RFC 5321 4.5.3.1.4 gives 512; extensions add to MAIL and RCPT, and SMTPUTF8 addresses are longer.
inline constexpr std::size_t kMaxCommandBytes = 2048;

// Command lines (RFC 5321 2.3.8).
class LineReader {
 public:
  enum class State : std::uint8_t { NeedMore, Line, Fault };
  // Takes bytes from the front of `input` up to and including one line's end. After Line, line() is that line without
  // its end, until the next call. After Fault every further call faults.
  State feed(std::string_view& input);
  [[nodiscard]] std::string_view line() const noexcept { return line_; }
  [[nodiscard]] FrameFault fault() const noexcept { return fault_; }

 private:
  State fail(FrameFault fault);
  std::string line_;
  bool line_done_ = false;
  bool after_cr_ = false;
  FrameFault fault_ = FrameFault::None;
};

// The bytes after DATA (RFC 5321 4.1.1.4 and 4.5.2): finds the end and takes the dots off again.
class DataReader {
 public:
  enum class State : std::uint8_t { NeedMore, End, Fault };
  // `max_line_bytes`: without line end.
  explicit DataReader(std::uint64_t max_line_bytes) : max_line_bytes_(max_line_bytes) {}
  // Takes bytes from the front of `input`; appends message bytes (every line with its CR LF) to `out`. After End the
  // rest of `input` is not of this message.
  State feed(std::string_view& input, std::string& out);
  [[nodiscard]] FrameFault fault() const noexcept { return fault_; }

 private:
  // Where in a line the next byte stands. Names say what has been read.
  enum class At : std::uint8_t { LineStart, Text, TextCr, Dot, DotCr };
  State step(char c, std::string& out);
  State fail(FrameFault fault);
  std::uint64_t max_line_bytes_;
  std::uint64_t line_bytes_ = 0;
  At at_ = At::LineStart;
  FrameFault fault_ = FrameFault::None;
};

}  // namespace mugai::smtp
