// PartFilter: the delegate of the XML filter for one part. Carries out the rules of rules.h: asks which relationships
// are left, follows markup compatibility, fields, formulas, objects and animation, and tells the reporter what went.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/ooxml/document_state.h"
#include "lib/formats/ooxml/reporter.h"
#include "lib/formats/ooxml/rules.h"
#include "lib/formats/ooxml/word_fields.h"
#include "lib/formats/xml/filter.h"

namespace mugai::ooxml {

// Ids that the code itself needs; looked up once.
struct Names {
  explicit Names(const xml::Vocabulary& vocabulary);
  std::vector<xml::AttributeId> references;  // every attribute that names a relationship
  xml::AttributeId r_id, field_type, instruction, anchor, requires_, uri, action, progid, vml_progid, ole_type,
      location, name, sheet_id, local_sheet, formula_type, shared_index;
};

class PartFilter final : public xml::Delegate {
 public:
  // All borrowed; `relationships` are those of the part, `where` its name.
  PartFilter(const Rules& rules, const Names& names, const RelationshipStates& relationships, DocumentState& document,
             Reporter& reporter, std::string_view where);
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
  xml::ElementDecision ole_object(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision formula(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision defined_name(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision sheet(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision graphic_frame();
  xml::ElementDecision frame_part(bool covers_content);
  xml::ElementDecision graphic_data(xml::StartTag& tag);
  xml::ElementDecision timing(const ElementRule& rule);
  void settle_frame(bool keep);

  const Rules& rules_;
  const Names& names_;
  const RelationshipStates& relationships_;
  DocumentState& document_;
  Reporter& reporter_;
  std::string where_;
  xml::Filter* filter_ = nullptr;
  WordFields fields_;
  std::vector<Branches> branches_;
  std::vector<Pending> containers_;
  std::vector<Pending> frames_;
  FormulaState formula_;
  FormulaState defined_name_;
  std::string defined_name_text_;
  std::set<std::string, std::less<>> flattened_groups_;  // si= of shared formulas whose master went
  xml::ConditionId timing_condition_ = 0;
  bool timing_spoilt_ = false;
  bool shape_lost_ = false;
};

}  // namespace mugai::ooxml
