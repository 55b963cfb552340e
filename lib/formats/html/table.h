// Tables as text. A small table whose cells are short is laid out in columns; what a newsletter uses to arrange its
// page is given cell after cell; a table too wide for columns is given one row a line.
//
// In:    rows of cells whose text is already laid out (clean lines, LF between them).
// Out:   clean lines. Cost: linear in the text.
// Limits: 64 columns and 4,096 cells are laid out together; larger tables leave row by row.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::html {

struct Cell {
  std::uint64_t begin = 0;  // of its text in the text of the table
  std::uint64_t size = 0;
  std::uint64_t lines = 0;
  std::uint16_t column_span = 1;
  std::uint16_t row_span = 1;
  bool header = false;
};

// One object serves one table after the other and keeps the room that it has taken.
class TableText {
 public:
  // A new table. `columns`: the width into which it must fit to be laid out in columns. `presentation`: the author
  // says that it only arranges the page.
  void start(std::uint32_t columns, bool presentation);

  void begin_row() { rows_.push_back(cells_.size()); }
  // The cell that is open is the last one added.
  void add_cell(std::uint16_t column_span, std::uint16_t row_span, bool header);
  void set_last_text(std::string_view text);
  void set_nested() noexcept { nested_ = true; }
  [[nodiscard]] bool has_rows() const noexcept { return !rows_.empty(); }

  // Rows that need not wait for the rest of the table, to `out`; false, most of the time, where there are none.
  bool take_early(std::string& out);
  // The rest of the table, to `out`.
  void take(std::string& out);
  // True where the table was laid out in columns or as lines of data: it then stands apart from the text around it.
  [[nodiscard]] bool is_data() const noexcept { return is_data_; }

 private:
  struct Column {
    std::uint64_t width = 0;
    bool numeric = true;
  };
  // Cells at their columns, row after row; null where a column of a row holds none of its own.
  struct Grid {
    std::vector<const Cell*> cells;
    std::vector<std::size_t> rows;  // where each begins, and the end
  };
  [[nodiscard]] std::span<const Cell> cells_of(std::size_t row) const;
  [[nodiscard]] std::span<const Cell* const> grid_row(std::size_t row) const;
  [[nodiscard]] std::string_view text_of(const Cell& cell) const {
    return std::string_view(text_).substr(cell.begin, cell.size);
  }
  [[nodiscard]] bool looks_like_data() const;
  bool make_grid();
  void measure();
  void write_row_line(std::span<const Cell* const> row, std::uint64_t line, std::string& out) const;
  void write_rule(std::string& out) const;
  bool write_in_columns(std::string& out);
  [[nodiscard]] std::size_t header_rows() const;
  void write_row(std::size_t row, std::string& out) const;

  std::uint32_t columns_ = 0;
  bool presentation_ = false;
  bool nested_ = false;  // a cell holds a table
  bool early_ = false;   // rows have been given out already
  bool is_data_ = false;
  std::uint64_t count_ = 0;  // of cells
  std::string text_;         // of all cells
  std::vector<Cell> cells_;
  std::vector<std::size_t> rows_;  // the first cell of each
  Grid grid_;
  std::vector<Column> widths_;
};

}  // namespace mugai::html
