#include "lib/formats/odf/manifest.h"

#include <algorithm>

#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/reader.h"

namespace mugai::odf {
namespace {

constexpr std::string_view kNamespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

}  // namespace

const FileEntry* Manifest::find(std::string_view path) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const FileEntry& entry) { return entry.path == path; });
  return found == entries.end() ? nullptr : &*found;
}

// manifest:manifest = manifest:encrypted-key* manifest:file-entry*
Result<Manifest> parse_manifest(Bytes document) {
  TRY_ASSIGN(const std::vector<xml::Event> events, xml::read_events(document));
  Manifest manifest;
  for (const xml::Event& event : events) {
    if (event.kind != xml::Event::Kind::Start) continue;
    if (event.depth == 1 && !event.is(xml::Event::Kind::Start, kNamespace, "manifest"))
      return make_error(ErrorCode::Malformed, "the manifest has another root element");
    if (event.local_name == "encryption-data" || event.local_name == "encrypted-key" ||
        event.local_name == "EncryptedKey")
      manifest.encrypted = true;
    if (!event.is(xml::Event::Kind::Start, kNamespace, "file-entry")) continue;
    const std::string* path = event.attribute("full-path", kNamespace);
    const std::string* type = event.attribute("media-type", kNamespace);
    if (path != nullptr) manifest.entries.push_back({*path, type == nullptr ? std::string() : *type});
  }
  return manifest;
}

std::string write_manifest(const std::vector<FileEntry>& entries, std::string_view version) {
  const std::string versioned = version.empty() ? std::string() : " manifest:version=\"" + std::string(version) + "\"";
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"";
  out.append(kNamespace).append("\"").append(versioned).append(">\n");
  for (const FileEntry& entry : entries) {
    out.append(" <manifest:file-entry manifest:full-path=\"");
    xml::append_escaped_attribute(out, entry.path);
    out.append("\"");
    if (entry.path == "/") out.append(versioned);
    out.append(" manifest:media-type=\"");
    xml::append_escaped_attribute(out, entry.media_type);
    out.append("\"/>\n");
  }
  return out + "</manifest:manifest>\n";
}

}  // namespace mugai::odf
