#include "lib/formats/xlsb/workbook.h"

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/formula.h"
#include "lib/formats/xlsb/record_ids.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

constexpr std::size_t kMaxNames = 64'000;
constexpr std::size_t kMaxSheets = 4'096;
constexpr int kMaxRounds = 16;  // names that stand on names that go
constexpr std::uint32_t kWholeWorkbook = 0xFFFFFFFF;

// BrtBundleSh: state, identifier, relationship, name. Files of before the release have four bytes more behind the
// state.
Result<Sheet> read_sheet_of(Cursor data, std::uint64_t extra) {
  Sheet sheet;
  TRY_ASSIGN(sheet.state, data.u32le());
  TRY(data.skip(extra));
  TRY_ASSIGN(sheet.id, data.u32le());
  TRY_ASSIGN(sheet.relationship, read_nullable_text(data));
  TRY_ASSIGN(sheet.name, read_text(data));
  if (!data.at_end()) return make_error(ErrorCode::Malformed, "a sheet");
  return sheet;
}
Result<Sheet> read_sheet(Cursor data) {
  auto sheet = read_sheet_of(data, 0);
  return sheet.has_value() ? std::move(sheet) : read_sheet_of(data, 4);
}

class WorkbookReader {
 public:
  WorkbookReader(WorkbookModel& model, Notes& notes) : model_(model), notes_(notes) {}

  Result<WorkbookPart> run(Bytes part) {
    RecordReader reader(part);
    for (;;) {
      TRY_ASSIGN(const std::optional<Record> record, reader.next());
      if (!record.has_value()) break;
      TRY(take(*record));
    }
    return std::move(part_);
  }

 private:
  Result<void> take(const Record& record) {
    Cursor data(record.data);
    switch (record.type) {
      case kWorkbookProperties: {
        TRY_ASSIGN(const std::uint32_t flags, data.u32le());
        part_.date_1904 = (flags & 1U) != 0;
        return ok();
      }
      case kBookView: {
        TRY(data.skip(20));
        TRY_ASSIGN(part_.first_tab, data.u32le());
        TRY_ASSIGN(part_.active_tab, data.u32le());
        return ok();
      }
      case kSheet: {
        TRY_ASSIGN(Sheet sheet, read_sheet(data));
        if (model_.sheets.size() == kMaxSheets) return make_error(ErrorCode::TooMany, "sheets");
        model_.sheets.push_back(std::move(sheet));
        return ok();
      }
      case kName:
        return name(data);
      case kSupportingSelf:
      case kSupportingSame:
        supporting_.push_back(true);
        return ok();
      case kSupportingBook:
      case kSupportingAddin:
        supporting_.push_back(false);
        notes_.left(record.type);
        return ok();
      case kExternSheets:
        return externs(data);
      default:
        notes_.left(record.type);
        return ok();
    }
  }

  // BrtExternSheet: count, entries: index of the supporting book, first sheet, last sheet
  Result<void> externs(Cursor data) {
    TRY_ASSIGN(const std::uint32_t count, data.u32le());
    if (std::uint64_t{count} * 12 > data.remaining()) return make_error(ErrorCode::Truncated, "references");
    for (std::uint32_t i = 0; i < count; ++i) {
      TRY_ASSIGN(const std::uint32_t book, data.u32le());
      TRY_ASSIGN(const std::uint32_t first, data.u32le());
      TRY_ASSIGN(const std::uint32_t last, data.u32le());
      const bool own = book < supporting_.size() && supporting_[book];
      model_.externs.push_back({own, static_cast<std::int32_t>(first), static_cast<std::int32_t>(last)});
    }
    return ok();
  }

  // BrtName: flags, key, sheet, name, formula
  Result<void> name(Cursor data) {
    TRY_ASSIGN(const std::uint32_t flags, data.u32le());
    TRY(data.skip(1));
    NameRecord record;
    TRY_ASSIGN(record.sheet, data.u32le());
    TRY_ASSIGN(std::string text, read_text(data));
    TRY_ASSIGN(record.formula, read_formula(data));
    if (model_.names.size() == kMaxNames) return make_error(ErrorCode::TooMany, "names");
    record.hidden = (flags & 1U) != 0;
    // Names without a formula, and those of later functions, only lend their text to formulas.
    record.written = !record.formula.tokens.empty() && !ascii::starts_with_ignoring_case(text, "_xlfn.");
    // fFunc, fOB, fProc: the name of a macro.
    const bool macro = record.written && (flags & 0x0EU) != 0;
    const bool automatic = !ooxml::judge_defined_name(text).empty();
    if (macro || automatic) notes_.removed("XLSB-002", "name " + text.substr(0, 80));
    model_.names.push_back({std::move(text), !macro && !automatic});
    part_.names.push_back(record);
    return ok();
  }

  WorkbookModel& model_;
  Notes& notes_;
  WorkbookPart part_;
  std::vector<bool> supporting_;  // of this workbook, by index
};

class WorkbookWriter {
 public:
  WorkbookWriter(const WorkbookPart& part, WorkbookModel& model, Notes& notes)
      : part_(part), model_(model), notes_(notes) {}

  Result<std::string> run() {
    TRY(settle_names());
    std::string out =
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">";
    if (part_.date_1904) out += "<workbookPr date1904=\"1\"/>";
    out += "<bookViews><workbookView";
    if (const auto tab = moved(part_.first_tab); tab > 0)
      append_attribute(out, "firstSheet", static_cast<std::uint64_t>(tab));
    if (const auto tab = moved(part_.active_tab); tab > 0)
      append_attribute(out, "activeTab", static_cast<std::uint64_t>(tab));
    out += "/></bookViews><sheets>";
    for (const Sheet& sheet : model_.sheets) {
      if (sheet.kept) write_sheet(out, sheet);
    }
    out += "</sheets>";
    write_names(out);
    return out + "</workbook>";
  }

 private:
  // A name whose formula cannot stay goes, and so do the names that stand on it.
  Result<void> settle_names() {
    texts_.resize(model_.names.size());
    bool changed = true;
    for (int round = 0; changed; ++round) {
      if (round == kMaxRounds) return make_error(ErrorCode::TooDeep, "names that stand on each other");
      changed = false;
      for (std::size_t i = 0; i < model_.names.size(); ++i) {
        if (!model_.names[i].kept || !part_.names[i].written) continue;
        auto text = formula_text(part_.names[i].formula, model_, {});
        if (text.has_value() && in_kept_sheet(i)) {
          texts_[i] = std::move(*text);
          continue;
        }
        model_.names[i].kept = false;
        changed = true;
        notes_.removed("XLSB-002", "name " + model_.names[i].name.substr(0, 80));
      }
    }
    return ok();
  }
  [[nodiscard]] bool in_kept_sheet(std::size_t name) const {
    const std::uint32_t sheet = part_.names[name].sheet;
    return sheet == kWholeWorkbook || (sheet < model_.sheets.size() && model_.sheets[sheet].kept);
  }

  // Position among the sheets that stay; -1 where it does not.
  [[nodiscard]] std::int64_t moved(std::uint32_t sheet) const {
    if (sheet >= model_.sheets.size() || !model_.sheets[sheet].kept) return -1;
    std::int64_t before = 0;
    for (std::uint32_t i = 0; i < sheet; ++i)
      before += model_.sheets[i].kept ? 1 : 0;
    return before;
  }

  static void write_sheet(std::string& out, const Sheet& sheet) {
    out += "<sheet";
    append_attribute(out, "name", std::string_view(sheet.name));
    append_attribute(out, "sheetId", sheet.id);
    if (sheet.state == 1) append_attribute(out, "state", std::string_view("hidden"));
    if (sheet.state == 2) append_attribute(out, "state", std::string_view("veryHidden"));
    append_attribute(out, "r:id", std::string_view(sheet.relationship));
    out += "/>";
  }

  void write_names(std::string& out) const {
    std::string names;
    for (std::size_t i = 0; i < model_.names.size(); ++i) {
      const NameRecord& record = part_.names[i];
      if (!model_.names[i].kept || !record.written) continue;
      names += "<definedName";
      append_attribute(names, "name", std::string_view(model_.names[i].name));
      if (record.sheet != kWholeWorkbook)
        append_attribute(names, "localSheetId", static_cast<std::uint64_t>(moved(record.sheet)));
      if (record.hidden) append_attribute(names, "hidden", std::uint64_t{1});
      names += ">";
      append_escaped(names, texts_[i]);
      names += "</definedName>";
    }
    if (!names.empty()) out += "<definedNames>" + names + "</definedNames>";
  }

  const WorkbookPart& part_;
  WorkbookModel& model_;
  Notes& notes_;
  std::vector<std::string> texts_;
};

}  // namespace

Result<WorkbookPart> read_workbook(Bytes part, WorkbookModel& model, Notes& notes) {
  return WorkbookReader(model, notes).run(part);
}

Result<std::string> write_workbook(const WorkbookPart& part, WorkbookModel& model, Notes& notes) {
  return WorkbookWriter(part, model, notes).run();
}

}  // namespace mugai::xlsb
