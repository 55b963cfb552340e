// Dispatch, attributes and reports. The constructs: constructs_media.cc, constructs_text.cc.
#include "lib/formats/odf/part_filter.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::odf {

using xml::ElementDecision;
using xml::Verdict;

Names::Names(const xml::Vocabulary& v)
    : href(v.attribute("xlink:href")),
      mimetype(v.attribute("office:mimetype")),
      version(v.attribute("office:version")),
      action(v.attribute("presentation:action")),
      field_type(v.attribute("field:type")),
      param_name(v.attribute("field:name")),
      config_name(v.attribute("config:name")),
      display(v.attribute("text:display")),
      fixed(v.attribute("text:fixed")),
      condition(v.attribute("text:condition")),
      mime(v.attribute("draw:mime-type")),
      loext_mime(v.attribute("loext:mime-type")),
      value_type(v.attribute("office:value-type")),
      calc_value_type(v.attribute("calcext:value-type")),
      string_value(v.attribute("office:string-value")),
      of(v.namespace_by_prefix("of")),
      oooc(v.namespace_by_prefix("oooc")),
      ooow(v.namespace_by_prefix("ooow")) {}

PartFilter::PartFilter(const Rules& rules, const Names& names, Package& package, std::string_view prefix,
                       Reporter& reporter, Context& context, std::string_view where)
    : rules_(rules),
      names_(names),
      package_(package),
      prefix_(prefix),
      reporter_(reporter),
      context_(context),
      where_(where) {}

void PartFilter::removed(const ElementRule& rule, Action action, std::string detail) {
  reporter_.tell(rule.id, rule.category, where_, action, std::move(detail));
}

ElementDecision PartFilter::on_start(xml::StartTag& tag) {
  const ElementRule* rule = rules_.element(tag.element());
  if (rule == nullptr) return {};
  switch (rule->act) {
    case Act::Drop:
      return {Verdict::Drop};
    case Act::Unwrap:
      return {Verdict::Unwrap};
    case Act::PolicyDrop:
      return policy_drop(*rule);
    case Act::Silent:
      ++uncertain_;
      silent_.push_back(filter_->open_condition());
      return {Verdict::Keep, silent_.back()};
    case Act::Root:
      root(tag);
      return {};
    case Act::Body:
      body(tag);
      return {};
    case Act::Link:
      return link(tag, *rule);
    case Act::Area:
      return {link_holds(tag, *rule) ? Verdict::Keep : Verdict::Drop};
    case Act::Frame:
      frames_.push_back({tag.depth(), filter_->open_condition(), false, false, {}});
      return {Verdict::Keep, frames_.back().condition};
    case Act::Representation:
      representation(tag);
      return {};
    case Act::Lost:
      lose();
      removed(*rule, Action::Removed, "element " + std::string(rule->name.substr(rule->name.find(':') + 1)));
      return {Verdict::Drop};
    case Act::Image:
      return picture(tag, *rule, Use::Image);
    case Act::Fill:
      return picture(tag, *rule, Use::Fill);
    case Act::Bullet:
      return picture(tag, *rule, Use::Bullet);
    case Act::Object:
      if (uncertain_ > 0) lose();
      return uncertain_ > 0 ? ElementDecision{Verdict::Drop} : object(tag, *rule);
    case Act::BinaryData:
      return !pictures_.empty() && pictures_.back().has_data ? ElementDecision{} : ElementDecision{Verdict::Drop};
    case Act::Listeners:
      ++uncertain_;
      listeners_.push_back({filter_->open_condition(), false});
      return {Verdict::Keep, listeners_.back().condition};
    case Act::SlideListener:
      return slide_listener(tag, *rule);
    case Act::Section:
      return section(tag, *rule);
    case Act::Guarded:
      return guarded(tag, *rule);
    case Act::FieldStart:
      return field_start(tag, *rule);
    case Act::FieldEnd:
      return field_end();
    case Act::Field:
      return {field_type_stays(tag, *rule) ? Verdict::Keep : Verdict::Drop};
    case Act::FieldParam:
      return field_param(tag, *rule);
    case Act::ConfigItem:
      return config_item(tag, *rule);
    case Act::ConfigGroup: {
      const std::string name(tag.value(names_.config_name).value_or(""));
      if (is_known_group(name)) return {};
      removed(*rule, Action::Removed, name);
      return {Verdict::Drop};
    }
    case Act::Meta:
      in_meta_ = true;
      return {};
    case Act::Property:
      if (!in_meta_ || reporter_.keeps(*rule->category)) return {};
      removed(*rule);
      return {Verdict::Drop};
    case Act::PropertyField:
      if (!reporter_.keeps(*rule->category) && tag.value(names_.fixed).value_or("") != "true") {
        tag.set(names_.fixed, "true");
        removed(*rule, Action::Flattened, std::string(rule->name));
      }
      return {};
    case Act::Pilot:
      ++uncertain_;
      pilots_.push_back({filter_->open_condition(), false});
      return {Verdict::Keep, pilots_.back().condition};
    case Act::PilotPoison: {
      const ElementDecision decision = guarded(tag, *rule);
      const bool own_table = rules_.judged(tag.element()).size() > 0;
      if (own_table && decision.verdict == Verdict::Keep) return {};
      if (!own_table) removed(*rule);
      if (!pilots_.empty()) pilots_.back().settled = true;
      return {Verdict::Drop};
    }
  }
  return {Verdict::Drop};
}

void PartFilter::on_end(xml::ElementId element) {
  const ElementRule* rule = rules_.element(element);
  if (rule == nullptr) return;
  switch (rule->act) {
    case Act::Frame:
      end_frame();
      return;
    case Act::Image:
    case Act::Fill:
    case Act::Bullet:
      end_picture();
      return;
    case Act::Silent:
      --uncertain_;
      filter_->resolve(silent_.back(), false);
      silent_.pop_back();
      return;
    case Act::Listeners:
      --uncertain_;
      filter_->resolve(listeners_.back().condition, listeners_.back().settled);
      listeners_.pop_back();
      return;
    case Act::Pilot:
      --uncertain_;
      filter_->resolve(pilots_.back().condition, !pilots_.back().settled);
      pilots_.pop_back();
      return;
    case Act::Meta:
      in_meta_ = false;
      return;
    case Act::ConfigItem:
      item_ = nullptr;
      return;
    default:
      return;
  }
}

// Removed or kept, the recipient is told that it was there.
ElementDecision PartFilter::policy_drop(const ElementRule& rule) {
  const bool keep = reporter_.keeps(*rule.category);
  removed(rule, keep ? Action::Kept : Action::Removed, std::string(rule.name));
  return {keep ? Verdict::Keep : Verdict::Drop};
}

// An expression with what its prefix means here; `canonical` is the prefix as it is written in the output, where it is
// declared at the root.
Expression PartFilter::read_expression(const xml::StartTag& tag, std::string_view value, Grammar& grammar,
                                       std::string_view& canonical) const {
  Expression expression = split_prefix(value);
  grammar = Grammar::None;
  canonical = {};
  if (expression.prefix.empty()) return expression;
  const xml::NamespaceId ns = tag.resolve_prefix(expression.prefix);
  if (ns != 0 && (ns == names_.of || ns == names_.oooc || ns == names_.ooow)) {
    grammar = ns == names_.ooow ? Grammar::Writer : Grammar::OpenFormula;
    canonical = rules_.vocabulary().ns(ns).prefix;
    return expression;
  }
  if (ns != 0 || expression.text.starts_with('=')) {
    grammar = Grammar::Foreign;
    return expression;
  }
  return {{}, value};  // no prefix at all: a range, or a word of a text
}

// What must not stay of an attribute's value; empty where it may.
std::string_view PartFilter::judge(const xml::StartTag& tag, const AttributeRule& rule, std::string_view value) const {
  if (rule.act == AttributeAct::Addresses) return judge_addresses(value);
  Grammar grammar = Grammar::None;
  std::string_view canonical;
  const Expression expression = read_expression(tag, value, grammar, canonical);
  return rule.act == AttributeAct::Condition ? judge_condition(expression.text, grammar)
                                             : judge_formula(expression.text, grammar);
}

// A cell that shows an error has an empty value, which would take the place of the error's name once the formula is
// gone: the name, its text, becomes the value.
void PartFilter::show_error(xml::StartTag& tag) const {
  if (tag.value(names_.calc_value_type).value_or("") != "error") return;
  tag.remove(names_.string_value);
  tag.remove(names_.calc_value_type);
  tag.set(names_.value_type, "string");
}

Verdict PartFilter::judged_attribute(xml::StartTag& tag, const AttributeRule& rule, std::string& value) {
  const std::string_view bad = judge(tag, rule, value);
  if (bad.empty()) {
    if (rule.act == AttributeAct::Addresses) return Verdict::Keep;
    Grammar grammar = Grammar::None;
    std::string_view canonical;
    const Expression expression = read_expression(tag, value, grammar, canonical);
    if (!canonical.empty() && canonical != expression.prefix)
      value = std::string(canonical) + ":" + std::string(expression.text);
    return Verdict::Keep;
  }
  if (rule.act == AttributeAct::Formula) show_error(tag);
  const bool must_be = rule.act == AttributeAct::Expression;
  reporter_.tell(rule.id, rule.category, where_, Action::Flattened, std::string(bad.substr(0, 120)));
  if (must_be) value = "of:#REF!";
  return must_be ? Verdict::Keep : Verdict::Drop;
}

namespace {

bool lists(std::string_view words, std::string_view word) noexcept {
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    if (words.substr(0, space) == word) return true;
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return false;
}

}  // namespace

Verdict PartFilter::hidden_attribute(const AttributeRule& rule, std::string_view value) {
  if (!lists(rule.values, value)) return Verdict::Keep;
  const bool keep = reporter_.keeps(*rule.category);
  reporter_.tell(rule.id, rule.category, where_, keep ? Action::Kept : Action::Removed, std::string(rule.attribute));
  return keep ? Verdict::Keep : Verdict::Drop;
}

Verdict PartFilter::on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) {
  const AttributeRule* rule = rules_.attribute(tag.element(), attribute);
  if (rule == nullptr) return Verdict::Keep;
  bool keep = false;
  switch (rule->act) {
    case AttributeAct::Drop:
      break;
    case AttributeAct::Formula:
    case AttributeAct::Expression:
    case AttributeAct::Condition:
    case AttributeAct::Addresses:
      return judged_attribute(tag, *rule, value);
    case AttributeAct::ChartSource:
      keep = value == "." || value == ".." || value == "./" || value == "../";
      break;
    case AttributeAct::TargetFrame:
      if (lists("_self _blank _parent _top", value)) return Verdict::Keep;
      break;
    case AttributeAct::Transformation:
      if (value == "http://docs.oasis-open.org/office/1.2/xslt/odf2rdf.xsl") return Verdict::Drop;
      break;
    case AttributeAct::MimeType:
      return Verdict::Drop;  // image() sets it where it is known
    case AttributeAct::Hash:
      keep = reporter_.keeps(*rule->category);
      if (keep) return Verdict::Keep;
      break;
    case AttributeAct::Hidden:
      return hidden_attribute(*rule, value);
  }
  if (keep || value.empty()) return keep ? Verdict::Keep : Verdict::Drop;
  reporter_.tell(rule->id, rule->category, where_, Action::Removed,
                 std::string(rule->attribute) + ": " + value.substr(0, 120));
  return Verdict::Drop;
}

Verdict PartFilter::on_text(xml::ElementId element, std::string& text) {
  const ElementRule* rule = rules_.element(element);
  if (rule == nullptr) return Verdict::Keep;
  if (rule->act == Act::Silent) {
    if (!ascii::trim(text).empty()) removed(*rule, Action::Removed, std::string(rule->name));
    return Verdict::Drop;
  }
  if (rule->act == Act::BinaryData) return binary_data(text);
  if (rule->act == Act::ConfigItem) return config_text(text);
  return Verdict::Keep;
}

// Text of foreign elements in paragraphs is part of the text, as readers show it (ODF 1.3 part 3, 3.17). That of
// namespaces which have a row of their own is none.
Verdict PartFilter::on_foreign(xml::ElementId parent, std::string_view namespace_uri, std::string_view /*local_name*/) {
  constexpr std::array<std::string_view, 4> kTexts = {"text:p", "text:h", "text:span", "text:a"};
  if (parent == 0 || Rules::namespace_id(namespace_uri) != Rules::namespace_id({})) return Verdict::Drop;
  const std::string name = rules_.vocabulary().element_name(parent);
  return std::find(kTexts.begin(), kTexts.end(), name) != kTexts.end() ? Verdict::Unwrap : Verdict::Drop;
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
  using DropKind = xml::Dropped::Kind;
  for (const DroppedKind& row : kDroppedKinds) {
    if (row.kind != dropped.kind) continue;
    reporter_.tell(row.id, std::nullopt, where_, row.action, std::string(row.detail), dropped.count);
    return;
  }
  const bool is_attribute = dropped.kind == DropKind::Attribute;
  std::string detail = (is_attribute ? "attribute " : "element ") + std::string(dropped.local_name);
  std::string_view id = Rules::namespace_id(dropped.namespace_uri);
  std::optional<policy::Category> category;
  if (is_attribute && dropped.attribute != 0) {
    const AttributeRule* rule = rules_.attribute(dropped.owner, dropped.attribute);
    if (rule != nullptr) id = rule->id;
    if (rule != nullptr) category = rule->category;
  }
  if (!is_attribute && dropped.element != 0) {
    const ElementRule* rule = rules_.element(dropped.element);
    if (rule != nullptr) id = rule->id;
    if (rule != nullptr) category = rule->category;
  }
  const bool unwrapped = dropped.kind == DropKind::UnwrappedElement;
  reporter_.tell(id, category, where_, unwrapped ? Action::Flattened : Action::Removed, std::move(detail),
                 dropped.count);
}

}  // namespace mugai::odf
