#include "tests/property/odf/odf_sequences.h"

namespace mugai::testing {
namespace {

constexpr NamespaceRow kNamespaces[] = {
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"},
    {"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0", "presentation"},
    {"urn:oasis:names:tc:opendocument:xmlns:animation:1.0", "anim"},
    {"urn:oasis:names:tc:opendocument:xmlns:smil-compatible:1.0", "smil"},
    {"urn:oasis:names:tc:opendocument:xmlns:chart:1.0", "chart"},
    {"urn:oasis:names:tc:opendocument:xmlns:form:1.0", "form"},
    {"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", "number"},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"},
    {"http://www.w3.org/1999/xlink", "xlink"},
    {"http://www.w3.org/XML/1998/namespace", "xml"},
};

constexpr SequenceRow kRows[] = {
    // 3.1 documents
    {"office:document",
     "office:meta? office:settings? office:scripts? office:font-face-decls? office:styles? office:automatic-styles? "
     "office:master-styles? office:body!"},
    {"office:document-content", "office:scripts? office:font-face-decls? office:automatic-styles? office:body!"},
    {"office:document-styles", "office:font-face-decls? office:styles? office:automatic-styles? office:master-styles?"},
    {"office:document-meta", "office:meta?"},
    {"office:document-settings", "office:settings?"},
    {"office:body", "office:text|office:drawing|office:presentation|office:spreadsheet|office:chart|office:image!"},
    // 3.4 to 3.10 bodies: what stands before and behind the content
    {"office:text",
     "office:forms? text:tracked-changes? "
     "text:variable-decls|text:sequence-decls|text:user-field-decls|text:dde-connection-decls* "
     "table:calculation-settings? table:content-validations? table:label-ranges? any* table:named-expressions? "
     "table:database-ranges? table:data-pilot-tables? table:consolidation? table:dde-links?"},
    {"office:spreadsheet",
     "table:tracked-changes? text:variable-decls|text:sequence-decls|text:user-field-decls* "
     "table:calculation-settings? table:content-validations? table:label-ranges? table:table+ "
     "table:named-expressions? table:database-ranges? table:data-pilot-tables? table:consolidation? table:dde-links?"},
    {"office:presentation office:drawing",
     "text:variable-decls|text:sequence-decls|text:user-field-decls* table:calculation-settings? "
     "presentation:header-decl|presentation:footer-decl|presentation:date-time-decl* draw:page* "
     "presentation:settings? table:named-expressions?"},
    {"office:settings", "config:config-item-set+"},
    // 5 text
    {"text:list", "text:list-header? text:list-item*"},
    {"text:section", "text:section-source|office:dde-source? any*"},
    {"text:note", "text:note-citation! text:note-body!"},
    {"text:ruby", "text:ruby-base! text:ruby-text!"},
    {"text:changed-region", "text:insertion|text:deletion|text:format-change!"},
    {"text:table-of-content", "text:table-of-content-source! text:index-body!"},
    {"text:alphabetical-index", "text:alphabetical-index-source! text:index-body!"},
    {"text:illustration-index", "text:illustration-index-source! text:index-body!"},
    {"text:bibliography", "text:bibliography-source! text:index-body!"},
    // 9 tables
    {"table:table",
     "table:title? table:desc? table:table-source? office:dde-source? table:scenario? office:forms? table:shapes? "
     "table:table-columns|table:table-column|table:table-header-columns|table:table-column-group+ "
     "table:table-rows|table:table-row|table:table-header-rows|table:table-row-group|text:soft-page-break+ "
     "table:named-expressions?"},
    {"table:table-row", "table:table-cell|table:covered-table-cell+"},
    {"table:table-header-rows table:table-rows", "table:table-row+"},
    {"table:content-validations", "table:content-validation+"},
    {"table:content-validation", "table:help-message? table:error-message|table:error-macro? office:event-listeners?"},
    {"table:label-ranges", "table:label-range+"},
    {"table:data-pilot-table",
     "table:database-source-sql|table:database-source-query|table:database-source-table|table:source-service|"
     "table:source-cell-range! table:data-pilot-field+"},
    {"table:database-range",
     "table:database-source-sql|table:database-source-query|table:database-source-table? table:filter? table:sort? "
     "table:subtotal-rules?"},
    {"table:filter", "table:filter-condition|table:filter-and|table:filter-or!"},
    // 10 drawing shapes
    {"draw:frame",
     "draw:text-box|draw:image|draw:object|draw:object-ole|draw:applet|draw:floating-frame|draw:plugin|table:table+ "
     "office:event-listeners? draw:glue-point* draw:image-map? svg:title? svg:desc? draw:contour-polygon|"
     "draw:contour-path?"},
    {"draw:rect draw:line draw:polyline draw:polygon draw:path draw:circle draw:ellipse draw:connector draw:caption "
     "draw:measure",
     "svg:title? svg:desc? office:event-listeners? draw:glue-point* text:p|text:list*"},
    {"draw:custom-shape",
     "svg:title? svg:desc? office:event-listeners? draw:glue-point* text:p|text:list* draw:enhanced-geometry?"},
    {"draw:g", "svg:title? svg:desc? office:event-listeners? draw:glue-point* any*"},
    {"draw:control", "svg:title? svg:desc? draw:glue-point*"},
    {"draw:page",
     "svg:title? svg:desc? draw:layer-set? office:forms? any* "
     "presentation:animations|anim:animate|anim:set|anim:animateMotion|anim:animateColor|anim:animateTransform|"
     "anim:transitionFilter|anim:par|anim:seq|anim:iterate|anim:audio|anim:command* presentation:notes?"},
    {"draw:image-map", "draw:area-rectangle|draw:area-circle|draw:area-polygon*"},
    // 11 charts
    {"chart:chart", "chart:title? chart:subtitle? chart:footer? chart:legend? chart:plot-area! table:table?"},
    // 13 forms
    {"form:properties", "form:property|form:list-property+"},
    // 16 styles
    {"style:style", "any* style:map*"},
    {"style:page-layout", "style:page-layout-properties? style:header-style? style:footer-style?"},
    {"text:list-style", "text:list-level-style-number|text:list-level-style-bullet|text:list-level-style-image*"},
};

// Styles are told apart by what reads them: one kind is enough where names of families do not meet.
constexpr NameRow kDefinitions[] = {
    {"style:style", "style:name", "style"},
    {"style:default-page-layout", "style:name", "style"},
    {"text:list-style", "style:name", "list"},
    {"text:list-style", "style:name", "style"},
    {"style:page-layout", "style:name", "layout"},
    {"style:master-page", "style:name", "master"},
    {"number:number-style", "style:name", "data"},
    {"number:currency-style", "style:name", "data"},
    {"number:percentage-style", "style:name", "data"},
    {"number:date-style", "style:name", "data"},
    {"number:time-style", "style:name", "data"},
    {"number:boolean-style", "style:name", "data"},
    {"number:text-style", "style:name", "data"},
    {"draw:fill-image", "draw:name", "fill"},
    {"draw:gradient", "draw:name", "gradient"},
    {"draw:hatch", "draw:name", "hatch"},
    {"draw:marker", "draw:name", "marker"},
    {"style:font-face", "style:name", "font"},
    {"*", "xml:id", "id"},
    {"*", "draw:id", "id"},
    {"*", "form:id", "id"},
    {"text:changed-region", "text:id", "id"},
    {"office:annotation", "office:name", "annotation"},
    {"table:content-validation", "table:name", "validation"},
    {"text:user-field-decl", "text:name", "user field"},
    {"text:sequence-decl", "text:name", "sequence"},
    {"presentation:header-decl", "presentation:name", "header"},
    {"presentation:footer-decl", "presentation:name", "footer"},
    {"presentation:date-time-decl", "presentation:name", "date"},
};

constexpr NameRow kUses[] = {
    {"*", "text:style-name", "style"},
    {"*", "table:style-name", "style"},
    {"*", "draw:style-name", "style"},
    {"*", "presentation:style-name", "style"},
    {"*", "chart:style-name", "style"},
    {"*", "draw:text-style-name", "style"},
    {"*", "table:default-cell-style-name", "style"},
    {"style:style", "style:parent-style-name", "style"},
    {"style:style", "style:list-style-name", "list"},
    {"style:style", "style:data-style-name", "data"},
    {"style:style", "style:master-page-name", "master"},
    {"draw:page", "draw:master-page-name", "master"},
    {"style:master-page", "style:page-layout-name", "layout"},
    {"style:map", "style:apply-style-name", "style"},
    {"style:graphic-properties", "draw:fill-image-name", "fill"},
    {"style:drawing-page-properties", "draw:fill-image-name", "fill"},
    {"style:graphic-properties", "draw:fill-gradient-name", "gradient"},
    {"style:graphic-properties", "draw:fill-hatch-name", "hatch"},
    {"style:graphic-properties", "draw:marker-start", "marker"},
    {"style:graphic-properties", "draw:marker-end", "marker"},
    {"style:text-properties", "style:font-name", "font"},
    {"style:text-properties", "style:font-name-asian", "font"},
    {"*", "smil:targetElement", "id"},
    {"draw:control", "draw:control", "id"},
    {"draw:connector", "draw:start-shape", "id"},
    {"draw:connector", "draw:end-shape", "id"},
    {"text:list", "text:continue-list", "id"},
    {"text:change", "text:change-id", "id"},
    {"text:change-start", "text:change-id", "id"},
    {"text:change-end", "text:change-id", "id"},
    {"office:annotation-end", "office:name", "annotation"},
    {"*", "table:content-validation-name", "validation"},
    {"text:user-field-get", "text:name", "user field"},
    {"text:sequence", "text:name", "sequence"},
    {"draw:page", "presentation:use-header-name", "header"},
    {"draw:page", "presentation:use-footer-name", "footer"},
    {"draw:page", "presentation:use-date-time-name", "date"},
};

}  // namespace

const Sequences& odf_sequences() {
  static const Sequences kSequences(kNamespaces, kRows);
  return kSequences;
}
std::span<const NameRow> odf_definitions() {
  return kDefinitions;
}
std::span<const NameRow> odf_uses() {
  return kUses;
}

}  // namespace mugai::testing
