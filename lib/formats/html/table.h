// Tables as text. A small table whose cells are short is laid out in columns; what a newsletter uses to arrange its
// page is given cell after cell; a table too wide for columns is given one row a line.
//
// In:    rows of cells whose text is already laid out (clean lines, LF between them).
// Out:   clean lines. Cost: linear in the text.
// Limits: 64 columns and 4,096 cells are laid out together; larger tables leave row by row.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mugai::html {

struct Cell {
  std::string text;
  std::uint16_t column_span = 1;
  std::uint16_t row_span = 1;
  bool header = false;
};

struct Row {
  std::vector<Cell> cells;
};

class TableText {
 public:
  // `columns`: the width into which a table must fit to be laid out in columns. `presentation`: the author says that
  // it only arranges the page.
  TableText(std::uint32_t columns, bool presentation) : columns_(columns), presentation_(presentation) {}

  void begin_row() { rows_.emplace_back(); }
  // The cell that is open is the last one added.
  void add_cell(Cell cell);
  void set_last_text(std::string text);
  void set_nested() noexcept { nested_ = true; }
  [[nodiscard]] bool has_rows() const noexcept { return !rows_.empty(); }

  // Rows that need not wait for the rest of the table; empty most of the time.
  std::string take_early();
  // The rest of the table.
  std::string take();
  // True where the table was laid out in columns or as lines of data: it then stands apart from the text around it.
  [[nodiscard]] bool is_data() const noexcept { return is_data_; }

 private:
  using Grid = std::vector<std::vector<const Cell*>>;
  [[nodiscard]] bool looks_like_data() const;
  [[nodiscard]] Grid grid() const;
  [[nodiscard]] std::string in_columns(const Grid& grid) const;
  [[nodiscard]] std::string in_lines() const;
  [[nodiscard]] std::string row_text(const Row& row) const;

  std::uint32_t columns_;
  bool presentation_;
  bool nested_ = false;  // a cell holds a table
  bool early_ = false;   // rows have been given out already
  bool is_data_ = false;
  std::uint64_t cells_ = 0;
  std::vector<Row> rows_;
};

}  // namespace mugai::html
