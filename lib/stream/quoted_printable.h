// Quoted-printable (RFC 2045 section 6.7): stages. The decoder is lenient and says what it saw (catalogue MIME-003).
//
//   qp-line    = *(literal / "=" 2HEXDIG / WSP) ["=" *WSP] line-end
// White space at the end of a line is dropped (rule 3), a soft break ("=" before the line end) joins lines, line ends
// LF and CRLF come out as CRLF, "=" before anything else stays a literal "=".
#pragma once

#include <cstdint>
#include <string>

#include "lib/stream/sink.h"

namespace mugai::qp {

struct Defects {
  std::uint64_t bad_escapes = 0;  // "=" that is neither an escape nor a soft break; kept as it stands
  std::uint64_t raw_8bit = 0;     // bytes above 126 and controls outside CR LF TAB, kept as they stand
  bool lower_case_hex = false;
  bool soft_break_at_end = false;  // the content ends in "="
  [[nodiscard]] bool any() const noexcept {
    return bad_escapes > 0 || raw_8bit > 0 || lower_case_hex || soft_break_at_end;
  }
};

// Memory fixed: holds back at most 256 bytes of white space (a longer run within a line is passed on).
class DecodeStage final : public Sink {
 public:
  explicit DecodeStage(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override;
  [[nodiscard]] const Defects& defects() const noexcept { return defects_; }

 private:
  enum class State : std::uint8_t { Text, Equals, Hex, SoftBreak, SoftBreakCr, Cr };
  void step(std::uint8_t byte);
  void text(std::uint8_t byte);
  void emit(std::uint8_t byte);
  void emit_spaces();
  void restart_escape(std::uint8_t byte);
  Result<void> flush();

  Sink& next_;
  Defects defects_;
  State state_ = State::Text;
  std::uint8_t first_hex_ = 0;
  std::string spaces_;
  Buffer out_;
};

// Encodes as text: CRLF is kept, a lone CR or LF is escaped, lines are at most 76 characters.
class EncodeStage final : public Sink {
 public:
  explicit EncodeStage(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override;

 private:
  void step(std::uint8_t byte);
  void put_literal(std::uint8_t byte);
  void put_escaped(std::uint8_t byte);
  void put_space(bool at_line_end);
  void make_room(unsigned width);

  Sink& next_;
  std::string out_;
  unsigned column_ = 0;
  int held_space_ = -1;  // white space that is escaped only if a line end follows
  bool held_cr_ = false;
};

}  // namespace mugai::qp
