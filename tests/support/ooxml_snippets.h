// Pieces of Office documents that samples are put together from.
#pragma once

#include <string>

#include "tests/support/ooxml_builder.h"

namespace mugai::testing::snippet {

inline const std::string kDoc = "word/document.xml";
inline const std::string kSheet = "xl/worksheets/sheet1.xml";
inline const std::string kBook = "xl/workbook.xml";
inline const std::string kSlide = "ppt/slides/slide1.xml";
inline const std::string kShow = "ppt/presentation.xml";

inline std::string p(const std::string& runs) {
  return "<w:p>" + runs + "</w:p>";
}
inline std::string text(const std::string& t) {
  return "<w:r><w:t>" + t + "</w:t></w:r>";
}
inline std::string mark(const std::string& type) {
  return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>";
}
inline std::string instr(const std::string& t) {
  return "<w:r><w:instrText xml:space=\"preserve\">" + t + "</w:instrText></w:r>";
}
inline std::string field(const std::string& instruction, const std::string& result) {
  return mark("begin") + instr(instruction) + mark("separate") + text(result) + mark("end");
}
inline Buffer word(const std::string& body) {
  return OoxmlBuilder::docx(p(body)).build();
}
// A Word document with one more part, related to its main part.
inline OoxmlBuilder word_with_part(const std::string& body, const char* type, const std::string& name,
                                   const char* content_type, const std::string& bytes) {
  OoxmlBuilder b = OoxmlBuilder::docx(p(body));
  b.part(name, content_type, bytes);
  b.relate(kDoc, "rId7", type, "/" + name);
  return b;
}
inline OoxmlBuilder word_part(const char* type, const std::string& file, const char* content_type,
                              const std::string& root, const std::string& inner) {
  return word_with_part(text("visible"), type, "word/" + file, content_type,
                        "<" + root + std::string(kWordNamespaces) + ">" + inner + "</" + root + ">");
}
inline OoxmlBuilder word_settings(const std::string& inner) {
  return word_part("O:settings", "settings.xml", "V:wordprocessingml.settings+xml", "w:settings", inner);
}
inline std::string picture(const std::string& blip) {
  return "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"n\"/><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:blipFill>" +
         blip + "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
}
// One shape of a slide, with what stands in its non-visual properties.
inline std::string shape(const std::string& inner, const std::string& id = "2", const std::string& attributes = "") {
  return "<p:sp><p:nvSpPr><p:cNvPr id=\"" + id + "\" name=\"t\"" + attributes + ">" + inner +
         "</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp>";
}
// A whole slide instead of the builder's.
inline OoxmlBuilder slide(const std::string& tree, const std::string& after, const std::string& attributes = "") {
  OoxmlBuilder b = OoxmlBuilder::pptx("");
  b.replace(kSlide, "<p:sld" + std::string(kSlideNamespaces) + attributes + "><p:cSld><p:spTree>" + tree +
                        "</p:spTree></p:cSld>" + after + "</p:sld>");
  return b;
}
inline Buffer action(const std::string& verb, const std::string& id = "") {
  return OoxmlBuilder::pptx(shape("<a:hlinkClick r:id=\"" + id + "\" action=\"" + verb + "\"/>")).build();
}
inline OoxmlBuilder presentation(const std::string& inner) {
  OoxmlBuilder b = OoxmlBuilder::pptx("");
  b.replace(kShow, "<p:presentation" + std::string(kSlideNamespaces) +
                       "><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst>" + inner + "</p:presentation>");
  return b;
}

// Animation: an effect on a shape, and the tree around effects (ECMA-376-1, 19.5).
inline std::string target(const std::string& spid) {
  return "<p:tgtEl><p:spTgt spid=\"" + spid + "\"/></p:tgtEl>";
}
inline std::string effect(const std::string& id, const std::string& spid) {
  return "<p:par><p:cTn id=\"" + id +
         "\"><p:stCondLst><p:cond delay=\"0\"/></p:stCondLst><p:childTnLst><p:set><p:cBhvr>"
         "<p:cTn id=\"" +
         id + "1\" dur=\"1\"/>" + target(spid) +
         "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to><p:strVal "
         "val=\"visible\"/></p:to></p:set></p:childTnLst></p:cTn></p:par>";
}
inline std::string timing(const std::string& nodes, const std::string& builds = "") {
  return "<p:timing><p:tnLst><p:par><p:cTn id=\"1\" dur=\"indefinite\" nodeType=\"tmRoot\"><p:childTnLst><p:seq "
         "concurrent=\"1\"><p:cTn id=\"2\" nodeType=\"mainSeq\"><p:childTnLst>" +
         nodes +
         "</p:childTnLst></p:cTn><p:prevCondLst><p:cond evt=\"onPrev\"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>"
         "</p:prevCondLst></p:seq></p:childTnLst></p:cTn></p:par></p:tnLst>" +
         (builds.empty() ? "" : "<p:bldLst>" + builds + "</p:bldLst>") + "</p:timing>";
}
// An object of a slide; with a preview picture inside or without.
inline std::string object_frame(const std::string& id, const std::string& pic) {
  return "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"" + id +
         "\" name=\"o\"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm/><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/presentationml/2006/ole\"><p:oleObj r:id=\"rId77\" "
         "progId=\"Package\"><p:embed/>" +
         pic + "</p:oleObj></a:graphicData></a:graphic></p:graphicFrame>";
}
inline const std::string kPreview =
    "<p:pic><p:nvPicPr><p:cNvPr id=\"0\" name=\"\"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>";

}  // namespace mugai::testing::snippet
