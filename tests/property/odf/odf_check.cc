#include "tests/property/odf/odf_check.h"

#include <array>
#include <map>
#include <optional>
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

struct NamespaceRow {
  std::string_view uri, prefix;
};
constexpr std::array<NamespaceRow, 14> kNamespaces = {
    {{"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
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
     {"http://www.w3.org/XML/1998/namespace", "xml"}}};

std::string name_of(std::string_view uri, std::string_view local) {
  for (const NamespaceRow& row : kNamespaces) {
    if (row.uri == uri) return std::string(row.prefix) + ":" + std::string(local);
  }
  return "*:" + std::string(local);
}

std::vector<std::string_view> words(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// One place of a sequence: names, and how often one of them may stand there.
struct Place {
  std::vector<std::string_view> names;  // empty: any other element
  char often = '*';
};

std::map<std::string_view, std::vector<Place>> read_sequences() {
  std::map<std::string_view, std::vector<Place>> out;
  for (const SequenceRow& row : odf_sequences()) {
    std::vector<Place> places;
    for (std::string_view word : words(row.sequence, ' ')) {
      Place place;
      place.often = word.back();
      word.remove_suffix(1);
      if (word != "any") place.names = words(word, '|');
      places.push_back(std::move(place));
    }
    for (const std::string_view parent : words(row.parents, ' '))
      out.emplace(parent, places);
  }
  return out;
}

const std::vector<Place>* find_sequence(std::string_view parent) {
  static const std::map<std::string_view, std::vector<Place>> kTable = read_sequences();
  const auto found = kTable.find(parent);
  return found == kTable.end() ? nullptr : &found->second;
}

// Children of one open element, against its sequence.
class Children {
 public:
  explicit Children(std::string name)
      : name_(std::move(name)), places_(find_sequence(name_)), counts_(places_ == nullptr ? 0 : places_->size()) {}

  void add(const std::string& child, Names& faults) {
    if (places_ == nullptr) return;
    const auto place = place_of(child);
    if (!place.has_value()) return;  // an extension
    if (*place < at_) faults.insert(child + " out of order in " + name_);
    at_ = std::max(at_, *place);
    ++counts_[*place];
  }
  void close(Names& faults) const {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      const char often = (*places_)[i].often;
      const std::string what = (*places_)[i].names.empty() ? "content" : std::string((*places_)[i].names.front());
      if ((often == '?' || often == '!') && counts_[i] > 1) faults.insert("more than one " + what + " in " + name_);
      if ((often == '+' || often == '!') && counts_[i] == 0) faults.insert("no " + what + " in " + name_);
    }
  }

 private:
  [[nodiscard]] std::optional<std::size_t> place_of(const std::string& child) const {
    std::optional<std::size_t> other;
    for (std::size_t i = 0; i < places_->size(); ++i) {
      const Place& place = (*places_)[i];
      if (place.names.empty()) other = i;
      for (const std::string_view name : place.names) {
        if (name == child) return i;
      }
    }
    return other;
  }

  std::string name_;
  const std::vector<Place>* places_;
  std::size_t at_ = 0;
  std::vector<std::size_t> counts_;
};

class Checker {
 public:
  explicit Checker(Bytes document) : document_(document) {}

  OdfFaults run() {
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
    std::vector<Children> open;
    Names ids;
    for (const xml::Event& event : *events) {
      if (event.kind == xml::Event::Kind::Start) {
        const std::string element = name_of(event.namespace_uri, event.local_name);
        if (!open.empty()) open.back().add(element, out_.structure);
        open.emplace_back(element);
        for (const xml::EventAttribute& a : event.attributes) {
          const std::string attribute = name_of(a.namespace_uri, a.local_name);
          if (attribute == "xml:id" && !ids.insert(a.value).second) out_.structure.insert("an xml:id twice");
          note(prefix, element, attribute, a.value);
        }
      } else if (event.kind == xml::Event::Kind::End) {
        open.back().close(out_.structure);
        open.pop_back();
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
  OdfFaults out_;
};

}  // namespace

OdfFaults check_odf(Bytes document) {
  return Checker(document).run();
}

}  // namespace mugai::testing
