// Words for findings: titles of the catalogue added up, so that a reader sees "macro, external link ×2" and not forty
// rows. Shared by the terminal summary and the notice; internal to lib/report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/finding.h"

namespace mugai::report {

struct TitleCount {
  std::string_view title;
  std::uint64_t count = 0;
};

// One entry a title, in order of first appearance. Rows that is_ancillary() become one entry at the end; rows whose
// meaning other words of a notice or summary give (a new name) are left out.
std::vector<TitleCount> group_removed(const std::vector<Finding>& findings, std::string_view language);
// The same of the findings that refused a file (Action::Blocked); rows that say no more than the error's own words are
// left out.
std::vector<TitleCount> group_blocked(const std::vector<Finding>& findings, std::string_view language);

// A part that a reader never sees and need not weigh: metadata, caches, settings. Told to the operator one by one, to
// a recipient as one number.
bool is_ancillary(CatalogueId id) noexcept;

// The title of that entry: "付随情報".
std::string_view ancillary_words(std::string_view language) noexcept;

// "マクロ、外部リンク2件" / "macro, external link ×2".
std::string join_titles(const std::vector<TitleCount>& titles, std::string_view language, std::size_t max_titles);

std::string_view title_of(CatalogueId id, std::string_view language) noexcept;

}  // namespace mugai::report
