// Vocabulary: what may stay in an XML document. An allow-list of namespaces, elements and attributes, read from text
// tables that a person can amend, compiled in by the format folders (ooxml, later odf and svg).
//
// In:  the tables' text. Out: numbers for names (ids are dense, start at 1, 0 is "none or not listed") and their rules.
// Limits: 65,534 namespaces, elements and attributes each. Immutable once parsed; one instance is built before the
// worker forks and is shared by all filters of all jobs.
//
// One rule a line; '#' starts a comment (at the start of a line or after a space); words are separated by spaces.
//   ns PREFIX URI [ALIAS-URI…]   the canonical prefix, written in every output; aliases (the strict namespaces) are the
//                                same namespace and come out as URI. The prefix xml is built in.
//   default PREFIX…              elements of these namespaces are written without a prefix (xmlns="URI"), as Excel
//   does;
//                                such a namespace can have no attributes of its own (attributes have no default).
//   any ATTR[=rule]…             allowed on every element
//   set NAME ATTR[=rule]…|@SET…  a named attribute set
//   el NAME[=rule][!text] [ATTR[=rule] | @SET]…
//       NAME and ATTR: PREFIX:LOCAL, or LOCAL for no namespace. rule: keep (default), drop, unwrap (elements), ask.
//       !text:   character data goes to the delegate.    !notext: only white space may stand here, the rest is dropped.
// A line for a name that was listed before adds to it; a rule that is written out wins over the earlier one, so that a
// generated table can be followed by a curated one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/base/result.h"

namespace mugai::xml {

using NamespaceId = std::uint16_t;
using ElementId = std::uint16_t;
using AttributeId = std::uint16_t;

enum class Rule : std::uint8_t {
  Drop,    // goes; an element with all it holds
  Keep,    // stays
  Unwrap,  // elements: the tags go, the content stays and is judged by itself
  Ask,     // the delegate decides each time
};
enum class TextRule : std::uint8_t { Keep, Ask, WhiteSpaceOnly };

inline constexpr NamespaceId kNoNamespace = 0;   // the empty namespace: names without prefix where no default is set
inline constexpr NamespaceId kXmlNamespace = 1;  // prefix xml
inline constexpr std::string_view kXmlNamespaceUri = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view kXmlnsNamespaceUri = "http://www.w3.org/2000/xmlns/";

class Vocabulary {
 public:
  struct Namespace {
    std::string prefix;         // as the tables name it
    std::string output_prefix;  // as written: the same, or empty for a default namespace
    std::string uri;
    std::uint16_t prefix_index = 0;  // dense number of output_prefix; 0 is the empty one
  };
  struct Element {
    NamespaceId ns = 0;
    std::string local_name;
    std::string output_name;  // as written: "w:fldChar", or "row" in a default namespace
    Rule rule = Rule::Keep;
    TextRule text = TextRule::Keep;
    std::vector<std::pair<AttributeId, Rule>> attributes;  // sorted by id; "any" rules are merged in
  };
  struct Attribute {
    NamespaceId ns = 0;
    std::string local_name;
    std::string output_name;
  };

  // Error Malformed names the line and the word. The whole of `tables` may be a concatenation of several tables.
  static Result<Vocabulary> parse(std::string_view tables);

  // By the tables' own spelling ("w:fldChar", "val"); 0 where not listed. For delegates, at start-up.
  [[nodiscard]] ElementId element(std::string_view prefixed_name) const;
  [[nodiscard]] AttributeId attribute(std::string_view prefixed_name) const;
  [[nodiscard]] NamespaceId namespace_by_prefix(std::string_view prefix) const;

  // By expanded name; 0 where not listed.
  [[nodiscard]] NamespaceId namespace_by_uri(std::string_view uri) const;  // aliases included
  [[nodiscard]] ElementId find_element(NamespaceId ns, std::string_view local_name) const;
  [[nodiscard]] AttributeId find_attribute(NamespaceId ns, std::string_view local_name) const;

  // Ids must come from this vocabulary and not be 0 (kNoNamespace is allowed for ns()).
  [[nodiscard]] const Namespace& ns(NamespaceId id) const;
  [[nodiscard]] const Element& element_info(ElementId id) const;
  [[nodiscard]] const Attribute& attribute_info(AttributeId id) const;
  // The rule of an attribute on an element; Drop where the attribute is 0 or not listed for it.
  [[nodiscard]] Rule attribute_rule(ElementId element, AttributeId attribute) const;
  // "w:fldChar" again, for reports.
  [[nodiscard]] std::string element_name(ElementId id) const;
  [[nodiscard]] std::string attribute_name(AttributeId id) const;

  [[nodiscard]] std::size_t namespace_count() const noexcept { return namespaces_.size(); }  // with id 0
  [[nodiscard]] std::size_t element_count() const noexcept { return elements_.size(); }      // with id 0
  [[nodiscard]] std::size_t attribute_count() const noexcept { return attributes_.size(); }  // with id 0
  [[nodiscard]] std::size_t prefix_count() const noexcept { return prefix_count_; }

 private:
  friend class VocabularyParser;
  Vocabulary();

  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  // Key: two bytes of the namespace id, then the local name.
  using NameMap = std::unordered_map<std::string, std::uint16_t, StringHash, std::equal_to<>>;
  [[nodiscard]] static std::uint16_t find_name(const NameMap& map, NamespaceId ns, std::string_view local_name);

  std::vector<Namespace> namespaces_;
  std::vector<Element> elements_;
  std::vector<Attribute> attributes_;
  std::size_t prefix_count_ = 1;
  std::map<std::string, NamespaceId, std::less<>> by_prefix_;
  NameMap by_uri_;
  NameMap by_element_;
  NameMap by_attribute_;
};

}  // namespace mugai::xml
