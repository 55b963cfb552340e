// Words for findings: titles of the catalogue added up, so that a reader sees "macro 1, external link 2" and not forty
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

// One entry a title, in order of first appearance. Rows that is_ancillary() become one entry at the end.
std::vector<TitleCount> group_removed(const std::vector<Finding>& findings, std::string_view language);
// The same of the findings that refused a file (Action::Blocked); rows of RUN and of EXT-011 say no more than the
// error's own words and are left out.
std::vector<TitleCount> group_blocked(const std::vector<Finding>& findings, std::string_view language);

// A part that a reader never sees and need not weigh: metadata, caches, settings. Told to the operator one by one, to
// a recipient as one number.
bool is_ancillary(CatalogueId id) noexcept;

// "マクロ1、外部リンク2" / "macro 1, external link 2".
std::string join_titles(const std::vector<TitleCount>& titles, std::string_view language, std::size_t max_titles);

std::string_view title_of(CatalogueId id, std::string_view language) noexcept;

}  // namespace mugai::report
