// Layout: fills lines of plain text by the width at which a fixed-pitch Japanese font shows them (UAX #11: wide and
// ambiguous characters take two columns), breaking at spaces and between CJK characters, with the common rules for
// characters that may not begin or end a line. Our own words are broken where they must; a sender's string is one
// piece and never broken, so that no part of it can begin a line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mugai::report {

inline constexpr std::size_t kLineColumns = 76;

// Columns that `text` takes; 0 for combining and invisible characters.
std::size_t display_width(std::string_view text) noexcept;

// What a sender wrote, as it may stand in a notice: one line, at most `max_bytes`, within 「」 (or "" in English), with
// quotation marks inside replaced, so that it cannot close its own quotation.
std::string quoted(std::string_view untrusted_text, std::string_view language, std::size_t max_bytes);

// Fills paragraphs; each begins at `first_indent` columns and goes on at `indent` columns.
class Filler {
 public:
  Filler(std::string& out, std::size_t first_indent, std::size_t indent);
  ~Filler() = default;
  Filler(const Filler&) = delete;
  Filler& operator=(const Filler&) = delete;
  // Our own words.
  Filler& words(std::string_view text);
  // One piece, never broken; longer than a line it stands on a line of its own.
  Filler& piece(std::string_view text);
  // Ends the paragraph with LF.
  void end();

 private:
  void break_line();
  void put(std::string_view piece, bool may_hang);
  std::string& out_;
  std::size_t indent_;
  std::size_t column_;
  bool line_is_empty_ = true;
  bool space_pending_ = false;
};

}  // namespace mugai::report
