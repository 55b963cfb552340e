// Order and number of children, as the schemas of ECMA-376-1 (annex A, transitional) ask for them, of the structures
// that rebuilding touches: from which it takes children, or in which it writes any.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::testing {

// One open element. Children come in document order; faults are told without the place.
class SequenceCheck {
 public:
  // Names with the prefix of their namespace as the vocabulary of lib/formats/ooxml has it ("w:pPr").
  explicit SequenceCheck(const std::string& name);
  void add(const std::string& child, std::set<std::string>& faults);
  void close(std::set<std::string>& faults) const;

 private:
  struct Place;
  struct Table;
  static const Table& table();

  std::string name_;
  const std::vector<Place>* places_ = nullptr;
  std::size_t at_ = 0;
  std::vector<std::size_t> counts_;
  bool has_choice_ = false;  // mc:AlternateContent or a wrapper may hold what is asked for
};

// "w:p" for a name in a namespace, strict or transitional; "?:p" for namespaces that the table does not speak of.
std::string prefixed_name(std::string_view uri, std::string_view local_name);
// How many elements have their sequence in the table.
std::size_t sequence_count();

}  // namespace mugai::testing
