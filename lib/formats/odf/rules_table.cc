#include "lib/formats/odf/rules_table.h"

namespace mugai::odf {
namespace {

using policy::Category;

constexpr std::optional<Category> kAlways = std::nullopt;

constexpr ElementRule kElements[] = {
    // Roots, and what the package's media type must agree with.
    {"office:document", Act::Root, "ODF-029", kAlways, ""},
    {"office:document-content", Act::Root, "ODF-029", kAlways, ""},
    {"office:document-styles", Act::Root, "ODF-029", kAlways, ""},
    {"office:text", Act::Body, "ODF-029", kAlways, ""},
    {"office:spreadsheet", Act::Body, "ODF-029", kAlways, ""},
    {"office:presentation", Act::Body, "ODF-029", kAlways, ""},
    {"office:drawing", Act::Body, "ODF-029", kAlways, ""},
    {"office:chart", Act::Body, "ODF-029", kAlways, ""},
    {"office:image", Act::Drop, "ODF-029", kAlways, ""},
    {"office:database", Act::Drop, "ODF-017", Category::ExternalReferences, ""},
    // Code, and what runs it. Listeners may name scripts that are installed beside the reader: none stays.
    // LibreOffice writes the frame of an empty library into every flat document.
    {"office:scripts", Act::Silent, "ODF-002", Category::Macros, "!text"},
    {"office:script", Act::Silent, "ODF-002", Category::Macros, "!text"},
    {"ooo:libraries", Act::Silent, "ODF-002", Category::Macros, "!text"},
    {"ooo:library-embedded", Act::Silent, "ODF-002", Category::Macros, "!text"},
    {"ooo:library-linked", Act::Drop, "ODF-002", Category::Macros, ""},
    {"ooo:module", Act::Drop, "ODF-002", Category::Macros, ""},
    {"ooo:source-code", Act::Drop, "ODF-002", Category::Macros, ""},
    {"script:module", Act::Drop, "ODF-002", Category::Macros, ""},
    {"script:library-embedded", Act::Drop, "ODF-002", Category::Macros, ""},
    {"script:libraries", Act::Drop, "ODF-002", Category::Macros, ""},
    {"script:event-listener", Act::Drop, "ODF-003", Category::Macros, ""},
    {"office:event-listeners", Act::Listeners, "ODF-003", Category::Macros, ""},
    {"presentation:event-listener", Act::SlideListener, "ODF-004", Category::Macros, ""},
    {"presentation:sound", Act::Drop, "ODF-004", Category::Media, ""},
    {"presentation:play", Act::Drop, "ODF-004", Category::Media, ""},
    {"anim:command", Act::Drop, "ODF-005", Category::Macros, ""},
    {"anim:param", Act::Drop, "ODF-005", Category::Macros, ""},
    {"anim:audio", Act::Drop, "ODF-005", Category::Media, ""},
    {"text:execute-macro", Act::Unwrap, "ODF-006", Category::Macros, ""},
    {"text:script", Act::Drop, "ODF-006", Category::Macros, ""},
    {"table:error-macro", Act::Drop, "ODF-013", Category::Macros, ""},
    // Metadata that loads something: a template, the document itself again.
    {"meta:auto-reload", Act::Drop, "ODF-006", Category::ExternalReferences, ""},
    {"meta:hyperlink-behaviour", Act::Drop, "ODF-006", Category::ExternalReferences, ""},
    {"meta:template", Act::Drop, "ODF-006", Category::ExternalReferences, ""},
    {"text:alphabetical-index-auto-mark-file", Act::Drop, "ODF-012", Category::ExternalReferences, ""},
    // Links.
    {"text:a", Act::Link, "ODF-007", Category::Hyperlinks, ""},
    {"draw:a", Act::Link, "ODF-007", Category::Hyperlinks, ""},
    {"draw:area-rectangle", Act::Area, "ODF-007", Category::Hyperlinks, ""},
    {"draw:area-circle", Act::Area, "ODF-007", Category::Hyperlinks, ""},
    {"draw:area-polygon", Act::Area, "ODF-007", Category::Hyperlinks, ""},
    // Pictures: a member of the package that could be rebuilt, or base64 in the XML.
    {"draw:frame", Act::Frame, "ODF-009", kAlways, ""},
    {"draw:text-box", Act::Representation, "ODF-009", kAlways, ""},
    {"table:table", Act::Representation, "ODF-009", kAlways, ""},
    {"loext:table", Act::Representation, "ODF-009", kAlways, ""},
    {"draw:image", Act::Image, "ODF-009", Category::ExternalReferences, ""},
    {"draw:fill-image", Act::Fill, "ODF-009", Category::ExternalReferences, ""},
    {"style:background-image", Act::Fill, "ODF-009", Category::ExternalReferences, ""},
    {"chart:symbol-image", Act::Fill, "ODF-009", Category::ExternalReferences, ""},
    {"text:list-level-style-image", Act::Bullet, "ODF-009", Category::ExternalReferences, ""},
    {"office:binary-data", Act::BinaryData, "ODF-028", kAlways, "!text"},
    // Objects: documents of the package are rebuilt with it; what only another program can read goes, its picture
    // stays.
    {"draw:object", Act::Object, "ODF-010", Category::EmbeddedDocuments, ""},
    {"draw:object-ole", Act::Drop, "ODF-010", Category::OleObjects, ""},
    {"draw:plugin", Act::Drop, "ODF-011", Category::Media, ""},
    {"draw:applet", Act::Drop, "ODF-011", Category::ActiveX, ""},
    {"draw:param", Act::Drop, "ODF-011", Category::ActiveX, ""},
    {"draw:floating-frame", Act::Drop, "ODF-011", Category::ExternalReferences, ""},
    // Other documents, programs and databases as sources: what was read last stays.
    {"text:section-source", Act::Drop, "ODF-012", Category::ExternalReferences, ""},
    {"office:dde-source", Act::Drop, "ODF-012", Category::ActiveFields, ""},
    {"text:dde-connection-decls", Act::Drop, "ODF-012", Category::ActiveFields, ""},
    {"text:dde-connection-decl", Act::Drop, "ODF-012", Category::ActiveFields, ""},
    {"text:dde-connection", Act::Unwrap, "ODF-012", Category::ActiveFields, ""},
    {"table:dde-links", Act::Drop, "ODF-012", Category::ActiveFields, ""},
    {"table:dde-link", Act::Drop, "ODF-012", Category::ActiveFields, ""},
    {"table:table-source", Act::Drop, "ODF-013", Category::ExternalReferences, ""},
    {"table:cell-range-source", Act::Drop, "ODF-013", Category::ExternalReferences, ""},
    {"table:database-source-sql", Act::PilotPoison, "ODF-013", Category::ExternalReferences, ""},
    {"table:database-source-query", Act::PilotPoison, "ODF-013", Category::ExternalReferences, ""},
    {"table:database-source-table", Act::PilotPoison, "ODF-013", Category::ExternalReferences, ""},
    {"table:source-service", Act::PilotPoison, "ODF-013", Category::ExternalReferences, ""},
    {"table:data-pilot-table", Act::Pilot, "ODF-013", Category::ExternalReferences, ""},
    {"calcext:data-mappings", Act::Drop, "ODF-013", Category::ExternalReferences, ""},
    {"calcext:data-mapping", Act::Drop, "ODF-013", Category::ExternalReferences, ""},
    {"text:database-display", Act::Unwrap, "ODF-017", Category::ActiveFields, ""},
    {"text:database-name", Act::Unwrap, "ODF-017", Category::ActiveFields, ""},
    {"text:database-row-number", Act::Unwrap, "ODF-017", Category::ActiveFields, ""},
    {"text:database-next", Act::Drop, "ODF-017", Category::ActiveFields, ""},
    {"text:database-row-select", Act::Drop, "ODF-017", Category::ActiveFields, ""},
    // Names of cells, styles by condition: nothing is left of them without their formula.
    {"table:named-range", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"table:database-range", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"table:highlighted-range", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"table:label-range", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"table:consolidation", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"table:scenario", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"table:filter", Act::Guarded, "ODF-013", Category::ExternalReferences, ""},
    {"style:map", Act::Guarded, "ODF-014", Category::ExternalReferences, ""},
    {"calcext:condition", Act::Guarded, "ODF-014", Category::ExternalReferences, ""},
    {"calcext:conditional-format", Act::Guarded, "ODF-014", Category::ExternalReferences, ""},
    {"calcext:sparkline", Act::Guarded, "ODF-014", Category::ExternalReferences, ""},
    {"table:source-cell-range", Act::PilotPoison, "ODF-013", Category::ExternalReferences, ""},
    // Controls that reach outside, or of a kind that a name in the file chooses.
    {"form:connection-resource", Act::Drop, "ODF-015", Category::ExternalReferences, ""},
    {"form:file", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:image", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:image-frame", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:password", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:hidden", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:grid", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:column", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:generic-control", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:properties", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:property", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"form:list-property", Act::Drop, "ODF-015", Category::ActiveX, ""},
    {"xforms:model", Act::Drop, "ODF-016", Category::ExternalReferences, ""},
    // Settings.
    {"config:config-item", Act::ConfigItem, "ODF-019", Category::PrinterSettings, "!text"},
    {"config:config-item-set", Act::ConfigGroup, "ODF-019", kAlways, ""},
    {"config:config-item-map-indexed", Act::ConfigGroup, "ODF-019", kAlways, ""},
    {"config:config-item-map-named", Act::ConfigGroup, "ODF-019", kAlways, ""},
    // Fonts from a package or an address.
    {"svg:font-face-src", Act::Drop, "ODF-020", Category::Fonts, ""},
    {"svg:font-face-uri", Act::Drop, "ODF-020", Category::Fonts, ""},
    {"svg:font-face-format", Act::Drop, "ODF-020", Category::Fonts, ""},
    {"svg:font-face-name", Act::Drop, "ODF-020", Category::Fonts, ""},
    {"svg:definition-src", Act::Drop, "ODF-020", Category::Fonts, ""},
    // Word's fields in the clothes of an extension (constructs_text.cc).
    {"field:fieldmark", Act::Field, "ODF-026", Category::ActiveFields, ""},
    {"field:fieldmark-start", Act::FieldStart, "ODF-026", Category::ActiveFields, ""},
    {"field:fieldmark-separator", Act::FieldParam, "ODF-026", Category::ActiveFields, ""},
    {"field:fieldmark-end", Act::FieldEnd, "ODF-026", Category::ActiveFields, ""},
    {"field:param", Act::FieldParam, "ODF-026", Category::ActiveFields, ""},
    // Changes, comments, hidden text: by policy. Removing changes accepts them, for deleted text stands in the list.
    {"text:tracked-changes", Act::PolicyDrop, "ODF-025", Category::TrackedChanges, ""},
    {"text:change", Act::PolicyDrop, "ODF-025", Category::TrackedChanges, ""},
    {"text:change-start", Act::PolicyDrop, "ODF-025", Category::TrackedChanges, ""},
    {"text:change-end", Act::PolicyDrop, "ODF-025", Category::TrackedChanges, ""},
    {"table:tracked-changes", Act::PolicyDrop, "ODF-025", Category::TrackedChanges, ""},
    {"office:annotation", Act::PolicyDrop, "ODF-025", Category::Comments, ""},
    {"office:annotation-end", Act::PolicyDrop, "ODF-025", Category::Comments, ""},
    {"text:hidden-text", Act::PolicyDrop, "ODF-025", Category::HiddenContent, ""},
    {"text:hidden-paragraph", Act::PolicyDrop, "ODF-025", Category::HiddenContent, ""},
    {"text:section", Act::Section, "ODF-025", Category::HiddenContent, ""},
    // Who wrote it and when: by policy. The name of the program stays, for readers lay out by it.
    {"office:meta", Act::Meta, "ODF-023", Category::Properties, ""},
    {"dc:creator", Act::Property, "ODF-023", Category::Properties, ""},
    {"dc:date", Act::Property, "ODF-023", Category::Properties, ""},
    {"dc:title", Act::Property, "ODF-023", Category::Properties, ""},
    {"dc:subject", Act::Property, "ODF-023", Category::Properties, ""},
    {"dc:description", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:initial-creator", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:creation-date", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:keyword", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:printed-by", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:print-date", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:editing-cycles", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:editing-duration", Act::Property, "ODF-023", Category::Properties, ""},
    {"meta:user-defined", Act::Property, "ODF-023", Category::Properties, ""},
    // Links in formulas, foreign markup.
    {"math:maction", Act::Unwrap, "ODF-003", kAlways, ""},
    {"math:annotation-xml", Act::Drop, "OOXML-023", kAlways, ""},
    {"loext:signatureline", Act::Drop, "ODF-022", Category::Signatures, ""},
};

constexpr std::string_view kFormulaCells =
    "table:table-cell table:covered-table-cell loext:table-cell "
    "loext:covered-table-cell table:change-track-table-cell";

constexpr std::string_view kControls =
    "form:form form:button form:checkbox form:combobox form:date form:fixed-text form:formatted-text form:frame "
    "form:listbox form:number form:radio form:text form:textarea form:time form:value-range";

constexpr AttributeRule kAttributes[] = {
    // Transformations of the document into other data (GRDDL), statements about it (RDFa).
    {"office:document office:document-content office:document-styles office:document-meta office:document-settings",
     "grddl:transformation", AttributeAct::Transformation, "ODF-006", Category::ExternalReferences, ""},
    {"text:p text:h table:table-cell text:bookmark-start", "xhtml:about", AttributeAct::Drop, "ODF-026", kAlways, ""},
    {"text:p text:h table:table-cell text:bookmark-start", "xhtml:property", AttributeAct::Drop, "ODF-026", kAlways,
     ""},
    {"text:p text:h table:table-cell text:bookmark-start", "xhtml:datatype", AttributeAct::Drop, "ODF-026", kAlways,
     ""},
    {"text:p text:h table:table-cell text:bookmark-start", "xhtml:content", AttributeAct::Drop, "ODF-026", kAlways, ""},
    // A master document becomes a text of its own.
    {"office:text", "text:global", AttributeAct::Drop, "ODF-012", kAlways, ""},
    // Formulas: in cells the value stays, names must have something.
    {kFormulaCells, "table:formula", AttributeAct::Formula, "ODF-014", Category::ExternalReferences, ""},
    {"text:expression text:table-formula text:user-field-decl text:variable-set text:sequence", "text:formula",
     AttributeAct::Formula, "ODF-014", Category::ExternalReferences, ""},
    {"anim:animate anim:animateColor anim:animateMotion anim:animateTransform anim:transitionFilter", "anim:formula",
     AttributeAct::Formula, "ODF-014", Category::ExternalReferences, ""},
    {"table:named-expression", "table:expression", AttributeAct::Expression, "ODF-014", Category::ExternalReferences,
     ""},
    {"calcext:color-scale-entry calcext:formatting-entry", "calcext:value", AttributeAct::Expression, "ODF-014",
     Category::ExternalReferences, ""},
    {"table:content-validation", "table:condition", AttributeAct::Condition, "ODF-014", Category::ExternalReferences,
     ""},
    {"style:map", "style:condition", AttributeAct::Condition, "ODF-014", Category::ExternalReferences, ""},
    {"calcext:condition", "calcext:value", AttributeAct::Condition, "ODF-014", Category::ExternalReferences, ""},
    {"text:conditional-text text:hidden-text text:hidden-paragraph text:section", "text:condition",
     AttributeAct::Condition, "ODF-014", Category::ExternalReferences, ""},
    {"text:bookmark-start", "loext:condition", AttributeAct::Condition, "ODF-014", Category::ExternalReferences, ""},
    // Addresses of cells.
    {"table:named-range table:source-cell-range table:highlighted-range chart:plot-area chart:categories chart:domain",
     "table:cell-range-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "table:base-cell-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "style:base-cell-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "calcext:base-cell-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "table:target-range-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "table:end-cell-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "table:cell-range", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"table:table", "table:print-ranges", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"table:scenario", "table:scenario-ranges", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"table:filter", "table:condition-source-range-address", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"table:consolidation", "table:source-cell-range-addresses", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"table:consolidation", "table:target-cell-address", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"table:label-range", "table:label-cell-range-address", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"table:label-range", "table:data-cell-range-address", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"table:data-pilot-table", "table:buttons", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"chart:series", "chart:values-cell-range-address", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"chart:series", "chart:label-cell-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"chart:data-label", "loext:data-labels-cell-range", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"draw:object", "draw:notify-on-update-of-ranges", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences,
     ""},
    {"calcext:conditional-format", "calcext:target-range-address", AttributeAct::Addresses, "ODF-013",
     Category::ExternalReferences, ""},
    {"calcext:sparkline", "calcext:cell-address", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"calcext:sparkline", "calcext:data-range", AttributeAct::Addresses, "ODF-013", Category::ExternalReferences, ""},
    {"*", "form:linked-cell", AttributeAct::Addresses, "ODF-015", Category::ExternalReferences, ""},
    {"*", "form:source-cell-range", AttributeAct::Addresses, "ODF-015", Category::ExternalReferences, ""},
    // Where a chart has its numbers from: the document around it.
    {"chart:chart", "xlink:href", AttributeAct::ChartSource, "ODF-013", Category::ExternalReferences, ""},
    // Windows by name.
    {"*", "office:target-frame-name", AttributeAct::TargetFrame, "ODF-007", Category::Hyperlinks, ""},
    // Forms send nothing anywhere.
    {"form:form form:button", "xlink:href", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {"form:form form:button", "office:target-frame", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {"form:form", "form:apply-filter", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {kControls, "form:control-implementation", AttributeAct::Drop, "ODF-015", Category::ActiveX, ""},
    {kControls, "form:data-field", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {kControls, "xforms:bind", AttributeAct::Drop, "ODF-016", Category::ExternalReferences, ""},
    {kControls, "form:bound-column", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {kControls, "form:list-source", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {kControls, "form:list-source-type", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {"form:form", "form:command-type", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {"form:form", "form:filter", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {"form:form", "form:order", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {"form:form", "form:master-fields", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {"form:form", "form:detail-fields", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {"form:form", "form:datasource", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {"form:form", "form:command", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    {"form:form", "form:method", AttributeAct::Drop, "ODF-015", Category::ExternalReferences, ""},
    // A filter by name would choose the parser for a picture.
    {"draw:image", "draw:filter-name", AttributeAct::Drop, "ODF-009", kAlways, ""},
    {"style:background-image", "style:filter-name", AttributeAct::Drop, "ODF-009", kAlways, ""},
    // Pictures: what they have become. Sources of data of a chart series, rendering by a named service.
    {"draw:image", "draw:mime-type", AttributeAct::MimeType, "ODF-024", kAlways, ""},
    {"draw:image", "loext:mime-type", AttributeAct::MimeType, "ODF-024", kAlways, ""},
    {"draw:custom-shape", "draw:engine", AttributeAct::Drop, "ODF-015", kAlways, ""},
    {"draw:custom-shape", "draw:data", AttributeAct::Drop, "ODF-015", kAlways, ""},
    // Hashes of passwords against editing: by policy.
    {"*", "text:protection-key", AttributeAct::Hash, "ODF-025", Category::Protection, ""},
    {"*", "text:protection-key-digest-algorithm", AttributeAct::Hash, "ODF-025", Category::Protection, ""},
    {"*", "table:protection-key", AttributeAct::Hash, "ODF-025", Category::Protection, ""},
    {"*", "table:protection-key-digest-algorithm", AttributeAct::Hash, "ODF-025", Category::Protection, ""},
    {"office:spreadsheet table:table", "loext:protection-key-digest-algorithm-2", AttributeAct::Hash, "ODF-025",
     Category::Protection, ""},
    {"office:spreadsheet table:table", "table:protection-key-digest-algorithm-2", AttributeAct::Hash, "ODF-025",
     Category::Protection, ""},
    // What hides rows, sheets, slides and text: by policy. Without it they show.
    {"table:table-row table:table-column loext:table-row loext:table-column", "table:visibility", AttributeAct::Hidden,
     "ODF-025", Category::HiddenContent, "collapse filter"},
    {"style:table-properties", "table:display", AttributeAct::Hidden, "ODF-025", Category::HiddenContent, "false"},
    {"style:drawing-page-properties", "presentation:visibility", AttributeAct::Hidden, "ODF-025",
     Category::HiddenContent, "hidden"},
    {"style:text-properties", "text:display", AttributeAct::Hidden, "ODF-025", Category::HiddenContent,
     "none condition"},
};

}  // namespace

std::span<const ElementRule> element_rules() noexcept {
  return kElements;
}
std::span<const AttributeRule> attribute_rules() noexcept {
  return kAttributes;
}

}  // namespace mugai::odf
