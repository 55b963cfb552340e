#include "lib/formats/xlsb/page.h"

#include <array>

#include "lib/formats/xlsb/color.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

struct FlagRow {
  std::uint32_t bit;
  std::string_view attribute;
  bool written_when;  // the value that is not the default
};

template <std::size_t N>
void append_flags(std::string& out, std::uint32_t flags, const std::array<FlagRow, N>& rows) {
  for (const FlagRow& row : rows) {
    const bool set = (flags & row.bit) != 0;
    if (set == row.written_when) append_attribute(out, row.attribute, std::uint64_t{set ? 1U : 0U});
  }
}

}  // namespace

// BrtWsProp: flags (24 bits), colour of the tab, cell of synchronised scrolling, code name
Result<std::string> sheet_properties(Cursor data) {
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  TRY(data.skip(1));
  Cursor ahead = data;
  TRY_ASSIGN(const std::uint8_t kind, ahead.u8());
  TRY_ASSIGN(const std::string color, read_color(data, "tabColor"));
  std::string out = "<sheetPr>";
  if (kind >> 1 != 0) out += color;
  std::string outline;
  if ((flags & 0x40U) == 0) append_attribute(outline, "summaryBelow", std::uint64_t{0});
  if ((flags & 0x80U) == 0) append_attribute(outline, "summaryRight", std::uint64_t{0});
  if (!outline.empty()) out += "<outlinePr" + outline + "/>";
  if ((flags & 0x100U) != 0) out += "<pageSetUpPr fitToPage=\"1\"/>";
  return out == "<sheetPr>" ? std::string() : out + "</sheetPr>";
}

// BrtBeginWsView: flags, kind of view, first cell, colour of the grid, scales, number of the window
Result<std::string> begin_view(Cursor data) {
  constexpr std::array<FlagRow, 7> kFlags = {{{0x02, "showFormulas", true},
                                              {0x04, "showGridLines", false},
                                              {0x08, "showRowColHeaders", false},
                                              {0x10, "showZeros", false},
                                              {0x20, "rightToLeft", true},
                                              {0x40, "tabSelected", true},
                                              {0x100, "showOutlineSymbols", false}}};
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  TRY_ASSIGN(const std::uint32_t kind, data.u32le());
  TRY(data.skip(12));
  TRY_ASSIGN(const std::uint16_t scale, data.u16le());
  std::string out = "<sheetView";
  append_flags(out, flags, kFlags);
  if (kind == 1) append_attribute(out, "view", std::string_view("pageBreakPreview"));
  if (kind == 2) append_attribute(out, "view", std::string_view("pageLayout"));
  if (scale >= 10 && scale <= 400 && scale != 100) append_attribute(out, "zoomScale", std::uint64_t{scale});
  append_attribute(out, "workbookViewId", std::uint64_t{0});
  return out + ">";
}

// BrtPane: split, first cell of the lower right part, active part, flags
Result<std::string> pane(Cursor data) {
  constexpr std::array<std::string_view, 4> kPanes = {"bottomRight", "topRight", "bottomLeft", "topLeft"};
  TRY_ASSIGN(const double x, read_double(data));
  TRY_ASSIGN(const double y, read_double(data));
  TRY_ASSIGN(const std::uint32_t row, data.u32le());
  TRY_ASSIGN(const std::uint32_t first_column, data.u32le());
  TRY_ASSIGN(const std::uint32_t active, data.u32le());
  TRY_ASSIGN(const std::uint8_t flags, data.u8());
  if (row > kMaxRow || first_column > kMaxColumn || active >= kPanes.size())
    return make_error(ErrorCode::Malformed, "a pane");
  std::string out = "<pane";
  if (x > 0) append_number_attribute(out, "xSplit", x);
  if (y > 0) append_number_attribute(out, "ySplit", y);
  append_attribute(out, "topLeftCell", std::string_view(cell_name(row, first_column)));
  append_attribute(out, "activePane", kPanes[active]);
  if ((flags & 1U) != 0) append_attribute(out, "state", std::string_view((flags & 2U) != 0 ? "frozen" : "frozenSplit"));
  return out + "/>";
}

// BrtWsFmtInfo: width in 1/256 characters, width in characters, height in twips, flags, levels
Result<std::string> sheet_format(Cursor data) {
  TRY_ASSIGN(const std::uint32_t width, data.u32le());
  TRY_ASSIGN(const std::uint16_t base, data.u16le());
  TRY_ASSIGN(const std::uint16_t height, data.u16le());
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  TRY_ASSIGN(const std::uint8_t rows, data.u8());
  TRY_ASSIGN(const std::uint8_t columns, data.u8());
  constexpr std::array<FlagRow, 4> kFlags = {
      {{1, "customHeight", true}, {2, "zeroHeight", true}, {4, "thickTop", true}, {8, "thickBottom", true}}};
  std::string out = "<sheetFormatPr";
  if (base != 8 && base <= 255) append_attribute(out, "baseColWidth", std::uint64_t{base});
  if (width <= 255 * 256) append_number_attribute(out, "defaultColWidth", width / 256.0);
  append_number_attribute(out, "defaultRowHeight", height == 0 ? 15.0 : height / 20.0);
  append_flags(out, flags, kFlags);
  if (rows != 0 && rows <= 7) append_attribute(out, "outlineLevelRow", std::uint64_t{rows});
  if (columns != 0 && columns <= 7) append_attribute(out, "outlineLevelCol", std::uint64_t{columns});
  return out + "/>";
}

// BrtColInfo: first, last, width in 1/256 characters, format, flags
Result<std::string> column(Cursor data, const WorkbookModel& workbook) {
  TRY_ASSIGN(const std::uint32_t first, data.u32le());
  TRY_ASSIGN(const std::uint32_t last, data.u32le());
  TRY_ASSIGN(const std::uint32_t width, data.u32le());
  TRY_ASSIGN(const std::uint32_t format, data.u32le());
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  if (first > last || last > kMaxColumn) return make_error(ErrorCode::Malformed, "columns outside of the sheet");
  constexpr std::array<FlagRow, 5> kFlags = {{{0x0001, "hidden", true},
                                              {0x0004, "bestFit", true},
                                              {0x0002, "customWidth", true},
                                              {0x0008, "phonetic", true},
                                              {0x1000, "collapsed", true}}};
  std::string out = "<col";
  append_attribute(out, "min", std::uint64_t{first} + 1);
  append_attribute(out, "max", std::uint64_t{last} + 1);
  append_number_attribute(out, "width", width / 256.0);
  if (format != 0 && format < workbook.cell_formats) append_attribute(out, "style", std::uint64_t{format});
  append_flags(out, flags, kFlags);
  const std::uint32_t level = (flags >> 8) & 7U;
  if (level != 0) append_attribute(out, "outlineLevel", std::uint64_t{level});
  return out + "/>";
}

// BrtMargins: inches
Result<std::string> margins(Cursor data) {
  std::string out = "<pageMargins";
  for (const std::string_view name : {"left", "right", "top", "bottom", "header", "footer"}) {
    TRY_ASSIGN(const double inches, read_double(data));
    append_number_attribute(out, name, inches >= 0 && inches < 49 ? inches : 0.75);
  }
  return out + "/>";
}

Result<std::string> print_options(Cursor data) {
  constexpr std::array<FlagRow, 4> kFlags = {
      {{1, "horizontalCentered", true}, {2, "verticalCentered", true}, {4, "headings", true}, {8, "gridLines", true}}};
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  std::string out = "<printOptions";
  append_flags(out, flags, kFlags);
  return out == "<printOptions" ? std::string() : out + "/>";
}

// BrtPageSetup: paper, scale, resolutions, copies, first page, pages wide and high, flags; the printer's data is gone
Result<std::string> page_setup(Cursor data) {
  TRY_ASSIGN(const std::uint32_t paper, data.u32le());
  TRY_ASSIGN(const std::uint32_t scale, data.u32le());
  TRY(data.skip(12));
  TRY_ASSIGN(const std::uint32_t first, data.u32le());
  TRY_ASSIGN(const std::uint32_t wide, data.u32le());
  TRY_ASSIGN(const std::uint32_t high, data.u32le());
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  constexpr std::array<FlagRow, 3> kFlags = {
      {{0x08, "blackAndWhite", true}, {0x10, "draft", true}, {0x80, "useFirstPageNumber", true}}};
  std::string out = "<pageSetup";
  if (paper != 0 && paper <= 255) append_attribute(out, "paperSize", std::uint64_t{paper});
  if (scale >= 10 && scale <= 400) append_attribute(out, "scale", std::uint64_t{scale});
  if ((flags & 0x80U) != 0 && first <= 32767) append_attribute(out, "firstPageNumber", std::uint64_t{first});
  if (wide != 1 && wide <= 32767) append_attribute(out, "fitToWidth", std::uint64_t{wide});
  if (high != 1 && high <= 32767) append_attribute(out, "fitToHeight", std::uint64_t{high});
  if ((flags & 0x01U) != 0) append_attribute(out, "pageOrder", std::string_view("overThenDown"));
  if ((flags & 0x40U) == 0)
    append_attribute(out, "orientation", std::string_view((flags & 0x02U) != 0 ? "landscape" : "portrait"));
  append_flags(out, flags, kFlags);
  return out + "/>";
}

// BrtBeginHeaderFooter: flags; header and footer of odd, even and first pages
Result<std::string> header_footer(Cursor data) {
  constexpr std::array<FlagRow, 4> kFlags = {{{1, "differentOddEven", true},
                                              {2, "differentFirst", true},
                                              {4, "scaleWithDoc", false},
                                              {8, "alignWithMargins", false}}};
  constexpr std::array<std::string_view, 6> kNames = {"oddHeader",  "oddFooter",   "evenHeader",
                                                      "evenFooter", "firstHeader", "firstFooter"};
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  std::string out = "<headerFooter";
  append_flags(out, flags, kFlags);
  out += ">";
  for (const std::string_view name : kNames) {
    TRY_ASSIGN(const std::string text, read_nullable_text(data));
    if (text.empty()) continue;
    out.append("<").append(name).append(">");
    append_escaped(out, text);
    out.append("</").append(name).append(">");
  }
  return out + "</headerFooter>";
}

// BrtSheetProtection: hash of the password, then a Boolean for each thing
Result<std::string> protection(Cursor data) {
  constexpr std::array<std::string_view, 16> kNames = {
      "sheet",         "objects",    "scenarios",        "formatCells",        "formatColumns", "formatRows",
      "insertColumns", "insertRows", "insertHyperlinks", "deleteColumns",      "deleteRows",    "selectLockedCells",
      "sort",          "autoFilter", "pivotTables",      "selectUnlockedCells"};
  TRY_ASSIGN(const std::uint16_t hash, data.u16le());
  std::string out = "<sheetProtection";
  if (hash != 0) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string digits;
    for (int shift = 12; shift >= 0; shift -= 4)
      digits.push_back(kDigits[(hash >> shift) & 0xFU]);
    append_attribute(out, "password", std::string_view(digits));
  }
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    TRY_ASSIGN(const std::uint32_t set, data.u32le());
    if (i == 0 && set == 0) return std::string();
    append_attribute(out, kNames[i], std::uint64_t{set != 0 ? 1U : 0U});
  }
  return out + "/>";
}

// BrtBrk: position, first, last, set by hand
Result<std::string> page_break(Cursor data) {
  TRY_ASSIGN(const std::uint32_t id, data.u32le());
  TRY_ASSIGN(const std::uint32_t first, data.u32le());
  TRY_ASSIGN(const std::uint32_t last, data.u32le());
  TRY_ASSIGN(const std::uint32_t manual, data.u32le());
  if (id > kMaxRow + 1 || first > kMaxRow + 1 || last > kMaxRow + 1)
    return make_error(ErrorCode::Malformed, "a page break");
  std::string out = "<brk";
  append_attribute(out, "id", std::uint64_t{id});
  append_attribute(out, "min", std::uint64_t{first});
  append_attribute(out, "max", std::uint64_t{last});
  if (manual != 0) append_attribute(out, "man", std::uint64_t{1});
  return out + "/>";
}

// BrtHLink: range, relationship, location, tooltip, text
Result<std::string> hyperlink(Cursor data, const KnownRelationship& known) {
  TRY_ASSIGN(const Range range, read_range(data));
  TRY_ASSIGN(const std::string id, read_nullable_text(data));
  TRY_ASSIGN(const std::string location, read_text(data));
  TRY_ASSIGN(const std::string tooltip, read_text(data));
  TRY_ASSIGN(const std::string display, read_text(data));
  if (!id.empty() && !known(id)) return std::string();
  std::string out = "<hyperlink";
  append_attribute(out, "ref", std::string_view(range_name(range)));
  if (!id.empty()) append_attribute(out, "r:id", std::string_view(id));
  if (!location.empty()) append_attribute(out, "location", std::string_view(location));
  if (!tooltip.empty()) append_attribute(out, "tooltip", std::string_view(tooltip));
  if (!display.empty()) append_attribute(out, "display", std::string_view(display));
  return out + "/>";
}

Result<std::string> reference(Cursor data, std::string_view element, const KnownRelationship& known) {
  TRY_ASSIGN(const std::string id, read_nullable_text(data));
  if (!known(id)) return std::string();
  std::string out = "<" + std::string(element);
  append_attribute(out, "r:id", std::string_view(id));
  return out + "/>";
}

}  // namespace mugai::xlsb
