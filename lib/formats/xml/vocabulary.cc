// Parses the tables of vocabulary.h. In: text of our own making; a mistake in it is still an Error that names its line,
// so that a person who amends a table learns where.
#include "lib/formats/xml/vocabulary.h"

#include <algorithm>
#include <optional>

#include "lib/base/check.h"
#include "lib/formats/xml/names.h"

namespace mugai::xml {

namespace {

constexpr std::size_t kMaxIds = 65'535;

std::vector<std::string_view> split_words(std::string_view line) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t begin = line.find_first_not_of(" \t\r", at);
    if (begin == std::string_view::npos || line[begin] == '#') break;
    const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::string name_key(NamespaceId ns, std::string_view local_name) {
  std::string key;
  key.reserve(local_name.size() + 2);
  key.push_back(static_cast<char>(ns & 0xFF));
  key.push_back(static_cast<char>(ns >> 8));
  key.append(local_name);
  return key;
}

struct RuleName {
  std::string_view name;
  Rule rule;
};
constexpr RuleName kRuleNames[] = {
    {"drop", Rule::Drop}, {"keep", Rule::Keep}, {"unwrap", Rule::Unwrap}, {"ask", Rule::Ask}};

}  // namespace

class VocabularyParser {
 public:
  Result<Vocabulary> parse(std::string_view tables);

 private:
  struct Word {  // NAME[=rule][!flag]
    std::string_view name;
    std::optional<Rule> rule;
    std::optional<TextRule> text;
  };
  struct AttributeRule {
    AttributeId id = 0;
    Rule rule = Rule::Keep;
    bool explicit_rule = false;
  };
  using Words = std::vector<std::string_view>;

  Result<void> parse_line(const Words& words);
  Result<void> parse_namespace(const Words& words);
  Result<void> parse_default(const Words& words);
  Result<void> parse_set(const Words& words);
  Result<void> parse_element(const Words& words);
  Result<std::vector<AttributeRule>> parse_attributes(const Words& words, std::size_t first);
  Result<Word> parse_word(std::string_view text) const;
  Result<std::pair<NamespaceId, std::string_view>> resolve(std::string_view name) const;
  Result<AttributeId> intern_attribute(std::string_view name);
  Result<ElementId> intern_element(std::string_view name);
  static void merge(std::vector<AttributeRule>& into, const std::vector<AttributeRule>& more);
  Result<void> freeze();
  void number_prefixes();
  [[nodiscard]] std::string output_name(NamespaceId ns, const std::string& local_name) const;
  [[nodiscard]] Error fail(std::string_view what, std::string_view word) const {
    return make_error(ErrorCode::Malformed,
                      "vocabulary line " + std::to_string(line_) + ": " + std::string(what) + ": " + std::string(word));
  }

  Vocabulary v_;
  std::map<std::string, std::vector<AttributeRule>, std::less<>> sets_;
  std::vector<AttributeRule> any_;
  std::vector<std::vector<AttributeRule>> element_rules_{1};
  std::size_t line_ = 0;
};

Vocabulary::Vocabulary() {
  namespaces_.push_back({});
  namespaces_.push_back({"xml", "xml", std::string(kXmlNamespaceUri), 0});
  elements_.emplace_back();
  attributes_.emplace_back();
  by_prefix_.emplace("xml", kXmlNamespace);
  by_uri_.emplace(kXmlNamespaceUri, kXmlNamespace);
}

Result<Vocabulary> Vocabulary::parse(std::string_view tables) {
  return VocabularyParser().parse(tables);
}

Result<Vocabulary> VocabularyParser::parse(std::string_view tables) {
  std::size_t at = 0;
  while (at < tables.size()) {
    ++line_;
    const std::size_t end = std::min(tables.find('\n', at), tables.size());
    const Words words = split_words(tables.substr(at, end - at));
    if (!words.empty()) TRY(parse_line(words));
    at = end + 1;
  }
  TRY(freeze());
  return std::move(v_);
}

Result<void> VocabularyParser::parse_line(const Words& words) {
  if (words.size() < 2) return fail("nothing follows", words[0]);
  if (words[0] == "ns") return parse_namespace(words);
  if (words[0] == "default") return parse_default(words);
  if (words[0] == "set") return parse_set(words);
  if (words[0] == "el") return parse_element(words);
  if (words[0] == "any") {
    TRY_ASSIGN(const auto rules, parse_attributes(words, 1));
    merge(any_, rules);
    return ok();
  }
  return fail("no such kind of line", words[0]);
}

Result<void> VocabularyParser::parse_namespace(const Words& words) {
  if (words.size() < 3 || !is_ncname(words[1])) return fail("ns PREFIX URI", words[1]);
  auto known = v_.by_prefix_.find(words[1]);
  if (known == v_.by_prefix_.end()) {
    if (v_.namespaces_.size() >= kMaxIds) return fail("too many namespaces", words[1]);
    const auto id = static_cast<NamespaceId>(v_.namespaces_.size());
    known = v_.by_prefix_.emplace(std::string(words[1]), id).first;
    v_.namespaces_.push_back({std::string(words[1]), std::string(words[1]), std::string(words[2]), 0});
  } else if (v_.namespaces_[known->second].uri != words[2]) {
    return fail("the prefix has another URI already", words[1]);
  }
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto [place, added] = v_.by_uri_.emplace(std::string(words[i]), known->second);
    if (!added && place->second != known->second) return fail("the URI has another prefix already", words[i]);
  }
  return ok();
}

Result<void> VocabularyParser::parse_default(const Words& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const NamespaceId ns = v_.namespace_by_prefix(words[i]);
    if (ns == kNoNamespace || ns == kXmlNamespace) return fail("no such prefix", words[i]);
    v_.namespaces_[ns].output_prefix.clear();
  }
  return ok();
}

Result<void> VocabularyParser::parse_set(const Words& words) {
  TRY_ASSIGN(const auto rules, parse_attributes(words, 2));
  merge(sets_[std::string(words[1])], rules);
  return ok();
}

Result<void> VocabularyParser::parse_element(const Words& words) {
  TRY_ASSIGN(const Word word, parse_word(words[1]));
  TRY_ASSIGN(const ElementId id, intern_element(word.name));
  if (word.rule) v_.elements_[id].rule = *word.rule;
  if (word.text) v_.elements_[id].text = *word.text;
  TRY_ASSIGN(const auto rules, parse_attributes(words, 2));
  merge(element_rules_[id], rules);
  return ok();
}

auto VocabularyParser::parse_attributes(const Words& words, std::size_t first) -> Result<std::vector<AttributeRule>> {
  std::vector<AttributeRule> rules;
  for (std::size_t i = first; i < words.size(); ++i) {
    if (words[i].front() == '@') {
      const auto set = sets_.find(words[i].substr(1));
      if (set == sets_.end()) return fail("no such set", words[i]);
      merge(rules, set->second);
      continue;
    }
    TRY_ASSIGN(const Word word, parse_word(words[i]));
    if (word.text || word.rule == Rule::Unwrap) return fail("not for attributes", words[i]);
    TRY_ASSIGN(const AttributeId id, intern_attribute(word.name));
    merge(rules, {{id, word.rule.value_or(Rule::Keep), word.rule.has_value()}});
  }
  return rules;
}

auto VocabularyParser::parse_word(std::string_view text) const -> Result<Word> {
  Word word;
  const std::size_t flag = text.find('!');
  if (flag != std::string_view::npos) {
    const std::string_view name = text.substr(flag + 1);
    if (name != "text" && name != "notext") return fail("no such flag", text);
    word.text = name == "text" ? TextRule::Ask : TextRule::WhiteSpaceOnly;
    text = text.substr(0, flag);
  }
  const std::size_t equals = text.find('=');
  word.name = text.substr(0, equals);
  if (equals != std::string_view::npos) {
    for (const RuleName& row : kRuleNames) {
      if (row.name == text.substr(equals + 1)) word.rule = row.rule;
    }
    if (!word.rule) return fail("no such rule", text);
  }
  return word;
}

Result<std::pair<NamespaceId, std::string_view>> VocabularyParser::resolve(std::string_view name) const {
  const auto parts = split_qname(name);
  if (!parts) return fail("no name", name);
  if (parts->prefix.empty()) return std::pair(kNoNamespace, parts->local);
  const NamespaceId ns = v_.namespace_by_prefix(parts->prefix);
  if (ns == kNoNamespace) return fail("the prefix is not declared", name);
  return std::pair(ns, parts->local);
}

Result<AttributeId> VocabularyParser::intern_attribute(std::string_view name) {
  TRY_ASSIGN(const auto resolved, resolve(name));
  const auto [place, added] = v_.by_attribute_.emplace(name_key(resolved.first, resolved.second),
                                                       static_cast<AttributeId>(v_.attributes_.size()));
  if (added) {
    if (v_.attributes_.size() >= kMaxIds) return fail("too many attributes", name);
    v_.attributes_.push_back({resolved.first, std::string(resolved.second), {}});
  }
  return place->second;
}

Result<ElementId> VocabularyParser::intern_element(std::string_view name) {
  TRY_ASSIGN(const auto resolved, resolve(name));
  const auto [place, added] =
      v_.by_element_.emplace(name_key(resolved.first, resolved.second), static_cast<ElementId>(v_.elements_.size()));
  if (added) {
    if (v_.elements_.size() >= kMaxIds) return fail("too many elements", name);
    v_.elements_.push_back({resolved.first, std::string(resolved.second), {}, Rule::Keep, TextRule::Keep, {}});
    element_rules_.emplace_back();
  }
  return place->second;
}

void VocabularyParser::merge(std::vector<AttributeRule>& into, const std::vector<AttributeRule>& more) {
  for (const AttributeRule& rule : more) {
    const auto known = std::find_if(into.begin(), into.end(), [&](const AttributeRule& r) { return r.id == rule.id; });
    if (known == into.end()) {
      into.push_back(rule);
    } else if (rule.explicit_rule) {
      *known = rule;
    }
  }
}

// "any" rules come first, so that a line of the element that writes a rule out wins; a plain mention does not weaken
// an "any" rule of ask or drop.
Result<void> VocabularyParser::freeze() {
  number_prefixes();
  for (Vocabulary::Attribute& attribute : v_.attributes_) {
    if (attribute.ns != kNoNamespace && v_.namespaces_[attribute.ns].output_prefix.empty()) {
      return fail("an attribute cannot be of a default namespace", attribute.local_name);
    }
    attribute.output_name = output_name(attribute.ns, attribute.local_name);
  }
  for (std::size_t id = 1; id < v_.elements_.size(); ++id) {
    Vocabulary::Element& element = v_.elements_[id];
    element.output_name = output_name(element.ns, element.local_name);
    std::vector<AttributeRule> rules = any_;
    merge(rules, element_rules_[id]);
    for (const AttributeRule& rule : rules)
      element.attributes.emplace_back(rule.id, rule.rule);
    std::sort(element.attributes.begin(), element.attributes.end());
  }
  return ok();
}

// Default namespaces share index 0, the empty prefix.
void VocabularyParser::number_prefixes() {
  v_.prefix_count_ = 1;
  for (std::size_t id = 1; id < v_.namespaces_.size(); ++id) {
    Vocabulary::Namespace& ns = v_.namespaces_[id];
    if (!ns.output_prefix.empty()) ns.prefix_index = static_cast<std::uint16_t>(v_.prefix_count_++);
  }
}

std::string VocabularyParser::output_name(NamespaceId ns, const std::string& local_name) const {
  const std::string& prefix = v_.namespaces_[ns].output_prefix;
  return prefix.empty() ? local_name : prefix + ":" + local_name;
}

std::uint16_t Vocabulary::find_name(const NameMap& map, NamespaceId ns, std::string_view local_name) {
  const auto found = map.find(name_key(ns, local_name));
  return found == map.end() ? std::uint16_t{0} : found->second;
}

ElementId Vocabulary::find_element(NamespaceId ns, std::string_view local_name) const {
  return find_name(by_element_, ns, local_name);
}

AttributeId Vocabulary::find_attribute(NamespaceId ns, std::string_view local_name) const {
  return find_name(by_attribute_, ns, local_name);
}

NamespaceId Vocabulary::namespace_by_prefix(std::string_view prefix) const {
  const auto found = by_prefix_.find(prefix);
  return found == by_prefix_.end() ? kNoNamespace : found->second;
}

NamespaceId Vocabulary::namespace_by_uri(std::string_view uri) const {
  const auto found = by_uri_.find(uri);
  return found == by_uri_.end() ? kNoNamespace : found->second;
}

ElementId Vocabulary::element(std::string_view prefixed_name) const {
  const auto parts = split_qname(prefixed_name);
  if (!parts) return 0;
  const NamespaceId ns = namespace_by_prefix(parts->prefix);
  return ns == kNoNamespace && !parts->prefix.empty() ? ElementId{0} : find_element(ns, parts->local);
}

AttributeId Vocabulary::attribute(std::string_view prefixed_name) const {
  const auto parts = split_qname(prefixed_name);
  if (!parts) return 0;
  const NamespaceId ns = namespace_by_prefix(parts->prefix);
  return ns == kNoNamespace && !parts->prefix.empty() ? AttributeId{0} : find_attribute(ns, parts->local);
}

const Vocabulary::Namespace& Vocabulary::ns(NamespaceId id) const {
  MUGAI_CHECK(id < namespaces_.size());
  return namespaces_[id];
}

const Vocabulary::Element& Vocabulary::element_info(ElementId id) const {
  MUGAI_CHECK(id != 0 && id < elements_.size());
  return elements_[id];
}

const Vocabulary::Attribute& Vocabulary::attribute_info(AttributeId id) const {
  MUGAI_CHECK(id != 0 && id < attributes_.size());
  return attributes_[id];
}

Rule Vocabulary::attribute_rule(ElementId element, AttributeId attribute) const {
  if (attribute == 0) return Rule::Drop;
  const auto& rules = element_info(element).attributes;
  const auto found = std::lower_bound(rules.begin(), rules.end(), attribute,
                                      [](const auto& rule, AttributeId id) { return rule.first < id; });
  return found == rules.end() || found->first != attribute ? Rule::Drop : found->second;
}

std::string Vocabulary::element_name(ElementId id) const {
  const Element& e = element_info(id);
  return e.ns == kNoNamespace ? e.local_name : namespaces_[e.ns].prefix + ":" + e.local_name;
}

std::string Vocabulary::attribute_name(AttributeId id) const {
  return attribute_info(id).output_name;
}

}  // namespace mugai::xml
