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

// A switch that is written out as off: xsd:boolean, and ECMA-376-1, 22.9.2.7.
constexpr bool is_off(std::string_view value) noexcept {
  return value == "0" || value == "false" || value == "off";
}

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
  HeaderText,      // header and footer codes: told where they print a path
  CellText,        // text of a cell: told where a CSV file would make a command of it
  DefinedName,
  Sheet,  // workbook.xml
  GraphicFrame,
  FramePart,
  GraphicData,  // PowerPoint objects become their picture
  Timing,
  TimeNode,       // animation: a node lives while what it moves does (part_timing.cc)
  TimeList,       // p:childTnLst: its node goes when all of its members went
  TimeSubList,    // p:subTnLst: goes when it is empty, its node stays
  TimeStart,      // p:stCondLst: a node whose trigger is lost goes
  TimeCond,       // p:cond: goes with its target
  TimeTarget,     // p:spTgt: lost with its shape
  TimeLost,       // what is never left as a target: sounds, ink, parts of an object's chart
  TimeDead,       // what is never left as a node: commands, sound, video
  BuildTarget,    // p:bldP and its kin
  ShapeId,        // p:cNvPr
  Media,          // sound and video of a shape
  SwitchedOff,    // stays where its val= says no
  Capped,         // a part may have kMaxCapped of them
  Place,          // pictures below are told under its row
  PictureBullet,  // w:numPicBullet: stays while its picture does
  BulletUse,      // w:lvlPicBulletId: stays while its bullet does
  Guide,          // a:gd: a formula of known operators
  CustomShow,     // p:custShow: what ppaction://customshow may name
  SlideId,        // p:sldId
  SlideIdUse,     // p14:sldId
  HiddenMark,     // w:vanish and its kin: told where the policy keeps what is hidden
  HiddenHolder,   // what a mark inside of it hides; asked about only where the policy removes it
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
  Outside,       // names something outside of the package; told under the row of the place it stands in
  HiddenFlag,    // hidden="1"
  ShowFlag,      // show="0"
  Crop,          // a cropped picture: what was cut off is still in it
  LocalPath,     // a description: a path of the author's machine is cut to its file name
  OffOnly,       // stays where it says no
  SheetState,    // hidden and very hidden sheets
  HiddenCells,   // hidden rows and columns: formulas stand on them, so they stay and are told
  IterateCount,  // rounds of a calculation: at most kMaxIterations
  FormatCode,    // a number format: at most kMaxFormatCodeBytes
  ShortName,     // goes where it is longer than kMaxBookmarkBytes: cut, at its ends and at its uses alike
  PlainStyle,    // style= of the HTML in a note: loads and computes nothing
  FontName,      // longer than kMaxFontNameBytes: goes
};

inline constexpr std::size_t kMaxCapped = 10'000;
inline constexpr std::uint64_t kMaxIterations = 1'000;
inline constexpr std::size_t kMaxFormatCodeBytes = 1'024;  // Excel's own limit is 255 characters
// Word's own limit is 40 letters; LibreOffice writes longer ones and finds its references by them.
inline constexpr std::size_t kMaxBookmarkBytes = 255;
inline constexpr std::size_t kMaxFontNameBytes = 255;
inline constexpr std::size_t kMaxDescriptionBytes = 8192;

struct AttributeRule {
  std::string_view owners;  // elements, space separated; "*" means all that list it in the vocabulary
  std::string_view attribute;
  AttributeAct act;
  std::string_view id;
  std::optional<policy::Category> category;
};

class Rules {
 public:
  // What the policy says about hidden content changes which elements must be asked about.
  enum class Hidden : std::uint8_t { Kept, Removed };
  // Parses the embedded tables. Error Malformed only by a mistake in them.
  static Result<Rules> build(Hidden hidden = Hidden::Kept);

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
