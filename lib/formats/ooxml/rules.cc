#include "lib/formats/ooxml/rules.h"

#include <algorithm>
#include <array>
#include <string>

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/rules_table.h"
#include "lib/formats/ooxml/vocabulary_tables.h"

namespace mugai::ooxml {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) out.push_back(text.substr(0, space));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return out;
}

std::string_view rule_word(Act act) {
  if (act == Act::Drop) return "=drop";
  if (act == Act::Unwrap) return "=unwrap";
  return "=ask";
}

// The rules as lines of the vocabulary's own language, read after its tables.
std::string rule_lines(Rules::Hidden hidden) {
  std::string out;
  for (const ElementRule& rule : element_rules()) {
    if (rule.act == Act::HiddenHolder && hidden == Rules::Hidden::Kept) continue;
    out.append("el ").append(rule.name).append(rule_word(rule.act)).append(rule.text).append("\n");
  }
  for (const AttributeRule& rule : attribute_rules()) {
    if (rule.owners == "*") continue;
    for (const std::string_view owner : words(rule.owners)) {
      out.append("el ").append(owner).append(" ").append(rule.attribute);
      out.append(rule.act == AttributeAct::Drop ? "=drop\n" : "=ask\n");
    }
  }
  return out;
}

struct NamespaceRule {
  std::string_view uri, id;
};
// Namespaces that are known and not kept: which row tells of them.
constexpr NamespaceRule kNamespaces[] = {
    {"http://schemas.microsoft.com/office/drawing/2017/model3d", "OOXML-062"},
    {"http://schemas.microsoft.com/office/drawing/2016/ink", "OOXML-064"},
    {"http://schemas.microsoft.com/ink/2010/main", "OOXML-064"},
    {"http://www.w3.org/2003/InkML", "OOXML-064"},
    {"http://schemas.microsoft.com/office/drawing/2016/SVG/main", "DML-003"},
    {"http://schemas.microsoft.com/office/drawing/2016/11/main", "DML-006"},
    {"http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing", "WML-033"},
    {"http://schemas.microsoft.com/office/word/2006/wordml", "OOXML-038"},
    {"http://schemas.openxmlformats.org/schemaLibrary/2006/main", "WML-027"},
    {"http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing", "OOXML-064"},
    {"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac", "SML-040"},
    {"http://schemas.microsoft.com/office/webextensions/webextension/2010/11", "OOXML-043"},
    {"http://schemas.microsoft.com/office/2006/activeX", "OOXML-044"},
    {"http://schemas.microsoft.com/office/powerpoint/2016/slidezoom", "PML-025"},
    {"http://schemas.microsoft.com/office/powerpoint/2016/sectionzoom", "PML-025"},
    {"http://schemas.microsoft.com/office/powerpoint/2016/summaryzoom", "PML-025"},
    {"http://schemas.microsoft.com/office/powerpoint/2014/inkAction", "PML-025"},
};
constexpr std::array<std::string_view, 15> kNotUnderstood = {
    "a1611", "asvg", "am3d", "wp15", "wne", "sl", "aink", "xdr14", "x15ac", "mc", "pslz", "psez", "psuz", "iact", "we"};

struct ExtensionRule {
  std::string_view uri;
  std::string_view id;  // empty: stays
};
// Extensions of ECMA-376-1, 20.1.2.2.15 and the like, by the uri that the producer's documentation gives them.
constexpr ExtensionRule kExtensions[] = {
    // DrawingML
    {"{05A4C25C-085E-4340-85A3-A5531E510DB2}", ""},  // theme family
    {"{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}", ""},  // creation id
    {"{28A0092B-C50C-407E-A947-70E740481C1C}", ""},  // use local resolution
    {"{91240B29-F687-4F45-9708-019B960494DF}", ""},  // hidden line
    {"{909E8E84-426E-40DD-AFC4-6F175D3DCCD1}", ""},  // hidden fill
    {"{AF507438-7753-43E0-B8FC-AC1667EBCBE1}", ""},  // hidden effects
    {"{53640926-AAD7-44D8-BBD7-CCE9431645EC}", ""},  // shadow obscured
    {"{63B3BB69-23CF-44E3-9099-C40C66FF867C}", ""},  // compatible shape id
    {"{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}", ""},  // table row id
    {"{9D8B030D-6E8A-4147-A177-3AD203B41FA5}", ""},  // table column id
    {"{C183D7F6-B498-43B3-948B-1728B52AA6E4}", ""},  // decorative
    {"{A12FA001-AC4F-418D-AE19-62706E023703}", ""},  // hyperlink colour
    {"http://schemas.microsoft.com/office/drawing/2008/diagram", ""},
    {"{96DAC541-7B7A-43D3-8B79-37D633B846F1}", "DML-003"},  // SVG twin of a picture
    {"{BEBA8EAE-BF5A-486C-A8C5-ECC9F3942E4B}", "DML-004"},  // picture before its effects
    {"{837473B0-CC2E-450A-ABE3-18F120FF3D39}", "DML-006"},  // where a picture came from
    {"{C809E66F-F1BF-436E-B5F7-EEA9579F0CBA}", "WML-033"},  // web video
    // Charts
    {"{C3380CC4-5D6E-409C-BE32-E72D297353CC}", ""},  // unique id
    {"{6F2FDCE9-48DA-4B69-8628-5D25D57E5C99}", ""},  // inverted fill
    {"{CE6537A1-D6FC-4F65-9D91-7224C49458BB}", ""},  // data label layout
    {"{02D57815-91ED-43CB-92C2-25804820EDAC}", ""},  // label ranges, filtered series
    {"{56B9EC1D-385E-4148-901F-78D8002777C0}", ""},  // display of blanks
    {"{781A3756-C4B2-4CAC-9D66-4F8BD8637D16}", ""},  // pivot options
    {"{E28EC0CA-F0BB-4C9C-879D-F8772B89E7AC}", ""},  // pivot options 2016
    // SpreadsheetML
    {"{EB79DEF2-80B8-43E5-95BD-54CBDDF9020C}", ""},         // slicer styles
    {"{9260A510-F301-46A8-8635-F512D64BE5F5}", ""},         // timeline styles
    {"{140A7094-0E35-4892-8432-C4D2E57EDEB5}", ""},         // workbook properties 2013
    {"{79F54976-1DA5-4618-B147-4CDE4B953A38}", ""},         // workbook properties 2010
    {"{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}", ""},         // calculation features
    {"{BDBB8CDC-FA1E-496E-A857-3C3F30C029C3}", ""},         // dynamic arrays
    {"{78C0D931-6437-407D-A8EE-F0AAD7539E65}", ""},         // conditional formatting 2010
    {"{B025F937-C7B1-47D3-B67F-A62EFF666E3E}", ""},         // conditional formatting id
    {"{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}", ""},         // data validation 2010
    {"{05C60535-1F16-4FD2-B633-F4F36F0B64E0}", ""},         // sparklines
    {"{A8765BA9-456A-4DAB-B4F3-ACF838C121DE}", ""},         // slicers
    {"{3A4CF648-6AED-40F4-86FF-DC5316D8AED3}", ""},         // slicers of tables
    {"{BBE1A952-AA13-448E-AADC-164F8A28A991}", ""},         // slicer caches
    {"{46BE6895-7355-4A93-B00E-2C351335B9C9}", ""},         // slicer caches of tables
    {"{7E03D99C-DC04-49D9-9315-930204A7B6E9}", ""},         // timelines
    {"{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}", ""},         // timeline caches
    {"{504A1905-F514-4F6F-8877-14C23A59335A}", ""},         // table 2010
    {"{962EF5D1-5CA2-4C93-8EF4-DBF5C05439D2}", ""},         // pivot table 2010
    {"{747A6164-185A-40DC-8AA5-F01512510D54}", ""},         // pivot layout
    {"{725AE2AE-9491-48BE-B2B4-4EB974FC3084}", ""},         // pivot cache 2010
    {"{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}", "SML-019"},  // data model
    {"{F7C9EE02-42E1-4005-9D12-6889AFFD525C}", "SML-040"},  // web survey
    {"{3E2802C4-A4D2-4D8B-9148-E3BE6C30E623}", "SML-043"},  // rich values
    // PresentationML
    {"{D31A062A-798A-4329-ABDD-BBA856620510}", ""},         // default resolution
    {"{E76CE94A-603C-4142-B9EB-6D1370010A27}", ""},         // discard edit data
    {"{FD5EFAAD-0ECE-453E-9831-46B23BE46B34}", ""},         // chart tracking
    {"{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}", ""},         // creation id
    {"{D42A27DB-BD31-4B8C-83A1-F6EECF244321}", ""},         // modification id
    {"{EFAFB233-063F-42B5-8137-9DF3F51BA10A}", ""},         // slide guides
    {"{27BBF7A9-308A-43DC-89C8-2F10F3537804}", ""},         // slide guides
    {"{DCECCB84-F9BA-43D5-87BE-67443E8EF086}", ""},         // slide guides
    {"{2D200454-40CA-4A62-9FC3-DE9A4176ACB9}", ""},         // notes guides
    {"{2FDB2607-1784-4EEB-B798-7EB5836EED8A}", ""},         // media controls
    {"{EC167BDD-8182-4AB7-AECC-EB403E3ABB37}", ""},         // laser colour
    {"{521415D9-36F7-43E2-AB2F-B90AF26B5E84}", ""},         // sections
    {"{C676402C-5697-4E1C-873F-D02D1690AC5C}", ""},         // comment threads
    {"{19B8F6BF-5375-455C-9EA6-DF929625EA0E}", ""},         // presence
    {"{6950BFC3-D8DA-4A85-94F7-54DA5524770B}", ""},         // comment relationship
    {"{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}", "PML-012"},  // media
};

const ExtensionRule* find_extension(std::string_view uri) {
  for (const ExtensionRule& rule : kExtensions) {
    if (ascii::equal_ignoring_case(rule.uri, uri)) return &rule;
  }
  return nullptr;
}

}  // namespace

Result<Rules> Rules::build(Hidden hidden) {
  std::string tables;
  for (const std::string_view table : vocabulary_tables())
    tables.append(table).append("\n");
  tables += rule_lines(hidden);
  TRY_ASSIGN(xml::Vocabulary vocabulary, xml::Vocabulary::parse(tables));
  Rules rules(std::move(vocabulary));
  const xml::Vocabulary& names = rules.vocabulary_;
  rules.elements_.resize(names.element_count(), nullptr);
  for (const ElementRule& rule : element_rules()) {
    if (rule.act == Act::HiddenHolder && hidden == Hidden::Kept) continue;
    rules.elements_[names.element(rule.name)] = &rule;
  }
  for (const AttributeRule& rule : attribute_rules()) {
    const xml::AttributeId attribute = names.attribute(rule.attribute);
    for (const std::string_view owner : words(rule.owners)) {
      const xml::ElementId element = owner == "*" ? xml::ElementId{0} : names.element(owner);
      rules.attributes_[{element, attribute}] = &rule;
    }
  }
  rules.understood_.assign(names.namespace_count(), true);
  rules.understood_[0] = false;
  for (const std::string_view prefix : kNotUnderstood)
    rules.understood_[names.namespace_by_prefix(prefix)] = false;
  return rules;
}

const AttributeRule* Rules::attribute(xml::ElementId owner, xml::AttributeId attribute) const noexcept {
  auto found = attributes_.find({owner, attribute});
  if (found == attributes_.end()) found = attributes_.find({xml::ElementId{0}, attribute});
  return found == attributes_.end() ? nullptr : found->second;
}

bool Rules::understands(xml::NamespaceId ns) const noexcept {
  return ns < understood_.size() && understood_[ns];
}

std::string_view Rules::namespace_id(std::string_view uri) noexcept {
  for (const NamespaceRule& rule : kNamespaces) {
    if (rule.uri == uri) return rule.id;
  }
  return "OOXML-023";
}

bool Rules::is_known_extension(std::string_view uri) noexcept {
  const ExtensionRule* rule = find_extension(uri);
  return rule != nullptr && rule->id.empty();
}

std::string_view Rules::extension_id(std::string_view uri) noexcept {
  const ExtensionRule* rule = find_extension(uri);
  return rule != nullptr && !rule->id.empty() ? rule->id : "OOXML-022";
}

}  // namespace mugai::ooxml
