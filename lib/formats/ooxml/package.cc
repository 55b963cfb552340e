#include "lib/formats/ooxml/package.h"

#include <algorithm>
#include <deque>
#include <set>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"
#include "lib/formats/ooxml/content_types.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/ooxml/relationships.h"
#include "lib/formats/ooxml/rules.h"
#include "lib/formats/xml/filter.h"
#include "lib/formats/xml/reader.h"

namespace mugai::ooxml {

Error explain_xml_error(Error error, std::string_view part, Reporter& reporter) {
  std::string_view id;
  if (xml::is_dtd_error(error)) {
    id = "OOXML-015";
  } else if (error.code == ErrorCode::Unsupported ||
             (error.code == ErrorCode::Ambiguous && part != "[Content_Types].xml")) {
    id = "OOXML-016";
  } else if (error.code == ErrorCode::Malformed) {
    id = "OOXML-017";
  } else if (error.code == ErrorCode::TooDeep || error.code == ErrorCode::TooMany) {
    id = "OOXML-035";
    // Tables, text boxes and content controls in each other.
    if (error.code == ErrorCode::TooDeep && part.starts_with("word/"))
      reporter.tell("WML-048", std::nullopt, part, Action::Blocked, error.detail);
  }
  if (!id.empty()) reporter.tell(id, std::nullopt, part, Action::Blocked, error.detail);
  error.detail = std::string(part) + ": " + error.detail;
  return error;
}

// Walks the graph. Breadth first, so that a workbook comes before its sheets.
class PackageLoader {
  static constexpr policy::Category kHidden = policy::Category::HiddenContent;
  static constexpr std::uint64_t kMaxPeekedObject = std::uint64_t{16} << 20;

 public:
  PackageLoader(zip::Reader& reader, Context& context, Reporter& reporter)
      : reader_(reader), context_(context), reporter_(reporter) {}

  Result<Package> run() {
    TRY(read_content_types());
    TRY(read_root());
    for (std::size_t i = 0; i < package_.parts_.size(); ++i)
      TRY(walk(i));
    TRY(walk_dropped());
    report_orphans();
    settle();
    if (strict_) reporter_.tell("OOXML-009", std::nullopt, "_rels/.rels", Action::Rewritten, "strict to transitional");
    return std::move(package_);
  }

 private:
  Result<void> read_content_types() {
    constexpr std::string_view kName = "[Content_Types].xml";
    const zip::Entry* entry = reader_.find(kName);
    if (entry == nullptr) {
      reporter_.tell("OOXML-006", std::nullopt, kName, Action::Blocked, "missing");
      return make_error(ErrorCode::Malformed, "no [Content_Types].xml");
    }
    if (entry->raw_name != kName) reporter_.tell("OOXML-006", std::nullopt, entry->raw_name, Action::Rewritten);
    used_.insert(entry);
    TRY_ASSIGN(const Buffer bytes, reader_.read(*entry, std::uint64_t{4} << 20, context_.budget()));
    auto types = ContentTypes::parse(bytes);
    if (!types.has_value()) {
      if (types.error().code == ErrorCode::Ambiguous) reporter_.tell("OOXML-006", std::nullopt, kName, Action::Blocked);
      return explain_xml_error(std::move(types).error(), kName, reporter_);
    }
    types_ = std::move(types).value();
    return ok();
  }

  // The relationships of `source` ("" is the package); none where it has no relationship part.
  Result<std::vector<Relationship>> read_list(std::string_view source) {
    const std::string path = relationships_path(source);
    const zip::Entry* entry = reader_.find(path);
    if (entry == nullptr) return std::vector<Relationship>{};
    used_.insert(entry);
    TRY_ASSIGN(const Buffer bytes, reader_.read(*entry, kMaxRelationshipBytes, context_.budget()));
    auto read = read_relationships(bytes);
    if (!read.has_value()) {
      if (read.error().detail.find("Id twice") != std::string::npos) {
        reporter_.tell("OOXML-011", std::nullopt, path, Action::Blocked, read.error().detail);
        return std::move(read).error();
      }
      return explain_xml_error(std::move(read).error(), path, reporter_);
    }
    strict_ = strict_ || read->strict;
    if (read->normalised)
      reporter_.tell("OOXML-011", std::nullopt, path, Action::Rewritten, "odd TargetMode or missing attribute");
    return std::move(read->list);
  }

  Result<void> read_root() {
    TRY_ASSIGN(package_.root_, read_list(""));
    std::size_t mains = 0;
    for (const Relationship& r : package_.root_)
      mains += r.type == "O:officeDocument" && !r.external ? 1U : 0U;
    if (mains != 1) {
      reporter_.tell("OOXML-008", std::nullopt, "_rels/.rels", Action::Blocked, mains == 0 ? "none" : "more than one");
      return make_error(mains == 0 ? ErrorCode::Unsupported : ErrorCode::Ambiguous,
                        "a package needs one main document");
    }
    for (Relationship& relationship : package_.root_) {
      if (relationship.type == "O:officeDocument" && !relationship.external) {
        TRY(take_main(relationship));
      } else {
        TRY(judge("", relationship));
      }
    }
    return ok();
  }

  Result<void> take_main(Relationship& relationship) {
    const zip::Entry* entry = find_target("", relationship.target);
    if (entry == nullptr) return make_error(ErrorCode::Malformed, "the main document is missing");
    const std::string_view type = types_.of(entry->raw_name);
    package_.main_ = find_main_rule(type);
    if (package_.main_ == nullptr)
      return make_error(ErrorCode::Unsupported, "no Office document: " + std::string(type.substr(0, 100)));
    const MainRule& main = *package_.main_;
    if (main.type == "xlsb") return make_error(ErrorCode::Unsupported, "binary workbooks are not rebuilt");
    if (main.output.empty()) {
      reporter_.tell(main.type == "ppam" ? "PML-026" : "OOXML-007", std::nullopt, entry->raw_name, Action::Blocked,
                     "add-in");
      return make_error(ErrorCode::Forbidden, "an add-in is code");
    }
    if (main.type != main.output) {
      reporter_.tell("OOXML-007", policy::Category::Macros, entry->raw_name, Action::Rewritten,
                     std::string(main.type) + " to " + std::string(main.output));
    }
    // Opens straight into the show; what could run in it is gone.
    if (main.output == "ppsx") reporter_.tell("PML-015", std::nullopt, entry->raw_name, Action::Kept, "slide show");
    Part part;
    part.content_type = std::string(main.output_type);
    part.root = main.root;
    relationship.part = add_part(std::move(part), *entry);
    relationship.kept = true;
    return ok();
  }

  std::size_t add_part(Part part, const zip::Entry& entry) {
    part.name = part.output_name = entry.raw_name;
    part.entry = &entry;
    used_.insert(&entry);
    package_.parts_.push_back(std::move(part));
    by_entry_[&entry] = package_.parts_.size() - 1;
    return package_.parts_.size() - 1;
  }

  const zip::Entry* find_target(std::string_view source, std::string_view target) {
    const auto path = resolve_target(source, target);
    if (!path.has_value()) return nullptr;
    if (const zip::Entry* entry = reader_.find(*path); entry != nullptr) return entry->directory ? nullptr : entry;
    const auto decoded = decode_percent(*path);
    const zip::Entry* entry = decoded.has_value() ? reader_.find(*decoded) : nullptr;
    return entry == nullptr || entry->directory ? nullptr : entry;
  }

  Result<void> walk(std::size_t index) {
    if (package_.parts_[index].treatment != Treatment::Xml) return ok();
    const std::string name = package_.parts_[index].name;
    TRY_ASSIGN(std::vector<Relationship> list, read_list(name));
    if (package_.parts_[index].root == "s:workbook") TRY(read_sheets(*package_.parts_[index].entry, list));
    for (Relationship& relationship : list)
      TRY(judge(name, relationship));
    if (package_.parts_[index].root == "s:workbook") settle_sheets(list);
    package_.parts_[index].relationships = std::move(list);
    return ok();
  }

  Result<void> judge(std::string_view source, Relationship& relationship) {
    const std::string where = source.empty() ? "_rels/.rels" : std::string(source);
    if (relationship.external || relationship.type == "O:hyperlink") {
      judge_link(where, relationship);
      return ok();
    }
    const zip::Entry* entry = find_target(source, relationship.target);
    if (entry == nullptr) {
      reporter_.tell("OOXML-012", std::nullopt, where, Action::Removed,
                     relationship.type + " to " + relationship.target);
      return ok();
    }
    if (!source.empty() && entry->raw_name == source) {
      reporter_.tell("OOXML-014", std::nullopt, where, Action::Removed, "a part that names itself");
      return ok();
    }
    bool known = false;
    const std::string_view type = types_.of(entry->raw_name);
    const PartRule* rule = find_part_rule(relationship.type, type, known);
    if (rule == nullptr) {
      reporter_.tell(known ? "OOXML-005" : "OOXML-067", std::nullopt, where, Action::Removed,
                     relationship.type + ", " + std::string(type));
      if (!known && relationship.type.find("richData") != std::string::npos) package_.rich_values_removed_ = true;
      dropped_.push_back(entry);
      return ok();
    }
    return take(where, relationship, *rule, *entry);
  }

  void judge_link(const std::string& where, Relationship& relationship) {
    const std::string target = relationship.target;
    if (relationship.type != "O:hyperlink") {
      const ExternalRule& rule = find_external_rule(relationship.type);
      reporter_.tell(rule.id, rule.category, where, Action::Removed, relationship.type + " to " + target);
      if (is_disguised(target)) reporter_.tell("OOXML-013", rule.category, where, Action::Removed, target);
      return;
    }
    const uri::Kind kind = uri::classify(target);
    const bool internal = kind == uri::Kind::Internal;
    if (!uri::is_allowed(kind) || (!relationship.external && !internal)) {
      reporter_.tell("GEN-010", policy::Category::Hyperlinks, where, Action::Removed, "link to " + target);
      if (is_disguised(target))
        reporter_.tell("OOXML-013", policy::Category::Hyperlinks, where, Action::Removed, target);
      return;
    }
    if (!internal && !reporter_.keeps(policy::Category::Hyperlinks)) {
      reporter_.tell("GEN-010", policy::Category::Hyperlinks, where, Action::Removed, "link to " + target);
      return;
    }
    relationship.kept = true;
  }

  // The shapes of OOXML-013: percent escapes of plain letters, mhtml and moniker forms.
  static bool is_disguised(std::string_view target) {
    const std::string lower = ascii::lower(target);
    return lower.starts_with("mhtml:") || lower.ends_with('!') || lower.find("!x-usc:") != std::string::npos ||
           lower.find("%6") != std::string::npos || lower.find("%7") != std::string::npos ||
           lower.find("%2e") != std::string::npos;
  }

  Result<void> take(const std::string& where, Relationship& relationship, const PartRule& rule,
                    const zip::Entry& entry) {
    Treatment treatment = rule.treatment;
    if (treatment != Treatment::Drop && rule.category.has_value() && !reporter_.keeps(*rule.category))
      treatment = Treatment::Drop;
    std::string_view id = rule.id;
    if (treatment == Treatment::Xml && rule.relationship == "O:slide" && !reporter_.keeps(kHidden)) {
      TRY_ASSIGN(const bool hidden, is_hidden_slide(entry));
      if (hidden) {
        treatment = Treatment::Drop;
        id = "PML-022";
        reporter_.tell(id, kHidden, where, Action::Removed, entry.raw_name);
      }
    }
    if (treatment == Treatment::Xml && is_sheet(rule.relationship) && !reporter_.keeps(kHidden) &&
        hidden_sheets_.contains(relationship.id)) {
      treatment = Treatment::Drop;
      id = "SML-031";
    }
    if (treatment == Treatment::Xml && rule.relationship.ends_with("licerCache")) {
      TRY_ASSIGN(const bool olap, names_element(entry, "olap"));
      slicers_lost_ = slicers_lost_ || olap;
    }
    if (treatment == Treatment::Picture && !ascii::starts_with_ignoring_case(types_.of(entry.raw_name), "image/")) {
      treatment = Treatment::Drop;
      id = "OOXML-005";
    }
    if (treatment == Treatment::Xml && rule.relationship == "O:pivotCacheDefinition") {
      TRY_ASSIGN(const bool inside, reads_own_workbook(entry));
      if (!inside) {
        treatment = Treatment::Drop;
        id = "SML-020";
      }
    }
    if (treatment == Treatment::Drop) {
      TRY_ASSIGN(const std::string_view exact, look_inside(rule, entry, id));
      TRY(name_payload(where, rule, entry));
      reporter_.tell(exact, rule.category, where, Action::Removed, entry.raw_name);
      if (rule.id == "SML-043") package_.rich_values_removed_ = true;
      dropped_.push_back(&entry);
      return ok();
    }
    const auto present = by_entry_.find(&entry);
    if (present != by_entry_.end()) {
      // One part in two roles: one of them is a disguise.
      if (package_.parts_[present->second].root != rule.root ||
          package_.parts_[present->second].treatment != treatment) {
        reporter_.tell("OOXML-005", std::nullopt, where, Action::Removed, entry.raw_name);
        return ok();
      }
      relationship.part = present->second;
    } else {
      Part part;
      part.content_type = std::string(types_.of(entry.raw_name));
      part.root = rule.root;
      part.treatment = treatment;
      relationship.part = add_part(std::move(part), entry);
    }
    relationship.kept = true;
    // Comments and properties: told either way.
    if (treatment == Treatment::Xml && rule.category.has_value() && present == by_entry_.end())
      reporter_.tell(rule.id, rule.category, where, Action::Kept, entry.raw_name);
    return ok();
  }

  static bool is_sheet(std::string_view relationship) {
    return relationship == "O:worksheet" || relationship == "O:chartsheet";
  }

  // s:sheet state (ECMA-376-1, 18.2.19); looked at only where a sheet may go.
  Result<void> read_sheets(const zip::Entry& workbook, const std::vector<Relationship>& list) {
    const bool loses = std::any_of(list.begin(), list.end(), [](const Relationship& r) {
      return r.type == "O:dialogsheet" || r.type.ends_with("Macrosheet");
    });
    if (!loses && reporter_.keeps(kHidden)) return ok();
    TRY_ASSIGN(const std::vector<xml::Event> events, peek(workbook, std::uint64_t{16} << 20));
    for (const xml::Event& event : events) {
      if (event.kind != xml::Event::Kind::Start || event.local_name != "sheet") continue;
      const std::string* state = event.attribute("state");
      if (state == nullptr || *state == "visible") continue;
      for (const xml::EventAttribute& a : event.attributes) {
        if (a.local_name == "id" && !a.namespace_uri.empty()) hidden_sheets_.insert(a.value);
      }
    }
    return ok();
  }

  // A workbook without a visible sheet does not open.
  void settle_sheets(const std::vector<Relationship>& list) {
    if (hidden_sheets_.empty()) return;
    package_.no_visible_sheet_ = std::none_of(list.begin(), list.end(), [this](const Relationship& r) {
      return r.kept && is_sheet(r.type) && !hidden_sheets_.contains(r.id);
    });
  }

  Result<bool> names_element(const zip::Entry& entry, std::string_view local_name) {
    TRY_ASSIGN(const std::vector<xml::Event> events, peek(entry, std::uint64_t{16} << 20));
    return std::any_of(events.begin(), events.end(), [&](const xml::Event& event) {
      return event.kind == xml::Event::Kind::Start && event.local_name == local_name;
    });
  }

  // p:sld show="0" (ECMA-376-1, 19.3.1.38)
  Result<bool> is_hidden_slide(const zip::Entry& entry) {
    TRY_ASSIGN(const std::vector<xml::Event> events, peek(entry, std::uint64_t{16} << 20));
    const std::string* show = events.empty() ? nullptr : events[0].attribute("show");
    return show != nullptr && is_off(*show);
  }

  // An object that holds a file of any kind under the author's path (MS-OLEDS, 2.3.6): told by the name of its stream.
  Result<void> name_payload(const std::string& where, const PartRule& rule, const zip::Entry& entry) {
    constexpr std::string_view kStream(
        "\1\0O\0l\0e\0"
        "1\0"
        "0\0N\0a\0t\0i\0v\0e\0",
        24);
    if (rule.category != policy::Category::OleObjects || entry.unpacked > kMaxPeekedObject) return ok();
    TRY_ASSIGN(const Buffer bytes, reader_.read(entry, kMaxPeekedObject, context_.budget()));
    if (as_text(bytes).find(kStream) != std::string_view::npos)
      reporter_.tell("OOXML-050", rule.category, where, Action::Removed, entry.raw_name);
    return ok();
  }

  // The first elements of a small part, to tell what it is; empty where it cannot be read (it goes in any case).
  Result<std::vector<xml::Event>> peek(const zip::Entry& entry, std::uint64_t limit) {
    if (entry.unpacked > limit) return std::vector<xml::Event>{};
    TRY_ASSIGN(const Buffer bytes, reader_.read(entry, limit, context_.budget()));
    xml::ReaderLimits limits;
    limits.input_bytes = limit;
    auto events = xml::read_events(bytes, limits);
    if (!events.has_value()) return std::vector<xml::Event>{};
    return std::move(events).value();
  }

  // cacheSource type="worksheet" without a relationship reads this workbook alone (ECMA-376-1, 18.10.1.7).
  Result<bool> reads_own_workbook(const zip::Entry& entry) {
    TRY_ASSIGN(const std::vector<xml::Event> events, peek(entry, std::uint64_t{16} << 20));
    bool worksheet = false;
    for (const xml::Event& event : events) {
      if (event.kind != xml::Event::Kind::Start) continue;
      if (event.local_name == "cacheSource") {
        const std::string* type = event.attribute("type");
        worksheet = type != nullptr && *type == "worksheet";
      }
      if (event.local_name != "worksheetSource") continue;
      for (const xml::EventAttribute& a : event.attributes) {
        if (a.local_name == "id" && !a.namespace_uri.empty()) return false;
      }
    }
    return worksheet;
  }

  // Some parts share a relationship and differ by what they hold.
  Result<std::string_view> look_inside(const PartRule& rule, const zip::Entry& entry, std::string_view id) {
    if (rule.relationship != "O:customXml" && rule.relationship != "O:externalLink") return id;
    TRY_ASSIGN(const std::vector<xml::Event> events, peek(entry, std::uint64_t{1} << 20));
    for (const xml::Event& event : events) {
      if (event.kind != xml::Event::Kind::Start || event.depth > 3) continue;
      if (event.local_name == "DataMashup") return std::string_view("OOXML-051");
      for (const char* name : {"customXsn", "FormTemplates", "Receivers", "contentTypeSchema", "LongProperties"}) {
        if (event.local_name == name && event.depth == 1) return std::string_view("OOXML-052");
      }
      if (event.local_name == "ddeLink") return std::string_view("SML-022");
      if (event.local_name == "oleLink") return std::string_view("SML-023");
      if (event.local_name == "alternateUrls") return std::string_view("SML-024");
    }
    return id;
  }

  // What hangs below a dropped part goes with it and is told under its own row.
  Result<void> walk_dropped() {
    while (!dropped_.empty()) {
      const zip::Entry* entry = dropped_.front();
      dropped_.pop_front();
      if (by_entry_.contains(entry) || !used_.insert(entry).second) continue;
      const std::string name = entry->raw_name;
      if (reader_.find(relationships_path(name)) == nullptr) continue;
      TRY_ASSIGN(const std::vector<Relationship> list, read_list(name));
      for (const Relationship& relationship : list) {
        bool known = false;
        if (relationship.external) {
          const ExternalRule& rule = find_external_rule(relationship.type);
          if (relationship.type != "O:hyperlink")
            reporter_.tell(rule.id, rule.category, name, Action::Removed, relationship.target);
          continue;
        }
        const zip::Entry* below = find_target(name, relationship.target);
        if (below == nullptr || by_entry_.contains(below)) continue;
        const PartRule* rule = find_part_rule(relationship.type, types_.of(below->raw_name), known);
        if (rule != nullptr && rule->treatment == Treatment::Drop && !used_.contains(below)) {
          reporter_.tell(rule->id, rule->category, name, Action::Removed, below->raw_name);
        }
        dropped_.push_back(below);
      }
    }
    return ok();
  }

  void report_orphans() {
    for (const zip::Entry& entry : reader_.entries()) {
      if (entry.directory || used_.contains(&entry)) continue;
      reporter_.tell("OOXML-024", std::nullopt, entry.raw_name, Action::Removed, "no relationship leads to it");
    }
  }

  // Parts that cannot stay without another one.
  void settle() {
    for (std::size_t i = 0; i < package_.parts_.size(); ++i) {
      const Part& part = package_.parts_[i];
      if (part.root == "s:metadata" && package_.rich_values_removed_) {
        reporter_.tell("SML-044", std::nullopt, part.name, Action::Removed);
        package_.remove_part(i);
      }
      if (part.root != "s:pivotTableDefinition") continue;
      const bool whole = std::any_of(part.relationships.begin(), part.relationships.end(), [](const Relationship& r) {
        return r.kept && r.type == "O:pivotCacheDefinition";
      });
      if (whole) continue;
      reporter_.tell("SML-020", policy::Category::ExternalReferences, part.name, Action::Flattened);
      package_.remove_part(i);
      slicers_lost_ = true;
    }
    if (slicers_lost_) settle_slicers();
  }

  // Slicers and time lines stand on pivot tables, which may be gone or ask a server: then all of them go, for a part
  // does not tell which of the others it needs.
  void settle_slicers() {
    for (std::size_t i = 0; i < package_.parts_.size(); ++i) {
      const Part& part = package_.parts_[i];
      const bool slicer = part.root == "x14:slicers" || part.root == "x14:slicerCacheDefinition" ||
                          part.root == "x15:timelines" || part.root == "x15:timelineCacheDefinition";
      if (!slicer || !part.kept) continue;
      reporter_.tell("SML-042", policy::Category::ExternalReferences, part.name, Action::Removed);
      package_.remove_part(i);
      package_.slicers_removed_ = true;
    }
  }

  zip::Reader& reader_;
  Context& context_;
  Reporter& reporter_;
  ContentTypes types_;
  Package package_;
  bool strict_ = false;
  bool slicers_lost_ = false;
  std::set<std::string, std::less<>> hidden_sheets_;  // by relationship
  std::set<const zip::Entry*> used_;
  std::map<const zip::Entry*, std::size_t> by_entry_;
  std::deque<const zip::Entry*> dropped_;
};

Result<Package> Package::load(zip::Reader& reader, Context& context, Reporter& reporter) {
  return PackageLoader(reader, context, reporter).run();
}

void Package::remove_part(std::size_t index) {
  parts_[index].kept = false;
  const auto cut = [index](std::vector<Relationship>& list) {
    for (Relationship& relationship : list) {
      if (relationship.part == index) relationship.kept = false;
    }
  };
  cut(root_);
  for (Part& part : parts_)
    cut(part.relationships);
}

namespace {

bool has(const std::vector<Relationship>& list, std::string_view type) {
  return std::any_of(list.begin(), list.end(), [type](const Relationship& r) { return r.kept && r.type == type; });
}

// Objects and controls, whatever the name of their relationship.
bool has_lost_object(const std::vector<Relationship>& list) {
  return std::any_of(list.begin(), list.end(), [](const Relationship& r) {
    return !r.kept && (r.type == "O:oleObject" || r.type == "O:package" || r.type == "O:control" ||
                       r.type.starts_with("M:2006/relationships/"));
  });
}

}  // namespace

// A drawing of a slide in VML shows its objects and controls: where these are gone, and no document stays, it has
// nothing to show (PML-028). Shapes of old presentations (legacyDrawing) are drawn there, too: such a drawing stays.
void Package::settle(Reporter& reporter) {
  for (Part& part : parts_) {
    if (!part.kept || main_->family != Family::Slides || has(part.relationships, "O:package")) continue;
    if (!has_lost_object(part.relationships)) continue;
    for (Relationship& r : part.relationships) {
      if (!r.kept || r.type != "O:vmlDrawing") continue;
      reporter.tell("PML-028", policy::Category::OleObjects, part.name, Action::Removed, r.target);
      r.kept = false;
    }
  }
  drop_unreached();
}

// What only removed parts led to goes with them.
void Package::drop_unreached() {
  std::vector<bool> reached(parts_.size(), false);
  std::vector<std::size_t> open;
  const auto follow = [&](const std::vector<Relationship>& list) {
    for (const Relationship& r : list) {
      if (!r.kept || r.part == kNoPart || reached[r.part]) continue;
      reached[r.part] = true;
      open.push_back(r.part);
    }
  };
  follow(root_);
  while (!open.empty()) {
    const std::size_t next = open.back();
    open.pop_back();
    follow(parts_[next].relationships);
  }
  for (std::size_t i = 0; i < parts_.size(); ++i)
    parts_[i].kept = parts_[i].kept && reached[i];
}

RelationshipStates Package::states_of(const Part& part) {
  RelationshipStates states;
  for (const Relationship& r : part.relationships)
    states[r.id] = {r.kept, r.type};
  return states;
}

DocumentState Package::document_state() const {
  DocumentState state;
  state.rich_values_removed = rich_values_removed_;
  state.slicers_removed = slicers_removed_;
  state.show_next_sheet = no_visible_sheet_;
  state.metadata_removed =
      std::none_of(parts_.begin(), parts_.end(), [](const Part& p) { return p.kept && p.root == "s:metadata"; });
  for (const Part& part : parts_) {
    if (part.root != "s:workbook") continue;
    for (const Relationship& r : part.relationships) {
      const bool sheet = r.type == "O:worksheet" || r.type == "O:chartsheet" || r.type == "O:dialogsheet" ||
                         r.type.ends_with("Macrosheet");
      if (sheet && !r.kept) state.sheets_removed = true;
    }
  }
  return state;
}

}  // namespace mugai::ooxml
