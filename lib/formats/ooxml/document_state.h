// What parts of one document must know of each other while they are filtered one after the other.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/ooxml/formula.h"

namespace mugai::ooxml {

// A relationship as a part's content may name it.
struct RelationshipState {
  bool kept = false;
  std::string type;  // short form
};
using RelationshipStates = std::map<std::string, RelationshipState, std::less<>>;

struct DocumentState {
  NameSet removed_names;         // defined names that are gone; the workbook is filtered before its sheets
  NameSet removed_sheets;        // sheets that are gone
  NameSet lambdas;               // defined names that hold a function
  bool sheets_removed = false;   // positions in the list of sheets have changed
  std::vector<int> sheet_index;  // old position -> new position, -1 for a removed sheet
  int sheets_kept = 0;
  bool show_next_sheet = false;  // no sheet that was visible is left: the next one will be
  bool slicers_removed = false;
  bool rich_values_removed = false;                 // cells lose vm=
  bool metadata_removed = false;                    // cells lose cm=, too
  std::set<std::string, std::less<>> custom_shows;  // ids; the presentation is filtered before its slides

  // What a formula of this document may rely on.
  [[nodiscard]] formula::Scope scope() const noexcept { return {&removed_names, &removed_sheets, &lambdas}; }
};

}  // namespace mugai::ooxml
