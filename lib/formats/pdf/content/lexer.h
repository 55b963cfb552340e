// Lexer: the tokens of a content stream (ISO 32000-1 7.2, 7.3), read and at once written in canonical form.
//
// In:     bytes in memory, which must outlive it.
// Out:    canonical tokens in an Output: numbers without superfluous signs and zeros, names with #xx only where needed,
//         strings in the form they came in (literal or hexadecimal) with only the necessary escapes.
// Limits: those of ContentLimits for strings and names; numbers are cut to what 32 bits hold.
// A token that breaks its grammar is read to a sensible end and told by its function's answer; nothing is thrown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/formats/pdf/content/chars.h"
#include "lib/formats/pdf/content/output.h"

namespace mugai::pdf {

enum class NumberKind : std::uint8_t { Integer, Real, Invalid };

// What a lexer came upon that is not as it should be. Counted; the caller turns it into findings.
struct LexerNotes {
  std::uint32_t clipped_numbers = 0;  // beyond 32 bits (PDF-019)
  std::uint32_t odd_numbers = 0;      // "--5", "1.2.3", "5-3" (PDF-011)
  std::uint32_t escaped_names = 0;    // #xx for a character that needs none (PDF-009)
  std::uint32_t too_long = 0;         // names and strings over their limit (PDF-019)
  std::uint32_t comments = 0;         // PDF-011
  std::uint32_t cut_off = 0;          // the stream ends inside of a token (PDF-011)
};

class Lexer {
 public:
  Lexer(Bytes input, std::size_t max_string, std::size_t max_name)
      : next_(input.data()),
        begin_(input.data()),
        end_(input.data() + input.size()),
        max_string_(max_string),
        max_name_(max_name) {}

  [[nodiscard]] bool at_end() const noexcept { return next_ == end_; }
  [[nodiscard]] std::size_t offset() const noexcept { return static_cast<std::size_t>(next_ - begin_); }
  [[nodiscard]] Bytes rest() const noexcept { return {next_, end_}; }
  // The next byte; 0, which is white space, at the end.
  [[nodiscard]] std::uint8_t peek() const noexcept { return next_ != end_ ? *next_ : std::uint8_t{0}; }
  [[nodiscard]] std::uint8_t peek_second() const noexcept { return end_ - next_ > 1 ? next_[1] : std::uint8_t{0}; }
  // At most to the end.
  void skip(std::size_t count) noexcept {
    next_ += count < static_cast<std::size_t>(end_ - next_) ? count : static_cast<std::size_t>(end_ - next_);
  }
  // White space and comments.
  void skip_space();

  // Each stands at its first byte, reads to behind its last, and appends the canonical form.
  NumberKind number(Output& out);
  bool name(Output& out);        // at '/'; false where it is too long: nothing is appended
  bool string(Output& out);      // at '('; false where too long or cut off
  bool hex_string(Output& out);  // at '<'; false where too long, cut off, or holding what is no digit
  // A run of regular characters: an operator or keyword.
  std::string_view word();

  LexerNotes notes;

 private:
  NumberKind odd_number(const std::uint8_t* begin, Output& out);
  bool escaped_name(const std::uint8_t* begin, Output& out);
  bool escape(Output& out);
  void put_string_byte(std::uint8_t byte, Output& out);

  const std::uint8_t* next_;
  const std::uint8_t* begin_;
  const std::uint8_t* end_;
  std::size_t max_string_;
  std::size_t max_name_;
};

// The decoded bytes of a canonical name ("/A#20B" → "A B"), as Lexer::name() writes it. `storage` is used where needed.
std::string_view decoded_name(std::string_view canonical, std::string& storage);
// The decoded bytes of a canonical string in either form.
std::string decoded_string(std::string_view canonical);
// A name of any bytes in canonical form, with the slash.
std::string canonical_name(std::string_view decoded);
// "<0A1B>".
std::string hex_string_of(Bytes bytes);

}  // namespace mugai::pdf
