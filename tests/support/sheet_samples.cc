#include "tests/support/sheet_samples.h"

#include <string>

#include "tests/support/ooxml_snippets.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

const string kLongFormat(1'100, '#');

Buffer sheet(const string& inner) {
  return B::xlsx(inner).build();
}
Buffer formula(const string& text) {
  return sheet("<sheetData><row r=\"1\"><c r=\"A1\"><f>" + text + "</f><v>42</v></c></row></sheetData>");
}
B book(const string& sheets, const string& after, const string& sheet_data = "<sheetData/>") {
  B b = B::xlsx(sheet_data);
  b.replace(kBook, "<workbook" + string(kSheetNamespaces) + "><sheets>" + sheets +
                       "<sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets>" + after + "</workbook>");
  return b;
}
// One more part of the sheet.
B sheet_part(const string& data, const char* type, const string& name, const char* content_type, const string& bytes) {
  B b = B::xlsx(data);
  b.part(name, content_type, bytes);
  b.relate(kSheet, "rId77", type, "/" + name);
  return b;
}
string repeated(const string& piece, int count) {
  string out;
  for (int i = 0; i < count; ++i)
    out += piece;
  return out;
}
Buffer pivot(const string& cache, const string& table) {
  B b = book("", "<pivotCaches><pivotCache cacheId=\"1\" r:id=\"rId7\"/></pivotCaches>");
  b.part("xl/pivotCache/pivotCacheDefinition1.xml", "V:spreadsheetml.pivotCacheDefinition+xml",
         "<pivotCacheDefinition" + string(kSheetNamespaces) + ">" + cache + "</pivotCacheDefinition>");
  b.part("xl/pivotTables/pivotTable1.xml", "V:spreadsheetml.pivotTable+xml",
         "<pivotTableDefinition" + string(kSheetNamespaces) + " name=\"p\" cacheId=\"1\">" + table +
             "</pivotTableDefinition>");
  b.part("xl/slicerCaches/slicerCache1.xml", "application/vnd.ms-excel.slicerCache+xml",
         "<slicerCacheDefinition xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" "
         "name=\"SLICER\"/>");
  b.relate(kBook, "rId7", "O:pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml");
  b.relate(kBook, "rId8", "M:2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml");
  b.relate(kSheet, "rId2", "O:pivotTable", "../pivotTables/pivotTable1.xml");
  b.relate("xl/pivotTables/pivotTable1.xml", "rId1", "O:pivotCacheDefinition",
           "../pivotCache/pivotCacheDefinition1.xml");
  return b.build();
}
const string kOwnCache = "<cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:B2\" sheet=\"a\"/></cacheSource>";

Buffer hidden_book() {
  B b = book(
      "<sheet name=\"XLM\" sheetId=\"2\" r:id=\"rId9\"/><sheet name=\"data\" sheetId=\"3\" state=\"veryHidden\" "
      "r:id=\"rId5\"/>",
      "<definedNames><definedName name=\"m\">XLM!$A$1</definedName></definedNames>");
  b.replace(kBook, "<workbook" + string(kSheetNamespaces) +
                       "><sheets><sheet name=\"XLM\" sheetId=\"2\" r:id=\"rId9\"/><sheet name=\"a\" sheetId=\"1\" "
                       "state=\"veryHidden\" r:id=\"rId1\"/></sheets><definedNames><definedName "
                       "name=\"m\">XLM!$A$1</definedName></definedNames></workbook>");
  b.part("xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml", "PAYLOAD");
  return b.relate(kBook, "rId9", "M:2006/relationships/xlMacrosheet", "macrosheets/sheet1.xml").build();
}

const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      // Formulas.
      {"sheet/formula-dde-spaced",
       "a.xlsx",
       false,
       {"SML-007"},
       {"cmd"},
       {"42"},
       [] { return formula("1+ 'cmd' |'/c calc'!A0"); }},
      {"sheet/formula-unknown",
       "a.xlsx",
       false,
       {"SML-010"},
       {"NOBODY"},
       {"42"},
       [] { return formula("IF(1,NOBODY.KNOWS(A1),2)"); }},
      {"sheet/formula-prefixed",
       "a.xlsx",
       false,
       {"SML-008"},
       {"wEbSeRvIcE"},
       {"42"},
       [] { return formula("_xlfn._xlws.wEbSeRvIcE (\"x\")"); }},
      {"sheet/formula-eta",
       "a.xlsx",
       false,
       {"SML-010"},
       {"xleta"},
       {"42"},
       [] { return formula("_xlfn.BYROW(A1:A2,_xleta.WEBSERVICE)"); }},
      {"sheet/formula-info",
       "a.xlsx",
       false,
       {"SML-013"},
       {"directory"},
       {"42"},
       [] { return formula("INFO(\"directory\")"); }},
      {"sheet/formula-indirect",
       "a.xlsx",
       false,
       {"SML-013"},
       {"evil"},
       {"42"},
       [] { return formula("INDIRECT(\"'\\\\evil\\[b.xlsx]S'!\"&amp;A2)"); }},
      {"sheet/formula-deep",
       "a.xlsx",
       false,
       {"SML-014"},
       {"((("},
       {"42"},
       [] { return formula(repeated("(", 300) + "1" + repeated(")", 300)); }},
      {"sheet/formula-broken", "a.xlsx", false, {"SML-014"}, {"SUM"}, {"42"}, [] { return formula("SUM(1"); }},
      {"sheet/formula-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"_xlfn.LET(_xlpm.x,1,_xlpm.x)", "{1,2;3,4}", "CELL(\"filename\""},
       [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\"><f>_xlfn.LET(_xlpm.x,1,_xlpm.x)</f><v>1</v></c><c "
             "r=\"B1\"><f>SUM({1,2;3,4})</f><v>10</v></c><c r=\"C1\" "
             "t=\"str\"><f>MID(CELL(\"filename\",A1),2,3)</f><v>x</v></c></row></sheetData><conditionalFormatting "
             "sqref=\"A1\"><cfRule type=\"expression\" priority=\"1\"><formula>CELL(\"filename\",A1)=\"x\"</formula>"
             "</cfRule></conditionalFormatting>");
       }},
      {"sheet/formula-group",
       "a.xlsx",
       false,
       {"SML-016", "SML-010"},
       {"<f"},
       {"42", "43", "44"},
       [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:C1\" si=\"3\">EXEC(1)</f><v>42</v></c><c "
             "r=\"B1\"><f t=\"shared\" si=\"3\"/><v>43</v></c><c r=\"C1\"><f t=\"shared\" "
             "si=\"3\"/><v>44</v></c></row></sheetData>");
       }},
      {"sheet/formula-array",
       "a.xlsx",
       false,
       {"SML-006"},
       {"<f"},
       {"42", "43"},
       [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:B1\">[1]S!A1:B1</f><v>42</v></c><c "
             "r=\"B1\"><v>43</v></c></row></sheetData>");
       }},
      {"sheet/formula-table-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"dataTable", "r1=\"B1\""},
       [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"dataTable\" ref=\"A1:A2\" dt2D=\"0\" dtr=\"0\" "
             "r1=\"B1\"/><v>42</v></c></row></sheetData>");
       }},
      {"sheet/lambda-name-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"TAX(A2)", "LAMBDA"},
       [] {
         return book("",
                     "<definedNames><definedName name=\"TAX\">_xlfn.LAMBDA(_xlpm.x,_xlpm.x*1.1)</definedName>"
                     "</definedNames>",
                     "<sheetData><row r=\"1\"><c r=\"A1\"><f>TAX(A2)</f><v>1</v></c></row></sheetData>")
             .build();
       }},
      {"sheet/name-hidden-letters",
       "a.xlsx",
       false,
       {"SML-004"},
       {"uto", "definedNames"},
       {},
       [] {
         return book("",
                     "<definedNames><definedName name=\"Au\xE2\x80\x8Bto_Open12\">a!$A$1</definedName>"
                     "</definedNames>")
             .build();
       }},
      // Formulas outside of cells.
      {"sheet/conditional-format",
       "a.xlsx",
       false,
       {"SML-015", "SML-008"},
       {"WEBSERVICE"},
       {"#REF!"},
       [] {
         return sheet(
             "<sheetData/><conditionalFormatting sqref=\"A1\"><cfRule type=\"expression\" priority=\"1\"><formula>"
             "WEBSERVICE(\"x\")</formula></cfRule></conditionalFormatting>");
       }},
      {"sheet/sparkline",
       "a.xlsx",
       false,
       {"SML-015"},
       {"[1]"},
       {"sparkline", "#REF!"},
       [] {
         return sheet(
             "<sheetData/><extLst><ext uri=\"{05C60535-1F16-4fd2-B633-F4F36F0B64E0}\"><x14:sparklineGroups "
             "xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\" "
             "xmlns:xm=\"http://schemas.microsoft.com/office/excel/2006/main\"><x14:sparklineGroup><x14:sparklines>"
             "<x14:sparkline><xm:f>[1]S!A1</xm:f><xm:sqref>A1</xm:sqref></x14:sparkline></x14:sparklines>"
             "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>");
       }},
      {"sheet/pivot-field",
       "a.xlsx",
       false,
       {"SML-015"},
       {"WEBSERVICE"},
       {"cacheField"},
       [] {
         return pivot(kOwnCache +
                          "<cacheFields count=\"1\"><cacheField name=\"f\" formula=\"WEBSERVICE(1)\" "
                          "databaseField=\"0\"/></cacheFields>",
                      "<location ref=\"A1\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"0\"/>");
       }},
      {"sheet/pivot-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"cacheField", "SLICER", "pivotTableDefinition"},
       [] {
         return pivot(kOwnCache +
                          "<cacheFields count=\"1\"><cacheField name=\"f\" formula=\"price*2\" "
                          "databaseField=\"0\"/></cacheFields>",
                      "<location ref=\"A1\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"0\"/>");
       }},
      {"sheet/slicer",
       "a.xlsx",
       false,
       {"SML-042", "SML-020"},
       {"SLICER", "pivotTableDefinition"},
       {},
       [] { return pivot("<cacheSource type=\"external\" connectionId=\"1\"/>", ""); }},
      // Other workbooks.
      {"sheet/alternate-book",
       "a.xlsx",
       false,
       {"SML-024"},
       {"alternate", "evil.example"},
       {},
       [] {
         B b = book("", "<externalReferences><externalReference r:id=\"rId9\"/></externalReferences>");
         b.part("xl/externalLinks/externalLink1.xml", "V:spreadsheetml.externalLink+xml",
                "<externalLink" + string(kSheetNamespaces) +
                    "><externalBook r:id=\"rId1\"><xxl21:alternateUrls "
                    "xmlns:xxl21=\"http://schemas.microsoft.com/office/spreadsheetml/2021/extlinks2021\" "
                    "r:id=\"rId2\"/></externalBook></externalLink>");
         b.relate("xl/externalLinks/externalLink1.xml", "rId2", "O:externalLinkPath", "http://evil.example/a.xlsx",
                  true);
         return b.relate(kBook, "rId9", "O:externalLink", "externalLinks/externalLink1.xml").build();
       }},
      // Links.
      {"sheet/link-location",
       "a.xlsx",
       false,
       {"SML-028"},
       {"evil"},
       {},
       [] {
         return sheet("<sheetData/><hyperlinks><hyperlink ref=\"A1\" location=\"\\\\evil\\share\\x\"/></hyperlinks>");
       }},
      {"sheet/link-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"location=\"a!B2\"", "https://example.jp/"},
       [] {
         B b = B::xlsx(
             "<sheetData/><hyperlinks><hyperlink ref=\"A1\" location=\"a!B2\"/><hyperlink ref=\"A2\" "
             "r:id=\"rId9\"/></hyperlinks>");
         return b.relate(kSheet, "rId9", "O:hyperlink", "https://example.jp/", true).build();
       }},
      // Hidden sheets, rows, scenarios.
      {"sheet/very-hidden",
       "a.xlsx",
       false,
       {"SML-031"},
       {"veryHidden"},
       {"state=\"hidden\""},
       [] {
         B b = book("<sheet name=\"b\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId2\"/>", "");
         b.part("xl/worksheets/sheet2.xml", "V:spreadsheetml.worksheet+xml",
                "<worksheet" + string(kSheetNamespaces) + "><sheetData/></worksheet>");
         return b.relate(kBook, "rId2", "O:worksheet", "worksheets/sheet2.xml").build();
       }},
      {"sheet/only-hidden-left",
       "a.xlsx",
       false,
       {"SML-031", "SML-001", "SML-006"},
       {"state=", "PAYLOAD", "XLM", "definedName "},
       {"name=\"a\""},
       hidden_book},
      {"sheet/hidden-rows",
       "a.xlsx",
       false,
       {"SML-032"},
       {"scenario"},
       {"hidden=\"1\"", "secret"},
       [] {
         return sheet(
             "<sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"str\"><v>secret</v></c></row></sheetData>"
             "<scenarios><scenario name=\"s\"><inputCells r=\"A1\" val=\"1\"/></scenario></scenarios>");
       }},
      // Pictures behind cells.
      {"sheet/background-external",
       "a.xlsx",
       false,
       {"DML-002", "SML-038"},
       {"evil.example", "<picture"},
       {},
       [] {
         B b = B::xlsx("<sheetData/><picture r:id=\"rId9\"/>");
         return b.relate(kSheet, "rId9", "O:image", "http://evil.example/x.png", true).build();
       }},
      {"sheet/background",
       "a.xlsx",
       false,
       {"IMG-008"},
       {"Author"},
       {"<picture"},
       [] {
         B b = sheet_part("<sheetData/><picture r:id=\"rId77\"/>", "O:image", "xl/media/image1.png", "image/png",
                          small_png());
         return b.build();
       }},
      // Comments.
      {"sheet/comments-clean",
       "a.xlsx",
       false,
       {"SML-046"},
       {},
       {"a note"},
       [] {
         return sheet_part("<sheetData/>", "O:comments", "xl/comments1.xml", "V:spreadsheetml.comments+xml",
                           "<comments" + string(kSheetNamespaces) +
                               "><authors><author>x</author></authors><commentList><comment ref=\"A1\" authorId=\"0\">"
                               "<text><t>a note</t></text></comment></commentList></comments>")
             .build();
       }},
      // Calculation, texts, formats, headers.
      {"sheet/iterations",
       "a.xlsx",
       false,
       {"SML-048"},
       {"99999999"},
       {"iterateCount=\"1000\""},
       [] { return book("", "<calcPr iterate=\"1\" iterateCount=\"99999999\"/>").build(); }},
      {"sheet/calculation-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"iterateCount=\"50\"", "fullCalcOnLoad"},
       [] { return book("", "<calcPr iterate=\"1\" iterateCount=\"50\" fullCalcOnLoad=\"1\"/>").build(); }},
      {"sheet/csv-command",
       "a.xlsx",
       false,
       {"SML-049"},
       {},
       {"=cmd|"},
       [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>=cmd|' /c calc'!A0</t></is></c></row>"
             "</sheetData>");
       }},
      {"sheet/furigana-shared",
       "a.xlsx",
       false,
       {},
       {},
       {"rPh", "トウキョウ", "phoneticPr", "fullwidthKatakana"},
       [] {
         OoxmlBuilder b =
             OoxmlBuilder::xlsx("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>");
         b.part("xl/sharedStrings.xml", "V:spreadsheetml.sharedStrings+xml",
                "<sst" + string(kSheetNamespaces) +
                    " count=\"1\" uniqueCount=\"1\"><si><r><t>東</t></r><r><t>京</t></r><rPh sb=\"0\" "
                    "eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\" type=\"fullwidthKatakana\"/></si></sst>");
         return b.relate("xl/workbook.xml", "rId5", "O:sharedStrings", "sharedStrings.xml").build();
       }},
      {"sheet/furigana-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"<rPh", "トウキョウ", "-1 | a"},
       [] {
         return sheet(
             "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>東京</t><rPh sb=\"0\" "
             "eb=\"2\"><t>トウキョウ</t></rPh></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>-1 | a</t></is></c></row>"
             "</sheetData>");
       }},
      {"sheet/long-format",
       "a.xlsx",
       false,
       {"SML-051"},
       {"####"},
       {"General"},
       [] {
         B b = B::xlsx("<sheetData/>");
         b.part("xl/styles.xml", "V:spreadsheetml.styles+xml",
                "<styleSheet" + string(kSheetNamespaces) +
                    "><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
                    "formatCode=\"" +
                    kLongFormat + "\"/></numFmts></styleSheet>");
         return b.relate(kBook, "rId5", "O:styles", "styles.xml").build();
       }},
      {"sheet/header-path",
       "a.xlsx",
       false,
       {"SML-052"},
       {},
       {"&amp;Z"},
       [] { return sheet("<sheetData/><headerFooter><oddHeader>&amp;L&amp;Z&amp;F</oddHeader></headerFooter>"); }},
      {"sheet/header-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"&amp;P"},
       [] {
         return sheet("<sheetData/><headerFooter><oddHeader>&amp;C&amp;P &amp;&amp;Z</oddHeader></headerFooter>");
       }},
      // Tables.
      {"sheet/table-connection",
       "a.xlsx",
       false,
       {"SML-053", "SML-018"},
       {"connectionId", "queryTable", "published"},
       {"displayName"},
       [] {
         return sheet_part("<sheetData/><tableParts><tablePart r:id=\"rId77\"/></tableParts>", "O:table",
                           "xl/tables/table1.xml", "V:spreadsheetml.table+xml",
                           "<table" + string(kSheetNamespaces) +
                               " id=\"1\" name=\"t\" displayName=\"t\" ref=\"A1:A2\" tableType=\"queryTable\" "
                               "connectionId=\"1\" published=\"1\"><tableColumns count=\"1\"><tableColumn id=\"1\" "
                               "name=\"c\"/></tableColumns></table>")
             .build();
       }},
      // Mixed parsers.
      {"sheet/binary-part",
       "a.xlsx",
       true,
       {"XLSB-010"},
       {},
       {},
       [] {
         B b = B::xlsx("");
         b.part("xl/worksheets/sheet2.bin", "application/vnd.ms-excel.worksheet", "PAYLOAD");
         b.replace(kBook, "<workbook" + string(kSheetNamespaces) +
                              "><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId2\"/></sheets></workbook>");
         return b.relate(kBook, "rId2", "O:worksheet", "worksheets/sheet2.bin").build();
       }},
  };
  return samples;
}

}  // namespace

std::span<const Sample> sheet_samples() {
  return table();
}

}  // namespace mugai::testing
