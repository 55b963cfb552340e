// Single-file XML of Office 2003 and its relatives: which rows of the catalogue a document that is refused shows.
#pragma once

#include <string_view>
#include <vector>

namespace mugai::flat {

struct Refusal {
  std::string_view id;
  std::string_view what;  // for the operator
};

// What kind of document has this root; empty id where it is none of these.
Refusal kind_of_root(std::string_view namespace_uri, std::string_view local_name);

// Beside its kind: the dangerous constructs that are named in it, each once. A look at the text, not a parse: for the
// report alone, the document is refused in any case.
std::vector<Refusal> constructs_in(std::string_view text);

}  // namespace mugai::flat
