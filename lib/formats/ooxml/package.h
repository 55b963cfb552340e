// Package: the graph of one OPC package (ECMA-376-2) as it will be written: content types and relationships are read,
// every part is walked from the root and judged by the table of parts before any content is rebuilt.
//
// In:  the ZIP reader. Out: the parts that stay, in the order of the walk, each with its relationships, kept and
// removed. What does not stay is reported here. Limits: kMaxRelationshipBytes a relationship part; budget of members
// and bytes.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/ooxml/document_state.h"
#include "lib/formats/ooxml/parts_table.h"
#include "lib/formats/ooxml/reporter.h"
#include "lib/formats/zip/reader.h"

namespace mugai::ooxml {

inline constexpr std::size_t kNoPart = std::numeric_limits<std::size_t>::max();
inline constexpr std::uint64_t kMaxRelationshipBytes = std::uint64_t{32} << 20;

struct Relationship {
  std::string id;
  std::string type;    // short form
  std::string target;  // of links: as it is written
  bool external = false;
  bool kept = false;
  std::size_t part = kNoPart;
};

struct Part {
  std::string name;          // of the input
  std::string output_name;   // of the output; the same unless the type changes
  std::string content_type;  // of the output, full
  std::string_view root;     // Xml
  Treatment treatment = Treatment::Xml;
  const zip::Entry* entry = nullptr;
  std::vector<Relationship> relationships;
  bool kept = true;
  // Filled by prepare.cc:
  Buffer bytes;                    // a picture in its final form
  bool replaced = false;           // a picture that became the placeholder
  bool held = false;               // `bytes` is valid; else the part is read again when it is written
  std::unique_ptr<Source> nested;  // a rebuilt document
};

class Package {
 public:
  // Errors: those of the reader; Malformed, Ambiguous, Unsupported (no Office document, xlsb), Forbidden (add-ins).
  static Result<Package> load(zip::Reader& reader, Context& context, Reporter& reporter);

  [[nodiscard]] const MainRule& main() const noexcept { return *main_; }
  [[nodiscard]] std::vector<Part>& parts() noexcept { return parts_; }
  [[nodiscard]] const std::vector<Part>& parts() const noexcept { return parts_; }
  [[nodiscard]] const std::vector<Relationship>& root_relationships() const noexcept { return root_; }
  [[nodiscard]] DocumentState document_state() const;
  // What the content of `part` may name.
  [[nodiscard]] static RelationshipStates states_of(const Part& part);
  // Takes a part out of the graph: every relationship to it goes.
  void remove_part(std::size_t index);
  // To be called once all removals are known: what cannot stay without what was removed, and what nothing leads to.
  void settle(Reporter& reporter);

 private:
  friend class PackageLoader;
  void drop_unreached();
  const MainRule* main_ = nullptr;
  std::vector<Part> parts_;
  std::vector<Relationship> root_;
  bool rich_values_removed_ = false;
  bool slicers_removed_ = false;
  bool no_visible_sheet_ = false;
};

// Reports what an Error of the XML stages means (a document type declaration, a foreign encoding, a bomb) and names the
// part.
Error explain_xml_error(Error error, std::string_view part, Reporter& reporter);

}  // namespace mugai::ooxml
