#include <string>

#include "tests/support/sheet_samples.h"
#include "tests/support/xlsb_builder.h"

namespace mugai::testing {
namespace {

using std::string;

constexpr std::uint32_t kReal = 5;
constexpr std::uint32_t kText = 6;
constexpr std::uint32_t kFormulaNumber = 9;
const string kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const string kMicrosoft = "http://schemas.microsoft.com/office/2006/relationships/";

Bin number_cell() {
  return Bin().record(kReal, xlsb_cell(0).f64(42));
}
Bin formula_cell(const Bin& tokens, std::string_view extra = "") {
  return Bin().record(kFormulaNumber, xlsb_cell(0).f64(42).u16(0).formula(tokens, extra));
}
Buffer with_sheet(const Bin& cells, const Bin& after = {}) {
  XlsbParts parts;
  parts.sheet = xlsb_sheet(cells, after);
  return build_xlsb(parts);
}
Buffer with_workbook(const Bin& records, const Bin& cells = number_cell()) {
  XlsbParts parts;
  parts.workbook = records.str();
  parts.sheet = xlsb_sheet(cells);
  return build_xlsb(parts);
}
Bin name(std::uint32_t flags, std::string_view text, const Bin& tokens) {
  Bin data;
  data.u32(flags).u8(0).u32(0xFFFFFFFF).text(text).formula(tokens).u32(0xFFFFFFFF);
  return Bin().record(39, data);
}
// PtgFuncVar: how many arguments, number
Bin call(std::uint32_t count, std::uint32_t number) {
  return Bin().u8(0x42).u8(count).u16(number);
}
Bin string_token(std::string_view text) {
  Bin out;
  out.u8(0x17).u16(static_cast<std::uint32_t>(text.size()));
  for (const char c : text)
    out.u16(static_cast<unsigned char>(c));
  return out;
}
Bin cell_token(std::uint32_t row, std::uint32_t column) {
  return Bin().u8(0x44).u32(row).u16(column | 0xC000U);
}
string relationship(const string& id, const string& type, const string& target, bool external = false) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"" +
         (external ? " TargetMode=\"External\"" : "") + "/>";
}
Buffer with_part(const string& type, const string& file, const string& content_type, const string& bytes) {
  XlsbParts parts;
  parts.sheet = xlsb_sheet(number_cell());
  parts.extra_rels = relationship("rId9", type, file);
  parts.parts = {{"xl/" + file, content_type, bytes}};
  return build_xlsb(parts);
}
Buffer clean() {
  Bin cells;
  cells.record(kFormulaNumber, xlsb_cell(0).f64(42).u16(0).formula(
                                   Bin(cell_token(1, 1)).raw(cell_token(2, 1).str()).raw(call(2, 4).str())));
  cells.record(kText, xlsb_cell(1).text("a < b"));
  Bin after;
  after.record(176, Bin().u32(3).u32(4).u32(0).u32(1));
  return with_sheet(cells, after);
}
Buffer macro_sheet() {
  XlsbParts parts;
  parts.first_sheets = Bin().record(156, Bin().u32(2).u32(9).text("rId9").text("XLM")).str();
  parts.sheet = xlsb_sheet(formula_cell(Bin().u8(0x5A).u16(0).u32(0).u16(0)));
  parts.workbook = Bin().record(353).record(357).record(362, Bin().u32(1).u32(0).u32(0).u32(0)).record(354).str();
  parts.extra_rels = relationship("rId9", kMicrosoft + "xlMacrosheet", "macroSheets/sheet1.bin");
  parts.parts = {{"xl/macroSheets/sheet1.bin", "application/vnd.ms-excel.macrosheet", "PAYLOAD"}};
  return build_xlsb(parts);
}
Buffer link(const string& target) {
  XlsbParts parts;
  Bin after;
  after.record(494, Bin().u32(0).u32(0).u32(0).u32(0).text("rId3").text("").text("").text(""));
  parts.sheet = xlsb_sheet(number_cell(), after);
  parts.sheet_rels = relationship("rId3", kOffice + "hyperlink", target, true);
  return build_xlsb(parts);
}

// Another workbook, in a name, under a name of its own for the part.
Buffer renamed_external() {
  XlsbParts parts;
  parts.sheet = xlsb_sheet(number_cell());
  parts.workbook = Bin()
                       .record(353)
                       .record(355, Bin().text("rId9"))
                       .record(362, Bin().u32(1).u32(0).u32(0).u32(0))
                       .record(354)
                       .str() +
                   name(0, "Far", Bin().u8(0x5A).u16(0).u32(0).u16(0)).str();
  parts.extra_rels = relationship("rId9", kOffice + "externalLink", "theme/t.bin");
  parts.parts = {{"xl/theme/t.bin", "application/vnd.ms-excel.externalLink",
                  Bin().record(355, Bin().u16(0).text("rId1").text("")).str() + "PAYLOAD"}};
  return build_xlsb(parts);
}
Buffer hidden_macro_sheet() {
  XlsbParts parts;
  parts.first_sheets = Bin().record(156, Bin().u32(1).u32(9).text("rId9").text("Data")).str();
  parts.sheet = xlsb_sheet(number_cell());
  parts.extra_rels = relationship("rId9", kMicrosoft + "xlIntlMacrosheet", "worksheets/sheet7.bin");
  parts.parts = {{"xl/worksheets/sheet7.bin", "application/vnd.ms-excel.intlmacrosheet", "PAYLOAD"}};
  return build_xlsb(parts);
}

const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      {"xlsb/clean", "a.xlsb", false, {"XLSB-001"}, {".bin"}, {"SUM(B2,B3)", "a &lt; b", "A4:B5", "42"}, clean},
      {"xlsb/other-name", "a.xlsx", false, {"XLSB-001"}, {".bin"}, {"SUM(B2,B3)", "42"}, clean},
      {"xlsb/externals-renamed", "a.xlsb", false, {"XLSB-004"}, {"evil", "PAYLOAD"}, {"42"}, renamed_external},
      {"xlsb/macro-sheet-hidden", "a.xlsb", false, {"XLSB-005"}, {"PAYLOAD"}, {"42"}, hidden_macro_sheet},
      {"xlsb/legacy-drawing-dangling",
       "a.xlsb",
       false,
       {"XLSB-008"},
       {"rId98"},
       {"42"},
       [] { return with_sheet(number_cell(), Bin().record(551, Bin().text("rId98"))); }},
      {"xlsb/name-macro",
       "a.xlsb",
       false,
       {"XLSB-002"},
       {"Evil"},
       {"42"},
       [] { return with_workbook(name(0x0A, "Evil", Bin().u8(0x1E).u16(1))); }},
      {"xlsb/name-auto-open",
       "a.xlsb",
       false,
       {"XLSB-002"},
       {"uto_Open"},
       {"42"},
       [] { return with_workbook(name(0x20, "_xlnm.Auto_Open", Bin().u8(0x1E).u16(1))); }},
      {"xlsb/name-call",
       "a.xlsb",
       false,
       {"XLSB-002"},
       {"Evil"},
       {"42"},
       [] { return with_workbook(name(0, "Evil", Bin(string_token("urlmon")).raw(call(1, 0x96).str()))); }},
      {"xlsb/name-clean",
       "a.xlsb",
       false,
       {"XLSB-001"},
       {},
       {"<definedName name=\"good\"", "good*2"},
       [] {
         return with_workbook(name(0, "good", Bin().u8(0x1E).u16(7)),
                              formula_cell(Bin().u8(0x43).u32(1).u8(0x1E).u16(2).u8(0x05)));
       }},
      {"xlsb/formula-call",
       "a.xlsb",
       false,
       {"XLSB-003"},
       {"urlmon", "<f>"},
       {"42"},
       [] { return with_sheet(formula_cell(Bin(string_token("urlmon")).raw(call(1, 0x96).str()))); }},
      {"xlsb/formula-register",
       "a.xlsb",
       false,
       {"XLSB-003"},
       {"<f>"},
       {"42"},
       [] { return with_sheet(formula_cell(Bin(string_token("urlmon")).raw(call(1, 0x95).str()))); }},
      {"xlsb/formula-rtd",
       "a.xlsb",
       false,
       {"XLSB-003"},
       {"<f>"},
       {"42"},
       [] { return with_sheet(formula_cell(Bin(string_token("x")).raw(call(1, 0x17B).str()))); }},
      {"xlsb/formula-command",
       "a.xlsb",
       false,
       {"XLSB-003"},
       {"<f>"},
       {"42"},
       [] { return with_sheet(formula_cell(Bin(string_token("x")).raw(call(1, 0x8000U | 4).str()))); }},
      {"xlsb/formula-webservice",
       "a.xlsb",
       false,
       {"SML-008"},
       {"WEBSERVICE", "<f>"},
       {"42"},
       [] {
         return with_workbook(
             name(2, "_xlfn.WEBSERVICE", Bin().u8(0x1C).u8(0x1D)),
             formula_cell(Bin().u8(0x23).u32(1).raw(string_token("http://x").str()).raw(call(2, 255).str())));
       }},
      {"xlsb/formula-dde-text",
       "a.xlsb",
       false,
       {"XLSB-003"},
       {"cmd"},
       {"42"},
       [] {
         return with_workbook(
             Bin().record(353).record(355, Bin().text("rId5")).record(362, Bin().u32(1).u32(0).u32(0).u32(0)),
             formula_cell(Bin().u8(0x59).u16(0).u32(1)));
       }},
      {"xlsb/formula-shared",
       "a.xlsb",
       false,
       {"XLSB-003"},
       {"<f>"},
       {"42", "43"},
       [] {
         Bin cells = formula_cell(Bin().u8(0x01).u32(0), string(4, '\0'));
         cells.record(427, Bin().u32(0).u32(0).u32(0).u32(1).formula(Bin(string_token("x")).raw(call(1, 110).str())));
         cells.record(kFormulaNumber, xlsb_cell(1).f64(43).u16(0).formula(Bin().u8(0x01).u32(0), string(4, '\0')));
         return with_sheet(cells);
       }},
      {"xlsb/externals",
       "a.xlsb",
       false,
       {"XLSB-004"},
       {"evil", "PAYLOAD"},
       {"42"},
       [] {
         XlsbParts parts;
         parts.workbook = Bin()
                              .record(353)
                              .record(355, Bin().text("rId9"))
                              .record(362, Bin().u32(1).u32(0).u32(0).u32(0))
                              .record(354)
                              .str();
         parts.sheet = xlsb_sheet(formula_cell(Bin().u8(0x5A).u16(0).u32(0).u16(0)));
         parts.extra_rels = relationship("rId9", kOffice + "externalLink", "externalLinks/externalLink1.bin");
         parts.parts = {{"xl/externalLinks/externalLink1.bin", "application/vnd.ms-excel.externalLink",
                         Bin().record(360, Bin().u16(1).text("cmd").text("evil")).str() + "PAYLOAD"}};
         return build_xlsb(parts);
       }},
      {"xlsb/macro-sheet", "a.xlsb", false, {"XLSB-005", "XLSB-003"}, {"PAYLOAD", "XLM", "<f>"}, {"42"}, macro_sheet},
      {"xlsb/connections",
       "a.xlsb",
       false,
       {"XLSB-006"},
       {"PAYLOAD"},
       {"42"},
       [] {
         return with_part(kOffice + "connections", "connections.bin", "application/vnd.ms-excel.connections",
                          "PAYLOAD");
       }},
      {"xlsb/connection-record",
       "a.xlsb",
       false,
       {"XLSB-006"},
       {"evil"},
       {"42"},
       [] { return with_workbook(Bin().record(201, Bin().text("evil"))); }},
      {"xlsb/query-table",
       "a.xlsb",
       false,
       {"XLSB-007"},
       {"PAYLOAD"},
       {"42"},
       [] {
         XlsbParts parts;
         parts.sheet = xlsb_sheet(number_cell());
         parts.sheet_rels = relationship("rId3", kOffice + "queryTable", "../queryTables/q.bin");
         parts.parts = {{"xl/queryTables/q.bin", "application/vnd.ms-excel.queryTable", "PAYLOAD"}};
         return build_xlsb(parts);
       }},
      {"xlsb/ole-record",
       "a.xlsb",
       false,
       {"XLSB-007"},
       {"evil"},
       {"42"},
       [] { return with_sheet(number_cell(), Bin().record(638).record(639, Bin().text("evil")).record(640)); }},
      {"xlsb/link-external",
       "a.xlsb",
       false,
       {"GEN-010"},
       {"evil", "hyperlink"},
       {"42"},
       [] { return link("file:///\\\\evil\\x"); }},
      {"xlsb/link-clean",
       "a.xlsb",
       false,
       {"XLSB-001"},
       {},
       {"https://example.jp/", "<hyperlink "},
       [] { return link("https://example.jp/"); }},
      {"xlsb/drawing-dangling",
       "a.xlsb",
       false,
       {"XLSB-008"},
       {"rId99"},
       {"42"},
       [] { return with_sheet(number_cell(), Bin().record(550, Bin().text("rId99"))); }},
      {"xlsb/record-unknown",
       "a.xlsb",
       false,
       {"XLSB-009"},
       {"evil"},
       {"42"},
       [] { return with_sheet(number_cell(), Bin().record(7'777, Bin().text("evil"))); }},
      {"xlsb/record-in-extension",
       "a.xlsb",
       false,
       {"XLSB-001"},
       {"evil"},
       {"42"},
       [] {
         return with_sheet(number_cell(), Bin().record(35, Bin().u32(0)).record(kText, Bin().text("evil")).record(36));
       }},
      {"xlsb/record-overrun",
       "a.xlsb",
       true,
       {"XLSB-009"},
       {},
       {},
       [] { return with_sheet(number_cell(), Bin().u8(kReal).u8(100)); }},
      {"xlsb/record-number-in-two-ways",
       "a.xlsb",
       true,
       {"XLSB-009"},
       {},
       {},
       [] { return with_sheet(number_cell(), Bin().u8(0x85).u8(0).u8(0)); }},
      {"xlsb/rows-out-of-order",
       "a.xlsb",
       true,
       {"XLSB-009"},
       {},
       {},
       [] { return with_sheet(Bin(number_cell()).record(0, Bin().u32(0).u32(0).u16(300).u16(0).u8(0).u32(0))); }},
      {"xlsb/mixed",
       "a.xlsb",
       true,
       {"XLSB-010"},
       {},
       {},
       [] {
         return with_part(kOffice + "sharedStrings", "sharedStrings.xml",
                          "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml", "<sst/>");
       }},
  };
  return samples;
}

}  // namespace

std::span<const Sample> xlsb_samples() {
  return table();
}

}  // namespace mugai::testing
