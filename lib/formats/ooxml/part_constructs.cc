// The constructs of single families: Word links, PowerPoint actions and objects, sheets, names and formulas.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"
#include "lib/formats/ooxml/formula.h"
#include "lib/formats/ooxml/part_filter.h"
#include "lib/formats/ooxml/part_sheets.h"

namespace mugai::ooxml {

using xml::ElementDecision;
using xml::Verdict;

ElementDecision PartFilter::simple_field(xml::StartTag& tag) {
  const ElementDecision outer = fields_.on_run_content();
  if (fields_.keeps_simple(tag.value(names_.instruction).value_or(""))) return outer;
  return {Verdict::Unwrap};
}

// w:hyperlink lives by its relationship or by a bookmark of this document; else its text stays alone.
ElementDecision PartFilter::hyperlink(xml::StartTag& tag, const ElementRule& rule) {
  const auto id = tag.value(names_.r_id);
  const bool anchored = !tag.value(names_.anchor).value_or("").empty();
  if (!reporter_.keeps(policy::Category::Hyperlinks)) {
    removed(rule, Action::Flattened);
    return {Verdict::Unwrap};
  }
  if (!id.has_value() || link(*id) == Link::Kept) return {};
  tag.remove(names_.r_id);
  return anchored ? ElementDecision{} : ElementDecision{Verdict::Unwrap};
}

ElementDecision PartFilter::sheet_hyperlink(xml::StartTag& tag, const ElementRule& rule) {
  const auto id = tag.value(names_.r_id);
  const std::string location(tag.value(names_.location).value_or(""));
  if (!reporter_.keeps(policy::Category::Hyperlinks)) {
    removed(rule);
    return {Verdict::Drop};
  }
  const bool linked = id.has_value() && link(*id) == Link::Kept;
  const bool foreign =
      !location.empty() && (!judge_formula(location, document_.scope()).empty() ||
                            location.find("://") != std::string::npos || location.find('\\') != std::string::npos);
  if (foreign) {
    removed(rule, Action::Removed, location);
    tag.remove(names_.location);
  }
  if (!linked && (location.empty() || foreign)) return {Verdict::Drop};
  if (id.has_value() && !linked) tag.remove(names_.r_id);
  member_kept();
  return {};
}

namespace {

struct ActionRule {
  std::string_view verb;  // after "ppaction://", up to '?'
  std::string_view id;    // empty: stays
};
// Verbs of MS-OI29500, 2.1.1245; a verb that is not listed goes as PML-007.
constexpr std::array<ActionRule, 11> kActions = {{
    {"noaction", ""},
    {"hlinkshowjump", ""},
    {"hlinksldjump", ""},
    {"customshow", ""},
    {"program", "PML-001"},
    {"macro", "PML-003"},
    {"ole", "PML-004"},
    {"hlinkfile", "PML-005"},
    {"hlinkpres", "PML-005"},
    {"media", "PML-012"},  // the media is gone
    {"", "PML-007"},
}};

std::string_view judge_action(std::string_view action) {
  if (action.empty()) return {};
  constexpr std::string_view kScheme = "ppaction://";
  if (!ascii::starts_with_ignoring_case(action, kScheme)) return "PML-007";
  std::string_view verb = action.substr(kScheme.size());
  verb = verb.substr(0, verb.find('?'));
  for (const ActionRule& rule : kActions) {
    if (ascii::equal_ignoring_case(rule.verb, verb)) return verb.empty() ? "PML-007" : rule.id;
  }
  return "PML-007";
}

// Classes whose data is a package that the nested job has rebuilt.
constexpr std::array<std::string_view, 7> kPackageClasses = {
    "Excel.Sheet.12",      "Excel.Chart.12",          "Word.Document.12", "PowerPoint.Show.12",
    "PowerPoint.Slide.12", "PowerPoint.SlideShow.12", "Excel.Template.12"};

}  // namespace

ElementDecision PartFilter::action(xml::StartTag& tag, const ElementRule& rule) {
  const std::string value(tag.value(names_.action).value_or(""));
  const std::string id(tag.value(names_.r_id).value_or(""));
  const bool hover = rule.name != "a:hlinkClick";
  std::string_view why = judge_action(value);
  const bool jump = value.find("hlinksldjump") != std::string::npos ||
                    value.find("hlinkshowjump") != std::string::npos || value.find("noaction") != std::string::npos;
  if (hover && !jump && why.empty()) why = rule.id;
  if (why.empty() && !reporter_.keeps(policy::Category::Hyperlinks) && !jump) why = rule.id;
  if (why.empty() && !has_target(value, id)) why = jump || !value.empty() ? "PML-006" : "DML-007";
  if (why.empty()) return {};
  reporter_.tell(why, rule.category, where_, Action::Removed, value);
  const bool is_master =
      root_ == "p:sldMaster" || root_ == "p:sldLayout" || root_ == "p:notesMaster" || root_ == "p:handoutMaster";
  if (is_master) reporter_.tell("PML-027", rule.category, where_, Action::Removed, value);
  return {Verdict::Drop};
}

// What a link or a jump leads to is there: a slide, a show, or an address that was kept.
bool PartFilter::has_target(std::string_view action, std::string_view id) const {
  const std::string lower = ascii::lower(action);
  if (const std::size_t at = lower.find("customshow?id="); at != std::string::npos) {
    const std::string_view number = std::string_view(lower).substr(at + 14);
    if (!document_.custom_shows.contains(number.substr(0, number.find('&')))) return false;
  }
  const auto found = relationships_.find(id);
  if (lower.find("hlinksldjump") != std::string::npos)
    return found != relationships_.end() && found->second.kept && found->second.type == "O:slide";
  if (id.empty()) return true;
  return found != relationships_.end() && found->second.kept &&
         (found->second.type == "O:hyperlink" || found->second.type == "O:slide");
}

// An object stays only where its data is a package that was rebuilt, and its class is one that opens packages.
ElementDecision PartFilter::ole_object(xml::StartTag& tag, const ElementRule& rule) {
  const std::string id(tag.value(names_.r_id).value_or(""));
  const auto found = relationships_.find(id);
  const bool rebuilt = found != relationships_.end() && found->second.kept && found->second.type == "O:package";
  const std::string program(tag.value(rule.name == "o:OLEObject" ? names_.vml_progid : names_.progid).value_or(""));
  const bool known = std::find(kPackageClasses.begin(), kPackageClasses.end(), program) != kPackageClasses.end();
  const bool linked = tag.value(names_.ole_type).value_or("Embed") != "Embed";
  const bool keep = rebuilt && known && !linked;
  const bool in_frame = rule.name == "p:oleObj" && !frames_.empty();
  if (keep) {
    member_kept();
    if (!in_frame) return {};
    settle_frame(true);
    return {Verdict::Keep, frames_.back().condition, false};
  }
  reporter_.tell(linked ? "OOXML-046" : rule.id, rule.category, where_, Action::Flattened, program);
  if (!in_frame) return {Verdict::Drop};
  settle_frame(false);
  if (!frames_.back().is_dropped) return {Verdict::Drop};  // the frame holds something else, too, and stays
  return {Verdict::Keep, frames_.back().condition, false};
}

// A slide's object frame becomes the picture inside of it: everything around the picture waits under one condition.
ElementDecision PartFilter::graphic_frame() {
  const xml::ConditionId condition = filter_->open_condition();
  Frame frame;
  frame.condition = condition;
  frames_.push_back(std::move(frame));
  return {Verdict::Keep, condition, false};
}

ElementDecision PartFilter::frame_part(bool covers_content) {
  if (frames_.empty()) return {};
  return {Verdict::Keep, frames_.back().condition, covers_content};
}

ElementDecision PartFilter::graphic_data(xml::StartTag& tag) {
  if (frames_.empty()) return {};
  const std::string_view uri = tag.value(names_.uri).value_or("");
  const bool object = uri.ends_with("/presentationml/2006/ole") || uri.ends_with("/presentationml/ole");
  if (!object) settle_frame(true);
  return {Verdict::Keep, frames_.back().condition, false};
}

void PartFilter::settle_frame(bool keep) {
  Frame& frame = frames_.back();
  if (frame.settled) return;
  frame.settled = true;
  frame.is_dropped = !keep;
  filter_->resolve(frame.condition, keep);
}

// The id of the shape at hand: animation names it. The picture of an object that goes takes over its frame's.
ElementDecision PartFilter::shape_id(xml::StartTag& tag) {
  const std::string id(tag.value(names_.id).value_or(""));
  if (!holders_.empty() && holders_.back().depth + 2 == tag.depth()) holders_.back().shape_id = id;
  if (!frames_.empty()) {
    Frame& frame = frames_.back();
    if (frame.is_dropped) {
      if (!frame.has_picture && !frame.shape_id.empty()) tag.set(names_.id, frame.shape_id);
      frame.has_picture = true;
      return {};
    }
    if (frame.shape_id.empty()) frame.shape_id = id;
    if (!frame.settled) return frame_part(true);
  }
  const bool hidden = !is_off(tag.value(names_.hidden).value_or("0"));
  if (hidden || holders_.empty() || holders_.back().settled || holders_.back().depth + 2 != tag.depth()) return {};
  holders_.back().settled = true;
  filter_->resolve(holders_.back().condition, true);
  return {};
}

ElementDecision PartFilter::formula(xml::StartTag& tag, const ElementRule& rule) {
  (void)rule;
  formula_ = {};
  if (tag.value(names_.formula_type).value_or("") == "shared") {
    formula_.shared_index = std::string(tag.value(names_.shared_index).value_or(""));
    if (flattened_groups_.contains(formula_.shared_index)) {
      reporter_.tell("SML-016", rule.category, where_, Action::Flattened, "shared with a formula that is gone");
      return {Verdict::Drop};
    }
  }
  formula_.condition = filter_->open_condition();
  return {Verdict::Keep, formula_.condition};
}

ElementDecision PartFilter::defined_name(xml::StartTag& tag, const ElementRule& rule) {
  defined_name_ = {};
  defined_name_text_ = std::string(tag.value(names_.name).value_or(""));
  if (const std::string_view id = judge_defined_name(defined_name_text_); !id.empty()) {
    reporter_.tell(id, rule.category, where_, Action::Removed, defined_name_text_);
    defined_name_.keep = false;
    return {Verdict::Drop};
  }
  if (const auto local = tag.value(names_.local_sheet); local.has_value() && document_.sheets_removed) {
    const auto index = ascii::parse_decimal(*local);
    const int moved = index.has_value() && *index < document_.sheet_index.size() ? document_.sheet_index[*index] : -1;
    if (moved < 0) {
      defined_name_.keep = false;
      removed(rule, Action::Removed, defined_name_text_);
      return {Verdict::Drop};
    }
    tag.set(names_.local_sheet, std::to_string(moved));
  }
  defined_name_.condition = filter_->open_condition();
  return {Verdict::Keep, defined_name_.condition};
}

ElementDecision PartFilter::sheet(xml::StartTag& tag, const ElementRule& rule) {
  (void)rule;
  const bool keep = link(tag.value(names_.r_id).value_or("")) == Link::Kept;
  document_.sheet_index.push_back(keep ? document_.sheets_kept : -1);
  if (!keep) {
    document_.removed_sheets.insert(ascii::lower(tag.value(names_.name).value_or("")));
    return {Verdict::Drop};
  }
  ++document_.sheets_kept;
  return {};
}

Verdict PartFilter::on_text(xml::ElementId element, std::string& text) {
  const ElementRule* rule = rules_.element(element);
  if (rule == nullptr) return Verdict::Keep;
  if (rule->act == Act::InstructionText) {
    fields_.on_instruction_text(text);
    return Verdict::Keep;
  }
  if (rule->act == Act::HeaderText || rule->act == Act::CellText) {
    const bool told = rule->act == Act::HeaderText ? prints_path(text) : is_csv_command(text);
    if (told) reporter_.tell(rule->id, std::nullopt, where_, Action::Kept, text.substr(0, 120));
    return Verdict::Keep;
  }
  const formula::Verdict verdict = formula::judge(text, formula::Dialect::Excel, document_.scope());
  const std::string_view id = formula::spreadsheet_id(verdict.danger);
  if (id.empty() && rule->act == Act::DefinedName && ascii::starts_with_ignoring_case(text, "_xlfn.LAMBDA("))
    document_.lambdas.insert(ascii::lower(defined_name_text_));
  if (id.empty()) return Verdict::Keep;
  const bool own_row = rule->act == Act::FormulaText;  // tells where the formula stood, which no other row does
  // The function or reference alone: a sheet may hold thousands of such formulas, and equal findings are one.
  reporter_.tell(own_row ? rule->id : id, rule->category, where_, Action::Flattened, std::string(verdict.what));
  if (own_row) reporter_.tell(id, rule->category, where_, Action::Flattened, std::string(verdict.what));
  if (rule->act == Act::FormulaText) {
    text = "#REF!";
    return Verdict::Keep;
  }
  if (rule->act == Act::DefinedName) {
    defined_name_.keep = false;
  } else {
    formula_.keep = false;
    if (!formula_.shared_index.empty()) flattened_groups_.insert(formula_.shared_index);
  }
  return Verdict::Keep;
}

}  // namespace mugai::ooxml
