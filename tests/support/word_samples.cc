#include <string>

#include "tests/support/office_samples.h"
#include "tests/support/ooxml_snippets.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

// Longer than any name that stays.
const string kLongName(300, 'B');
const string kLongFont(300, 'A');

string sections(int depth) {
  string out;
  for (int i = 0; i < depth; ++i)
    out += "<w:tbl><w:tr><w:tc>";
  out += p(text("deep"));
  for (int i = 0; i < depth; ++i)
    out += "</w:tc></w:tr></w:tbl>";
  return out;
}
B numbering(const string& inner) {
  return word_part("O:numbering", "numbering.xml", "V:wordprocessingml.numbering+xml", "w:numbering", inner);
}
const string kLevel =
    "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlPicBulletId w:val=\"3\"/></w:lvl></w:abstractNum>";
B fonts(const string& inner) {
  return word_part("O:fontTable", "fontTable.xml", "V:wordprocessingml.fontTable+xml", "w:fonts", inner);
}
B web(const string& inner) {
  return word_part("O:webSettings", "webSettings.xml", "V:wordprocessingml.webSettings+xml", "w:webSettings", inner);
}
B comments(const string& inner) {
  return word_part("O:comments", "comments.xml", "V:wordprocessingml.comments+xml", "w:comments", inner);
}
string many_fonts() {
  string out;
  for (int i = 0; i < 10'050; ++i)
    out += "<w:font w:name=\"f" + std::to_string(i) + "\"/>";
  return out;
}
B background(const string& fill) {
  B b = B::docx("");
  return b.replace(kDoc, "<w:document" + string(kWordNamespaces) +
                             "><w:background w:color=\"FFFFFF\"><v:background "
                             "id=\"b\">" +
                             fill + "</v:background></w:background><w:body>" + p(text("x")) + "</w:body></w:document>");
}

}  // namespace

std::span<const Sample> word_samples() {
  static const std::vector<Sample> samples = {
      // Fields
      {"ooxml/field-macrobutton-text",
       "a.docx",
       false,
       {"WML-008"},
       {"MACROBUTTON", "Evil"},
       {"before"},
       [] {
         return word(text("before") + mark("begin") + instr("MACRO") + instr("BUTTON Evil ") + instr("Click me") +
                     mark("end"));
       }},
      {"ooxml/field-macrobutton-lower",
       "a.docx",
       false,
       {"WML-008"},
       {"acrobutton"},
       {"before"},
       [] {
         return word(text("before") + "<w:fldSimple w:instr=\"  mAcRoButton  x y\">" + text("shown") +
                     "</w:fldSimple>");
       }},
      {"ooxml/field-in-header",
       "a.docx",
       false,
       {"WML-002"},
       {"calc.exe"},
       {"shown"},
       [] {
         return word_part("O:header", "header9.xml", "V:wordprocessingml.header+xml", "w:hdr",
                          p(field("DDE calc.exe x", "shown")))
             .build();
       }},
      {"ooxml/field-in-comment",
       "a.docx",
       false,
       {"WML-002", "WML-040"},
       {"calc.exe"},
       {"shown"},
       [] {
         return comments("<w:comment w:id=\"0\" w:author=\"a\">" + p(field("ddeauto calc.exe x", "shown")) +
                         "</w:comment>")
             .build();
       }},
      {"ooxml/field-in-footnote",
       "a.docx",
       false,
       {"WML-004"},
       {"INCLUDETEXT"},
       {"shown"},
       [] {
         return word_part("O:footnotes", "footnotes.xml", "V:wordprocessingml.footnotes+xml", "w:footnotes",
                          "<w:footnote w:id=\"1\">" + p(field("INCLUDETEXT c:\\\\a", "shown")) + "</w:footnote>")
             .build();
       }},
      {"ooxml/field-in-text-box",
       "a.docx",
       false,
       {"WML-003"},
       {"evil.xls"},
       {"shown", "around"},
       [] {
         return word(text("around") + "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" +
                     p(field("LINK Excel.Sheet.8 evil.xls", "shown")) +
                     "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>");
       }},
      {"ooxml/field-deleted",
       "a.docx",
       false,
       {"WML-002"},
       {"calc.exe"},
       {"x"},
       [] {
         return word(
             text("x") +
             "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:delInstrText>DDE "
             "calc.exe</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:del>");
       }},
      {"ooxml/field-quote-nested",
       "a.docx",
       false,
       {"WML-015"},
       {"QUOTE", "PAGE"},
       {},
       [] {
         return word(mark("begin") + instr("QUOTE ") + field("PAGE", "1") + mark("separate") + text("r") + mark("end"));
       }},
      {"ooxml/field-import",
       "a.docx",
       false,
       {"WML-005"},
       {"IMPORT", "evil"},
       {"shown"},
       [] { return word(field("import \\\\\\\\evil\\\\x.png", "shown")); }},
      {"ooxml/field-toc-clean",
       "a.docx",
       false,
       {},
       {},
       {"TOC \\o", "PAGEREF _Toc1 \\h", "shown"},
       [] {
         return word(mark("begin") + instr(" TOC \\o \"1-3\" \\h \\z \\u ") + mark("separate") +
                     field(" PAGEREF _Toc1 \\h ", "1") + text("shown") + mark("end"));
       }},
      // Web settings, page background, borders, bullets
      {"ooxml/web-settings",
       "a.docx",
       false,
       {"WML-024"},
       {"w:encoding", "targetScreenSz"},
       {"w:divs", "optimizeForBrowser"},
       [] {
         return web("<w:divs><w:div w:id=\"1\"><w:marTop w:val=\"0\"/></w:div></w:divs><w:encoding "
                    "w:val=\"utf-7\"/><w:optimizeForBrowser/><w:targetScreenSz w:val=\"800x600\"/>")
             .build();
       }},
      {"ooxml/web-settings-clean",
       "a.docx",
       false,
       {},
       {},
       {"w:allowPNG"},
       [] { return web("<w:optimizeForBrowser/><w:allowPNG/>").build(); }},
      {"ooxml/background-link",
       "a.docx",
       false,
       {"WML-035", "DML-016"},
       {"evil.example"},
       {"w:background"},
       [] {
         return background(
                    "<v:fill src=\"http://evil.example/a.png\" o:href=\"http://evil.example/b\" "
                    "o:althref=\"http://evil.example/c\" type=\"frame\"/>")
             .build();
       }},
      {"ooxml/background-relationship",
       "a.docx",
       false,
       {"WML-035", "DML-002"},
       {"evil.example"},
       {"w:background"},
       [] {
         B b = background("<v:fill r:id=\"rId9\" type=\"frame\"/>");
         return b.relate(kDoc, "rId9", "O:image", "http://evil.example/a.png", true).build();
       }},
      {"ooxml/background-clean",
       "a.docx",
       false,
       {},
       {},
       {"v:fill", "rId9"},
       [] {
         B b = background("<v:fill r:id=\"rId9\" type=\"frame\"/>");
         b.part("word/media/b.png", "", small_png_clean());
         b.extension("png", "image/png");
         return b.relate(kDoc, "rId9", "O:image", "media/b.png").build();
       }},
      {"ooxml/page-borders",
       "a.docx",
       false,
       {"WML-036", "DML-002"},
       {"evil.example", "topLeft"},
       {"w:pgBorders", "w:top"},
       [] {
         B b = B::docx(p(text("x")) +
                       "<w:p><w:pPr><w:sectPr><w:pgBorders><w:top w:val=\"custom\" r:id=\"rId9\" "
                       "r:topLeft=\"rId9\"/></w:pgBorders></w:sectPr></w:pPr></w:p>");
         return b.relate(kDoc, "rId9", "O:image", "http://evil.example/a.png", true).build();
       }},
      {"ooxml/page-borders-clean",
       "a.docx",
       false,
       {},
       {},
       {"w:pgBorders", "w:val=\"single\""},
       [] {
         return B::docx(
                    "<w:p><w:pPr><w:sectPr><w:pgBorders><w:top w:val=\"single\" "
                    "w:sz=\"4\"/></w:pgBorders></w:sectPr></w:pPr></w:p>")
             .build();
       }},
      {"ooxml/bullet-external",
       "a.docx",
       false,
       {"WML-037", "DML-002"},
       {"numPicBullet", "lvlPicBulletId", "evil.example"},
       {"w:lvl "},
       [] {
         B b = numbering(
             "<w:numPicBullet w:numPicBulletId=\"3\"><w:pict><v:shape><v:imagedata "
             "r:id=\"rId1\"/></v:shape></w:pict></w:numPicBullet>" +
             kLevel);
         return b.relate("word/numbering.xml", "rId1", "O:image", "http://evil.example/a.png", true).build();
       }},
      {"ooxml/bullet-blip",
       "a.docx",
       false,
       {"WML-037", "DML-001"},
       {"numPicBullet", "evil.example"},
       {"w:lvl "},
       [] {
         B b = numbering(
             "<w:numPicBullet w:numPicBulletId=\"3\"><w:drawing><wp:inline><a:graphic><a:graphicData "
             "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:blipFill><a:blip "
             "r:link=\"rId1\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></"
             "w:numPicBullet>" +
             kLevel);
         return b.relate("word/numbering.xml", "rId1", "O:image", "file:///\\\\evil.example\\a.png", true).build();
       }},
      {"ooxml/bullet-clean",
       "a.docx",
       false,
       {},
       {},
       {"w:numPicBullet ", "w:lvlPicBulletId"},
       [] {
         B b = numbering(
             "<w:numPicBullet w:numPicBulletId=\"3\"><w:pict><v:shape><v:imagedata "
             "r:id=\"rId1\"/></v:shape></w:pict></w:numPicBullet>" +
             kLevel);
         b.part("word/media/b.png", "", small_png_clean());
         b.extension("png", "image/png");
         return b.relate("word/numbering.xml", "rId1", "O:image", "media/b.png").build();
       }},
      // Hidden and tracked
      {"ooxml/vanish",
       "a.docx",
       false,
       {"WML-038"},
       {},
       {"secret"},
       [] { return word("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"); }},
      {"ooxml/vanish-switch",
       "a.docx",
       false,
       {"WML-038"},
       {},
       {"secret"},
       [] { return word("<w:r><w:rPr><w:specVanish w:val=\"true\"/></w:rPr><w:t>secret</w:t></w:r>"); }},
      {"ooxml/vanish-clean",
       "a.docx",
       false,
       {},
       {},
       {"plain"},
       [] { return word("<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>plain</w:t></w:r>"); }},
      {"ooxml/tracked",
       "a.docx",
       false,
       {"WML-039"},
       {},
       {"new", "old"},
       [] {
         return word("<w:ins w:id=\"1\" w:author=\"a\">" + text("new") +
                     "</w:ins><w:del w:id=\"2\" w:author=\"a\"><w:r><w:delText>old</w:delText></w:r></w:del>");
       }},
      {"ooxml/tracked-move",
       "a.docx",
       false,
       {"WML-039"},
       {},
       {"moved"},
       [] {
         return word(
             "<w:moveFromRangeStart w:id=\"1\" w:author=\"a\" w:name=\"m\"/><w:moveFrom w:id=\"2\" w:author=\"a\">" +
             text("moved") + "</w:moveFrom><w:moveFromRangeEnd w:id=\"1\"/>");
       }},
      {"ooxml/comments",
       "a.docx",
       false,
       {"WML-040"},
       {},
       {"remark"},
       [] { return comments("<w:comment w:id=\"0\" w:author=\"a\">" + p(text("remark")) + "</w:comment>").build(); }},
      {"ooxml/comments-link",
       "a.docx",
       false,
       {"WML-040", "GEN-010"},
       {"javascript"},
       {"remark"},
       [] {
         B b = comments("<w:comment w:id=\"0\" w:author=\"a\">" +
                        p("<w:hyperlink r:id=\"rId1\">" + text("remark") + "</w:hyperlink>") + "</w:comment>");
         return b.relate("word/comments.xml", "rId1", "O:hyperlink", "javascript:x", true).build();
       }},
      // Settings
      {"ooxml/protection",
       "a.docx",
       false,
       {"WML-043"},
       {},
       {"documentProtection"},
       [] { return word_settings("<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>").build(); }},
      {"ooxml/write-protection",
       "a.docx",
       false,
       {"WML-043"},
       {},
       {"writeProtection"},
       [] { return word_settings("<w:writeProtection w:recommended=\"1\"/>").build(); }},
      {"ooxml/document-type",
       "a.docx",
       false,
       {"WML-044"},
       {"documentType"},
       {"w:zoom"},
       [] { return word_settings("<w:zoom w:percent=\"100\"/><w:documentType w:val=\"letter\"/>").build(); }},
      {"ooxml/document-type-mail",
       "a.docx",
       false,
       {"WML-044"},
       {"documentType"},
       {},
       [] { return word_settings("<w:documentType w:val=\"eMail\"></w:documentType>").build(); }},
      {"ooxml/settings-clean",
       "a.docx",
       false,
       {},
       {},
       {"w:defaultTabStop", "w:evenAndOddHeaders", "w:noLineBreaksAfter"},
       [] {
         return word_settings(
                    "<w:evenAndOddHeaders/><w:defaultTabStop w:val=\"840\"/><w:noLineBreaksAfter w:lang=\"ja-JP\" "
                    "w:val=\"$\"/>")
             .build();
       }},
      {"ooxml/fonts-long",
       "a.docx",
       false,
       {"WML-045"},
       {kLongFont},
       {"w:altName"},
       [] { return fonts("<w:font w:name=\"f\"><w:altName w:val=\"" + string(5000, 'A') + "\"/></w:font>").build(); }},
      {"ooxml/fonts-many",
       "a.docx",
       false,
       {"WML-045"},
       {"\"f10020\""},
       {"\"f9000\""},
       [] { return fonts(many_fonts()).build(); }},
      {"ooxml/fonts-clean",
       "a.docx",
       false,
       {},
       {},
       {"MS Mincho"},
       [] { return fonts("<w:font w:name=\"M\"><w:altName w:val=\"MS Mincho\"/></w:font>").build(); }},
      {"ooxml/nested-tables",
       "a.docx",
       true,
       {"WML-048", "OOXML-035"},
       {},
       {},
       [] { return B::docx(sections(120)).build(); }},
      {"ooxml/nested-boxes",
       "a.docx",
       true,
       {"WML-048"},
       {},
       {},
       [] {
         string in, out;
         for (int i = 0; i < 60; ++i) {
           in += "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>";
           out += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>";
         }
         return B::docx(in + p(text("x")) + out).build();
       }},
      {"ooxml/nested-clean", "a.docx", false, {}, {}, {"deep"}, [] { return B::docx(sections(12)).build(); }},
      {"ooxml/bookmark-long",
       "a.docx",
       false,
       {"WML-049"},
       {kLongName},
       {"w:bookmarkStart", "x"},
       [] {
         return word("<w:bookmarkStart w:id=\"0\" w:name=\"" + string(3000, 'B') + "\"/>" + text("x") +
                     "<w:bookmarkEnd w:id=\"0\"/>");
       }},
      {"ooxml/anchor-long",
       "a.docx",
       false,
       {"WML-049"},
       {},
       {"w:anchor", "x"},
       [] { return word("<w:hyperlink w:anchor=\"" + string(3000, 'B') + "\">" + text("x") + "</w:hyperlink>"); }},
      {"ooxml/bookmark-clean",
       "a.docx",
       false,
       {},
       {},
       {"_Toc123", "x"},
       [] {
         return word("<w:bookmarkStart w:id=\"0\" w:name=\"_Toc123\"/>" + text("x") + "<w:bookmarkEnd w:id=\"0\"/>");
       }},
      // What stays
      {"ooxml/ruby",
       "a.docx",
       false,
       {},
       {},
       {"w:ruby", "\xE3\x81\x8B\xE3\x82\x93", "w:eastAsianLayout", "m:oMath"},
       [] {
         return word(
             "<w:r><w:ruby><w:rubyPr><w:rubyAlign "
             "w:val=\"distributeSpace\"/></w:rubyPr><w:rt><w:r><w:t>\xE3\x81\x8B\xE3\x82\x93</w:t></w:r></"
             "w:rt><w:rubyBase><w:r><w:t>\xE6\xBC\xA2</w:t></w:r></w:rubyBase></w:ruby></"
             "w:r><w:r><w:rPr><w:eastAsianLayout w:combine=\"1\"/></w:rPr><w:t>12</w:t></w:r><m:oMath "
             "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>x</m:t></m:r></"
             "m:oMath>");
       }},
      {"ooxml/symbol",
       "a.docx",
       false,
       {},
       {},
       {"w:sym", "Wingdings"},
       [] { return word("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"); }},
  };
  return samples;
}

}  // namespace mugai::testing
