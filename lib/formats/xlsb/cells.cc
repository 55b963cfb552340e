#include "lib/formats/xlsb/cells.h"

#include "lib/formats/xlsb/record_ids.h"
#include "lib/formats/xlsb/rich_text.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {

Result<bool> CellWriter::take(const Record& record) {
  constexpr std::size_t kPiece = 64 * 1024;
  if (out_.size() >= kPiece) {
    TRY(sink_.write(out_));
    out_.clear();
  }
  switch (record.type) {
    case kRowHeader:
      TRY(row(Cursor(record.data)));
      return true;
    case kCellBlank:
    case kCellRk:
    case kCellError:
    case kCellBool:
    case kCellReal:
    case kCellText:
    case kCellSharedText:
    case kCellRichText:
    case kFormulaText:
    case kFormulaNumber:
    case kFormulaBool:
    case kFormulaError:
      TRY(cell(record));
      return true;
    case kArrayFormula:
    case kSharedFormula:
      TRY(group(record));
      return true;
    default:
      return false;
  }
}

// BrtRowHdr: row, format, height in twips, flags, more flags, spans
Result<void> CellWriter::row(Cursor data) {
  settle();
  TRY_ASSIGN(const std::uint32_t number, data.u32le());
  TRY_ASSIGN(const std::uint32_t format, data.u32le());
  TRY_ASSIGN(const std::uint16_t height, data.u16le());
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  TRY_ASSIGN(const std::uint8_t more, data.u8());
  if (number > kMaxRow || number <= row_) return make_error(ErrorCode::Malformed, "rows out of order");
  if (in_row_) out_ += "</row>";
  in_row_ = true;
  row_ = number;
  column_ = -1;
  out_ += "<row";
  append_attribute(out_, "r", std::uint64_t{number} + 1);
  const bool formatted = (flags & 0x4000U) != 0;
  if (formatted && format < workbook_.cell_formats) {
    append_attribute(out_, "s", std::uint64_t{format});
    append_attribute(out_, "customFormat", std::uint64_t{1});
  }
  if (height != 0) append_number_attribute(out_, "ht", height / 20.0);
  if ((flags & 0x1000U) != 0) append_attribute(out_, "hidden", std::uint64_t{1});
  if ((flags & 0x2000U) != 0) append_attribute(out_, "customHeight", std::uint64_t{1});
  const std::uint32_t level = (flags >> 8) & 7U;
  if (level != 0) append_attribute(out_, "outlineLevel", std::uint64_t{level});
  if ((flags & 0x0800U) != 0) append_attribute(out_, "collapsed", std::uint64_t{1});
  if ((flags & 0x0001U) != 0) append_attribute(out_, "thickTop", std::uint64_t{1});
  if ((flags & 0x0002U) != 0) append_attribute(out_, "thickBot", std::uint64_t{1});
  if ((more & 1U) != 0) append_attribute(out_, "ph", std::uint64_t{1});
  out_ += ">";
  return ok();
}

// Cell: column, format (24 bits) and flags
Result<void> CellWriter::cell(const Record& record) {
  settle();
  Cursor data(record.data);
  Cell cell;
  TRY_ASSIGN(cell.column, data.u32le());
  TRY_ASSIGN(const std::uint32_t format, data.u32le());
  cell.format = format & 0xFFFFFFU;
  cell.phonetic = (format & 0x01000000U) != 0;
  if (!in_row_ || cell.column > kMaxColumn || cell.column <= column_)
    return make_error(ErrorCode::Malformed, "cells out of order");
  column_ = cell.column;
  TRY(value(record.type, data, cell));
  const bool has_formula = record.type >= kFormulaText && record.type <= kFormulaError;
  if (has_formula) {
    TRY(data.skip(2));
    TRY_ASSIGN(cell.formula, read_formula(data));
    const auto place = group_of(*cell.formula);
    if (place.has_value() && !groups_.contains({place->row, place->column})) {
      pending_ = std::move(cell);
      return ok();
    }
  }
  write(cell);
  return ok();
}

Result<void> CellWriter::value(std::uint32_t type, Cursor& data, Cell& cell) {
  switch (type) {
    case kCellRk: {
      TRY_ASSIGN(const std::uint32_t rk, data.u32le());
      cell.value = number_text(rk_value(rk));
      return ok();
    }
    case kCellReal:
    case kFormulaNumber: {
      TRY_ASSIGN(const double number, read_double(data));
      cell.value = number_text(number);
      return ok();
    }
    case kCellBool:
    case kFormulaBool: {
      TRY_ASSIGN(const std::uint8_t boolean, data.u8());
      cell.type = "b";
      cell.value = boolean != 0 ? "1" : "0";
      return ok();
    }
    case kCellError:
    case kFormulaError: {
      TRY_ASSIGN(const std::uint8_t code, data.u8());
      cell.type = "e";
      const std::string_view text = error_text(code);
      cell.value = text.empty() ? "#VALUE!" : text;
      return ok();
    }
    case kCellSharedText: {
      TRY_ASSIGN(const std::uint32_t index, data.u32le());
      cell.type = "s";
      cell.value = std::to_string(index);
      return ok();
    }
    case kCellText: {
      TRY_ASSIGN(const std::string text, read_text(data));
      cell.type = "inlineStr";
      append_text_element(cell.value, text);
      return ok();
    }
    case kFormulaText: {
      TRY_ASSIGN(const std::string text, read_text(data));
      cell.type = "str";
      append_escaped(cell.value, text);
      return ok();
    }
    case kCellRichText: {
      cell.type = "inlineStr";
      TRY_ASSIGN(cell.value, read_rich_text(data, workbook_));
      return ok();
    }
    default:
      return ok();
  }
}

// BrtArrFmla: range, flags, formula. BrtShrFmla: range, formula. Both follow the first cell of their group.
Result<void> CellWriter::group(const Record& record) {
  if (!pending_.has_value()) return make_error(ErrorCode::Malformed, "a formula group without its cell");
  Cursor data(record.data);
  Group group;
  group.array = record.type == kArrayFormula;
  TRY_ASSIGN(group.range, read_range(data));
  if (group.array) TRY(data.skip(1));
  TRY_ASSIGN(group.formula, read_formula(data));
  groups_[{static_cast<std::uint32_t>(row_), pending_->column}] = group;
  settle();
  return ok();
}

void CellWriter::settle() {
  if (!pending_.has_value()) return;
  const Cell cell = std::move(*pending_);
  pending_.reset();
  write(cell);
}

// `<f>…</f>` or nothing.
std::string CellWriter::formula_element(const Cell& cell) {
  if (!cell.formula.has_value()) return {};
  const Base here{static_cast<std::uint32_t>(row_), cell.column};
  const auto place = group_of(*cell.formula);
  std::string open = "<f>";
  std::optional<std::string> text;
  if (!place.has_value()) {
    text = formula_text(*cell.formula, workbook_, here);
  } else if (const auto found = groups_.find({place->row, place->column}); found != groups_.end()) {
    const Group& group = found->second;
    const bool first = place->row == here.row && place->column == here.column;
    if (group.array && !first) return {};  // the first cell fills this one
    text = formula_text(group.formula, workbook_, here);
    if (group.array) open = "<f t=\"array\" ref=\"" + range_name(group.range) + "\">";
  }
  if (!text.has_value()) {
    notes_.flattened("a formula that cannot be told from its tokens or reaches outside");
    return {};
  }
  append_escaped(open, *text);
  return open + "</f>";
}

void CellWriter::write(const Cell& cell) {
  out_ += "<c";
  append_attribute(out_, "r", std::string_view(cell_name(static_cast<std::uint32_t>(row_), cell.column)));
  if (cell.format != 0 && cell.format < workbook_.cell_formats) append_attribute(out_, "s", std::uint64_t{cell.format});
  if (!cell.type.empty()) append_attribute(out_, "t", cell.type);
  if (cell.phonetic) append_attribute(out_, "ph", std::uint64_t{1});
  const std::string formula = formula_element(cell);
  if (cell.value.empty() && formula.empty()) {
    out_ += "/>";
    return;
  }
  out_ += ">" + formula;
  if (cell.type == "inlineStr") {
    out_ += "<is>" + cell.value + "</is>";
  } else {
    out_ += "<v>" + cell.value + "</v>";
  }
  out_ += "</c>";
}

Result<void> CellWriter::finish() {
  settle();
  if (in_row_) out_ += "</row>";
  out_ += "</sheetData>";
  return sink_.write(out_);
}

}  // namespace mugai::xlsb
