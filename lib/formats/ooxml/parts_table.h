// Which parts a package may have: relationship type and content type together decide how a part is treated. An
// allow-list: a relationship that has no row is dropped.
//
// Short forms used in the table and in reports: "O:" is the officeDocument relationships of ECMA-376 (strict ones are
// mapped to it), "P:" those of the package (ECMA-376-2), "M:" those of Microsoft (MS-OFFCRYPTO, MS-DOCX, MS-XLSX, …).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/policy/policy.h"

namespace mugai::ooxml {

enum class Treatment : std::uint8_t {
  Xml,      // streamed through the vocabulary
  Picture,  // stripped by lib/formats/image; other types become a placeholder
  Package,  // a document of its own: rebuilt as a nested job
  Link,     // external hyperlink, through the URI filter; never a part
  Drop,     // goes with everything below it
};

struct PartRule {
  std::string_view relationship;  // short form
  std::string_view content_type;  // short form ("V:" = application/vnd.openxmlformats-officedocument.); "*" any
  Treatment treatment;
  std::string_view root;  // Xml: element that must be the root, as the vocabulary spells it
  std::string_view id;    // Drop: the catalogue row; otherwise the row reported where policy removes it
  std::optional<policy::Category> category;  // what of the policy governs it
};

// "http://…/relationships/image" -> "O:image"; strict and transitional alike. Other URIs are returned as they are.
std::string shorten_relationship(std::string_view type);
// The inverse, always transitional: what is written.
std::string expand_relationship(std::string_view short_type);

// The row for this pair; where the relationship is known but not with this content type, nullptr and `known` is set.
const PartRule* find_part_rule(std::string_view short_type, std::string_view content_type, bool& known);

// The catalogue row that explains an external target of this relationship (OOXML-010 where there is no own row).
struct ExternalRule {
  std::string_view relationship;
  std::string_view id;
  policy::Category category;
};
const ExternalRule& find_external_rule(std::string_view short_type);

enum class Family : std::uint8_t { Word, Sheet, Slides };

// A main part's content type: what the file is and what it becomes.
struct MainRule {
  std::string_view content_type;  // full
  std::string_view type;          // "docm"
  Family family;
  std::string_view output;       // extension of the output, "docx"; empty: refused
  std::string_view output_type;  // content type of the output's main part, full
  std::string_view root;
};
const MainRule* find_main_rule(std::string_view content_type);

// For embedded documents: the content type of a whole file by its extension, empty where it is none of ours.
std::string_view package_content_type(std::string_view extension);

}  // namespace mugai::ooxml
