// Order and number of children in XML, as a schema asks for them of the elements in a table.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/xml/reader.h"

namespace mugai::testing {

struct NamespaceRow {
  std::string_view uri, prefix;
};

// Names of elements, separated by spaces, and the places of their children in order. A place is names joined by '|' and
// how many of them may stand there: '*' any number, '+' at least one, '!' exactly one, '?' or nothing at most one. The
// place "any" is for every element that is not named; without it those are extensions and may stand everywhere.
struct SequenceRow {
  std::string_view parents, places;
};

// The tables are the caller's and outlive this.
class Sequences {
 public:
  // `wrappers` may hold whatever is asked for, so that nothing is missed where one stands.
  Sequences(std::span<const NamespaceRow> namespaces, std::span<const SequenceRow> rows,
            std::set<std::string_view> wrappers = {});
  // What is wrong in a document, without the place.
  void check(const std::vector<xml::Event>& events, std::set<std::string>& faults) const;
  // "w:p" by the prefixes of the table; "?:p" for a namespace that it does not name.
  [[nodiscard]] std::string name_of(std::string_view uri, std::string_view local_name) const;
  // How many elements have their sequence.
  [[nodiscard]] std::size_t size() const noexcept { return sequences_.size(); }

 private:
  struct Place {
    std::vector<std::string_view> names;  // empty: any other element
    char often = '?';
  };
  class Children;

  std::span<const NamespaceRow> namespaces_;
  std::map<std::string_view, std::vector<Place>> sequences_;
  std::set<std::string_view> wrappers_;
};

}  // namespace mugai::testing
