#include "lib/formats/ooxml/parts_table.h"

#include <array>

#include "lib/base/ascii.h"

namespace mugai::ooxml {
namespace {

using policy::Category;
using enum Treatment;

constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view kStrict = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/relationships/";
constexpr std::string_view kMicrosoft = "http://schemas.microsoft.com/office/";
constexpr std::string_view kDocumentTypes = "application/vnd.openxmlformats-officedocument.";

constexpr std::optional<Category> kAlways = std::nullopt;

// What a package may hold. Rows with Drop name what is known to be dangerous or of no use outside of its owner's
// machine.
constexpr PartRule kParts[] = {
    // --- Shared by the three families (ECMA-376-1, 15) ---
    {"O:theme", "V:theme+xml", Xml, "a:theme", "", kAlways},
    {"O:themeOverride", "V:themeOverride+xml", Xml, "a:themeOverride", "", kAlways},
    {"O:image", "*", Picture, "", "OOXML-063", Category::Pictures},
    {"O:chart", "V:drawingml.chart+xml", Xml, "c:chartSpace", "", kAlways},
    {"O:chartUserShapes", "V:drawingml.chartshapes+xml", Xml, "c:userShapes", "", kAlways},
    {"M:2011/relationships/chartStyle", "application/vnd.ms-office.chartstyle+xml", Xml, "cs:chartStyle", "", kAlways},
    {"M:2011/relationships/chartColorStyle", "application/vnd.ms-office.chartcolorstyle+xml", Xml, "cs:colorStyle", "",
     kAlways},
    {"M:2014/relationships/chartEx", "application/vnd.ms-office.chartex+xml", Xml, "cx:chartSpace", "", kAlways},
    {"O:diagramData", "V:drawingml.diagramData+xml", Xml, "dgm:dataModel", "", kAlways},
    {"O:diagramLayout", "V:drawingml.diagramLayout+xml", Xml, "dgm:layoutDef", "", kAlways},
    {"O:diagramColors", "V:drawingml.diagramColors+xml", Xml, "dgm:colorsDef", "", kAlways},
    {"O:diagramQuickStyle", "V:drawingml.diagramStyle+xml", Xml, "dgm:styleDef", "", kAlways},
    {"M:2007/relationships/diagramDrawing", "application/vnd.ms-office.drawingml.diagramDrawing+xml", Xml,
     "dsp:drawing", "", kAlways},
    {"O:hyperlink", "*", Link, "", "GEN-010", Category::Hyperlinks},
    {"O:package", "*", Package, "", "OOXML-047", Category::EmbeddedDocuments},
    {"O:vmlDrawing", "V:vmlDrawing", Xml, "xml", "", kAlways},
    {"P:metadata/core-properties", "application/vnd.openxmlformats-package.core-properties+xml", Xml,
     "cp:coreProperties", "OOXML-054", Category::Properties},
    // Stays whatever the policy says, down to the program's name and version: readers lay out charts and recalculate
    // formulas by the producer's version (rules_table.cc drops the rest).
    {"O:extended-properties", "V:extended-properties+xml", Xml, "ap:Properties", "OOXML-054", kAlways},
    {"P:metadata/extended-properties", "V:extended-properties+xml", Xml, "ap:Properties", "OOXML-054", kAlways},
    {"O:custom-properties", "V:custom-properties+xml", Xml, "op:Properties", "OOXML-055", Category::Properties},
    {"P:metadata/thumbnail", "*", Drop, "", "OOXML-057", Category::Thumbnails},
    {"O:metadata/thumbnail", "*", Drop, "", "OOXML-057", Category::Thumbnails},
    {"P:digital-signature/origin", "*", Drop, "", "OOXML-058", Category::Signatures},
    {"P:digital-signature/signature", "*", Drop, "", "OOXML-058", Category::Signatures},
    {"P:digital-signature/certificate", "*", Drop, "", "OOXML-058", Category::Signatures},
    {"O:font", "*", Drop, "", "OOXML-060", Category::Fonts},
    {"O:audio", "*", Drop, "", "OOXML-061", Category::Media},
    {"O:video", "*", Drop, "", "OOXML-061", Category::Media},
    {"M:2007/relationships/media", "*", Drop, "", "OOXML-061", Category::Media},
    {"M:2017/06/relationships/model3d", "*", Drop, "", "OOXML-062", Category::Ink},
    {"M:2007/relationships/hdphoto", "*", Drop, "", "DML-004", Category::OtherPictures},
    {"O:customXml", "*", Drop, "", "OOXML-053", Category::CustomXml},
    {"O:customXmlProps", "*", Drop, "", "OOXML-053", Category::CustomXml},
    {"O:printerSettings", "*", Drop, "", "OOXML-059", Category::PrinterSettings},
    {"M:2006/relationships/legacyDiagramText", "*", Drop, "", "OOXML-065", kAlways},
    {"M:2006/relationships/legacyDocTextInfo", "*", Drop, "", "OOXML-065", kAlways},
    {"M:2019/05/relationships/documenttasks", "*", Drop, "", "OOXML-066", Category::Properties},
    {"M:2020/02/relationships/classificationlabels", "*", Drop, "", "OOXML-056", Category::Properties},
    // --- Code and what calls it ---
    {"M:2006/relationships/vbaProject", "*", Drop, "", "OOXML-036", Category::Macros},
    {"M:2006/relationships/vbaProjectSignature", "*", Drop, "", "OOXML-037", Category::Macros},
    {"M:2014/relationships/vbaProjectSignatureAgile", "*", Drop, "", "OOXML-037", Category::Macros},
    {"M:2020/07/relationships/vbaProjectSignatureV3", "*", Drop, "", "OOXML-037", Category::Macros},
    {"M:2006/relationships/wordVbaData", "*", Drop, "", "OOXML-038", Category::Macros},
    {"M:2006/relationships/attachedToolbars", "*", Drop, "", "OOXML-039", Category::Macros},
    {"M:2006/relationships/keyMapCustomizations", "*", Drop, "", "OOXML-040", Category::Macros},
    {"M:2006/relationships/ui/extensibility", "*", Drop, "", "OOXML-041", Category::WebExtensions},
    {"M:2007/relationships/ui/extensibility", "*", Drop, "", "OOXML-041", Category::WebExtensions},
    {"M:2006/relationships/ui/userCustomization", "*", Drop, "", "OOXML-042", Category::WebExtensions},
    {"M:2011/relationships/webextensiontaskpanes", "*", Drop, "", "OOXML-043", Category::WebExtensions},
    {"M:2011/relationships/webextension", "*", Drop, "", "OOXML-043", Category::WebExtensions},
    {"O:control", "*", Drop, "", "OOXML-044", Category::ActiveX},
    {"M:2006/relationships/activeXControlBinary", "*", Drop, "", "OOXML-044", Category::ActiveX},
    {"O:ctrlProp", "*", Drop, "", "SML-026", Category::ActiveX},
    {"O:oleObject", "*", Drop, "", "OOXML-045", Category::OleObjects},
    {"M:2006/relationships/oleObject", "*", Drop, "", "OOXML-049", Category::OleObjects},
    {"M:2006/relationships/activeXControl", "*", Drop, "", "OOXML-049", Category::ActiveX},
    {"M:2006/relationships/e1Object", "*", Drop, "", "OOXML-049", Category::OleObjects},
    {"M:2006/relationships/e2Object", "*", Drop, "", "OOXML-049", Category::OleObjects},
    {"M:2006/relationships/recovered", "*", Drop, "", "OOXML-067", kAlways},
    // --- WordprocessingML (ECMA-376-1, 11) ---
    {"O:styles", "V:wordprocessingml.styles+xml", Xml, "w:styles", "", kAlways},
    {"O:settings", "V:wordprocessingml.settings+xml", Xml, "w:settings", "", kAlways},
    {"O:webSettings", "V:wordprocessingml.webSettings+xml", Xml, "w:webSettings", "", kAlways},
    {"O:fontTable", "V:wordprocessingml.fontTable+xml", Xml, "w:fonts", "", kAlways},
    {"O:numbering", "V:wordprocessingml.numbering+xml", Xml, "w:numbering", "", kAlways},
    {"O:header", "V:wordprocessingml.header+xml", Xml, "w:hdr", "", kAlways},
    {"O:footer", "V:wordprocessingml.footer+xml", Xml, "w:ftr", "", kAlways},
    {"O:footnotes", "V:wordprocessingml.footnotes+xml", Xml, "w:footnotes", "", kAlways},
    {"O:endnotes", "V:wordprocessingml.endnotes+xml", Xml, "w:endnotes", "", kAlways},
    {"O:comments", "V:wordprocessingml.comments+xml", Xml, "w:comments", "WML-040", Category::Comments},
    {"M:2011/relationships/commentsExtended", "V:wordprocessingml.commentsExtended+xml", Xml, "w15:commentsEx",
     "WML-040", Category::Comments},
    {"M:2016/09/relationships/commentsIds", "V:wordprocessingml.commentsIds+xml", Xml, "w16cid:commentsIds", "WML-040",
     Category::Comments},
    {"M:2018/08/relationships/commentsExtensible", "V:wordprocessingml.commentsExtensible+xml", Xml,
     "w16cex:commentsExtensible", "WML-040", Category::Comments},
    {"M:2011/relationships/people", "V:wordprocessingml.people+xml", Xml, "w15:people", "OOXML-066",
     Category::Comments},
    {"O:glossaryDocument", "*", Drop, "", "WML-041", kAlways},
    {"M:2007/relationships/stylesWithEffects", "*", Drop, "", "WML-046", kAlways},
    {"O:aFChunk", "*", Drop, "", "WML-021", Category::EmbeddedDocuments},
    {"O:subDocument", "*", Drop, "", "WML-022", Category::ExternalReferences},
    {"O:recipientData", "*", Drop, "", "WML-025", Category::ExternalReferences},
    {"O:mailMergeRecipientData", "*", Drop, "", "WML-025", Category::ExternalReferences},
    {"O:transform", "*", Drop, "", "WML-026", Category::ExternalReferences},
    // --- SpreadsheetML (ECMA-376-1, 12) ---
    {"O:worksheet", "V:spreadsheetml.worksheet+xml", Xml, "s:worksheet", "", kAlways},
    {"O:chartsheet", "V:spreadsheetml.chartsheet+xml", Xml, "s:chartsheet", "", kAlways},
    {"O:sharedStrings", "V:spreadsheetml.sharedStrings+xml", Xml, "s:sst", "", kAlways},
    {"O:styles", "V:spreadsheetml.styles+xml", Xml, "s:styleSheet", "", kAlways},
    {"O:drawing", "V:drawing+xml", Xml, "xdr:wsDr", "", kAlways},
    {"O:table", "V:spreadsheetml.table+xml", Xml, "s:table", "", kAlways},
    {"O:comments", "V:spreadsheetml.comments+xml", Xml, "s:comments", "SML-046", Category::Comments},
    {"M:2017/10/relationships/threadedComment", "application/vnd.ms-excel.threadedcomments+xml", Xml,
     "xltc:ThreadedComments", "SML-045", Category::Comments},
    {"M:2017/10/relationships/person", "application/vnd.ms-excel.person+xml", Xml, "xltc:personList", "SML-045",
     Category::Comments},
    {"O:pivotTable", "V:spreadsheetml.pivotTable+xml", Xml, "s:pivotTableDefinition", "", kAlways},
    {"O:pivotCacheDefinition", "V:spreadsheetml.pivotCacheDefinition+xml", Xml, "s:pivotCacheDefinition", "", kAlways},
    {"O:pivotCacheRecords", "V:spreadsheetml.pivotCacheRecords+xml", Xml, "s:pivotCacheRecords", "", kAlways},
    {"M:2022/11/relationships/FeaturePropertyBag", "application/vnd.ms-excel.featurepropertybag+xml", Xml,
     "xfpb:FeaturePropertyBags", "", kAlways},
    {"M:2007/relationships/slicer", "application/vnd.ms-excel.slicer+xml", Xml, "x14:slicers", "", kAlways},
    {"M:2007/relationships/slicerCache", "application/vnd.ms-excel.slicerCache+xml", Xml, "x14:slicerCacheDefinition",
     "", kAlways},
    {"M:2011/relationships/timeline", "application/vnd.ms-excel.timeline+xml", Xml, "x15:timelines", "", kAlways},
    {"M:2011/relationships/timelineCache", "application/vnd.ms-excel.timelineCache+xml", Xml,
     "x15:timelineCacheDefinition", "", kAlways},
    {"O:sheetMetadata", "V:spreadsheetml.sheetMetadata+xml", Xml, "s:metadata", "SML-044", kAlways},
    {"O:calcChain", "*", Drop, "", "SML-047", kAlways},
    // Binary parts belong to binary workbooks alone: two readers would see two workbooks.
    {"O:worksheet", "application/vnd.ms-excel.worksheet", Drop, "", "XLSB-010", kAlways},
    {"O:chartsheet", "application/vnd.ms-excel.chartsheet", Drop, "", "XLSB-010", kAlways},
    {"O:sharedStrings", "application/vnd.ms-excel.sharedStrings", Drop, "", "XLSB-010", kAlways},
    {"O:styles", "application/vnd.ms-excel.styles", Drop, "", "XLSB-010", kAlways},
    {"M:2006/relationships/xlMacrosheet", "*", Drop, "", "SML-001", Category::Macros},
    {"M:2006/relationships/xlIntlMacrosheet", "*", Drop, "", "SML-002", Category::Macros},
    {"O:dialogsheet", "*", Drop, "", "SML-003", Category::Macros},
    {"O:externalLink", "*", Drop, "", "SML-021", Category::ExternalReferences},
    {"O:connections", "*", Drop, "", "SML-017", Category::ExternalReferences},
    {"O:queryTable", "*", Drop, "", "SML-018", Category::ExternalReferences},
    {"O:powerPivotData", "*", Drop, "", "SML-019", Category::ExternalReferences},
    {"O:xmlMaps", "*", Drop, "", "SML-035", Category::ExternalReferences},
    {"O:tableSingleCells", "*", Drop, "", "SML-035", Category::ExternalReferences},
    {"O:revisionHeaders", "*", Drop, "", "SML-034", kAlways},
    {"O:revisionLog", "*", Drop, "", "SML-034", kAlways},
    {"O:usernames", "*", Drop, "", "SML-034", kAlways},
    {"O:volatileDependencies", "*", Drop, "", "SML-009", Category::ExternalReferences},
    {"O:customProperty", "*", Drop, "", "SML-039", Category::CustomXml},
    {"O:Survey", "*", Drop, "", "SML-040", kAlways},
    {"M:2007/relationships/customData", "*", Drop, "", "SML-041", Category::CustomXml},
    {"M:2007/relationships/customDataProps", "*", Drop, "", "SML-041", Category::CustomXml},
    {"M:2006/relationships/wsSortMap", "*", Drop, "", "OOXML-067", kAlways},
    {"M:2019/04/relationships/namedSheetView", "*", Drop, "", "SML-045", kAlways},
    {"M:2017/06/relationships/rdArray", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2017/06/relationships/rdRichValue", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2017/06/relationships/rdRichValueStructure", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2017/06/relationships/rdRichValueTypes", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2017/06/relationships/rdSupportingPropertyBag", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2017/06/relationships/rdSupportingPropertyBagStructure", "*", Drop, "", "SML-043",
     Category::ExternalReferences},
    {"M:2017/06/relationships/richStyles", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2020/07/relationships/rdRichValueWebImage", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2022/10/relationships/richValueRel", "*", Drop, "", "SML-043", Category::ExternalReferences},
    {"M:2023/09/relationships/Python", "*", Drop, "", "SML-011", Category::Macros},
    // --- PresentationML (ECMA-376-1, 13) ---
    {"O:slide", "V:presentationml.slide+xml", Xml, "p:sld", "", kAlways},
    {"O:slideLayout", "V:presentationml.slideLayout+xml", Xml, "p:sldLayout", "", kAlways},
    {"O:slideMaster", "V:presentationml.slideMaster+xml", Xml, "p:sldMaster", "", kAlways},
    {"O:notesSlide", "V:presentationml.notesSlide+xml", Xml, "p:notes", "PML-023", Category::Comments},
    {"O:notesMaster", "V:presentationml.notesMaster+xml", Xml, "p:notesMaster", "", kAlways},
    {"O:handoutMaster", "V:presentationml.handoutMaster+xml", Xml, "p:handoutMaster", "", kAlways},
    {"O:presProps", "V:presentationml.presProps+xml", Xml, "p:presentationPr", "", kAlways},
    {"O:viewProps", "V:presentationml.viewProps+xml", Xml, "p:viewPr", "", kAlways},
    {"O:tableStyles", "V:presentationml.tableStyles+xml", Xml, "a:tblStyleLst", "", kAlways},
    {"O:comments", "V:presentationml.comments+xml", Xml, "p:cmLst", "PML-023", Category::Comments},
    {"O:commentAuthors", "V:presentationml.commentAuthors+xml", Xml, "p:cmAuthorLst", "PML-023", Category::Comments},
    {"M:2018/10/relationships/comments", "application/vnd.ms-powerpoint.comments+xml", Xml, "p188:cmLst", "PML-023",
     Category::Comments},
    {"M:2018/10/relationships/authors", "application/vnd.ms-powerpoint.authors+xml", Xml, "p188:authorLst", "PML-023",
     Category::Comments},
    {"O:tags", "*", Drop, "", "PML-019", Category::CustomXml},
    {"O:smartTags", "*", Drop, "", "PML-019", Category::CustomXml},
    {"O:slideUpdateInfo", "*", Drop, "", "PML-016", Category::ExternalReferences},
    {"O:slideUpdateUrl", "*", Drop, "", "PML-016", Category::ExternalReferences},
    {"O:htmlPubSaveAs", "*", Drop, "", "PML-018", Category::ExternalReferences},
    {"M:2015/10/relationships/revisionInfo", "*", Drop, "", "OOXML-067", kAlways},
};

// Targets outside of the package: nothing but hyperlinks may have one (OOXML-010).
constexpr ExternalRule kExternals[] = {
    {"O:attachedTemplate", "WML-001", Category::ExternalReferences},
    {"O:oleObject", "OOXML-046", Category::OleObjects},
    {"O:package", "OOXML-048", Category::ExternalReferences},
    {"O:image", "DML-002", Category::ExternalReferences},
    {"O:frame", "WML-023", Category::ExternalReferences},
    {"O:subDocument", "WML-022", Category::ExternalReferences},
    {"O:aFChunk", "WML-021", Category::ExternalReferences},
    {"O:mailMergeSource", "WML-025", Category::ExternalReferences},
    {"O:mailMergeHeaderSource", "WML-025", Category::ExternalReferences},
    {"O:recipientData", "WML-025", Category::ExternalReferences},
    {"O:transform", "WML-026", Category::ExternalReferences},
    {"O:externalLinkPath", "SML-021", Category::ExternalReferences},
    {"O:pivotCacheDefinition", "SML-020", Category::ExternalReferences},
    {"O:audio", "PML-012", Category::Media},
    {"O:video", "PML-012", Category::Media},
    {"M:2007/relationships/media", "PML-012", Category::Media},
    {"O:slide", "PML-017", Category::ExternalReferences},
    {"O:slideMaster", "PML-017", Category::ExternalReferences},
    {"O:slideLayout", "PML-017", Category::ExternalReferences},
    {"O:notesSlide", "PML-017", Category::ExternalReferences},
    {"O:slideUpdateUrl", "PML-016", Category::ExternalReferences},
    {"O:htmlPubSaveAs", "PML-018", Category::ExternalReferences},
    {"O:printerSettings", "OOXML-059", Category::PrinterSettings},
    {"M:2006/relationships/ui/extensibility", "OOXML-041", Category::WebExtensions},
    {"M:2007/relationships/ui/extensibility", "OOXML-041", Category::WebExtensions},
    {"", "OOXML-010", Category::ExternalReferences},
};

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define PPTX "application/vnd.openxmlformats-officedocument.presentationml."
// Macro hosts come out as their macro-free type, add-ins are refused (OOXML-007).
constexpr MainRule kMains[] = {
    {DOCX "document.main+xml", "docx", Family::Word, "docx", DOCX "document.main+xml", "w:document"},
    {"application/vnd.ms-word.document.macroEnabled.main+xml", "docm", Family::Word, "docx", DOCX "document.main+xml",
     "w:document"},
    {DOCX "template.main+xml", "dotx", Family::Word, "dotx", DOCX "template.main+xml", "w:document"},
    {"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm", Family::Word, "dotx",
     DOCX "template.main+xml", "w:document"},
    {XLSX "sheet.main+xml", "xlsx", Family::Sheet, "xlsx", XLSX "sheet.main+xml", "s:workbook"},
    {"application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xlsm", Family::Sheet, "xlsx", XLSX "sheet.main+xml",
     "s:workbook"},
    {XLSX "template.main+xml", "xltx", Family::Sheet, "xltx", XLSX "template.main+xml", "s:workbook"},
    {"application/vnd.ms-excel.template.macroEnabled.main+xml", "xltm", Family::Sheet, "xltx", XLSX "template.main+xml",
     "s:workbook"},
    {"application/vnd.ms-excel.addin.macroEnabled.main+xml", "xlam", Family::Sheet, "", "", ""},
    {"application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsb", Family::Sheet, "", "", ""},
    {PPTX "presentation.main+xml", "pptx", Family::Slides, "pptx", PPTX "presentation.main+xml", "p:presentation"},
    {"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", "pptm", Family::Slides, "pptx",
     PPTX "presentation.main+xml", "p:presentation"},
    {PPTX "template.main+xml", "potx", Family::Slides, "potx", PPTX "template.main+xml", "p:presentation"},
    {"application/vnd.ms-powerpoint.template.macroEnabled.main+xml", "potm", Family::Slides, "potx",
     PPTX "template.main+xml", "p:presentation"},
    {PPTX "slideshow.main+xml", "ppsx", Family::Slides, "ppsx", PPTX "slideshow.main+xml", "p:presentation"},
    {"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", "ppsm", Family::Slides, "ppsx",
     PPTX "slideshow.main+xml", "p:presentation"},
    {"application/vnd.ms-powerpoint.addin.macroEnabled.main+xml", "ppam", Family::Slides, "", "", ""},
};

struct PackageType {
  std::string_view extension, content_type;
};
constexpr PackageType kPackages[] = {
    {"docx", DOCX "document"},     {"dotx", DOCX "template"}, {"xlsx", XLSX "sheet"},     {"xltx", XLSX "template"},
    {"pptx", PPTX "presentation"}, {"potx", PPTX "template"}, {"ppsx", PPTX "slideshow"},
};
#undef DOCX
#undef XLSX
#undef PPTX

bool matches(std::string_view pattern, std::string_view content_type) {
  if (pattern == "*") return true;
  if (!pattern.starts_with("V:")) return ascii::equal_ignoring_case(pattern, content_type);
  return ascii::starts_with_ignoring_case(content_type, kDocumentTypes) &&
         ascii::equal_ignoring_case(pattern.substr(2), content_type.substr(kDocumentTypes.size()));
}

}  // namespace

std::string shorten_relationship(std::string_view type) {
  // Strict property relationships have names of their own (ISO/IEC 29500-1, annex A).
  if (type == "http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties")
    return "O:extended-properties";
  if (type == "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties") return "O:custom-properties";
  if (type.starts_with(kOffice)) return "O:" + std::string(type.substr(kOffice.size()));
  if (type.starts_with(kStrict)) return "O:" + std::string(type.substr(kStrict.size()));
  if (type.starts_with(kPackage)) return "P:" + std::string(type.substr(kPackage.size()));
  if (type.starts_with(kMicrosoft)) return "M:" + std::string(type.substr(kMicrosoft.size()));
  return std::string(type);
}

std::string expand_relationship(std::string_view short_type) {
  const std::string_view rest = short_type.size() >= 2 ? short_type.substr(2) : std::string_view{};
  if (short_type.starts_with("O:")) return std::string(kOffice) + std::string(rest);
  if (short_type.starts_with("P:")) return std::string(kPackage) + std::string(rest);
  if (short_type.starts_with("M:")) return std::string(kMicrosoft) + std::string(rest);
  return std::string(short_type);
}

const PartRule* find_part_rule(std::string_view short_type, std::string_view content_type, bool& known) {
  known = false;
  for (const PartRule& rule : kParts) {
    if (rule.relationship != short_type) continue;
    known = true;
    if (matches(rule.content_type, content_type)) return &rule;
  }
  return nullptr;
}

const ExternalRule& find_external_rule(std::string_view short_type) {
  const ExternalRule* rule = kExternals;
  while (!rule->relationship.empty() && rule->relationship != short_type)
    ++rule;
  return *rule;
}

const MainRule* find_main_rule(std::string_view content_type) {
  for (const MainRule& rule : kMains) {
    if (ascii::equal_ignoring_case(rule.content_type, content_type)) return &rule;
  }
  return nullptr;
}

std::string_view package_content_type(std::string_view extension) {
  for (const PackageType& type : kPackages) {
    if (type.extension == extension) return type.content_type;
  }
  return {};
}

}  // namespace mugai::ooxml
