// What ODF 1.3 part 3 asks of the structures that rebuilding touches.
#pragma once

#include <span>
#include <string_view>

#include "tests/support/sequences.h"

namespace mugai::testing {

const Sequences& odf_sequences();

// An attribute that gives a name to something of a kind, or that refers to it by its name.
struct NameRow {
  std::string_view element, attribute, kind;
};
std::span<const NameRow> odf_definitions();
std::span<const NameRow> odf_uses();

}  // namespace mugai::testing
