// Roots, links, listeners, sections, fields of Word, settings.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"
#include "lib/formats/odf/part_filter.h"

namespace mugai::odf {

using xml::ElementDecision;
using xml::Verdict;

namespace {

// Versions of ODF that exist; another one is written as the last.
constexpr std::array<std::string_view, 5> kVersions = {"1.0", "1.1", "1.2", "1.3", "1.4"};

}  // namespace

// The prefixes of formula languages stand in values, where the filter cannot see that they are used: all of them are
// declared.
void PartFilter::root(xml::StartTag& tag) {
  for (const xml::NamespaceId ns : {names_.of, names_.oooc, names_.ooow})
    tag.declare(ns);
  const std::string version(tag.value(names_.version).value_or(""));
  const bool known = std::find(kVersions.begin(), kVersions.end(), version) != kVersions.end();
  if (!known && !version.empty()) tag.set(names_.version, kVersions.back());
  if (tag.depth() != 1) return;
  version_ = known || version.empty() ? version : std::string(kVersions.back());
  mimetype_ = std::string(tag.value(names_.mimetype).value_or(""));
  if (const MainRow* row = find_main(mimetype_); row != nullptr && row->output != row->mime)
    tag.set(names_.mimetype, row->output);
}

void PartFilter::body(const xml::StartTag& tag) {
  constexpr std::uint32_t kBodyDepth = 3;  // office:document / office:body / office:text
  if (tag.depth() != kBodyDepth) return;
  const Kind* kind = find_body(rules_.vocabulary().element_name(tag.element()));
  if (kind != nullptr) body_ = *kind;
  ++bodies_;
}

bool PartFilter::link_holds(xml::StartTag& tag, const ElementRule& rule) {
  const std::string href(tag.value(names_.href).value_or(""));
  const uri::Kind kind = uri::classify(href);
  const bool internal = kind == uri::Kind::Internal;
  if (uri::is_allowed(kind) && (internal || reporter_.keeps(policy::Category::Hyperlinks))) return true;
  const std::string_view id = uri::is_allowed(kind) ? std::string_view("GEN-010") : rule.id;
  reporter_.tell(id, rule.category, where_, Action::Flattened, href.substr(0, 120));
  tell_internal_scheme(href);
  return false;
}

ElementDecision PartFilter::link(xml::StartTag& tag, const ElementRule& rule) {
  return {link_holds(tag, rule) ? Verdict::Keep : Verdict::Unwrap};
}

namespace {

// presentation:action (ODF 1.3 part 3, 19.400): what moves through the show, or changes what is seen of it. The others
// (sound, verb, execute) run something.
constexpr std::array<std::string_view, 10> kSlideActions = {
    "none", "previous-page", "next-page", "first-page", "last-page",
    "hide", "stop",          "show",      "fade-out",   "last-visited-page"};

}  // namespace

ElementDecision PartFilter::slide_listener(xml::StartTag& tag, const ElementRule& rule) {
  const std::string action(tag.value(names_.action).value_or(""));
  const std::string href(tag.value(names_.href).value_or(""));
  const bool known = std::find(kSlideActions.begin(), kSlideActions.end(), action) != kSlideActions.end();
  const uri::Kind kind = uri::classify(href);
  const bool web = uri::is_allowed(kind) && kind != uri::Kind::Internal;
  if (known && (kind == uri::Kind::Internal || (web && reporter_.keeps(policy::Category::Hyperlinks)))) {
    if (!listeners_.empty()) listeners_.back().settled = true;
    return {};
  }
  removed(rule, Action::Removed, action + " " + href.substr(0, 120));
  return {Verdict::Drop};
}

// An element that is nothing without its formulas and addresses.
ElementDecision PartFilter::guarded(xml::StartTag& tag, const ElementRule& rule) {
  for (const xml::AttributeId attribute : rules_.judged(tag.element())) {
    const auto value = tag.value(attribute);
    if (!value.has_value()) continue;
    const std::string_view bad = judge(tag, *rules_.attribute(tag.element(), attribute), *value);
    if (bad.empty()) continue;
    removed(rule, Action::Removed, std::string(bad.substr(0, 120)));
    return {Verdict::Drop};
  }
  return {};
}

// text:display = "true" / "none" / "condition" (19.806)
ElementDecision PartFilter::section(xml::StartTag& tag, const ElementRule& rule) {
  const std::string display(tag.value(names_.display).value_or("true"));
  if (display == "true") return {};
  const bool keep = reporter_.keeps(*rule.category);
  removed(rule, keep ? Action::Kept : Action::Removed, "text:section " + display);
  if (keep) return {};
  if (display == "none") return {Verdict::Drop};
  tag.remove(names_.display);
  tag.remove(names_.condition);
  return {};
}

namespace {

constexpr std::string_view kFieldPrefix = "vnd.oasis.opendocument.field.";
// Fields that hold what a person fills in, and tables of contents. Others are codes of Word that would come to life
// when the document is saved in its format (ODF-026).
constexpr std::array<std::string_view, 9> kFieldTypes = {"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "FORMDATE", "TOC",
                                                         "PAGEREF",  "HYPERLINK",    "PAGE",         "SEQ"};
constexpr std::array<std::string_view, 18> kFieldParams = {"Checkbox_Checked",
                                                           "Checkbox_HelpText",
                                                           "Checkbox_Name",
                                                           "CheckBox_Checked",
                                                           "Dropdown_ListEntry",
                                                           "Dropdown_Selected",
                                                           "Dropdown_SelectedEntry",
                                                           "Type",
                                                           "Content",
                                                           "MaxLength",
                                                           "Format",
                                                           "Name",
                                                           "Description",
                                                           "Hint",
                                                           "Result",
                                                           "DateField_DateFormat",
                                                           "DateField_DateFormat_Language",
                                                           "DateField_CurrentDate"};

}  // namespace

bool PartFilter::field_type_stays(const xml::StartTag& tag, const ElementRule& rule) {
  const std::string type(tag.value(names_.field_type).value_or(""));
  std::string_view name = type;
  if (name.starts_with(kFieldPrefix)) name.remove_prefix(kFieldPrefix.size());
  if (name != type && std::find(kFieldTypes.begin(), kFieldTypes.end(), name) != kFieldTypes.end()) return true;
  removed(rule, Action::Flattened, type.substr(0, 120));
  return false;
}

ElementDecision PartFilter::field_start(xml::StartTag& tag, const ElementRule& rule) {
  fields_.push_back(field_type_stays(tag, rule));
  return {fields_.back() ? Verdict::Keep : Verdict::Drop};
}

ElementDecision PartFilter::field_end() {
  const bool keep = !fields_.empty() && fields_.back();
  if (!fields_.empty()) fields_.pop_back();
  return {keep ? Verdict::Keep : Verdict::Drop};
}

// Parameters of a field that stays, and the mark between its code and its result.
ElementDecision PartFilter::field_param(xml::StartTag& tag, const ElementRule& rule) {
  if (rule.name == "field:fieldmark-separator")
    return {!fields_.empty() && fields_.back() ? Verdict::Keep : Verdict::Drop};
  const std::string name(tag.value(names_.param_name).value_or(""));
  if (std::find(kFieldParams.begin(), kFieldParams.end(), name) != kFieldParams.end()) return {};
  removed(rule, Action::Removed, "parameter " + name.substr(0, 80));
  return {Verdict::Drop};
}

ElementDecision PartFilter::config_item(xml::StartTag& tag, const ElementRule& rule) {
  const std::string name(tag.value(names_.config_name).value_or(""));
  item_ = find_item(name);
  if (item_ == nullptr) {
    reporter_.tell(rule.id, std::nullopt, where_, Action::Removed, name.substr(0, 120));
    return {Verdict::Drop};
  }
  item_name_ = name;
  return {};
}

Verdict PartFilter::config_text(std::string& text) {
  if (item_ == nullptr) return Verdict::Drop;
  const bool protects = *item_ == ItemRule::Key && !reporter_.keeps(policy::Category::Protection);
  if (!protects && (fits(*item_, text) || ascii::trim(text).empty())) return Verdict::Keep;
  switch (*item_) {
    case ItemRule::Zero:
      text = "0";
      return Verdict::Keep;
    case ItemRule::Printer:
      reporter_.tell("ODF-019", policy::Category::PrinterSettings, where_, Action::Removed, item_name_);
      break;
    case ItemRule::Key:
      reporter_.tell("ODF-025", policy::Category::Protection, where_, Action::Removed, item_name_);
      break;
    case ItemRule::Source:
      if (is_stock_palette(text)) break;
      reporter_.tell("ODF-019", policy::Category::ExternalReferences, where_, Action::Removed,
                     item_name_ + ": " + text.substr(0, 120));
      tell_internal_scheme(text);
      break;
    default:
      reporter_.tell("ODF-019", std::nullopt, where_, Action::Removed, item_name_ + ": " + text.substr(0, 80));
      break;
  }
  return Verdict::Drop;
}

}  // namespace mugai::odf
