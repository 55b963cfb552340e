#include "tests/property/office/package_check.h"

#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/xml/reader.h"
#include "tests/property/office/sequences.h"
#include "tests/support/ooxml_builder.h"

namespace mugai::testing {
namespace {

using Members = std::map<std::string, std::string>;
using Events = std::vector<xml::Event>;

constexpr std::size_t kMaxCheckedBytes = std::size_t{8} << 20;  // larger parts: the second pass reads them

// Elements that may not be empty once they are there (ECMA-376-1, schemas of annex A): lists, holders, choices.
constexpr std::array<std::string_view, 32> kNotEmpty = {"graphicData",
                                                        "AlternateContent",
                                                        "tnLst",
                                                        "childTnLst",
                                                        "subTnLst",
                                                        "stCondLst",
                                                        "endCondLst",
                                                        "prevCondLst",
                                                        "nextCondLst",
                                                        "bldLst",
                                                        "tgtEl",
                                                        "cBhvr",
                                                        "hyperlinks",
                                                        "tableParts",
                                                        "definedNames",
                                                        "pivotCaches",
                                                        "oleObjects",
                                                        "controls",
                                                        "notesMasterIdLst",
                                                        "handoutMasterIdLst",
                                                        "numPicBullet",
                                                        "txbxContent",
                                                        "hdr",
                                                        "ftr",
                                                        "tc",
                                                        "sheets",
                                                        "dataValidations",
                                                        "cellXfs",
                                                        "embeddedFontLst",
                                                        "oleObj",
                                                        "externalReferences",
                                                        "slicerCaches"};
// Elements that need one child of this name.
struct Needs {
  std::string_view parent, child;
};
constexpr std::array<Needs, 10> kNeeds = {{{"tc", "p"},
                                           {"cBhvr", "tgtEl"},
                                           {"cBhvr", "cTn"},
                                           {"cMediaNode", "tgtEl"},
                                           {"AlternateContent", "Choice"},
                                           {"chartSpace", "chart"},
                                           {"par", "cTn"},
                                           {"seq", "cTn"},
                                           {"graphicFrame", "graphic"},
                                           {"dataModel", "ptLst"}}};
constexpr std::string_view kReferences = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

Result<Events> events_of(const std::string& bytes) {
  xml::ReaderLimits limits;
  limits.input_bytes = kMaxCheckedBytes;
  limits.events = 2'000'000;
  return xml::read_events(as_bytes(bytes), limits);
}

void check_children(const Events& events, std::set<std::string>& out) {
  struct Open {
    std::string_view name;
    std::set<std::string_view> children;
    bool has_text = false;
  };
  std::vector<Open> open;
  for (const xml::Event& event : events) {
    if (event.kind == xml::Event::Kind::Start) {
      if (!open.empty()) open.back().children.insert(event.local_name);
      open.push_back({event.local_name, {}, false});
    } else if (event.kind == xml::Event::Kind::End) {
      const Open& last = open.back();
      for (const std::string_view name : kNotEmpty) {
        if (last.name == name && last.children.empty()) out.insert("empty " + std::string(name));
      }
      // Choices of compatibility may hold what is needed.
      for (const Needs& row : kNeeds) {
        const bool has = last.children.contains(row.child) || last.children.contains("AlternateContent") ||
                         last.children.contains("sdt") || last.children.contains("customXml");
        if (last.name == row.parent && !has) out.insert(std::string(row.parent) + " without " + std::string(row.child));
      }
      open.pop_back();
    }
  }
}

class Checker {
 public:
  explicit Checker(Members members) : members_(std::move(members)) {}

  Faults run() {
    read_types();
    follow("");
    for (const auto& [name, bytes] : members_) {
      const bool control = name == "[Content_Types].xml" || name.ends_with(".rels");
      if (!control && type_of(name).empty()) fault("no content type: ", name);
      if (!control && !reached_.contains(name)) fault("nothing leads to: ", name);
      if (bytes.size() <= kMaxCheckedBytes && is_xml(name)) check_xml(name, bytes);
    }
    return std::move(out_);
  }

 private:
  void fault(std::string_view what, std::string_view name) {
    out_.faults.insert(std::string(what) + std::string(name));
  }

  void read_types() {
    const auto found = members_.find("[Content_Types].xml");
    if (found == members_.end()) return fault("no list of types", "");
    const auto events = events_of(found->second);
    if (!events.has_value()) return fault("no XML: ", found->first);
    for (const xml::Event& event : *events) {
      const std::string* type = event.attribute("ContentType");
      if (event.kind != xml::Event::Kind::Start || type == nullptr) continue;
      if (const std::string* part = event.attribute("PartName")) {
        types_["/" + ascii::lower(part->substr(1))] = *type;
        if (!members_.contains(part->substr(1))) fault("a type for no part: ", *part);
      }
      if (const std::string* extension = event.attribute("Extension")) types_[ascii::lower(*extension)] = *type;
    }
  }

  [[nodiscard]] std::string type_of(const std::string& name) const {
    const auto exact = types_.find("/" + ascii::lower(name));
    if (exact != types_.end()) return exact->second;
    const auto other = types_.find(ooxml::extension_of(name));
    return other == types_.end() ? std::string() : other->second;
  }

  [[nodiscard]] bool is_xml(const std::string& name) const {
    const std::string type = type_of(name);
    return name.ends_with(".rels") || type.ends_with("+xml") || type.ends_with("/xml") || type.ends_with("vmlDrawing");
  }

  // Depth first over the relationships; the ids of each part are kept for check_xml().
  void follow(const std::string& source) {
    const auto list = members_.find(ooxml::relationships_path(source));
    if (list == members_.end()) return;
    const auto events = events_of(list->second);
    if (!events.has_value()) return fault("no XML: ", list->first);
    for (const xml::Event& event : *events) {
      const std::string* id = event.attribute("Id");
      const std::string* target = event.attribute("Target");
      if (event.kind != xml::Event::Kind::Start || id == nullptr || target == nullptr) continue;
      ids_[source].insert(*id);
      const std::string* mode = event.attribute("TargetMode");
      if ((mode != nullptr && *mode == "External") || target->starts_with('#')) continue;
      const auto path = ooxml::resolve_target(source, *target);
      const auto decoded = path.has_value() ? ooxml::decode_percent(*path) : std::nullopt;
      const std::string& name = path.has_value() && !members_.contains(*path) && decoded ? *decoded : path.value_or("");
      if (!members_.contains(name)) {
        fault("a relationship to nothing: ", source + " to " + *target);
      } else if (reached_.insert(name).second) {
        follow(name);
      }
    }
  }

  void check_xml(const std::string& name, const std::string& bytes) {
    const auto events = events_of(bytes);
    if (!events.has_value()) return fault("no XML: ", name);
    if (name.ends_with(".rels") || name == "[Content_Types].xml") return;
    for (const xml::Event& event : *events) {
      for (const xml::EventAttribute& a : event.attributes) {
        if (a.namespace_uri == kReferences && !a.value.empty() && !ids_[name].contains(a.value))
          out_.structure.insert("reference to nothing on " + event.local_name);
      }
    }
    check_children(*events, out_.structure);
    office_sequences().check(*events, out_.structure);
  }

  Members members_;
  std::map<std::string, std::string> types_;  // "/part" or extension
  std::map<std::string, std::set<std::string>> ids_;
  std::set<std::string> reached_;
  Faults out_;
};

}  // namespace

Faults check_package(Bytes package) {
  Members members;
  for (auto& [name, bytes] : unzip(package)) {
    if (!name.ends_with('/')) members.emplace(name, std::move(bytes));
  }
  return Checker(std::move(members)).run();
}

}  // namespace mugai::testing
