#include <string>

#include "tests/support/office_samples.h"
#include "tests/support/ooxml_snippets.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

// A slide whose object rId77 is an opaque package.
Buffer with_object(const string& tree, const string& after) {
  B b = slide(tree, after);
  b.part("ppt/embeddings/o.bin", "V:oleObject", "PAYLOAD");
  return b.relate(kSlide, "rId77", "O:oleObject", "../embeddings/o.bin").build();
}
// A shape with a video in it: rId5 the video, outside.
Buffer with_video(const string& after) {
  const string shape =
      "<p:pic><p:nvPicPr><p:cNvPr id=\"7\" name=\"v\"><a:hlinkClick r:id=\"\" action=\"ppaction://media\"/></p:cNvPr>"
      "<p:cNvPicPr/><p:nvPr><a:videoFile r:link=\"rId5\"/></p:nvPr></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>";
  B b = slide(shape, after);
  return b.relate(kSlide, "rId5", "O:video", "http://evil.example/v.mp4", true).build();
}
string media_node(const string& spid) {
  return "<p:video><p:cMediaNode vol=\"80000\"><p:cTn id=\"9\"/>" + target(spid) + "</p:cMediaNode></p:video>";
}
string command(const string& spid) {
  return "<p:par><p:cTn id=\"8\"><p:childTnLst><p:cmd type=\"call\" cmd=\"playFrom(0.0)\"><p:cBhvr><p:cTn id=\"81\"/>" +
         target(spid) + "</p:cBhvr></p:cmd></p:childTnLst></p:cTn></p:par>";
}
B props(const string& inner) {
  B b = B::pptx("");
  b.part("ppt/presProps.xml", "V:presentationml.presProps+xml",
         "<p:presentationPr" + string(kSlideNamespaces) + ">" + inner + "</p:presentationPr>");
  return b.relate(kShow, "rId8", "O:presProps", "presProps.xml");
}
B master(const string& shapes, const string& kind, const string& root, const char* type, const char* content) {
  B b = B::pptx("");
  b.part("ppt/m/" + kind + ".xml", content,
         "<p:" + root + string(kSlideNamespaces) + "><p:cSld><p:spTree>" + shapes + "</p:spTree></p:cSld></p:" + root +
             ">");
  return b.relate(kSlide, "rId6", type, "/ppt/m/" + kind + ".xml");
}
B show_type(const char* type) {
  B b = B::pptx(shape(""));
  return b.set_main_type(type);
}

}  // namespace

std::span<const Sample> slide_samples() {
  static const std::vector<Sample> samples = {
      // Actions
      {"ooxml/action-jump-lost",
       "a.pptx",
       false,
       {"PML-006"},
       {"hlinksldjump"},
       {"p:sp"},
       [] { return action("ppaction://hlinksldjump", "rId99"); }},
      {"ooxml/action-show-lost",
       "a.pptx",
       false,
       {"PML-006"},
       {"customshow"},
       {"p:sp"},
       [] { return action("ppaction://customshow?id=5&amp;return=true"); }},
      {"ooxml/action-show-clean",
       "a.pptx",
       false,
       {},
       {},
       {"customshow?id=0"},
       [] {
         B b = presentation(
             "<p:custShowLst><p:custShow name=\"s\" id=\"0\"><p:sldLst><p:sld "
             "r:id=\"rId1\"/></p:sldLst></p:custShow></p:custShowLst>");
         b.replace(kSlide, "<p:sld" + string(kSlideNamespaces) + "><p:cSld><p:spTree>" +
                               shape("<a:hlinkClick r:id=\"\" action=\"ppaction://customshow?id=0\"/>") +
                               "</p:spTree></p:cSld></p:sld>");
         return b.build();
       }},
      {"ooxml/action-slide-clean",
       "a.pptx",
       false,
       {},
       {},
       {"hlinksldjump", "rId9"},
       [] {
         B b = B::pptx(shape("<a:hlinkClick r:id=\"rId9\" action=\"ppaction://hlinksldjump\"/>"));
         b.part("ppt/slides/slide2.xml", "V:presentationml.slide+xml",
                "<p:sld" + string(kSlideNamespaces) + "><p:cSld><p:spTree/></p:cSld></p:sld>");
         return b.relate(kSlide, "rId9", "O:slide", "slide2.xml").build();
       }},
      {"ooxml/action-hover-program",
       "a.pptx",
       false,
       {"PML-001"},
       {"hlinkMouseOver", "cmd.exe"},
       {"p:sp"},
       [] {
         B b = B::pptx(shape("<a:hlinkMouseOver r:id=\"rId9\" action=\"ppaction://&#x70;rogram\"/>"));
         return b.relate(kSlide, "rId9", "O:hyperlink", "file:///c:/windows/cmd.exe", true).build();
       }},
      {"ooxml/action-in-run",
       "a.pptx",
       false,
       {"PML-003"},
       {"hlinkClick", "Evil"},
       {"word"},
       [] {
         return slide(
                    "<p:sp><p:txBody><a:p><a:r><a:rPr><a:hlinkClick r:id=\"\" "
                    "action=\"PPACTION://MACRO?name=Evil\"/></a:rPr><a:t>word</a:t></a:r></a:p></p:txBody></p:sp>",
                    "")
             .build();
       }},
      // Animation
      {"ooxml/timing-object",
       "a.pptx",
       false,
       {"PML-008"},
       {"graphicFrame", "PAYLOAD"},
       {"p:timing", "spid=\"4\"", "id=\"4\"", "bldP"},
       [] {
         return with_object(object_frame("4", kPreview) + shape("", "3"),
                            timing(effect("5", "4") + effect("6", "3"), "<p:bldP spid=\"3\" grpId=\"0\"/>"));
       }},
      {"ooxml/timing-object-lost",
       "a.pptx",
       false,
       {"PML-011", "PML-008"},
       {"spid=\"4\"", "graphicFrame"},
       {"p:timing", "spid=\"3\"", "bldP"},
       [] {
         return with_object(object_frame("4", "") + shape("", "3"),
                            timing(effect("5", "4") + effect("6", "3"),
                                   "<p:bldP spid=\"4\" grpId=\"0\"/><p:bldP spid=\"3\" grpId=\"0\"/>"));
       }},
      {"ooxml/timing-all-lost",
       "a.pptx",
       false,
       {"PML-011"},
       {"p:timing", "bldLst"},
       {"p:sp"},
       [] {
         return with_object(object_frame("4", "") + shape("", "3"),
                            timing(effect("5", "4"), "<p:bldP spid=\"4\" grpId=\"0\"/>"));
       }},
      {"ooxml/timing-trigger-lost",
       "a.pptx",
       false,
       {"PML-011"},
       {"spid=\"4\"", "id=\"61\""},
       {"id=\"51\""},
       [] {
         return with_object(
             object_frame("4", "") + shape("", "3"),
             timing(effect("5", "3") + "<p:par><p:cTn id=\"7\"><p:stCondLst><p:cond evt=\"onClick\">" + target("4") +
                    "</p:cond></p:stCondLst><p:childTnLst>" + effect("6", "3") + "</p:childTnLst></p:cTn></p:par>"));
       }},
      {"ooxml/timing-media",
       "a.pptx",
       false,
       {"PML-012", "PML-010"},
       {"p:cmd", "p:video", "evil.example", "videoFile", "ppaction://media"},
       {"p:timing", "p:set", "p:pic"},
       [] { return with_video(timing(command("7") + effect("5", "7"))); }},
      {"ooxml/timing-media-only",
       "a.pptx",
       false,
       {"PML-012"},
       {"p:timing", "p:video"},
       {"p:pic"},
       [] {
         return with_video("<p:timing><p:tnLst><p:par><p:cTn id=\"1\" nodeType=\"tmRoot\"><p:childTnLst>" +
                           media_node("7") + "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>");
       }},
      {"ooxml/timing-sound-target",
       "a.pptx",
       false,
       {"PML-013"},
       {"sndTgt"},
       {"spid=\"3\""},
       [] {
         return slide(
                    shape("", "3"),
                    timing(effect("5", "3") +
                           "<p:par><p:cTn id=\"7\"><p:childTnLst><p:set><p:cBhvr><p:cTn id=\"71\"/><p:tgtEl><p:sndTgt "
                           "r:embed=\"rId9\" name=\"x\"/></p:tgtEl></p:cBhvr></p:set></p:childTnLst></p:cTn></p:par>"))
             .build();
       }},
      {"ooxml/timing-sub-sound",
       "a.pptx",
       false,
       {"PML-012"},
       {"p:audio", "subTnLst"},
       {"spid=\"3\""},
       [] {
         return slide(shape("", "3"),
                      timing("<p:par><p:cTn id=\"7\"><p:childTnLst>" + effect("5", "3") +
                             "</p:childTnLst><p:subTnLst><p:audio><p:cMediaNode><p:cTn id=\"8\"/><p:tgtEl><p:sndTgt "
                             "r:embed=\"rId9\"/></p:tgtEl></p:cMediaNode></p:audio></p:subTnLst></p:cTn></p:par>"))
             .build();
       }},
      {"ooxml/timing-clean",
       "a.pptx",
       false,
       {},
       {},
       {"p:bldP", "p:set", "p:prevCondLst"},
       [] { return slide(shape("", "3"), timing(effect("5", "3"), "<p:bldP spid=\"3\" grpId=\"0\"/>")).build(); }},
      // Sound, show, protection, fonts
      {"ooxml/transition-sound",
       "a.pptx",
       false,
       {"PML-013", "OOXML-061"},
       {"sndAc", "PAYLOAD"},
       {"p:transition", "advTm"},
       [] {
         B b = slide("",
                     "<p:transition advTm=\"500\"><p:fade/><p:sndAc><p:stSnd><p:snd r:embed=\"rId9\" "
                     "name=\"a.wav\"/></p:stSnd></p:sndAc></p:transition>");
         b.part("ppt/media/a.wav", "audio/x-wav", "RIFFPAYLOAD");
         return b.relate(kSlide, "rId9", "O:audio", "../media/a.wav").build();
       }},
      {"ooxml/link-sound",
       "a.pptx",
       false,
       {"PML-013"},
       {"a:snd"},
       {"hlinkClick"},
       [] {
         B b = B::pptx(shape("<a:hlinkClick r:id=\"rId9\"><a:snd r:embed=\"rId8\" name=\"x.wav\"/></a:hlinkClick>"));
         return b.relate(kSlide, "rId9", "O:hyperlink", "https://example.jp/", true).build();
       }},
      {"ooxml/transition-clean",
       "a.pptx",
       false,
       {},
       {},
       {"p:transition", "advTm", "p:fade"},
       [] { return slide("", "<p:transition advTm=\"500\"><p:fade/></p:transition>").build(); }},
      {"ooxml/kiosk",
       "a.pptx",
       false,
       {"PML-014"},
       {"p:kiosk"},
       {"p:showPr"},
       [] { return props("<p:showPr loop=\"1\"><p:kiosk restart=\"1000\"/></p:showPr>").build(); }},
      {"ooxml/kiosk-long",
       "a.pptx",
       false,
       {"PML-014"},
       {"kiosk"},
       {"showPr"},
       [] { return props("<p:showPr><p:kiosk restart=\"&#49;\"><p:extLst/></p:kiosk></p:showPr>").build(); }},
      {"ooxml/show-clean",
       "a.pptx",
       false,
       {},
       {},
       {"p:present"},
       [] { return props("<p:showPr><p:present/></p:showPr>").build(); }},
      {"ooxml/slide-show",
       "a.ppsx",
       false,
       {"PML-015"},
       {},
       {"slideshow.main+xml"},
       [] { return show_type("V:presentationml.slideshow.main+xml").build(); }},
      {"ooxml/slide-show-macros",
       "a.ppsm",
       false,
       {"PML-015", "OOXML-007"},
       {"macroEnabled"},
       {"slideshow.main+xml"},
       [] { return show_type("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml").build(); }},
      {"ooxml/slide-update",
       "a.pptx",
       false,
       {"PML-016"},
       {"PAYLOAD", "sldSyncPr"},
       {},
       [] {
         B b = slide("",
                     "<p:sldSyncPr serverSldId=\"x\" serverSldModifiedTime=\"2020-01-01T00:00:00Z\" "
                     "clientInsertedTime=\"2020-01-01T00:00:00Z\"/>");
         b.part("ppt/slideUpdateInfo/s.xml", "V:presentationml.slideUpdateInfo+xml", "PAYLOAD");
         return b.relate(kSlide, "rId9", "O:slideUpdateInfo", "../slideUpdateInfo/s.xml").build();
       }},
      {"ooxml/slide-update-url",
       "a.pptx",
       false,
       {"PML-016"},
       {"evil.example"},
       {},
       [] {
         B b = B::pptx("");
         return b.relate(kSlide, "rId9", "O:slideUpdateUrl", "http://evil.example/s", true).build();
       }},
      {"ooxml/publish",
       "a.pptx",
       false,
       {"PML-018"},
       {"htmlPubPr", "webPr", "evil"},
       {"p:showPr"},
       [] {
         B b = props("<p:htmlPubPr r:id=\"rId1\"><p:sldAll/></p:htmlPubPr><p:webPr/><p:showPr/>");
         return b.relate("ppt/presProps.xml", "rId1", "O:htmlPubSaveAs", "\\\\evil\\x.htm", true).build();
       }},
      {"ooxml/publish-web",
       "a.pptx",
       false,
       {"PML-018"},
       {"webPr"},
       {"p:prnPr"},
       [] { return props("<p:webPr allowPng=\"1\"/><p:prnPr prnWhat=\"notes\"/>").build(); }},
      {"ooxml/slide-fonts",
       "a.pptx",
       false,
       {"PML-020", "OOXML-060"},
       {"embeddedFontLst", "PAYLOAD"},
       {"p:sldIdLst"},
       [] {
         B b = presentation(
             "<p:embeddedFontLst><p:embeddedFont><p:font typeface=\"X\"/><p:regular "
             "r:id=\"rId9\"/></p:embeddedFont></p:embeddedFontLst>");
         b.part("ppt/fonts/f.fntdata", "application/x-fontdata", "PAYLOAD");
         return b.relate(kShow, "rId9", "O:font", "fonts/f.fntdata").build();
       }},
      {"ooxml/slide-fonts-renamed",
       "a.pptx",
       false,
       {"PML-020", "OOXML-060"},
       {"embeddedFont", "PAYLOAD"},
       {},
       [] {
         B b = presentation(
             "<p:embeddedFontLst><p:embeddedFont><p:bold r:id=\"rId9\"/></p:embeddedFont></p:embeddedFontLst>");
         b.part("ppt/media/image1.png", "image/png", "PAYLOAD");
         return b.relate(kShow, "rId9", "O:font", "media/image1.png").build();
       }},
      {"ooxml/modify-verifier",
       "a.pptx",
       false,
       {"PML-021"},
       {"modifyVerifier"},
       {},
       [] { return presentation("<p:modifyVerifier hashData=\"x\" saltData=\"y\"/>").build(); }},
      {"ooxml/modify-verifier-full",
       "a.pptx",
       false,
       {"PML-021"},
       {"modifyVerifier", "SHA-512"},
       {},
       [] {
         return presentation(
                    "<p:modifyVerifier algorithmName=\"SHA-512\" hashValue=\"x\" saltValue=\"y\" "
                    "spinValue=\"1\"></p:modifyVerifier>")
             .build();
       }},
      // Hidden things, comments, notes, views, masters
      {"ooxml/hidden-slide",
       "a.pptx",
       false,
       {"PML-022"},
       {},
       {"show=\"0\""},
       [] { return slide("", "", " show=\"0\"").build(); }},
      {"ooxml/hidden-shape",
       "a.pptx",
       false,
       {"PML-022"},
       {},
       {"hidden=\"true\""},
       [] { return B::pptx(shape("", "3", " hidden=\"true\"")).build(); }},
      {"ooxml/visible-slide",
       "a.pptx",
       false,
       {},
       {},
       {"show=\"1\""},
       [] { return slide(shape("", "3", " hidden=\"0\""), "", " show=\"1\"").build(); }},
      {"ooxml/notes",
       "a.pptx",
       false,
       {"PML-023"},
       {},
       {"remark"},
       [] {
         B b = B::pptx("");
         b.part("ppt/notesSlides/n.xml", "V:presentationml.notesSlide+xml",
                "<p:notes" + string(kSlideNamespaces) +
                    "><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>remark</a:t></a:r></a:p></p:txBody></p:sp></"
                    "p:spTree></p:cSld></p:notes>");
         return b.relate(kSlide, "rId5", "O:notesSlide", "../notesSlides/n.xml").build();
       }},
      {"ooxml/slide-comments",
       "a.pptx",
       false,
       {"PML-023"},
       {},
       {"remark"},
       [] {
         B b = B::pptx("");
         b.part("ppt/comments/c.xml", "V:presentationml.comments+xml",
                "<p:cmLst" + string(kSlideNamespaces) +
                    "><p:cm authorId=\"0\" idx=\"1\"><p:text>remark</p:text></p:cm></p:cmLst>");
         return b.relate(kSlide, "rId5", "O:comments", "../comments/c.xml").build();
       }},
      {"ooxml/view-external",
       "a.pptx",
       false,
       {"PML-024", "PML-017"},
       {"evil.example"},
       {"p:viewPr"},
       [] {
         B b = B::pptx("");
         b.part("ppt/viewProps.xml", "V:presentationml.viewProps+xml",
                "<p:viewPr" + string(kSlideNamespaces) +
                    "><p:outlineViewPr><p:cViewPr/><p:sldLst><p:sld r:id=\"rId1\" "
                    "collapse=\"1\"/></p:sldLst></p:outlineViewPr></p:viewPr>");
         b.relate(kShow, "rId8", "O:viewProps", "viewProps.xml");
         return b.relate("ppt/viewProps.xml", "rId1", "O:slide", "file:///\\\\evil.example\\s.xml", true).build();
       }},
      {"ooxml/view-dangling",
       "a.pptx",
       false,
       {"PML-024"},
       {"rId77"},
       {"p:viewPr"},
       [] {
         B b = B::pptx("");
         b.part("ppt/viewProps.xml", "V:presentationml.viewProps+xml",
                "<p:viewPr" + string(kSlideNamespaces) +
                    "><p:outlineViewPr><p:sldLst><p:sld r:id=\"rId77\"/></p:sldLst></p:outlineViewPr></p:viewPr>");
         return b.relate(kShow, "rId8", "O:viewProps", "viewProps.xml").build();
       }},
      {"ooxml/slide-extension",
       "a.pptx",
       false,
       {"PML-025"},
       {"9D1B9A3D", "iframe"},
       {"p:spTree"},
       [] {
         return slide("",
                      "<p:extLst><p:ext uri=\"{9D1B9A3D-0000-4000-8000-000000000001}\"><x:actionData "
                      "xmlns:x=\"http://schemas.microsoft.com/office/powerpoint/2014/inkAction\" "
                      "v=\"iframe\"/></p:ext></p:extLst>")
             .build();
       }},
      {"ooxml/slide-zoom",
       "a.pptx",
       false,
       {"PML-025"},
       {"sldZm"},
       {"fallback"},
       [] {
         return slide(
                    "<mc:AlternateContent "
                    "xmlns:zz=\"http://schemas.microsoft.com/office/powerpoint/2016/slidezoom\"><mc:Choice "
                    "Requires=\"zz\"><p:graphicFrame><zz:sldZm><zz:sldZmObj "
                    "sldId=\"1\"/></zz:sldZm></p:graphicFrame></"
                    "mc:Choice><mc:Fallback><p:sp><p:txBody><a:p><a:r><a:t>fallback</a:t></a:r></a:p></p:txBody></"
                    "p:sp></mc:Fallback></mc:AlternateContent>",
                    "")
             .build();
       }},
      {"ooxml/section-clean",
       "a.pptx",
       false,
       {},
       {},
       {"p14:sectionLst", "p14:sldId"},
       [] {
         return presentation(
                    "<p:extLst><p:ext uri=\"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}\"><p14:sectionLst "
                    "xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\"><p14:section name=\"s\" "
                    "id=\"{9D1B9A3D-0000-4000-8000-000000000001}\"><p14:sldIdLst><p14:sldId "
                    "id=\"256\"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>")
             .build();
       }},
      {"ooxml/section-lost",
       "a.pptx",
       false,
       {"PML-017"},
       {"257"},
       {"\"256\""},
       [] {
         B b = B::pptx("");
         b.replace(
             kShow,
             "<p:presentation" + string(kSlideNamespaces) +
                 "><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"257\" "
                 "r:id=\"rId9\"/></p:sldIdLst><p:extLst><p:ext "
                 "uri=\"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}\"><p14:sectionLst "
                 "xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\"><p14:section name=\"s\" "
                 "id=\"{9D1B9A3D-0000-4000-8000-000000000001}\"><p14:sldIdLst><p14:sldId id=\"256\"/><p14:sldId "
                 "id=\"257\"/></p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>");
         return b.relate(kShow, "rId9", "O:slide", "http://evil.example/s.xml", true).build();
       }},
      {"ooxml/addin-ppam",
       "a.potx",
       true,
       {"PML-026"},
       {},
       {},
       [] { return show_type("application/vnd.ms-powerpoint.addin.macroEnabled.main+xml").build(); }},
      {"ooxml/addin-disguised",
       "a.pptx",
       true,
       {"PML-026"},
       {},
       {},
       [] { return show_type("application/vnd.ms-powerpoint.addin.macroEnabled.main+xml").build(); }},
      {"ooxml/master-action",
       "a.pptx",
       false,
       {"PML-027", "PML-003"},
       {"hlinkClick"},
       {"p:sldLayout", "p:sp"},
       [] {
         return master(shape("<a:hlinkClick r:id=\"\" action=\"ppaction://macro?name=Evil\"/>"), "l", "sldLayout",
                       "O:slideLayout", "V:presentationml.slideLayout+xml")
             .build();
       }},
      {"ooxml/notes-master-hover",
       "a.pptx",
       false,
       {"PML-027", "PML-002"},
       {"hlinkHover"},
       {"p:notesMaster"},
       [] {
         B b = master(shape("<a:hlinkHover r:id=\"rId1\"/>"), "n", "notesMaster", "O:notesMaster",
                      "V:presentationml.notesMaster+xml");
         return b.relate("ppt/m/n.xml", "rId1", "O:hyperlink", "https://example.jp/", true).build();
       }},
      {"ooxml/master-clean",
       "a.pptx",
       false,
       {},
       {},
       {"hlinkshowjump"},
       [] {
         return master(shape("<a:hlinkClick r:id=\"\" action=\"ppaction://hlinkshowjump?jump=firstslide\"/>"), "l",
                       "sldLayout", "O:slideLayout", "V:presentationml.slideLayout+xml")
             .build();
       }},
      {"ooxml/slide-vml",
       "a.pptx",
       false,
       {"PML-028", "PML-008"},
       {"vmlDrawing", "v:shape"},
       {},
       [] {
         B b = slide(object_frame("4", ""), "");
         b.part("ppt/drawings/vmlDrawing1.vml", "V:vmlDrawing",
                "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"s\"/></xml>");
         b.relate(kSlide, "rId8", "O:vmlDrawing", "../drawings/vmlDrawing1.vml");
         b.part("ppt/embeddings/o.bin", "V:oleObject", "PAYLOAD");
         return b.relate(kSlide, "rId77", "O:oleObject", "../embeddings/o.bin").build();
       }},
      {"ooxml/layout-vml",
       "a.pptx",
       false,
       {"PML-028"},
       {"v:shape"},
       {"p:sldLayout"},
       [] {
         B b = master("", "l", "sldLayout", "O:slideLayout", "V:presentationml.slideLayout+xml");
         b.part("ppt/media/image9.png", "V:vmlDrawing",
                "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:shape id=\"s\"/></xml>");
         return b.relate("ppt/m/l.xml", "rId8", "O:vmlDrawing", "/ppt/media/image9.png")
             .relate("ppt/m/l.xml", "rId9", "O:oleObject", "http://evil.example/o", true)
             .build();
       }},
  };
  return samples;
}

}  // namespace mugai::testing
