// Dispatch, references, markup compatibility and reports. The constructs of single families: part_constructs.cc.
#include "lib/formats/ooxml/part_filter.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"
#include "lib/formats/ooxml/formula.h"
#include "lib/formats/ooxml/part_sheets.h"

namespace mugai::ooxml {

using xml::ElementDecision;
using xml::Verdict;

Names::Names(const xml::Vocabulary& v)
    : r_id(v.attribute("r:id")),
      field_type(v.attribute("w:fldCharType")),
      instruction(v.attribute("w:instr")),
      anchor(v.attribute("w:anchor")),
      requires_(v.attribute("Requires")),
      uri(v.attribute("uri")),
      action(v.attribute("action")),
      progid(v.attribute("progId")),
      vml_progid(v.attribute("ProgID")),
      ole_type(v.attribute("Type")),
      location(v.attribute("location")),
      name(v.attribute("name")),
      sheet_id(v.attribute("sheetId")),
      local_sheet(v.attribute("localSheetId")),
      formula_type(v.attribute("t")),
      shared_index(v.attribute("si")),
      id(v.attribute("id")),
      spid(v.attribute("spid")),
      val(v.attribute("val")),
      word_val(v.attribute("w:val")),
      formula(v.attribute("fmla")),
      hidden(v.attribute("hidden")),
      bullet_id(v.attribute("w:numPicBulletId")) {
  for (const char* reference :
       {"r:id", "r:embed", "r:link", "r:dm", "r:lo", "r:qs", "r:cs", "r:pict", "r:blip", "o:relid"}) {
    references.push_back(v.attribute(reference));
  }
}

PartFilter::PartFilter(const Rules& rules, const Names& names, const RelationshipStates& relationships,
                       DocumentState& document, Reporter& reporter, std::string_view where, std::string_view root)
    : rules_(rules),
      names_(names),
      relationships_(relationships),
      document_(document),
      reporter_(reporter),
      where_(where),
      root_(root),
      fields_(reporter, where),
      timing_(reporter, where) {
  if (root == "a:theme") places_.emplace_back("DML-023");
}

void PartFilter::attach(xml::Filter& filter) {
  filter_ = &filter;
  fields_.attach(filter);
  timing_.attach(filter);
}

PartFilter::Link PartFilter::link(std::string_view id) const {
  const auto found = relationships_.find(id);
  if (found == relationships_.end()) return Link::Absent;
  return found->second.kept ? Link::Kept : Link::Removed;
}

// True where every relationship that the tag names is left. One that never was is reported here (OOXML-012); a removed
// one was reported when it went.
bool PartFilter::references_hold(xml::StartTag& tag) {
  bool hold = true;
  for (const xml::AttributeId attribute : names_.references) {
    const auto id = tag.value(attribute);
    if (!id.has_value()) continue;
    const Link state = link(*id);
    if (state == Link::Absent) reporter_.tell("OOXML-012", std::nullopt, where_, Action::Removed, "dangling reference");
    hold = hold && state == Link::Kept;
  }
  return hold;
}

void PartFilter::removed(const ElementRule& rule, Action action, std::string detail) {
  if (!rule.id.empty()) reporter_.tell(rule.id, rule.category, where_, action, std::move(detail));
}

void PartFilter::member_kept() {
  if (containers_.empty() || containers_.back().settled) return;
  containers_.back().settled = true;
  filter_->resolve(containers_.back().condition, true);
}

ElementDecision PartFilter::on_start(xml::StartTag& tag) {
  const ElementRule* rule = rules_.element(tag.element());
  if (rule == nullptr) return {};
  switch (rule->act) {
    case Act::Drop:
      return {Verdict::Drop};
    case Act::Unwrap:
      return {Verdict::Unwrap};
    case Act::Reference:
      return reference(tag, *rule);
    case Act::ReferenceUnwrap:
      return references_hold(tag) ? ElementDecision{} : ElementDecision{Verdict::Unwrap};
    case Act::Container:
      return container();
    case Act::Member:
      member_kept();
      return {};
    case Act::PolicyDrop:
    case Act::PolicyUnwrap:
      return by_policy(*rule);
    case Act::AlternateContent:
      return alternate_content();
    case Act::Choice:
      return choice(tag, *rule);
    case Act::Fallback:
      return fallback();
    case Act::Extension:
      return extension(tag, *rule);
    case Act::FieldChar:
      if (in_hidden_run()) return {Verdict::Drop};
      return fields_.on_field_char(tag.value(names_.field_type).value_or(""));
    case Act::InstructionText:
      if (in_hidden_run()) return {Verdict::Drop};
      return fields_.on_instruction();
    case Act::SimpleField:
      return simple_field(tag);
    case Act::RunContent:
      return fields_.on_run_content();
    case Act::Story:
      fields_.enter_story();
      return {};
    case Act::Hyperlink:
      return hyperlink(tag, *rule);
    case Act::SheetHyperlink:
      return sheet_hyperlink(tag, *rule);
    case Act::Action:
      return action(tag, *rule);
    case Act::OleObject:
      return ole_object(tag, *rule);
    case Act::Formula:
      return formula(tag, *rule);
    case Act::FormulaText:
    case Act::HeaderText:
    case Act::CellText:
      return {};
    case Act::DefinedName:
      return defined_name(tag, *rule);
    case Act::Sheet:
      return sheet(tag, *rule);
    case Act::GraphicFrame:
      return graphic_frame();
    case Act::FramePart:
      return frame_part(rule->name != "a:graphic");
    case Act::GraphicData:
      return graphic_data(tag);
    case Act::Timing:
    case Act::TimeNode:
    case Act::TimeList:
    case Act::TimeSubList:
    case Act::TimeStart:
    case Act::TimeCond:
    case Act::TimeTarget:
    case Act::TimeLost:
    case Act::TimeDead:
      return timing_.on_start(*rule, tag.value(names_.spid).value_or(""));
    case Act::BuildTarget:
      if (timing_.is_lost(tag.value(names_.spid).value_or(""))) return {Verdict::Drop};
      member_kept();
      return {};
    case Act::ShapeId:
      return shape_id(tag);
    case Act::Media:
      removed(*rule);
      return {Verdict::Drop};
    case Act::SwitchedOff:
      if (is_off(tag.value(names_.val).value_or("1"))) return {};
      removed(*rule);
      return {Verdict::Drop};
    case Act::Capped:
      return capped(*rule);
    case Act::Place:
      places_.push_back(rule->id);
      return {};
    case Act::PictureBullet:
      places_.push_back(rule->id);
      return picture_bullet(tag);
    case Act::BulletUse:
      return {lost_bullets_.contains(tag.value(names_.word_val).value_or("")) ? Verdict::Drop : Verdict::Keep};
    case Act::Guide:
      return guide(tag, *rule);
    case Act::CustomShow:
      document_.custom_shows.emplace(tag.value(names_.id).value_or(""));
      return {};
    case Act::SlideId:
      return slide_id(tag);
    case Act::SlideIdUse:
      return {lost_slides_.contains(tag.value(names_.id).value_or("")) ? Verdict::Drop : Verdict::Keep};
    case Act::HiddenMark:
      return hidden_mark(tag, *rule);
    case Act::HiddenHolder:
      return hidden_holder(tag);
  }
  return {Verdict::Drop};
}

ElementDecision PartFilter::reference(xml::StartTag& tag, const ElementRule& rule) {
  if (references_hold(tag)) {
    if (rule.name == "v:imagedata") bullet_has_picture_ = true;
    member_kept();
    return {};
  }
  // A row of its own says more than that the relationship went.
  if (root_ == "p:viewPr") reporter_.tell("PML-024", std::nullopt, where_);
  if (rule.id != "OOXML-012") removed(rule);
  return {Verdict::Drop};
}

ElementDecision PartFilter::container() {
  const xml::ConditionId condition = filter_->open_condition();
  containers_.push_back({condition, false});
  return {Verdict::Keep, condition, false};
}

ElementDecision PartFilter::extension(xml::StartTag& tag, const ElementRule& rule) {
  const auto uri = tag.value(names_.uri);
  if (!uri.has_value()) return {};  // a:ext of a transform is a size
  if (!Rules::is_known_extension(*uri)) {
    std::string_view id = Rules::extension_id(*uri);
    if (id == "OOXML-022" && root_ == "a:theme") id = "DML-024";
    if (id == "OOXML-022" && rule.name == "p:ext") id = "PML-025";
    reporter_.tell(id, rule.category, where_, Action::Removed, std::string(*uri));
    return {Verdict::Drop};
  }
  member_kept();
  return {};
}

ElementDecision PartFilter::alternate_content() {
  Branches branches;
  if (!frames_.empty()) {
    branches.in_frame = true;
    branches.condition = frames_.back().condition;
  } else {
    branches.condition = filter_->open_condition();
  }
  branches_.push_back(branches);
  return {Verdict::Keep, branches.condition, false};
}

// Requires = list of prefixes whose namespaces a consumer must understand to take the branch (ECMA-376-3, 7.6).
bool PartFilter::understands_all(xml::StartTag& tag, std::string_view prefixes, std::string& canonical,
                                 std::string_view& id) {
  std::size_t at = 0;
  std::size_t count = 0;
  while (at < prefixes.size()) {
    while (at < prefixes.size() && ascii::is_space(prefixes[at]))
      ++at;
    std::size_t end = at;
    while (end < prefixes.size() && !ascii::is_space(prefixes[end]))
      ++end;
    if (end == at) break;
    const xml::NamespaceId ns = tag.resolve_prefix(prefixes.substr(at, end - at));
    if (!rules_.understands(ns)) {
      if (ns != 0) id = Rules::namespace_id(rules_.vocabulary().ns(ns).uri);
      return false;
    }
    tag.declare(ns);
    if (!canonical.empty()) canonical.push_back(' ');
    canonical += rules_.vocabulary().ns(ns).prefix;
    at = end;
    ++count;
  }
  return count > 0;
}

ElementDecision PartFilter::choice(xml::StartTag& tag, const ElementRule& rule) {
  if (branches_.empty()) return {Verdict::Drop};
  Branches& branches = branches_.back();
  std::string canonical;
  std::string_view id = rule.id;
  const std::string wanted(tag.value(names_.requires_).value_or(""));
  const bool lost_slicer = document_.slicers_removed && (wanted.find("sle") != std::string::npos || wanted == "tsle");
  if (lost_slicer) id = "SML-042";
  if (lost_slicer || !understands_all(tag, wanted, canonical, id)) {
    reporter_.tell(id, rule.category, where_, Action::Removed, "alternate content for " + wanted);
    return {Verdict::Drop};
  }
  tag.set(names_.requires_, canonical);
  branches.any_kept = true;
  if (branches.in_frame) return {Verdict::Keep, branches.condition};
  filter_->resolve(branches.condition, true);
  return {};
}

ElementDecision PartFilter::fallback() {
  if (branches_.empty()) return {Verdict::Drop};
  const Branches& branches = branches_.back();
  if (branches.in_frame) return {Verdict::Keep, branches.condition, false};
  if (branches.any_kept) return {};
  filter_->resolve(branches.condition, false);
  return {Verdict::Unwrap};
}

// What on_start(), on_text() and on_end() would come to, for the acts of which a part can hold thousands.
bool PartFilter::keeps_leaf(xml::ElementId element, std::string_view text) {
  const ElementRule* rule = rules_.element(element);
  if (rule == nullptr) return false;
  switch (rule->act) {
    case Act::RunContent:
      return !fields_.holds_content() && holders_.empty();
    case Act::Formula:  // a shared formula may belong to a group that has gone
      return flattened_groups_.empty() && shapes_.is_harmless(text, document_.scope());
    case Act::FormulaText:
      return shapes_.is_harmless(text, document_.scope());
    case Act::CellText:
      return !is_csv_command(text);
    default:
      return false;
  }
}

void PartFilter::on_end(xml::ElementId element) {
  const ElementRule* rule = rules_.element(element);
  if (rule == nullptr) return;
  switch (rule->act) {
    case Act::AlternateContent:
      if (branches_.empty()) return;
      if (!branches_.back().in_frame && !branches_.back().any_kept) filter_->resolve(branches_.back().condition, false);
      branches_.pop_back();
      return;
    case Act::Container:
      if (containers_.empty()) return;
      if (!containers_.back().settled) filter_->resolve(containers_.back().condition, false);
      containers_.pop_back();
      return;
    case Act::Story:
      fields_.leave_story();
      return;
    case Act::Formula:
      if (formula_.condition != 0) filter_->resolve(formula_.condition, formula_.keep);
      formula_ = {};
      return;
    case Act::DefinedName:
      if (defined_name_.condition != 0) filter_->resolve(defined_name_.condition, defined_name_.keep);
      if (defined_name_.condition != 0 && defined_name_.keep) member_kept();
      if (!defined_name_.keep) document_.removed_names.insert(ascii::lower(defined_name_text_));
      defined_name_ = {};
      return;
    case Act::GraphicFrame:
      if (frames_.empty()) return;
      settle_frame(true);
      if (frames_.back().is_dropped && !frames_.back().has_picture) timing_.lose_shape(frames_.back().shape_id);
      frames_.pop_back();
      return;
    case Act::Timing:
    case Act::TimeNode:
    case Act::TimeList:
    case Act::TimeSubList:
    case Act::TimeStart:
    case Act::TimeCond:
      timing_.on_end(*rule);
      return;
    case Act::Place:
      places_.pop_back();
      return;
    case Act::PictureBullet:
      places_.pop_back();
      end_picture_bullet(*rule);
      return;
    case Act::HiddenHolder:
      end_holder();
      return;
    default:
      return;
  }
}

Verdict PartFilter::on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) {
  const AttributeRule* rule = rules_.attribute(tag.element(), attribute);
  if (rule == nullptr) return Verdict::Keep;
  bool keep = true;
  switch (rule->act) {
    case AttributeAct::Drop:
      keep = false;
      break;
    case AttributeAct::Requires:
      return Verdict::Keep;
    case AttributeAct::Ignorable: {
      std::string canonical;
      for (std::size_t at = 0; at < value.size();) {
        const std::size_t end = std::min(value.find_first_of(" \t\r\n", at), value.size());
        std::string_view id;
        if (end > at) understands_all(tag, std::string_view(value).substr(at, end - at), canonical, id);
        at = end + 1;
      }
      value = canonical;
      return canonical.empty() ? Verdict::Drop : Verdict::Keep;
    }
    case AttributeAct::Relationship:
      if (value.empty() || link(value) == Link::Kept) {
        if (!value.empty()) bullet_has_picture_ = true;
        return Verdict::Keep;
      }
      // The relationship was told when it went; a place of its own is told here.
      if (!places_.empty()) reporter_.tell(places_.back(), rule->category, where_);
      return Verdict::Drop;
    case AttributeAct::Macro:
      if (!value.empty()) reporter_.tell(rule->id, rule->category, where_, Action::Removed, value);
      value.clear();
      return Verdict::Keep;
    case AttributeAct::Link:
      keep = value.empty() || uri::is_allowed(uri::classify(value));
      break;
    case AttributeAct::FormulaValue:
      keep = judge_formula(value, document_.scope()).empty();
      break;
    case AttributeAct::W3cDate:
      value = "dcterms:W3CDTF";
      return Verdict::Keep;
    case AttributeAct::SheetIndex:
      return document_.sheets_removed ? Verdict::Drop : Verdict::Keep;
    case AttributeAct::RichValue:
      return document_.metadata_removed ? Verdict::Drop : Verdict::Keep;
    case AttributeAct::Outside:
      reporter_.tell(rule->id, rule->category, where_, Action::Removed, value.substr(0, 120));
      if (!places_.empty())
        reporter_.tell(places_.back(), rule->category, where_, Action::Removed, value.substr(0, 120));
      return Verdict::Drop;
    case AttributeAct::OffOnly:
      keep = is_off(value);
      break;
    case AttributeAct::SheetState:
    case AttributeAct::HiddenCells:
    case AttributeAct::IterateCount:
    case AttributeAct::FormatCode:
      return judge_sheet_value(*rule, value);
    case AttributeAct::HiddenFlag:
    case AttributeAct::ShowFlag:
    case AttributeAct::Crop:
    case AttributeAct::LocalPath:
    case AttributeAct::ShortName:
    case AttributeAct::PlainStyle:
    case AttributeAct::FontName:
      return judge_value(tag, *rule, value);
  }
  if (keep) return Verdict::Keep;
  reporter_.tell(rule->id, rule->category, where_, Action::Removed, value.substr(0, 120));
  return Verdict::Drop;
}

namespace {

struct DroppedKind {
  xml::Dropped::Kind kind;
  std::string_view id;
  Action action;
  std::string_view detail;
};
// What the filter leaves out by itself.
constexpr std::array<DroppedKind, 6> kDroppedKinds = {{
    {xml::Dropped::Kind::Comment, "OOXML-019", Action::Removed, "XML comment"},
    {xml::Dropped::Kind::ProcessingInstruction, "OOXML-018", Action::Removed, "processing instruction"},
    {xml::Dropped::Kind::Cdata, "OOXML-019", Action::Rewritten, "CDATA section"},
    {xml::Dropped::Kind::Text, "OOXML-023", Action::Removed, "text between elements"},
    {xml::Dropped::Kind::Condition, "OOXML-035", Action::Removed, "a construct too large to be judged"},
    {xml::Dropped::Kind::Others, "OOXML-023", Action::Removed, "further names"},
}};

}  // namespace

void PartFilter::on_dropped(const xml::Dropped& dropped) {
  using Kind = xml::Dropped::Kind;
  for (const DroppedKind& row : kDroppedKinds) {
    if (row.kind != dropped.kind) continue;
    reporter_.tell(row.id, std::nullopt, where_, row.action, std::string(row.detail), dropped.count);
    return;
  }
  if (dropped.kind == Kind::Attribute) {
    const AttributeRule* rule = dropped.attribute == 0 ? nullptr : rules_.attribute(dropped.owner, dropped.attribute);
    std::string detail = "attribute " + std::string(dropped.local_name);
    if (rule != nullptr) {
      reporter_.tell(rule->id, rule->category, where_, Action::Removed, std::move(detail), dropped.count);
    } else {
      const bool html = dropped.owner != 0 && rules_.vocabulary().element_info(dropped.owner).ns == xml::kNoNamespace;
      const std::string_view id = html                     ? "DML-021"
                                  : dropped.attribute == 0 ? Rules::namespace_id(dropped.namespace_uri)
                                                           : "OOXML-023";
      reporter_.tell(id, std::nullopt, where_, Action::Removed, std::move(detail), dropped.count);
    }
    return;
  }
  const ElementRule* rule = dropped.element == 0 ? nullptr : rules_.element(dropped.element);
  std::string detail = "element " + std::string(dropped.local_name);
  if (rule != nullptr) {
    reporter_.tell(rule->id, rule->category, where_, Action::Removed, std::move(detail), dropped.count);
  } else {
    // Names without a namespace stand in the HTML of notes alone.
    const std::string_view id =
        root_ == "xml" && dropped.namespace_uri.empty() ? "DML-021" : Rules::namespace_id(dropped.namespace_uri);
    reporter_.tell(id, std::nullopt, where_, Action::Removed, std::move(detail), dropped.count);
  }
}

}  // namespace mugai::ooxml
