#include "lib/formats/xlsb/sheet.h"

#include <optional>
#include <string>

#include "lib/formats/xlsb/cells.h"
#include "lib/formats/xlsb/conditions.h"
#include "lib/formats/xlsb/page.h"
#include "lib/formats/xlsb/record_ids.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

constexpr std::string_view kNamespaces =
    " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">";

std::string wrapped(std::string_view element, const std::string& inside) {
  if (inside.empty()) return {};
  const std::string name(element);
  return "<" + name + ">" + inside + "</" + name + ">";
}

class SheetReader {
 public:
  SheetReader(const WorkbookModel& workbook, KnownRelationship known, Notes& notes, Sink& out)
      : workbook_(workbook), known_(std::move(known)), notes_(notes), out_(out), cells_(workbook, notes, out) {}

  Result<void> run(Bytes part) {
    TRY(out_.write("<worksheet" + std::string(kNamespaces)));
    RecordReader reader(part);
    for (;;) {
      TRY_ASSIGN(const std::optional<Record> record, reader.next());
      if (!record.has_value()) break;
      TRY(take(*record));
    }
    TRY(begin_cells());
    TRY(cells_.finish());
    return write_rest();
  }

 private:
  Result<void> take(const Record& record) {
    if (record.type == kRowHeader) TRY(begin_cells());
    if (in_cells_) {
      TRY_ASSIGN(const bool taken, cells_.take(record));
      if (taken) return ok();
    }
    TRY_ASSIGN(const bool before, take_before(record));
    if (before) return ok();
    return take_after(record);
  }

  // What the schema wants in front of the cells.
  Result<bool> take_before(const Record& record) {
    std::string* into = nullptr;
    Result<std::string> text = std::string();
    const Cursor data(record.data);
    switch (record.type) {
      case kSheetProperties:
        into = &properties_;
        text = sheet_properties(data);
        break;
      case kBeginSheetView:
        into = &view_;
        text = begin_view(data);
        break;
      case kPane:
        into = &pane_;
        text = pane(data);
        break;
      case kSheetFormat:
        into = &format_;
        text = sheet_format(data);
        break;
      case kColumnInfo:
        into = &columns_;
        text = column(data, workbook_);
        break;
      case kDimension:
        return true;
      default:
        return false;
    }
    TRY_ASSIGN(std::string element, std::move(text));
    if (in_cells_) {
      notes_.removed("XLSB-009", "records out of their order");
    } else if (record.type == kColumnInfo) {
      *into += element;
    } else {
      *into = std::move(element);  // of several views, the last
    }
    return true;
  }

  Result<void> begin_cells() {
    if (in_cells_) return ok();
    in_cells_ = true;
    std::string head = properties_;
    if (!view_.empty()) head += "<sheetViews>" + view_ + pane_ + "</sheetView></sheetViews>";
    return out_.write(head + format_ + wrapped("cols", columns_));
  }

  Result<void> take_after(const Record& record) {
    const Cursor data(record.data);
    switch (record.type) {
      case kSheetProtection:
        return set(protection_, protection(data));
      case kBeginFilter: {
        Cursor range_data = data;
        TRY_ASSIGN(const Range range, read_range(range_data));
        filter_ = "<autoFilter ref=\"" + range_name(range) + "\"/>";
        return ok();
      }
      case kMergeCell: {
        Cursor range_data = data;
        TRY_ASSIGN(const Range range, read_range(range_data));
        merged_ += "<mergeCell ref=\"" + range_name(range) + "\"/>";
        return ok();
      }
      case kMargins:
        return set(margins_, margins(data));
      case kPrintOptions:
        return set(options_, print_options(data));
      case kPageSetup:
        return set(setup_, page_setup(data));
      case kHeaderFooter:
        return set(header_, header_footer(data));
      case kHyperlink:
        return add(links_, hyperlink(data, known_));
      case kDrawing:
        return set(drawing_, reference(data, "drawing", known_));
      case kLegacyDrawing:
        return set(legacy_, reference(data, "legacyDrawing", known_));
      case kBackground:
        return set(background_, reference(data, "picture", known_));
      default:
        return take_list(record);
    }
  }

  // Members of collections that the record before them opened.
  Result<void> take_list(const Record& record) {
    constexpr std::uint32_t kBeginConditional = 461;
    constexpr std::uint32_t kEndConditional = 462;
    constexpr std::uint32_t kBeginRule = 463;
    const Cursor data(record.data);
    switch (record.type) {
      case kBeginRowBreaks:
      case kEndColumnBreaks:
        column_breaks_open_ = false;
        return ok();
      case kBeginColumnBreaks:
        column_breaks_open_ = true;
        return ok();
      case kEndRowBreaks:
        return ok();
      case kBreak:
        return add(column_breaks_open_ ? column_breaks_ : row_breaks_, page_break(data));
      case kValidation:
        return add(validations_, validation(data, workbook_, notes_));
      case kBeginConditional:
        rules_.clear();
        return set(rule_cells_, conditional_cells(data));
      case kBeginRule:
        return add(rules_, conditional_rule(data, workbook_, notes_));
      case kEndConditional:
        if (!rules_.empty())
          conditions_ += "<conditionalFormatting sqref=\"" + rule_cells_ + "\">" + rules_ + "</conditionalFormatting>";
        rules_.clear();
        return ok();
      case kDataTable:
        notes_.flattened("data table");
        return ok();
      default:
        notes_.left(record.type);
        return ok();
    }
  }

  static Result<void> set(std::string& into, Result<std::string> element) {
    TRY_ASSIGN(into, std::move(element));
    return ok();
  }
  static Result<void> add(std::string& into, Result<std::string> element) {
    TRY_ASSIGN(const std::string text, std::move(element));
    into += text;
    return ok();
  }

  // CT_Worksheet, from behind sheetData.
  Result<void> write_rest() {
    std::string out = protection_ + filter_ + wrapped("mergeCells", merged_) + conditions_ +
                      wrapped("dataValidations", validations_) + wrapped("hyperlinks", links_) + options_ + margins_ +
                      setup_ + header_ + wrapped("rowBreaks", row_breaks_) + wrapped("colBreaks", column_breaks_) +
                      drawing_ + legacy_ + background_;
    return out_.write(out + "</worksheet>");
  }

  const WorkbookModel& workbook_;
  KnownRelationship known_;
  Notes& notes_;
  Sink& out_;
  CellWriter cells_;
  bool in_cells_ = false;
  bool column_breaks_open_ = false;
  std::string properties_, view_, pane_, format_, columns_;
  std::string protection_, filter_, merged_, conditions_, validations_, links_, options_, margins_, setup_, header_;
  std::string row_breaks_, column_breaks_, drawing_, legacy_, background_;
  std::string rule_cells_, rules_;
};

KnownRelationship known_among(const std::vector<ooxml::Relationship>& relationships, Notes& notes) {
  return [&relationships, &notes](std::string_view id) {
    for (const ooxml::Relationship& relationship : relationships) {
      if (relationship.id == id) return true;
    }
    notes.removed("XLSB-008", "a relationship that does not exist");
    return false;
  };
}

}  // namespace

Result<void> convert_sheet(Bytes part, const WorkbookModel& workbook,
                           const std::vector<ooxml::Relationship>& relationships, Notes& notes, Sink& out) {
  return SheetReader(workbook, known_among(relationships, notes), notes, out).run(part);
}

Result<void> convert_chart_sheet(Bytes part, const std::vector<ooxml::Relationship>& relationships, Notes& notes,
                                 Sink& out) {
  std::string drawing;
  std::string page;
  RecordReader reader(part);
  for (;;) {
    TRY_ASSIGN(const std::optional<Record> record, reader.next());
    if (!record.has_value()) break;
    const Cursor data(record->data);
    if (record->type == kDrawing) {
      TRY_ASSIGN(drawing, reference(data, "drawing", known_among(relationships, notes)));
    } else if (record->type == kMargins) {
      TRY_ASSIGN(page, margins(data));
    } else {
      notes.left(record->type);
    }
  }
  return out.write("<chartsheet" + std::string(kNamespaces) +
                   "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews>" + page + drawing + "</chartsheet>");
}

}  // namespace mugai::xlsb
