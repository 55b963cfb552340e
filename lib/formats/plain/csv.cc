#include "lib/formats/plain/csv.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::plain {

bool CsvReader::next(CsvRow& row) {
  row.clear();
  if (rest_.empty()) return false;
  while (true) {
    CsvCell& cell = row.emplace_back();
    if (quotes_count_ && rest_.starts_with('"')) {
      quoted_cell(cell);
    } else {
      bare_cell(cell);
    }
    if (rest_.empty()) return true;
    const bool more = rest_.front() == separator_;
    rest_.remove_prefix(1);
    if (!more) return true;
    if (rest_.empty()) {  // a separator at the very end: one more cell, empty
      row.emplace_back();
      return true;
    }
  }
}

void CsvReader::quoted_cell(CsvCell& cell) {
  std::string_view at = rest_.substr(1);
  while (true) {
    const std::size_t quote = at.find('"');
    if (quote == std::string_view::npos) {  // never closed
      ++defects_.open_quote;
      quotes_count_ = false;
      cell.text.clear();
      return bare_cell(cell);
    }
    cell.text += at.substr(0, quote);
    at.remove_prefix(quote + 1);
    if (!at.starts_with('"')) break;
    cell.text.push_back('"');
    at.remove_prefix(1);
  }
  cell.quoted = true;
  rest_ = at;
  const std::size_t before = cell.text.size();
  bare_cell(cell);
  if (cell.text.size() != before) ++defects_.after_quote;
}

void CsvReader::bare_cell(CsvCell& cell) {
  const std::array<char, 2> stops = {separator_, '\n'};
  const std::size_t end = std::min(rest_.find_first_of(std::string_view(stops.data(), stops.size())), rest_.size());
  const std::string_view text = rest_.substr(0, end);
  if (!cell.quoted && text.find('"') != std::string_view::npos) ++defects_.bare_quote;
  cell.text += text;
  rest_.remove_prefix(end);
}

SeparatorLine read_separator_line(std::string_view text) noexcept {
  std::string_view line = text.substr(0, text.find('\n'));
  const std::size_t bytes = std::min(line.size() + 1, text.size());
  line = ascii::trim(line.starts_with("sep=\t") ? line.substr(0, 5) : line);
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 2) line = line.substr(1, line.size() - 2);
  if (line == "sep=") return {'\t', bytes};  // the blank was the separator
  if (line.size() != 5 || !ascii::starts_with_ignoring_case(line, "sep=")) return {};
  const char separator = line.back();
  return ascii::is_alnum(separator) || separator == '"' ? SeparatorLine{} : SeparatorLine{separator, bytes};
}

char guess_separator(std::string_view text, bool tabs) {
  constexpr std::size_t kRows = 5;
  constexpr std::array<char, 4> kCandidates = {',', '\t', ';', '|'};
  char best = tabs ? '\t' : ',';
  std::size_t most = 0;
  for (const char candidate : kCandidates) {
    CsvReader reader(text.substr(0, std::size_t{64} << 10), candidate);
    CsvRow row;
    std::size_t cells = 0;
    for (std::size_t i = 0; i < kRows && reader.next(row); ++i)
      cells += row.size() - 1;
    if (tabs && candidate == '\t' && cells > 0) return candidate;
    if (cells > most) most = cells, best = candidate;
  }
  return best;
}

void append_row(std::string& out, const CsvRow& row, char separator) {
  bool first = true;
  for (const CsvCell& cell : row) {
    if (!first) out.push_back(separator);
    first = false;
    const bool needs =
        cell.text.find_first_of("\"\n") != std::string::npos || cell.text.find(separator) != std::string::npos;
    if (!cell.quoted && !needs) {
      out += cell.text;
      continue;
    }
    out.push_back('"');
    for (const char c : cell.text) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }
}

}  // namespace mugai::plain
