#include "lib/formats/ooxml/relationships.h"

#include <set>

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/reader.h"

namespace mugai::ooxml {
namespace {

constexpr std::string_view kNamespace = "http://schemas.openxmlformats.org/package/2006/relationships";

}  // namespace

// Relationships = *( Relationship Id Type Target [TargetMode] )
Result<ReadRelationships> read_relationships(Bytes document) {
  xml::ReaderLimits limits;
  limits.input_bytes = kMaxRelationshipBytes;
  limits.events = 1'000'000;
  TRY_ASSIGN(const std::vector<xml::Event> events, xml::read_events(document, limits));
  ReadRelationships out;
  if (events.empty() || !events[0].is(xml::Event::Kind::Start, kNamespace, "Relationships")) {
    return make_error(ErrorCode::Malformed, "a relationship part has another root");
  }
  std::set<std::string, std::less<>> ids;
  for (const xml::Event& event : events) {
    if (!event.is(xml::Event::Kind::Start, kNamespace, "Relationship")) continue;
    const std::string* id = event.attribute("Id");
    const std::string* type = event.attribute("Type");
    const std::string* target = event.attribute("Target");
    if (id == nullptr || type == nullptr || target == nullptr || id->empty()) {
      out.normalised = true;  // no reader can follow it; it is left out
      continue;
    }
    if (!ids.insert(*id).second) return make_error(ErrorCode::Ambiguous, "relationship Id twice: " + *id);
    Relationship relationship;
    relationship.id = *id;
    relationship.type = shorten_relationship(ascii::trim(*type));
    relationship.target = std::string(ascii::trim(*target));
    if (const std::string* mode = event.attribute("TargetMode"); mode != nullptr) {
      relationship.external = ascii::equal_ignoring_case(ascii::trim(*mode), "external");
      out.normalised = out.normalised || (*mode != "External" && *mode != "Internal");
    }
    out.strict = out.strict || type->starts_with("http://purl.oclc.org/ooxml/");
    out.list.push_back(std::move(relationship));
  }
  return out;
}

std::string write_relationships(std::string_view source, const std::vector<Relationship>& list,
                                const std::function<std::string_view(std::size_t)>& name_of) {
  std::string out(xml::kDeclaration);
  out.append("<Relationships xmlns=\"").append(kNamespace).append("\">");
  for (const Relationship& relationship : list) {
    if (!relationship.kept) continue;
    const bool part = relationship.part != kNoPart;
    out.append("<Relationship Id=\"");
    xml::append_escaped_attribute(out, relationship.id);
    out.append("\" Type=\"");
    xml::append_escaped_attribute(out, expand_relationship(relationship.type));
    out.append("\" Target=\"");
    xml::append_escaped_attribute(out,
                                  part ? relative_target(source, name_of(relationship.part)) : relationship.target);
    out.append(relationship.external ? "\" TargetMode=\"External\"/>" : "\"/>");
  }
  return out.append("</Relationships>");
}

}  // namespace mugai::ooxml
