#include "lib/formats/xlsb/package_walk.h"

#include <map>
#include <set>

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/content_types.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/ooxml/parts_table.h"
#include "lib/formats/ooxml/relationships.h"

namespace mugai::xlsb {
namespace {

constexpr std::string_view kExcel = "application/vnd.ms-excel.";
#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml."

struct BinaryRule {
  std::string_view content_type;  // behind kExcel
  bool converted;
  Work work;
  std::string_view output;  // of converted parts: their new content type
  std::string_view id;      // of others: the row that tells of it; empty: made anew by the program
  std::string_view what;
};
// The binary parts of MS-XLSB 2.1.7.
constexpr BinaryRule kBinary[] = {
    {"sheet.binary.macroEnabled.main", true, Work::Workbook, XLSX "sheet.main+xml", "", ""},
    {"worksheet", true, Work::Sheet, XLSX "worksheet+xml", "", ""},
    {"chartsheet", true, Work::ChartSheet, XLSX "chartsheet+xml", "", ""},
    {"sharedStrings", true, Work::SharedStrings, XLSX "sharedStrings+xml", "", ""},
    {"styles", true, Work::Styles, XLSX "styles+xml", "", ""},
    {"comments", true, Work::Comments, XLSX "comments+xml", "", ""},
    {"macrosheet", false, Work::CarryOver, "", "XLSB-005", "macro sheet"},
    {"intlmacrosheet", false, Work::CarryOver, "", "XLSB-005", "macro sheet"},
    {"dialogsheet", false, Work::CarryOver, "", "XLSB-005", "dialog"},
    {"externalLink", false, Work::CarryOver, "", "XLSB-004", "link to another workbook or program"},
    {"connections", false, Work::CarryOver, "", "XLSB-006", "connections"},
    {"queryTable", false, Work::CarryOver, "", "XLSB-007", "query table"},
    {"volatileDependencies", false, Work::CarryOver, "", "XLSB-007", "real-time data"},
    {"calcChain", false, Work::CarryOver, "", "", ""},
    {"binIndexWs", false, Work::CarryOver, "", "", ""},
    {"binIndexMs", false, Work::CarryOver, "", "", ""},
    {"table", false, Work::CarryOver, "", "XLSB-009", "table: its cells stay, its name and filters do not"},
    {"pivotTable", false, Work::CarryOver, "", "XLSB-009", "pivot table: its cells stay"},
    {"pivotCacheDefinition", false, Work::CarryOver, "", "XLSB-009", "pivot cache"},
    {"pivotCacheRecords", false, Work::CarryOver, "", "XLSB-009", "pivot cache"},
    {"sheetMetadata", false, Work::CarryOver, "", "XLSB-009", "metadata of cells"},
    {"tableSingleCells", false, Work::CarryOver, "", "XLSB-007", "XML map"},
    {"userNames", false, Work::CarryOver, "", "XLSB-009", "users of a shared workbook"},
    {"revisionHeaders", false, Work::CarryOver, "", "XLSB-009", "history of a shared workbook"},
    {"revisionLog", false, Work::CarryOver, "", "XLSB-009", "history of a shared workbook"},
};
#undef XLSX

const BinaryRule* find_binary(std::string_view content_type) {
  if (!ascii::starts_with_ignoring_case(content_type, kExcel)) return nullptr;
  for (const BinaryRule& rule : kBinary) {
    if (ascii::equal_ignoring_case(content_type.substr(kExcel.size()), rule.content_type)) return &rule;
  }
  return nullptr;
}

// Parts that only a binary workbook's own kind may stand for (XLSB-010).
constexpr std::string_view kBinaryRelationships[] = {"O:worksheet",
                                                     "O:chartsheet",
                                                     "O:dialogsheet",
                                                     "O:sharedStrings",
                                                     "O:styles",
                                                     "O:externalLink",
                                                     "O:comments",
                                                     "O:table",
                                                     "O:connections",
                                                     "O:queryTable",
                                                     "O:calcChain",
                                                     "O:pivotTable",
                                                     "O:pivotCacheDefinition",
                                                     "O:pivotCacheRecords",
                                                     "O:sheetMetadata"};

bool is_binary_relationship(std::string_view type) {
  for (const std::string_view known : kBinaryRelationships) {
    if (known == type) return true;
  }
  return false;
}

class Walker {
 public:
  Walker(zip::Reader& reader, Context& context, ooxml::Reporter& reporter)
      : reader_(reader), context_(context), reporter_(reporter) {}

  Result<PackageGraph> run() {
    TRY(read_types());
    TRY_ASSIGN(graph_.root, read_list(""));
    TRY(take_root());
    for (std::size_t i = 0; i < graph_.parts.size(); ++i)
      TRY(walk(i));
    return std::move(graph_);
  }

 private:
  Result<void> read_types() {
    constexpr std::string_view kName = "[Content_Types].xml";
    const zip::Entry* entry = reader_.find(kName);
    if (entry == nullptr) return make_error(ErrorCode::Malformed, "no [Content_Types].xml");
    TRY_ASSIGN(const Buffer bytes, reader_.read(*entry, std::uint64_t{4} << 20, context_.budget()));
    auto types = ooxml::ContentTypes::parse(bytes);
    if (!types.has_value()) return ooxml::explain_xml_error(std::move(types).error(), kName, reporter_);
    types_ = std::move(types).value();
    return ok();
  }

  Result<std::vector<ooxml::Relationship>> read_list(std::string_view source) {
    const std::string path = ooxml::relationships_path(source);
    const zip::Entry* entry = reader_.find(path);
    if (entry == nullptr) return std::vector<ooxml::Relationship>{};
    TRY_ASSIGN(const Buffer bytes, reader_.read(*entry, ooxml::kMaxRelationshipBytes, context_.budget()));
    auto read = ooxml::read_relationships(bytes);
    if (!read.has_value()) return ooxml::explain_xml_error(std::move(read).error(), path, reporter_);
    return std::move(read->list);
  }

  // The workbook first, so that it is known before its sheets.
  Result<void> take_root() {
    std::size_t mains = 0;
    for (ooxml::Relationship& relationship : graph_.root) {
      if (relationship.type != "O:officeDocument" || relationship.external) continue;
      ++mains;
      TRY(judge("", relationship));
    }
    if (mains != 1 || graph_.parts.empty() || graph_.parts.front().work != Work::Workbook) {
      reporter_.tell("OOXML-008", std::nullopt, "_rels/.rels", Action::Blocked);
      return make_error(ErrorCode::Unsupported, "no binary workbook");
    }
    for (ooxml::Relationship& relationship : graph_.root) {
      if (relationship.type != "O:officeDocument") TRY(judge("", relationship));
    }
    return ok();
  }

  Result<void> walk(std::size_t index) {
    const std::string name = graph_.parts[index].entry->raw_name;
    TRY_ASSIGN(std::vector<ooxml::Relationship> list, read_list(name));
    for (ooxml::Relationship& relationship : list)
      TRY(judge(name, relationship));
    graph_.parts[index].relationships = std::move(list);
    return ok();
  }

  const zip::Entry* find_target(std::string_view source, std::string_view target) {
    const auto path = ooxml::resolve_target(source, target);
    if (!path.has_value()) return nullptr;
    const zip::Entry* entry = reader_.find(*path);
    if (entry == nullptr) {
      const auto decoded = ooxml::decode_percent(*path);
      entry = decoded.has_value() ? reader_.find(*decoded) : nullptr;
    }
    return entry == nullptr || entry->directory ? nullptr : entry;
  }

  Result<void> judge(std::string_view source, ooxml::Relationship& relationship) {
    const std::string where = source.empty() ? "_rels/.rels" : std::string(source);
    if (relationship.external) {  // the ooxml handler judges it
      relationship.kept = true;
      return ok();
    }
    const zip::Entry* entry = find_target(source, relationship.target);
    if (entry == nullptr) {
      reporter_.tell("OOXML-012", std::nullopt, where, Action::Removed, relationship.target);
      return ok();
    }
    const std::string type(types_.of(entry->raw_name));
    const BinaryRule* rule = find_binary(type);
    if (rule == nullptr && is_binary_relationship(relationship.type)) {
      reporter_.tell("XLSB-010", std::nullopt, where, Action::Blocked, entry->raw_name);
      return make_error(ErrorCode::Ambiguous, "a binary workbook with parts of another kind");
    }
    if (rule == nullptr) return judge_other(where, relationship, *entry, type);
    if (!rule->converted) {
      if (!rule->id.empty())
        reporter_.tell(rule->id, policy::Category::ExternalReferences, where, Action::Removed, std::string(rule->what));
      return ok();
    }
    return add(where, relationship, *entry, rule->work, std::string(rule->output));
  }

  // What the ooxml handler would drop is dropped here, before its bytes are copied.
  Result<void> judge_other(const std::string& where, ooxml::Relationship& relationship, const zip::Entry& entry,
                           const std::string& type) {
    bool known = false;
    const ooxml::PartRule* rule = ooxml::find_part_rule(relationship.type, type, known);
    if (rule != nullptr && rule->treatment == ooxml::Treatment::Drop) {
      reporter_.tell(rule->id, rule->category, where, Action::Removed, entry.raw_name);
      return ok();
    }
    return add(where, relationship, entry, Work::CarryOver, type);
  }

  Result<void> add(const std::string& where, ooxml::Relationship& relationship, const zip::Entry& entry, Work work,
                   std::string type) {
    const auto present = by_entry_.find(&entry);
    if (present != by_entry_.end()) {
      if (graph_.parts[present->second].work != work) {
        reporter_.tell("OOXML-005", std::nullopt, where, Action::Removed, entry.raw_name);
        return ok();
      }
      relationship.part = present->second;
    } else {
      TRY(context_.budget().charge_members(1));
      PackagePart part;
      part.output_name = free_name(entry.raw_name, work);
      part.content_type = std::move(type);
      part.work = work;
      part.entry = &entry;
      graph_.parts.push_back(std::move(part));
      relationship.part = by_entry_[&entry] = graph_.parts.size() - 1;
    }
    relationship.kept = true;
    return ok();
  }

  // "xl/workbook.bin" -> "xl/workbook.xml": no part of the new package looks binary.
  std::string free_name(const std::string& name, Work work) {
    std::string out = name;
    if (work != Work::CarryOver) {
      const std::string extension = ooxml::extension_of(name);
      const std::string stem = name.substr(0, name.size() - (extension.empty() ? 0 : extension.size() + 1));
      out = stem + ".xml";
      for (int i = 2; reader_.find(out) != nullptr || names_.contains(ascii::lower(out)); ++i)
        out = stem + "-" + std::to_string(i) + ".xml";
    }
    names_.insert(ascii::lower(out));
    return out;
  }

  zip::Reader& reader_;
  Context& context_;
  ooxml::Reporter& reporter_;
  ooxml::ContentTypes types_;
  PackageGraph graph_;
  std::map<const zip::Entry*, std::size_t> by_entry_;
  std::set<std::string> names_;
};

}  // namespace

Result<PackageGraph> walk_package(zip::Reader& reader, Context& context, ooxml::Reporter& reporter) {
  return Walker(reader, context, reporter).run();
}

}  // namespace mugai::xlsb
