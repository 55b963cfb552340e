// Rules: the vocabulary of all Office documents and, for every name that needs more than "stays" or "goes", what is
// done with it, why, and under which catalogue row it is reported. Built once before the workers fork, immutable.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/result.h"
#include "lib/formats/xml/vocabulary.h"
#include "lib/policy/policy.h"

namespace mugai::ooxml {

enum class Act : std::uint8_t {
  Drop,             // with all it holds
  Unwrap,           // the tags go, the content stays
  Reference,        // stays while the relationships it names exist
  ReferenceUnwrap,  // as Reference, but its content outlives it
  Container,        // must not be empty: stays while one of its members does
  Member,           // keeps its container
  PolicyDrop,       // goes with its content unless the policy keeps the category
  PolicyUnwrap,     // its tags go unless the policy keeps the category
  AlternateContent,
  Choice,
  Fallback,   // markup compatibility (part_filter.cc)
  Extension,  // ext by its uri
  FieldChar,
  InstructionText,
  SimpleField,
  RunContent,
  Story,           // Word fields (word_fields.cc)
  Hyperlink,       // w:hyperlink
  SheetHyperlink,  // s:hyperlink
  Action,          // a:hlinkClick and its kin
  OleObject,       // an embedded object: stays where it is a rebuilt document
  Formula,         // cell formula: goes, the value stays
  FormulaText,     // a formula that must be there: becomes #REF!
  DefinedName,
  Sheet,  // workbook.xml
  GraphicFrame,
  FramePart,
  GraphicData,  // PowerPoint objects become their picture
  Timing,
  TimingPoison,  // animation, and what makes it go
  Media,         // sound and video of a shape
};

struct ElementRule {
  std::string_view name;
  Act act;
  std::string_view id;  // reported where it goes
  std::optional<policy::Category> category;
  std::string_view text;  // "!text" where the delegate sees the character data
};

enum class AttributeAct : std::uint8_t {
  Drop,
  Ignorable,     // mc:Ignorable: prefixes of listed namespaces alone
  Requires,      // handled with its element
  Relationship,  // goes where its relationship is gone; the element stays
  Macro,         // emptied
  Link,          // through the URI filter
  FormulaValue,  // through the formula rules
  W3cDate,       // xsi:type of a date property: one fixed value
  SheetIndex,    // a position in the list of sheets: goes where a sheet did
  RichValue,     // index into a removed metadata table
};

struct AttributeRule {
  std::string_view owners;  // elements, space separated; "*" means all that list it in the vocabulary
  std::string_view attribute;
  AttributeAct act;
  std::string_view id;
  std::optional<policy::Category> category;
};

class Rules {
 public:
  // Parses the embedded tables. Error Malformed only by a mistake in them.
  static Result<Rules> build();

  [[nodiscard]] const xml::Vocabulary& vocabulary() const noexcept { return vocabulary_; }
  // nullptr where the element has no rule of its own.
  [[nodiscard]] const ElementRule* element(xml::ElementId id) const noexcept {
    return id < elements_.size() ? elements_[id] : nullptr;
  }
  [[nodiscard]] const AttributeRule* attribute(xml::ElementId owner, xml::AttributeId attribute) const noexcept;
  // Catalogue row for an element or attribute of a namespace that is not kept.
  [[nodiscard]] static std::string_view namespace_id(std::string_view uri) noexcept;
  // True where a Choice may rely on the namespace, and mc:Ignorable may name it.
  [[nodiscard]] bool understands(xml::NamespaceId ns) const noexcept;
  // Extension lists: the uri of an ext that may stay.
  [[nodiscard]] static bool is_known_extension(std::string_view uri) noexcept;
  [[nodiscard]] static std::string_view extension_id(std::string_view uri) noexcept;

 private:
  Rules(xml::Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {}
  xml::Vocabulary vocabulary_;
  std::vector<const ElementRule*> elements_;
  std::map<std::pair<xml::ElementId, xml::AttributeId>, const AttributeRule*> attributes_;
  std::vector<bool> understood_;
};

}  // namespace mugai::ooxml
