#include "lib/formats/plain/csv_handler.h"

#include <string>
#include <utility>

#include "lib/formats/plain/csv.h"
#include "lib/formats/plain/formula_cell.h"
#include "lib/formats/plain/shift_jis.h"
#include "lib/formats/plain/text_file.h"
#include "lib/policy/policy.h"
#include "lib/text/defang.h"

namespace mugai::plain {
namespace {

// What was done to the cells of one file.
struct Counts {
  std::uint32_t formulas = 0;     // CSV-001
  std::uint32_t inside = 0;       // CSV-002
  std::uint32_t calling_out = 0;  // CSV-003
  std::uint32_t blanks = 0;       // CSV-001: line ends and tabs before a cell's text
  bool separator_line = false;    // CSV-002
  bool symbolic_link = false;     // CSV-004
  CsvDefects defects;             // CSV-002
};

struct Table {
  std::string text;  // LF after rows, and within cells
  Counts counts;
};

class Rebuild {
 public:
  Rebuild(std::string_view text, bool tabs, bool crlf) : text_(text), tabs_(tabs), line_end_(crlf ? "\r\n" : "\n") {}

  Table run() {
    const SeparatorLine line = read_separator_line(text_);
    table_.counts.separator_line = line.separator != 0;
    text_.remove_prefix(line.bytes);
    const char separator = line.separator != 0 ? line.separator : guess_separator(text_, tabs_);
    // Without that line a reader has to guess: commas and tabs are guessed right.
    const char written = line.separator == 0 ? separator : tabs_ ? '\t' : ',';
    const bool ends_line = text_.ends_with('\n');
    CsvReader reader(text_, separator);
    CsvRow row;
    for (bool first = true; reader.next(row); first = false) {
      if (!first) table_.text += line_end_;
      for (CsvCell& cell : row)
        rebuild(cell);
      if (first) settle_first_cell(row, written);
      append_row(table_.text, row, written);
    }
    if (ends_line) table_.text += line_end_;
    table_.counts.defects = reader.defects();
    return std::move(table_);
  }

 private:
  void rebuild(CsvCell& cell) {
    const std::size_t text = cell.text.find_first_not_of("\t\n");
    if (text != 0 && !cell.text.empty()) {
      cell.text.erase(0, text);
      ++table_.counts.blanks;
    }
    Defused defused = defuse(cell.text);
    if (defused.at_start + defused.inside == 0) return;
    table_.counts.formulas += defused.at_start;
    table_.counts.inside += defused.inside;
    if (is_calling_out(cell.text)) ++table_.counts.calling_out;
    cell.text = std::move(defused.text);
  }

  // Excel takes a file that begins with ID for a SYLK file; in quotes it is a heading.
  void settle_first_cell(CsvRow& row, char separator) {
    if (row.front().text != "ID" || row.front().quoted) return;
    row.front().quoted = true;
    table_.counts.symbolic_link = separator == ';';
  }

  std::string_view text_;
  bool tabs_;
  std::string_view line_end_;
  Table table_;
};

void tell(Context& ctx, std::string_view id, std::uint32_t count, std::string_view detail) {
  if (count == 0) return;
  ctx.report(Finding{.id = CatalogueId(id),
                     .action = Action::Rewritten,
                     .where = "cells",
                     .count = count,
                     .detail = std::string(detail)});
}

Result<void> report(const Counts& counts, Context& ctx) {
  if (ctx.policy().formulas == policy::Formulas::Block && counts.formulas + counts.inside > 0) {
    ctx.report(Finding{.id = "CSV-001", .action = Action::Blocked, .where = "cells", .detail = "a formula"});
    return make_error(ErrorCode::Forbidden, "a cell that a spreadsheet would run");
  }
  tell(ctx, "CSV-001", counts.formulas, "a formula, made text");
  tell(ctx, "CSV-001", counts.blanks, "line ends or tabs before the text of a cell");
  tell(ctx, "CSV-002", counts.inside, "a formula behind what other readers take for a separator, made text");
  tell(ctx, "CSV-002", counts.separator_line ? 1 : 0, "line that chooses the separator, left out");
  tell(ctx, "CSV-002", counts.defects.after_quote, "text behind a closing quote");
  tell(ctx, "CSV-002", counts.defects.open_quote, "a quote that is never closed");
  tell(ctx, "CSV-002", counts.defects.bare_quote, "a quote within a cell");
  tell(ctx, "CSV-003", counts.calling_out, "a formula that runs or fetches something");
  tell(ctx, "CSV-004", counts.symbolic_link ? 1 : 0, "first cell that makes it a SYLK file, put in quotes");
  return ok();
}

// The table as the next reader sees its text: what quotes kept apart may have become one.
std::string as_read(std::string text) {
  std::erase(text, '\r');
  return text::defang(clean(text, LongLines::Keep).text, policy::Links::Keep).text;
}

// Until a reader of the output sees the very same table: odd quotes and separators settle in one or two rounds.
Result<Table> settle(std::string_view text, bool tabs, bool crlf) {
  constexpr int kRounds = 4;
  Table table = Rebuild(text, tabs, crlf).run();
  for (int i = 0; i < kRounds; ++i) {
    Table again = Rebuild(as_read(table.text), tabs, crlf).run();
    if (again.text == table.text) return table;
    table.text = std::move(again.text);
  }
  return make_error(ErrorCode::Ambiguous, "rows and cells cannot be told apart");
}

class CsvHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "csv"; }
  void warm_up() override { (void)to_shift_jis({}); }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(TextFile file, read_text_file(in, LongLines::Keep, ctx));
    TRY_ASSIGN(const Table table,
               settle(file.text, file.extension == "tsv" || file.extension == "tab", file.form.any_crlf));
    TRY(report(table.counts, ctx));
    TRY(check_taken_for("csv", table.text, ctx));
    file.form.mark = file.form.mark || !file.form.shift_jis;  // spreadsheets take unmarked text for Shift_JIS (CSV-005)
    TRY(write_text(table.text, file.form, true, out, ctx));
    return Outcome{.type = "csv", .extension = {}, .replaced = false};
  }
};

}  // namespace

Handler& csv_handler() {
  static CsvHandler handler;
  return handler;
}

}  // namespace mugai::plain
