// What ODF 1.3 part 3 asks of the structures that rebuilding touches.
#pragma once

#include <span>
#include <string_view>

namespace mugai::testing {

// Children in their order; each word is names joined by '|' and how often one of them may stand there: '?' at most
// once, '!' exactly once, '+' at least once, '*' any number. "any" stands for every element that is not named.
// Where no place is "any", other elements are extensions and may stand everywhere.
struct SequenceRow {
  std::string_view parents, sequence;
};
std::span<const SequenceRow> odf_sequences();

// An attribute that gives a name to something of a kind, or that refers to it by its name.
struct NameRow {
  std::string_view element, attribute, kind;
};
std::span<const NameRow> odf_definitions();
std::span<const NameRow> odf_uses();

}  // namespace mugai::testing
