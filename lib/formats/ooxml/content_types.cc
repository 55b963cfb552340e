#include "lib/formats/ooxml/content_types.h"

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/reader.h"

namespace mugai::ooxml {
namespace {

constexpr std::string_view kNamespace = "http://schemas.openxmlformats.org/package/2006/content-types";

std::string normalised(std::string_view content_type) {
  // Parameters say nothing about parts (6.2.3.2): "image/png; charset=…" is image/png.
  return std::string(ascii::trim(content_type.substr(0, content_type.find(';'))));
}

}  // namespace

// Types = *( Default Extension ContentType / Override PartName ContentType )
Result<ContentTypes> ContentTypes::parse(Bytes document) {
  TRY_ASSIGN(const std::vector<xml::Event> events, xml::read_events(document));
  ContentTypes types;
  if (events.empty() || !events[0].is(xml::Event::Kind::Start, kNamespace, "Types")) {
    return make_error(ErrorCode::Malformed, "[Content_Types].xml has another root");
  }
  for (const xml::Event& event : events) {
    const bool is_default = event.is(xml::Event::Kind::Start, kNamespace, "Default");
    if (!is_default && !event.is(xml::Event::Kind::Start, kNamespace, "Override")) continue;
    const std::string* key = event.attribute(is_default ? "Extension" : "PartName");
    const std::string* type = event.attribute("ContentType");
    if (key == nullptr || type == nullptr)
      return make_error(ErrorCode::Malformed, "[Content_Types].xml lacks an attribute");
    std::string name = ascii::lower(*key);
    if (!is_default && name.starts_with('/')) name.erase(0, 1);
    auto& table = is_default ? types.defaults_ : types.overrides_;
    const auto [at, fresh] = table.emplace(std::move(name), normalised(*type));
    if (!fresh && at->second != normalised(*type)) {
      return make_error(ErrorCode::Ambiguous, "[Content_Types].xml gives two types to " + *key);
    }
  }
  return types;
}

std::string_view ContentTypes::of(std::string_view part) const {
  const auto exact = overrides_.find(ascii::lower(part));
  if (exact != overrides_.end()) return exact->second;
  const auto by_extension = defaults_.find(extension_of(part));
  return by_extension != defaults_.end() ? std::string_view(by_extension->second) : std::string_view{};
}

std::string write_content_types(const std::vector<TypedPart>& parts) {
  std::string out(xml::kDeclaration);
  out.append("<Types xmlns=\"").append(kNamespace).append("\">");
  const auto line = [&out](std::string_view element, std::string_view key, std::string_view name,
                           std::string_view type) {
    out.append("<").append(element).append(" ").append(key).append("=\"");
    xml::append_escaped_attribute(out, name);
    out.append("\" ContentType=\"");
    xml::append_escaped_attribute(out, type);
    out.append("\"/>");
  };
  line("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
  line("Default", "Extension", "xml", "application/xml");
  std::map<std::string, std::string, std::less<>> defaults;
  for (const TypedPart& part : parts) {
    if (part.by_extension) defaults.emplace(extension_of(part.name), part.content_type);
  }
  for (const auto& [extension, type] : defaults)
    line("Default", "Extension", extension, type);
  for (const TypedPart& part : parts) {
    if (!part.by_extension) line("Override", "PartName", "/" + part.name, part.content_type);
  }
  return out.append("</Types>");
}

}  // namespace mugai::ooxml
