// Relationship parts (ECMA-376-2, 6.5): read into a list, written anew.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/ooxml/package.h"

namespace mugai::ooxml {

struct ReadRelationships {
  std::vector<Relationship> list;
  bool strict = false;      // ISO/IEC 29500 strict types were used (and mapped)
  bool normalised = false;  // TargetMode in odd case; a relationship without Id, Type or Target left out
};
// Error Malformed, Ambiguous (an Id twice: `duplicate` of the detail).
Result<ReadRelationships> read_relationships(Bytes document);

// `name_of` gives the output name of a part's index.
std::string write_relationships(std::string_view source, const std::vector<Relationship>& list,
                                const std::function<std::string_view(std::size_t)>& name_of);

}  // namespace mugai::ooxml
