// Rules: the vocabulary of all OpenDocument files and, for every name that needs more than "stays" or "goes", what is
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

namespace mugai::odf {

enum class Act : std::uint8_t {
  Drop,            // with all it holds
  Unwrap,          // the tags go, the content stays
  PolicyDrop,      // goes with its content unless the policy keeps the category; told either way
  Silent,          // goes; what it holds is told by its own rules
  Root,            // of a document: formula prefixes are declared here
  Body,            // must be what the media type says
  Link,            // its content outlives it
  Area,            // of an image map: goes with its address
  Frame,           // shows the first of its representations that a reader knows
  Representation,  // text, table: nothing to decide but that the frame has it
  Lost,            // another representation: goes, and the frame with the last one
  Image,           // draw:image: a lost one becomes a grey box, unless the frame has another representation
  Fill,            // other pictures: go when they are lost
  Bullet,          // picture of a list: becomes a grey box
  Object,          // a document in the package
  BinaryData,      // a picture in the XML
  Listeners,       // stays while one of its members does
  SlideListener,   // presentation:event-listener: jumps alone
  Section,         // text:section: hidden ones by policy
  Guarded,         // goes where one of its judged attributes is bad
  FieldStart,
  FieldEnd,
  Field,
  FieldParam,     // Word's fields
  ConfigItem,     // settings
  ConfigGroup,    // a named set or list of settings
  Meta,           // office:meta
  Property,       // in office:meta: by policy
  PropertyField,  // shows a property of the document: keeps its text where the property goes
  Pilot,          // table:data-pilot-table: goes with its source
  PilotPoison,    // what makes it go
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
  Formula,         // goes where it may not stay: the value beside it stays
  Expression,      // must be there: becomes an error value
  Condition,       // as Formula, in the language of conditions
  Addresses,       // of cells: goes where it points to another document
  ChartSource,     // the document around the chart, or none
  TargetFrame,     // one of the four names that are no window of its own
  MimeType,        // of a picture: what it has become
  Transformation,  // grddl: the one that every old document names says nothing
  Hash,            // of a password: by policy
  Hidden,          // "value=…": hides something; by policy
};

struct AttributeRule {
  std::string_view owners;  // elements, space separated; "*" means all that list it in the vocabulary
  std::string_view attribute;
  AttributeAct act;
  std::string_view id;
  std::optional<policy::Category> category;
  std::string_view values;  // Hidden: the values that hide, space separated
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
  // Attributes of an element that are formulas, conditions or addresses.
  [[nodiscard]] const std::vector<xml::AttributeId>& judged(xml::ElementId owner) const noexcept;
  // Catalogue row for an element or attribute of a namespace that is not kept.
  [[nodiscard]] static std::string_view namespace_id(std::string_view uri) noexcept;

 private:
  explicit Rules(xml::Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {}
  xml::Vocabulary vocabulary_;
  std::vector<const ElementRule*> elements_;
  std::map<std::pair<xml::ElementId, xml::AttributeId>, const AttributeRule*> attributes_;
  std::map<xml::ElementId, std::vector<xml::AttributeId>> judged_;
};

}  // namespace mugai::odf
