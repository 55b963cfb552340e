#include "lib/formats/html/table.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/formats/html/width.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxColumns = 64;
constexpr std::uint64_t kMaxCells = 4096;  // laid out together
constexpr std::size_t kMaxRowCells = 256;  // a longer row is broken
constexpr std::size_t kMaxCellLines = 4;   // of a cell in a table that is laid out in columns
constexpr std::string_view kSeparator = " | ";
constexpr std::string_view kLooseSeparator = "  ";  // between cells that only arrange the page

// Takes the first line off `text`.
std::string_view take_line(std::string_view& text) noexcept {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::uint64_t widest_line(std::string_view text) noexcept {
  std::uint64_t width = 0;
  while (!text.empty())
    width = std::max(width, column_width(take_line(text)));
  return width;
}

// Digits with what belongs to amounts: set flush right.
bool is_number(std::string_view text) noexcept {
  bool digit = false;
  for (std::string_view rest = text; !rest.empty();) {
    constexpr std::array<std::string_view, 4> kWords = {"円", "¥", "￥", "％"};
    const auto word =
        std::find_if(kWords.begin(), kWords.end(), [&](std::string_view w) { return rest.starts_with(w); });
    if (word != kWords.end()) {
      rest.remove_prefix(word->size());
      continue;
    }
    if (!ascii::is_digit(rest.front()) && std::string_view(",.%+-() ").find(rest.front()) == std::string_view::npos)
      return false;
    digit = digit || ascii::is_digit(rest.front());
    rest.remove_prefix(1);
  }
  return digit;
}

// Blanks at the end of the line that begins at `begin`.
void trim_end(std::string& out, std::size_t begin) {
  while (out.size() > begin && out.back() == ' ')
    out.pop_back();
}

}  // namespace

void TableText::start(std::uint32_t columns, bool presentation) {
  columns_ = columns;
  presentation_ = presentation;
  nested_ = early_ = is_data_ = false;
  count_ = 0;
  text_.clear();
  cells_.clear();
  rows_.clear();
}

std::span<const Cell> TableText::cells_of(std::size_t row) const {
  const std::size_t end = row + 1 < rows_.size() ? rows_[row + 1] : cells_.size();
  return std::span(cells_).subspan(rows_[row], end - rows_[row]);
}

void TableText::add_cell(std::uint16_t column_span, std::uint16_t row_span, bool header) {
  if (rows_.empty() || cells_.size() - rows_.back() >= kMaxRowCells) begin_row();
  cells_.push_back(Cell{text_.size(), 0, 0, column_span, row_span, header});
  ++count_;
}

void TableText::set_last_text(std::string_view text) {
  if (cells_.empty()) return;
  Cell& cell = cells_.back();
  cell.size = text.size();
  cell.lines = text.empty() ? 0 : 1;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1))
    ++cell.lines;
  text_.append(text);
}

// Two rows with two cells each that hold something, no table within, no long text.
bool TableText::looks_like_data() const {
  if (presentation_ || nested_ || early_ || rows_.size() < 2) return false;
  std::size_t full_rows = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    std::size_t filled = 0;
    for (const Cell& cell : cells_of(row)) {
      if (cell.lines > kMaxCellLines) return false;
      filled += cell.size == 0 ? 0U : 1U;
    }
    full_rows += filled >= 2 ? 1U : 0U;
  }
  return full_rows >= 2;
}

// Cells at their columns (HTML standard 4.9.12, "forming a table"): a cell that spans rows leaves its columns empty in
// the rows below. False where there are too many columns.
bool TableText::make_grid() {
  grid_.cells.clear();
  grid_.rows.clear();
  std::array<std::uint32_t, kMaxColumns> taken{};  // rows for which the column is still taken
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const std::size_t begin = grid_.cells.size();
    const auto column = [&] { return grid_.cells.size() - begin; };
    grid_.rows.push_back(begin);
    for (const Cell& cell : cells_of(row)) {
      while (column() < kMaxColumns && taken.at(column()) > 0)
        grid_.cells.push_back(nullptr);
      if (column() + cell.column_span > kMaxColumns) return false;
      for (std::size_t i = 0; i < cell.column_span; ++i) {
        taken.at(column()) = std::max<std::uint32_t>(taken.at(column()), cell.row_span);
        grid_.cells.push_back(i == 0 ? &cell : nullptr);
      }
    }
    for (std::uint32_t& rows : taken)
      rows -= rows > 0 ? 1U : 0U;
  }
  grid_.rows.push_back(grid_.cells.size());
  return true;
}

std::span<const Cell* const> TableText::grid_row(std::size_t row) const {
  return std::span(grid_.cells).subspan(grid_.rows[row], grid_.rows[row + 1] - grid_.rows[row]);
}

// Widths by the cells of one column; then cells over several columns widen the last of theirs.
void TableText::measure() {
  std::size_t count = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row)
    count = std::max(count, grid_row(row).size());
  widths_.assign(count, {});
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto line = grid_row(row);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == nullptr || line[i]->column_span > 1 || line[i]->size == 0) continue;
      const std::string_view text = text_of(*line[i]);
      widths_[i].width = std::max(widths_[i].width, widest_line(text));
      if (!line[i]->header && widths_[i].numeric && !is_number(text)) widths_[i].numeric = false;
    }
  }
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto line = grid_row(row);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == nullptr || line[i]->column_span <= 1) continue;
      std::uint64_t room = 0;
      const std::size_t end = i + line[i]->column_span;
      for (std::size_t k = i; k < end; ++k)
        room += widths_[k].width + (k > i && widths_[k].width > 0 ? kSeparator.size() : 0U);
      const std::uint64_t wanted = widest_line(text_of(*line[i]));
      if (wanted > room) widths_[end - 1].width += wanted - room;
    }
  }
}

// One line of one row: cells padded to their columns, columns without text left out.
void TableText::write_row_line(std::span<const Cell* const> row, std::uint64_t line, std::string& out) const {
  const std::size_t begin = out.size();
  bool first = true;
  for (std::size_t i = 0; i < widths_.size();) {
    const Cell* cell = i < row.size() ? row[i] : nullptr;
    const std::size_t span = cell == nullptr ? 1 : cell->column_span;
    std::uint64_t width = 0;
    for (std::size_t k = i; k < std::min(i + span, widths_.size()); ++k) {
      width += widths_[k].width + (width > 0 && widths_[k].width > 0 ? kSeparator.size() : 0);
    }
    const bool right = span == 1 && widths_[i].numeric && cell != nullptr && !cell->header;
    i += span;
    if (width == 0) continue;
    if (!first) out += kSeparator;
    first = false;
    std::string_view rest = cell == nullptr || line >= cell->lines ? std::string_view() : text_of(*cell);
    for (std::uint64_t skipped = 0; skipped < line && !rest.empty(); ++skipped)
      take_line(rest);
    const std::string_view text = take_line(rest);
    const auto padding = static_cast<std::size_t>(width - std::min(width, column_width(text)));
    if (right) out.append(padding, ' ');
    out += text;
    if (!right) out.append(padding, ' ');
  }
  trim_end(out, begin);
  out.push_back('\n');
}

void TableText::write_rule(std::string& out) const {
  bool first = true;
  for (const Column& column : widths_) {
    if (column.width == 0) continue;
    out += first ? "" : "-+-";
    out.append(static_cast<std::size_t>(column.width), '-');
    first = false;
  }
  out.push_back('\n');
}

// False where the table does not fit.
bool TableText::write_in_columns(std::string& out) {
  if (!make_grid()) return false;
  measure();
  std::uint64_t width = 0;
  for (const Column& column : widths_)
    width += column.width > 0 ? column.width + (width > 0 ? kSeparator.size() : 0) : 0;
  if (width == 0 || width > columns_) return false;
  const std::size_t headers = header_rows();
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    std::uint64_t height = 0;
    for (const Cell* cell : grid_row(r))
      height = std::max(height, cell == nullptr ? 0 : cell->lines);
    for (std::uint64_t line = 0; line < height; ++line)
      write_row_line(grid_row(r), line, out);
    if (r + 1 == headers && height > 0) write_rule(out);
  }
  return true;
}

// Rows at the top that hold headers alone; one at most where there is nothing else.
std::size_t TableText::header_rows() const {
  std::size_t rows = 0;
  for (; rows < rows_.size(); ++rows) {
    const auto cells = cells_of(rows);
    const bool all = std::all_of(cells.begin(), cells.end(), [](const Cell& c) { return c.header || c.size == 0; });
    const bool any = std::any_of(cells.begin(), cells.end(), [](const Cell& c) { return c.header; });
    if (!all || (rows > 0 && !any)) break;
  }
  return rows == rows_.size() ? std::min<std::size_t>(rows, rows_.size() > 1 ? 1 : 0) : rows;
}

// A row of short cells is one line; otherwise its cells follow each other.
void TableText::write_row(std::size_t row, std::string& out) const {
  std::uint64_t width = 0;
  std::size_t filled = 0;
  bool one_line = true;
  for (const Cell& cell : cells_of(row)) {
    filled += cell.size == 0 ? 0U : 1U;
    one_line = one_line && cell.lines <= 1;
  }
  if (filled == 0) return;
  bool joined = filled >= 2 && one_line;
  if (joined && !is_data_) {
    for (const Cell& cell : cells_of(row))
      width += cell.size == 0 ? 0 : column_width(text_of(cell)) + kSeparator.size();
    joined = width <= columns_;
  }
  bool first = true;
  for (const Cell& cell : cells_of(row)) {
    if (cell.size == 0) continue;
    if (!first) out += !joined ? "\n" : is_data_ ? kSeparator : kLooseSeparator;
    first = false;
    out += text_of(cell);
  }
  out.push_back('\n');
}

bool TableText::take_early(std::string& out) {
  out.clear();
  if (rows_.size() < 2 || (!early_ && count_ <= kMaxCells)) return false;
  early_ = true;
  for (std::size_t row = 0; row + 1 < rows_.size(); ++row)
    write_row(row, out);
  // The last row becomes the first.
  const std::size_t first = rows_.back();
  const std::uint64_t offset = first < cells_.size() ? cells_[first].begin : text_.size();
  cells_.erase(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(first));
  for (Cell& cell : cells_)
    cell.begin -= offset;
  text_.erase(0, static_cast<std::size_t>(offset));
  rows_.assign(1, 0);
  return !out.empty();
}

void TableText::take(std::string& out) {
  out.clear();
  is_data_ = looks_like_data();
  if (is_data_ && write_in_columns(out)) return;
  for (std::size_t row = 0; row < rows_.size(); ++row)
    write_row(row, out);
}

}  // namespace mugai::html
