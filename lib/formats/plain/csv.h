// Separated values: text → rows of cells → text (RFC 4180, and what spreadsheets make of files that do not follow it).
//
//   file   = row *(line-end row) [line-end]
//   row    = cell *(separator cell)
//   cell   = DQUOTE *(any / 2DQUOTE) DQUOTE / *(any but separator, line end)
//
// A quote counts at the start of a cell alone; one that is never closed is a character like any other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::plain {

struct CsvCell {
  std::string text;
  bool quoted = false;
};
using CsvRow = std::vector<CsvCell>;

// What readers would see in two ways, and was written in one. Counts.
struct CsvDefects {
  std::uint32_t after_quote = 0;  // characters between a closing quote and the separator
  std::uint32_t open_quote = 0;   // a quote that is never closed
  std::uint32_t bare_quote = 0;   // a quote within a cell that does not begin with one
};

class CsvReader {
 public:
  // `text` must outlive the reader; line ends are LF.
  CsvReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}
  // False at the end of the text.
  bool next(CsvRow& row);
  [[nodiscard]] const CsvDefects& defects() const noexcept { return defects_; }

 private:
  void quoted_cell(CsvCell& cell);
  void bare_cell(CsvCell& cell);

  std::string_view rest_;
  char separator_;
  bool quotes_count_ = true;  // false once a quote was found that is never closed
  CsvDefects defects_;
};

// The first line "sep=X", which Excel reads and drops: its separator and its bytes with the line end. 0 where there is
// none.
struct SeparatorLine {
  char separator = 0;
  std::size_t bytes = 0;
};
SeparatorLine read_separator_line(std::string_view text) noexcept;

// Which of , TAB ; | parts the first rows into most cells; `tabs` (a .tsv file) decides for TAB where there is one.
char guess_separator(std::string_view text, bool tabs);

// Appends a row without its line end. Quotes are written where the cell had them or needs them.
void append_row(std::string& out, const CsvRow& row, char separator);

}  // namespace mugai::plain
