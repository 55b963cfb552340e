#include "lib/formats/xlsb/formula.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "lib/formats/xlsb/functions_table.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

struct ErrorRow {
  std::uint8_t code;
  std::string_view text;
};
constexpr ErrorRow kErrors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                                {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"},    {0x2B, "#GETTING_DATA"}};

// Binary operators from 0x03 on.
constexpr std::string_view kOperators[] = {
    "+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"};

constexpr std::uint16_t kColumnBits = 0x3FFF;
constexpr std::uint16_t kColumnRelative = 0x4000;
constexpr std::uint16_t kRowRelative = 0x8000;

const NumberedFunction* find_function(std::uint16_t number) {
  const auto* end = std::end(kNumberedFunctions);
  const auto* found = std::lower_bound(std::begin(kNumberedFunctions), end, number,
                                       [](const NumberedFunction& f, std::uint16_t n) { return f.number < n; });
  return found != end && found->number == number ? found : nullptr;
}

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    if (c == quote) out.push_back(quote);
    out.push_back(c);
  }
  out.push_back(quote);
  return out;
}

// A stack machine that builds text instead of values.
class Decompiler {
 public:
  Decompiler(const ParsedFormula& formula, const WorkbookModel& workbook, Base base)
      : tokens_(formula.tokens), extra_(formula.extra), workbook_(workbook), base_(base) {}

  std::optional<std::string> run() {
    while (!tokens_.at_end()) {
      const auto done = token();
      if (!done.has_value() || !fine_) return std::nullopt;
    }
    if (stack_.size() != 1) return std::nullopt;
    return std::move(stack_.back());
  }

 private:
  struct Reference {
    std::uint32_t row = 0;
    std::uint16_t column = 0;
  };

  void give_up() noexcept { fine_ = false; }
  void push(std::string text) {
    written_ += text.size();
    if (written_ > kMaxWritten || text.size() > kMaxFormulaText) return give_up();
    stack_.push_back(std::move(text));
  }
  std::string pop() {
    if (stack_.empty()) {
      give_up();
      return {};
    }
    std::string top = std::move(stack_.back());
    stack_.pop_back();
    return top;
  }

  Result<void> token() {
    TRY_ASSIGN(const std::uint8_t raw, tokens_.u8());
    if ((raw & 0x80U) != 0) {
      give_up();
      return ok();
    }
    if (raw < 0x20) return plain_token(raw);
    return class_token(static_cast<std::uint8_t>((raw & 0x1FU) | 0x20U));
  }

  // Tokens without a class: operators and constants.
  Result<void> plain_token(std::uint8_t ptg) {
    if (ptg >= 0x03 && ptg <= 0x11) {
      const std::string right = pop();
      const std::string left = pop();
      push(left + std::string(kOperators[ptg - 0x03]) + right);
      return ok();
    }
    switch (ptg) {
      case 0x12:
        push("+" + pop());
        return ok();
      case 0x13:
        push("-" + pop());
        return ok();
      case 0x14:
        push(pop() + "%");
        return ok();
      case 0x15:
        push("(" + pop() + ")");
        return ok();
      case 0x16:  // an argument that is left out
        push("");
        return ok();
      case 0x17:
        return string_token();
      case 0x19:
        return attribute_token();
      case 0x1C: {
        TRY_ASSIGN(const std::uint8_t code, tokens_.u8());
        const std::string_view text = error_text(code);
        if (text.empty()) give_up();
        push(std::string(text));
        return ok();
      }
      case 0x1D: {
        TRY_ASSIGN(const std::uint8_t value, tokens_.u8());
        push(value != 0 ? "TRUE" : "FALSE");
        return ok();
      }
      case 0x1E: {
        TRY_ASSIGN(const std::uint16_t value, tokens_.u16le());
        push(std::to_string(value));
        return ok();
      }
      case 0x1F: {
        TRY_ASSIGN(const double value, read_double(tokens_));
        number(value);
        return ok();
      }
      default:  // groups (0x01, 0x02), tables and pivot names (0x18), what nobody knows
        give_up();
        return ok();
    }
  }

  void number(double value) {
    std::string text = number_text(value);
    if (text.empty()) give_up();
    push(std::move(text));
  }

  // PtgStr: count of UTF-16 units (16 bits), units
  Result<void> string_token() {
    TRY_ASSIGN(const std::uint16_t count, tokens_.u16le());
    TRY_ASSIGN(const Bytes units, tokens_.take(std::uint64_t{count} * 2));
    push(quoted(to_utf8(units), '"'));
    return ok();
  }

  // PtgAttr…: how Excel evaluates and shows; only the sum of one argument is part of the text.
  Result<void> attribute_token() {
    TRY_ASSIGN(const std::uint8_t kind, tokens_.u8());
    TRY_ASSIGN(const std::uint16_t value, tokens_.u16le());
    switch (kind) {
      case 0x01:  // volatile
      case 0x02:  // IF
      case 0x08:  // jump
      case 0x20:  // macro assignment marks
      case 0x21:
      case 0x40:  // white space
      case 0x41:
      case 0x80:  // IFERROR
        return ok();
      case 0x04:  // CHOOSE: a table of jumps
        return tokens_.skip((std::uint64_t{value} + 1) * 2);
      case 0x10:
        push("SUM(" + pop() + ")");
        return ok();
      default:
        give_up();
        return ok();
    }
  }

  // Tokens with a class (reference, value, array), as their reference form.
  Result<void> class_token(std::uint8_t ptg) {
    switch (ptg) {
      case 0x20:
        TRY(tokens_.skip(14));
        return array_constant();
      case 0x21:
        return fixed_function();
      case 0x22:
        return variable_function();
      case 0x23: {
        TRY_ASSIGN(const std::uint32_t index, tokens_.u32le());
        name(index);
        return ok();
      }
      case 0x24:
      case 0x2C: {
        TRY_ASSIGN(const Reference cell, reference());
        push(cell_text(cell, ptg == 0x2C));
        return ok();
      }
      case 0x25:
      case 0x2D:
        return area(ptg == 0x2D, "");
      case 0x26: {  // the ranges that the tokens after it come to
        TRY(tokens_.skip(6));
        TRY_ASSIGN(const std::uint32_t count, extra_.u32le());
        return extra_.skip(std::uint64_t{count} * 16);
      }
      case 0x27:
      case 0x28:
        return tokens_.skip(6);
      case 0x29:
        return tokens_.skip(2);
      case 0x2A:
        TRY(tokens_.skip(6));
        push("#REF!");
        return ok();
      case 0x2B:
        TRY(tokens_.skip(12));
        push("#REF!");
        return ok();
      default:
        return sheet_token(ptg);
    }
  }

  // Tokens that begin with the index of a sheet.
  Result<void> sheet_token(std::uint8_t ptg) {
    if (ptg != 0x39 && (ptg < 0x3A || ptg > 0x3D)) {
      give_up();
      return ok();
    }
    TRY_ASSIGN(const std::uint16_t index, tokens_.u16le());
    const std::optional<std::string> sheet = sheet_text(index, ptg == 0x39);
    if (!sheet.has_value()) {
      give_up();
      return ok();
    }
    switch (ptg) {
      case 0x39: {
        TRY_ASSIGN(const std::uint32_t which, tokens_.u32le());
        name(which);
        return ok();
      }
      case 0x3A: {
        TRY_ASSIGN(const Reference cell, reference());
        push(*sheet + cell_text(cell, false));
        return ok();
      }
      case 0x3B:
        return area(false, *sheet);
      case 0x3C:
        TRY(tokens_.skip(6));
        push(*sheet + "#REF!");
        return ok();
      default:
        TRY(tokens_.skip(12));
        push(*sheet + "#REF!");
        return ok();
    }
  }

  // "'Sheet 1'!", "'a:b'!", "" where it is the workbook itself; nullopt where it is not of this workbook.
  [[nodiscard]] std::optional<std::string> sheet_text(std::uint16_t index, bool may_be_workbook) const {
    if (index >= workbook_.externs.size()) return std::nullopt;
    const ExternSheet& target = workbook_.externs[index];
    if (!target.own) return std::nullopt;
    if (may_be_workbook) return std::string();
    if (target.first == -1 || target.last == -1) return std::string("#REF!");
    const auto count = static_cast<std::int64_t>(workbook_.sheets.size());
    if (target.first < 0 || target.first >= count || target.last < target.first || target.last >= count)
      return std::nullopt;
    for (auto i = static_cast<std::size_t>(target.first); i <= static_cast<std::size_t>(target.last); ++i) {
      if (!workbook_.sheets[i].kept) return std::nullopt;
    }
    std::string text = workbook_.sheets[static_cast<std::size_t>(target.first)].name;
    if (target.last != target.first) text += ":" + workbook_.sheets[static_cast<std::size_t>(target.last)].name;
    return quoted(text, '\'') + "!";
  }

  // One based; a name that is gone takes its formulas with it.
  void name(std::uint32_t index) {
    if (index == 0 || index > workbook_.names.size() || !workbook_.names[index - 1].kept) return give_up();
    push(workbook_.names[index - 1].name);
  }

  Result<Reference> reference() {
    Reference cell;
    TRY_ASSIGN(cell.row, tokens_.u32le());
    TRY_ASSIGN(cell.column, tokens_.u16le());
    return cell;
  }

  // Relative forms of shared formulas count from the cell, around the edges of the sheet.
  Reference placed(Reference cell, bool shared) {
    std::uint32_t column = cell.column & kColumnBits;
    if (shared && (cell.column & kRowRelative) != 0) cell.row = (base_.row + cell.row) & kMaxRow;
    if (shared && (cell.column & kColumnRelative) != 0) column = (base_.column + column) & kMaxColumn;
    if (cell.row > kMaxRow) give_up();
    cell.column = static_cast<std::uint16_t>((cell.column & (kColumnRelative | kRowRelative)) | column);
    return cell;
  }
  static std::string column_part(Reference cell) {
    return ((cell.column & kColumnRelative) != 0 ? "" : "$") + column_name(cell.column & kColumnBits);
  }
  static std::string row_part(Reference cell) {
    return ((cell.column & kRowRelative) != 0 ? "" : "$") + std::to_string(cell.row + 1);
  }
  std::string cell_text(Reference cell, bool shared) {
    const Reference at = placed(cell, shared);
    return column_part(at) + row_part(at);
  }

  // PtgArea: both rows, both columns.
  Result<void> area(bool shared, const std::string& sheet) {
    Reference first;
    Reference last;
    TRY_ASSIGN(first.row, tokens_.u32le());
    TRY_ASSIGN(last.row, tokens_.u32le());
    TRY_ASSIGN(first.column, tokens_.u16le());
    TRY_ASSIGN(last.column, tokens_.u16le());
    first = placed(first, shared);
    last = placed(last, shared);
    if (first.row == 0 && last.row == kMaxRow) {
      push(sheet + column_part(first) + ":" + column_part(last));
    } else if ((first.column & kColumnBits) == 0 && (last.column & kColumnBits) == kMaxColumn) {
      push(sheet + row_part(first) + ":" + row_part(last));
    } else {
      push(sheet + column_part(first) + row_part(first) + ":" + column_part(last) + row_part(last));
    }
    return ok();
  }

  Result<void> fixed_function() {
    TRY_ASSIGN(const std::uint16_t number, tokens_.u16le());
    const NumberedFunction* function = find_function(number);
    if (function == nullptr || function->arguments == kVariable) {
      give_up();
      return ok();
    }
    call(function->name, static_cast<std::size_t>(function->arguments));
    return ok();
  }

  Result<void> variable_function() {
    TRY_ASSIGN(const std::uint8_t count, tokens_.u8());
    TRY_ASSIGN(const std::uint16_t number, tokens_.u16le());
    if (number == kFunctionByName) {
      if (count == 0 || count > stack_.size()) {
        give_up();
        return ok();
      }
      const std::string name = stack_[stack_.size() - count];
      call(name, count - 1U);
      const std::string called = pop();
      (void)pop();  // the name itself
      push(called);
      return ok();
    }
    const NumberedFunction* function = find_function(number);  // bit 15: a command of macro sheets, in no table
    if (function == nullptr) {
      give_up();
      return ok();
    }
    call(function->name, count);
    return ok();
  }

  void call(std::string_view name, std::size_t count) {
    if (count > stack_.size()) return give_up();
    std::string text(name);
    text.push_back('(');
    for (std::size_t i = stack_.size() - count; i < stack_.size(); ++i) {
      text += stack_[i];
      if (i + 1 < stack_.size()) text.push_back(',');
    }
    text.push_back(')');
    stack_.resize(stack_.size() - count);
    push(std::move(text));
  }

  // PtgExtraArray: rows, columns (32 bits each), values row by row.
  Result<void> array_constant() {
    TRY_ASSIGN(const std::uint32_t rows, extra_.u32le());
    TRY_ASSIGN(const std::uint32_t columns, extra_.u32le());
    if (rows == 0 || columns == 0 || std::uint64_t{rows} * columns > extra_.remaining()) {
      give_up();
      return ok();
    }
    std::string text = "{";
    for (std::uint32_t row = 0; row < rows && fine_; ++row) {
      if (row != 0) text.push_back(';');
      for (std::uint32_t column = 0; column < columns && fine_; ++column) {
        if (column != 0) text.push_back(',');
        TRY(array_value(text));
      }
    }
    push(text + "}");
    return ok();
  }
  // SerAr: kind, value
  Result<void> array_value(std::string& out) {
    TRY_ASSIGN(const std::uint8_t kind, extra_.u8());
    switch (kind) {
      case 0x00: {
        TRY_ASSIGN(const double value, read_double(extra_));
        const std::string text = number_text(value);
        if (text.empty()) give_up();
        out += text;
        return ok();
      }
      case 0x01: {
        TRY_ASSIGN(const std::uint16_t count, extra_.u16le());
        TRY_ASSIGN(const Bytes units, extra_.take(std::uint64_t{count} * 2));
        out += quoted(to_utf8(units), '"');
        return ok();
      }
      case 0x02: {
        TRY_ASSIGN(const std::uint8_t value, extra_.u8());
        out += value != 0 ? "TRUE" : "FALSE";
        return ok();
      }
      case 0x04: {
        TRY_ASSIGN(const std::uint8_t code, extra_.u8());
        TRY(extra_.skip(3));
        if (error_text(code).empty()) give_up();
        out += error_text(code);
        return ok();
      }
      default:
        give_up();
        return ok();
    }
  }

  static constexpr std::size_t kMaxWritten = std::size_t{1} << 20;  // nested calls copy their arguments once a level

  Cursor tokens_;
  Cursor extra_;
  const WorkbookModel& workbook_;
  Base base_;
  std::vector<std::string> stack_;
  std::size_t written_ = 0;
  bool fine_ = true;
};

}  // namespace

Result<ParsedFormula> read_formula(Cursor& cursor) {
  ParsedFormula formula;
  TRY_ASSIGN(const std::uint32_t tokens, cursor.u32le());
  TRY_ASSIGN(formula.tokens, cursor.take(tokens));
  TRY_ASSIGN(const std::uint32_t extra, cursor.u32le());
  TRY_ASSIGN(formula.extra, cursor.take(extra));
  return formula;
}

std::optional<std::string> formula_text(const ParsedFormula& formula, const WorkbookModel& workbook, Base base) {
  return Decompiler(formula, workbook, base).run();
}

std::optional<Base> group_of(const ParsedFormula& formula) {
  Cursor tokens(formula.tokens);
  Cursor extra(formula.extra);
  if (formula.tokens.size() != 5 || formula.extra.size() < 4 || tokens.peek() != 0x01) return std::nullopt;
  if (!tokens.skip(1).has_value()) return std::nullopt;
  const auto row = tokens.u32le();
  const auto column = extra.u32le();
  if (!row.has_value() || !column.has_value()) return std::nullopt;
  return Base{*row, *column};
}

std::string_view error_text(std::uint8_t code) noexcept {
  for (const ErrorRow& row : kErrors) {
    if (row.code == code) return row.text;
  }
  return {};
}

}  // namespace mugai::xlsb
