#include "lib/formats/odf/rules.h"

#include <algorithm>
#include <string>

#include "lib/formats/odf/rules_table.h"
#include "lib/formats/odf/vocabulary_tables.h"

namespace mugai::odf {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    if (space != 0) out.push_back(text.substr(0, space));
    if (space == std::string_view::npos) break;
    text.remove_prefix(space + 1);
  }
  return out;
}

std::string_view rule_word(Act act) {
  if (act == Act::Drop) return "=drop";
  if (act == Act::Unwrap) return "=unwrap";
  return "=ask";
}

// Every element whose own rule lists the attribute.
std::vector<xml::ElementId> owners_of(const xml::Vocabulary& names, const AttributeRule& rule) {
  std::vector<xml::ElementId> owners;
  if (rule.owners != "*") {
    for (const std::string_view owner : words(rule.owners))
      owners.push_back(names.element(owner));
    return owners;
  }
  const xml::AttributeId attribute = names.attribute(rule.attribute);
  for (std::size_t id = 1; id < names.element_count(); ++id) {
    const auto element = static_cast<xml::ElementId>(id);
    if (names.attribute_rule(element, attribute) != xml::Rule::Drop) owners.push_back(element);
  }
  return owners;
}

// The rules as lines of the vocabulary's own language, read after its tables.
std::string rule_lines(const xml::Vocabulary& names) {
  std::string out;
  for (const ElementRule& rule : element_rules())
    out.append("el ").append(rule.name).append(rule_word(rule.act)).append(rule.text).append("\n");
  for (const AttributeRule& rule : attribute_rules()) {
    for (const xml::ElementId owner : owners_of(names, rule)) {
      out.append("el ").append(names.element_name(owner)).append(" ").append(rule.attribute);
      out.append(rule.act == AttributeAct::Drop ? "=drop\n" : "=ask\n");
    }
  }
  return out;
}

struct NamespaceRule {
  std::string_view uri, id;
};
// Namespaces that are known and not kept: which row tells of them.
constexpr NamespaceRule kNamespaces[] = {
    {"urn:oasis:names:tc:opendocument:xmlns:script:1.0", "ODF-003"},
    {"urn:oasis:names:tc:opendocument:xmlns:database:1.0", "ODF-017"},
    {"http://www.w3.org/2002/xforms", "ODF-016"},
    {"http://www.w3.org/1999/xhtml", "ODF-026"},
    {"http://www.w3.org/2003/g/data-view#", "ODF-006"},
    {"http://openoffice.org/2004/office", "ODF-002"},
    {"http://www.w3.org/1999/xlink", "ODF-007"},
};

}  // namespace

Result<Rules> Rules::build() {
  std::string tables;
  for (const std::string_view table : vocabulary_tables())
    tables.append(table).append("\n");
  std::string elements;
  for (const ElementRule& rule : element_rules())
    elements.append("el ").append(rule.name).append("\n");
  TRY_ASSIGN(const xml::Vocabulary plain, xml::Vocabulary::parse(tables + elements));
  TRY_ASSIGN(xml::Vocabulary vocabulary, xml::Vocabulary::parse(tables + rule_lines(plain)));
  Rules rules(std::move(vocabulary));
  const xml::Vocabulary& names = rules.vocabulary_;
  rules.elements_.resize(names.element_count(), nullptr);
  for (const ElementRule& rule : element_rules())
    rules.elements_[names.element(rule.name)] = &rule;
  for (const AttributeRule& rule : attribute_rules()) {
    const xml::AttributeId attribute = names.attribute(rule.attribute);
    const bool judged =
        rule.act == AttributeAct::Formula || rule.act == AttributeAct::Condition || rule.act == AttributeAct::Addresses;
    for (const xml::ElementId owner : owners_of(names, rule)) {
      rules.attributes_[{owner, attribute}] = &rule;
      if (judged) rules.judged_[owner].push_back(attribute);
    }
  }
  return rules;
}

const AttributeRule* Rules::attribute(xml::ElementId owner, xml::AttributeId attribute) const noexcept {
  const auto found = attributes_.find({owner, attribute});
  return found == attributes_.end() ? nullptr : found->second;
}

const std::vector<xml::AttributeId>& Rules::judged(xml::ElementId owner) const noexcept {
  static const std::vector<xml::AttributeId> kNone;
  const auto found = judged_.find(owner);
  return found == judged_.end() ? kNone : found->second;
}

std::string_view Rules::namespace_id(std::string_view uri) noexcept {
  for (const NamespaceRule& rule : kNamespaces) {
    if (rule.uri == uri) return rule.id;
  }
  return "OOXML-023";
}

}  // namespace mugai::odf
