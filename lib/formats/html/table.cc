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

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::uint64_t widest_line(std::string_view text) {
  std::uint64_t width = 0;
  for (const std::string_view line : lines_of(text))
    width = std::max(width, column_width(line));
  return width;
}

bool is_one_line(std::string_view text) noexcept {
  return text.find('\n') == std::string_view::npos;
}

std::size_t line_count(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + (text.empty() ? 0U : 1U);
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

void trim_end(std::string& line) {
  while (!line.empty() && line.back() == ' ')
    line.pop_back();
}

}  // namespace

void TableText::add_cell(Cell cell) {
  if (rows_.empty() || rows_.back().cells.size() >= kMaxRowCells) begin_row();
  rows_.back().cells.push_back(std::move(cell));
  ++cells_;
}

void TableText::set_last_text(std::string text) {
  if (!rows_.empty() && !rows_.back().cells.empty()) rows_.back().cells.back().text = std::move(text);
}

// Two rows with two cells each that hold something, no table within, no long text.
bool TableText::looks_like_data() const {
  if (presentation_ || nested_ || early_) return false;
  std::size_t full_rows = 0;
  for (const Row& row : rows_) {
    std::size_t filled = 0;
    for (const Cell& cell : row.cells) {
      if (line_count(cell.text) > kMaxCellLines) return false;
      filled += cell.text.empty() ? 0U : 1U;
    }
    full_rows += filled >= 2 ? 1U : 0U;
  }
  return full_rows >= 2;
}

// Cells at their columns (HTML standard 4.9.12, "forming a table"): a cell that spans rows leaves its columns empty in
// the rows below. Empty where there are too many columns.
TableText::Grid TableText::grid() const {
  Grid grid;
  std::array<std::uint32_t, kMaxColumns> taken{};  // rows for which the column is still taken
  for (const Row& row : rows_) {
    std::vector<const Cell*> line;
    for (const Cell& cell : row.cells) {
      while (line.size() < kMaxColumns && taken.at(line.size()) > 0)
        line.push_back(nullptr);
      if (line.size() + cell.column_span > kMaxColumns) return {};
      for (std::size_t i = 0; i < cell.column_span; ++i) {
        taken.at(line.size()) = std::max<std::uint32_t>(taken.at(line.size()), cell.row_span);
        line.push_back(i == 0 ? &cell : nullptr);
      }
    }
    for (std::uint32_t& rows : taken)
      rows -= rows > 0 ? 1U : 0U;
    grid.push_back(std::move(line));
  }
  return grid;
}

namespace {

struct Column {
  std::uint64_t width = 0;
  bool numeric = true;
};

// Widths by the cells of one column; then cells over several columns widen the last of theirs.
std::vector<Column> measure(const std::vector<std::vector<const Cell*>>& grid) {
  std::size_t count = 0;
  for (const auto& line : grid)
    count = std::max(count, line.size());
  std::vector<Column> columns(count);
  for (const auto& line : grid) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == nullptr || line[i]->column_span > 1 || line[i]->text.empty()) continue;
      columns[i].width = std::max(columns[i].width, widest_line(line[i]->text));
      if (!line[i]->header && !is_number(line[i]->text)) columns[i].numeric = false;
    }
  }
  for (const auto& line : grid) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == nullptr || line[i]->column_span <= 1) continue;
      std::uint64_t room = 0;
      const std::size_t end = i + line[i]->column_span;
      for (std::size_t k = i; k < end; ++k)
        room += columns[k].width + (k > i && columns[k].width > 0 ? kSeparator.size() : 0U);
      const std::uint64_t wanted = widest_line(line[i]->text);
      if (wanted > room) columns[end - 1].width += wanted - room;
    }
  }
  return columns;
}

// One line of one row: cells padded to their columns, columns without text left out.
std::string row_line(const std::vector<const Cell*>& row, const std::vector<Column>& columns, std::size_t line) {
  std::string out;
  bool first = true;
  for (std::size_t i = 0; i < columns.size();) {
    const Cell* cell = i < row.size() ? row[i] : nullptr;
    const std::size_t span = cell == nullptr ? 1 : cell->column_span;
    std::uint64_t width = 0;
    for (std::size_t k = i; k < std::min(i + span, columns.size()); ++k) {
      width += columns[k].width + (width > 0 && columns[k].width > 0 ? kSeparator.size() : 0);
    }
    const bool right = span == 1 && columns[i].numeric && cell != nullptr && !cell->header;
    i += span;
    if (width == 0) continue;
    if (!first) out += kSeparator;
    first = false;
    const std::vector<std::string_view> lines =
        cell == nullptr ? std::vector<std::string_view>{} : lines_of(cell->text);
    const std::string_view text = line < lines.size() ? lines[line] : std::string_view();
    const std::string padding(static_cast<std::size_t>(width - std::min(width, column_width(text))), ' ');
    out += right ? padding : "";
    out += text;
    out += right ? "" : padding;
  }
  trim_end(out);
  return out;
}

}  // namespace

// Empty where the table does not fit.
std::string TableText::in_columns(const Grid& grid) const {
  if (grid.empty()) return {};
  const std::vector<Column> columns = measure(grid);
  std::uint64_t width = 0;
  for (const Column& column : columns)
    width += column.width > 0 ? column.width + (width > 0 ? kSeparator.size() : 0) : 0;
  if (width == 0 || width > columns_) return {};
  std::string out;
  for (std::size_t r = 0; r < grid.size(); ++r) {
    std::size_t height = 0;
    bool header = r == 0 && grid.size() > 1;
    for (const Cell* cell : grid[r]) {
      if (cell == nullptr) continue;
      height = std::max(height, line_count(cell->text));
      header = header && (cell->header || cell->text.empty());
    }
    for (std::size_t line = 0; line < height; ++line)
      out += row_line(grid[r], columns, line) + "\n";
    if (!header || height == 0) continue;
    bool first = true;
    for (const Column& column : columns) {
      if (column.width == 0) continue;
      out += first ? "" : "-+-";
      out += std::string(static_cast<std::size_t>(column.width), '-');
      first = false;
    }
    out += "\n";
  }
  return out;
}

// A row of short cells is one line; otherwise its cells follow each other.
std::string TableText::row_text(const Row& row) const {
  std::uint64_t width = 0;
  std::size_t filled = 0;
  bool one_line = true;
  for (const Cell& cell : row.cells) {
    if (cell.text.empty()) continue;
    ++filled;
    one_line = one_line && is_one_line(cell.text);
  }
  for (const Cell& cell : row.cells) {
    if (filled >= 2 && one_line && !is_data_ && !cell.text.empty())
      width += column_width(cell.text) + kSeparator.size();
  }
  const bool joined = filled >= 2 && one_line && (is_data_ || width <= columns_);
  std::string out;
  for (const Cell& cell : row.cells) {
    if (cell.text.empty()) continue;
    if (!out.empty()) out += !joined ? "\n" : is_data_ ? kSeparator : kLooseSeparator;
    out += cell.text;
  }
  return out;
}

std::string TableText::in_lines() const {
  std::string out;
  for (const Row& row : rows_) {
    const std::string text = row_text(row);
    if (!text.empty()) out += text + "\n";
  }
  return out;
}

std::string TableText::take_early() {
  if (rows_.size() < 2 || (!early_ && cells_ <= kMaxCells)) return {};
  early_ = true;
  Row last = std::move(rows_.back());
  rows_.pop_back();
  std::string out = in_lines();
  rows_.clear();
  rows_.push_back(std::move(last));
  return out;
}

std::string TableText::take() {
  is_data_ = looks_like_data();
  std::string out = is_data_ ? in_columns(grid()) : std::string();
  if (out.empty()) out = in_lines();
  rows_.clear();
  return out;
}

}  // namespace mugai::html
