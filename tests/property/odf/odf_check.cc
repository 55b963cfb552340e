#include "tests/property/odf/odf_check.h"

#include <map>
#include <string_view>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/odf/manifest.h"
#include "lib/formats/odf/package.h"
#include "lib/formats/xml/reader.h"
#include "tests/property/odf/odf_sequences.h"
#include "tests/support/ooxml_builder.h"

namespace mugai::testing {
namespace {

using Members = std::vector<std::pair<std::string, std::string>>;
using Events = std::vector<xml::Event>;
using Names = std::set<std::string>;

constexpr std::size_t kMaxCheckedBytes = std::size_t{16} << 20;  // larger files: the second pass reads them
constexpr std::string_view kManifest = "META-INF/manifest.xml";

class Checker {
 public:
  explicit Checker(Bytes document) : document_(document) {}

  Faults run() {
    if (!starts_with(document_, "PK")) {
      check_xml("", "document", std::string(as_text(document_)));
    } else {
      members_ = unzip(document_);
      check_container();
      for (const auto& [name, bytes] : members_) {
        const bool control = name == "mimetype" || name.starts_with("META-INF/");
        if (!control && name.ends_with(".xml") && bytes.size() <= kMaxCheckedBytes)
          check_xml(name.substr(0, name.rfind('/') + 1), name, bytes);
      }
      check_orphans();
    }
    check_references();
    return std::move(out_);
  }

 private:
  // Part 2, 3.3 (mimetype) and 3.2 (manifest): first, plain, without an extra field; every file listed, none besides.
  void check_container() {
    Names listed;
    Names present;
    for (const auto& [name, bytes] : members_) {
      if (name != "mimetype" && !name.starts_with("META-INF/") && !name.ends_with('/')) present.insert(name);
    }
    const std::string mime = members_.empty() || members_.front().first != "mimetype" ? "" : members_.front().second;
    if (mime.empty()) out_.faults.insert("mimetype is not first");
    if (as_text(document_).substr(0, 38 + mime.size()).substr(std::min<std::size_t>(document_.size(), 30)) !=
        "mimetype" + mime)
      out_.faults.insert("mimetype is not plain");
    for (const auto& [name, bytes] : members_) {
      if (name != kManifest) continue;
      const auto manifest = odf::parse_manifest(as_bytes(bytes));
      if (!manifest.has_value()) {
        out_.faults.insert("the manifest cannot be read");
        return;
      }
      for (const odf::FileEntry& entry : manifest->entries) {
        if (entry.path == "/" && entry.media_type != mime) out_.faults.insert("another media type in the manifest");
        if (!entry.path.ends_with('/')) listed.insert(entry.path);
      }
    }
    for (const std::string& name : present) {
      if (!listed.contains(name)) out_.faults.insert("not in the manifest: " + name);
    }
    for (const std::string& name : listed) {
      if (!present.contains(name)) out_.faults.insert("not in the package: " + name);
    }
    if (present.size() + 2 != members_.size()) out_.faults.insert("folders, or a member twice");
  }

  void check_xml(const std::string& prefix, const std::string& name, const std::string& bytes) {
    xml::ReaderLimits limits;
    limits.input_bytes = kMaxCheckedBytes;
    limits.events = 4'000'000;
    const auto events = xml::read_events(as_bytes(bytes), limits);
    if (!events.has_value()) {
      out_.faults.insert("no XML: " + name);
      return;
    }
    const Sequences& schema = odf_sequences();
    schema.check(*events, out_.structure);
    Names ids;
    for (const xml::Event& event : *events) {
      if (event.kind != xml::Event::Kind::Start) continue;
      const std::string element = schema.name_of(event.namespace_uri, event.local_name);
      for (const xml::EventAttribute& a : event.attributes) {
        const std::string attribute = schema.name_of(a.namespace_uri, a.local_name);
        if (attribute == "xml:id" && !ids.insert(a.value).second) out_.structure.insert("an xml:id twice");
        note(prefix, element, attribute, a.value);
      }
    }
  }

  // What the attribute defines, and what it refers to.
  void note(const std::string& prefix, const std::string& element, const std::string& attribute,
            const std::string& value) {
    if (value.empty()) return;
    for (const NameRow& row : odf_definitions()) {
      if (row.attribute == attribute && (row.element == "*" || row.element == element))
        defined_.insert(prefix + std::string(row.kind) + " " + value);
    }
    for (const NameRow& row : odf_uses()) {
      if (row.attribute != attribute || (row.element != "*" && row.element != element)) continue;
      // Lists of names are separated by spaces, as only classes of styles are.
      used_.insert({prefix + std::string(row.kind) + " " + value, element + " refers by " + attribute + " to nothing"});
    }
    if (attribute == "xlink:href") note_address(prefix, element, value);
  }

  // Addresses inside of the package (part 2, 3.7).
  void note_address(const std::string& prefix, const std::string& element, const std::string& value) {
    const bool outside =
        value.front() == '#' || value.front() == '/' || value.find(':') != std::string::npos || value.starts_with("..");
    const bool loads = element == "draw:image" || element == "draw:object" || element == "draw:fill-image" ||
                       element == "style:background-image" || element == "text:list-level-style-image";
    if (outside || !loads) return;
    const auto name = odf::resolve_href(prefix, value);
    if (name.has_value()) reached_.insert(*name);
    bool found = false;
    for (const auto& [member, bytes] : members_) {
      found = found || (name.has_value() && (member == *name || member.starts_with(*name + "/")));
    }
    if (!found) out_.structure.insert(element + " refers to a file that is not there");
  }

  void check_orphans() {
    for (const auto& [name, bytes] : members_) {
      const bool file = name == "mimetype" || name.starts_with("META-INF/") || name.ends_with('/');
      const std::string base = name.substr(name.rfind('/') + 1);
      const bool part = base == "content.xml" || base == "styles.xml" || base == "meta.xml" || base == "settings.xml";
      if (file || part || reached_.contains(name)) continue;
      out_.structure.insert("nothing refers to a picture");
    }
  }

  void check_references() {
    for (const auto& [name, words] : used_) {
      if (!defined_.contains(name)) out_.structure.insert(words);
    }
  }

  Bytes document_;
  Members members_;
  Names defined_;                            // "prefix kind name"
  std::map<std::string, std::string> used_;  // the same, and what is wrong where it is not defined
  Names reached_;
  Faults out_;
};

}  // namespace

Faults check_odf(Bytes document) {
  return Checker(document).run();
}

}  // namespace mugai::testing
