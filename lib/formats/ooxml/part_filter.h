// PartFilter: the delegate of the XML filter for one part. Carries out the rules of rules.h: asks which relationships
// are left, follows markup compatibility, fields, formulas, objects and animation, and tells the reporter what went.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/formula/shapes.h"
#include "lib/formats/ooxml/document_state.h"
#include "lib/formats/ooxml/reporter.h"
#include "lib/formats/ooxml/rules.h"
#include "lib/formats/ooxml/timing.h"
#include "lib/formats/ooxml/word_fields.h"
#include "lib/formats/xml/filter.h"

namespace mugai::ooxml {

// Ids that the code itself needs; looked up once.
struct Names {
  explicit Names(const xml::Vocabulary& vocabulary);
  std::vector<xml::AttributeId> references;  // every attribute that names a relationship
  xml::AttributeId r_id, field_type, instruction, anchor, requires_, uri, action, progid, vml_progid, ole_type,
      location, name, sheet_id, local_sheet, formula_type, shared_index, id, spid, val, word_val, formula, hidden,
      bullet_id;
};

class PartFilter final : public xml::Delegate {
 public:
  // All borrowed; `relationships` are those of the part, `where` its name, `root` its root element as the vocabulary
  // spells it.
  PartFilter(const Rules& rules, const Names& names, const RelationshipStates& relationships, DocumentState& document,
             Reporter& reporter, std::string_view where, std::string_view root);
  void attach(xml::Filter& filter);

  xml::ElementDecision on_start(xml::StartTag& tag) override;
  void on_end(xml::ElementId element) override;
  xml::Verdict on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) override;
  xml::Verdict on_text(xml::ElementId element, std::string& text) override;
  bool keeps_leaf(xml::ElementId element, std::string_view text) override;
  void on_dropped(const xml::Dropped& dropped) override;

 private:
  enum class Link : std::uint8_t { Kept, Removed, Absent };
  struct Branches {  // an open mc:AlternateContent
    xml::ConditionId condition = 0;
    bool any_kept = false;
    bool in_frame = false;
  };
  struct Pending {  // an element that waits for what it holds
    xml::ConditionId condition = 0;
    bool settled = false;
  };
  struct Frame : Pending {  // p:graphicFrame
    bool is_dropped = false;
    bool has_picture = false;  // its object became the picture inside of it, which takes over its id
    std::string shape_id;
  };
  struct Holder : Pending {  // what a mark may hide
    std::uint32_t depth = 0;
    bool is_hidden = false;
    std::string shape_id;
  };
  struct FormulaState {
    xml::ConditionId condition = 0;
    bool keep = true;
    std::string shared_index;
  };

  [[nodiscard]] Link link(std::string_view id) const;
  bool references_hold(xml::StartTag& tag);
  void removed(const ElementRule& rule, Action action = Action::Removed, std::string detail = {});
  void member_kept();

  xml::ElementDecision reference(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision container();
  xml::ElementDecision extension(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision alternate_content();
  xml::ElementDecision choice(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision fallback();
  bool understands_all(xml::StartTag& tag, std::string_view prefixes, std::string& canonical, std::string_view& id);
  xml::ElementDecision simple_field(xml::StartTag& tag);
  xml::ElementDecision hyperlink(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision sheet_hyperlink(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision action(xml::StartTag& tag, const ElementRule& rule);
  [[nodiscard]] bool has_target(std::string_view action, std::string_view id) const;
  xml::ElementDecision ole_object(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision formula(xml::StartTag& tag, const ElementRule& rule);
  xml::Verdict judge_sheet_value(const AttributeRule& rule, std::string& value);
  xml::ElementDecision defined_name(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision sheet(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision graphic_frame();
  xml::ElementDecision frame_part(bool covers_content);
  xml::ElementDecision graphic_data(xml::StartTag& tag);
  void settle_frame(bool keep);
  xml::ElementDecision shape_id(xml::StartTag& tag);
  // Hidden content, places and numbers (part_marks.cc).
  xml::ElementDecision by_policy(const ElementRule& rule);
  xml::ElementDecision hidden_mark(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision hidden_holder(xml::StartTag& tag);
  void end_holder();
  bool hide(const xml::StartTag& tag, std::string_view id, std::optional<policy::Category> category);
  [[nodiscard]] bool in_hidden_run() const { return !holders_.empty() && holders_.back().is_hidden; }
  xml::ElementDecision capped(const ElementRule& rule);
  xml::ElementDecision picture_bullet(xml::StartTag& tag);
  void end_picture_bullet(const ElementRule& rule);
  xml::ElementDecision guide(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision slide_id(xml::StartTag& tag);
  xml::Verdict judge_value(const xml::StartTag& tag, const AttributeRule& rule, std::string& value);
  [[nodiscard]] std::string_view place_or(std::string_view id) const { return places_.empty() ? id : places_.back(); }

  const Rules& rules_;
  const Names& names_;
  const RelationshipStates& relationships_;
  DocumentState& document_;
  Reporter& reporter_;
  std::string where_;
  std::string_view root_;
  xml::Filter* filter_ = nullptr;
  WordFields fields_;
  Timing timing_;
  std::vector<Branches> branches_;
  std::vector<Pending> containers_;
  std::vector<Frame> frames_;
  std::vector<Holder> holders_;
  std::vector<std::string_view> places_;  // rows of the places we are in
  Pending bullet_;
  bool bullet_has_picture_ = false;
  std::string bullet_number_;
  std::set<std::string, std::less<>> lost_bullets_;
  std::set<std::string, std::less<>> lost_slides_;
  std::size_t capped_ = 0;
  formula::Shapes shapes_;
  FormulaState formula_;
  FormulaState defined_name_;
  std::string defined_name_text_;
  std::set<std::string, std::less<>> flattened_groups_;  // si= of shared formulas whose master went
};

}  // namespace mugai::ooxml
