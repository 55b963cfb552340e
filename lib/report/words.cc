#include "lib/report/words.h"

#include <algorithm>
#include <array>

#include "lib/report/report.h"

namespace mugai::report {
namespace {

// Sorted. Reason for all: nothing that a page, sheet or slide shows changes, and nothing in it starts by itself once
// the file is rebuilt. Whatever runs, fetches or can be clicked is not in this list.
constexpr std::array<std::string_view, 100> kAncillary = {
    "ARC-018",   "ARC-022",   "BODY-009",  "DML-004",   "DML-006",   "DML-008",   "DML-012",   "DML-024",   "GEN-003",
    "GEN-009",   "HTM-007",   "HTM-012",   "HTM-013",   "HTM-014",   "HTM-015",   "HTM-020",   "IMG-003",   "IMG-004",
    "IMG-007",   "IMG-008",   "IMG-009",   "MAIL-002",  "MAIL-004",  "MAIL-005",  "MAIL-009",  "MAIL-010",  "MAIL-011",
    "MAIL-012",  "MIME-002",  "MIME-003",  "MIME-004",  "MIME-005",  "MIME-007",  "MIME-008",  "MIME-011",  "MIME-014",
    "MIME-015",  "MIME-016",  "MIME-017",  "MIME-018",  "MIME-019",  "MIME-020",  "NAM-004",   "NAM-005",   "NAM-006",
    "NAM-008",   "NAM-010",   "NAM-011",   "NAM-014",   "NAM-015",   "OOXML-007", "OOXML-009", "OOXML-018", "OOXML-019",
    "OOXML-020", "OOXML-021", "OOXML-022", "OOXML-023", "OOXML-024", "OOXML-025", "OOXML-026", "OOXML-034", "OOXML-053",
    "OOXML-054", "OOXML-055", "OOXML-056", "OOXML-057", "OOXML-059", "OOXML-065", "OOXML-066", "OOXML-067", "PML-014",
    "PML-018",   "PML-019",   "PML-024",   "PML-025",   "SML-029",   "SML-033",   "SML-037",   "SML-039",   "SML-040",
    "SML-041",   "SML-044",   "SML-045",   "SML-047",   "SML-048",   "SML-053",   "TNEF-001",  "TXT-002",   "TXT-003",
    "WML-020",   "WML-024",   "WML-027",   "WML-028",   "WML-029",   "WML-042",   "WML-044",   "WML-045",   "WML-046",
    "WML-049"};

bool is_removal(Action action) noexcept {
  return action == Action::Removed || action == Action::Rewritten || action == Action::Flattened;
}

void add_title(std::vector<TitleCount>& titles, std::string_view title, std::uint64_t count) {
  const auto found = std::find_if(titles.begin(), titles.end(), [&](const TitleCount& t) { return t.title == title; });
  if (found == titles.end()) {
    titles.push_back({title, count});
  } else {
    found->count += count;
  }
}

}  // namespace

std::string_view title_of(CatalogueId id, std::string_view language) noexcept {
  return language == "ja" ? id.row().title_ja : id.row().title_en;
}

bool is_ancillary(CatalogueId id) noexcept {
  return std::binary_search(kAncillary.begin(), kAncillary.end(), id.text());
}

std::vector<TitleCount> group_removed(const std::vector<Finding>& findings, std::string_view language) {
  std::vector<TitleCount> titles;
  std::uint64_t ancillary = 0;
  for (const Finding& finding : findings) {
    if (!is_removal(finding.action)) continue;
    if (is_ancillary(finding.id)) {
      ancillary += finding.count;
    } else {
      add_title(titles, title_of(finding.id, language), finding.count);
    }
  }
  if (ancillary > 0) titles.push_back({language == "ja" ? "付随情報" : "ancillary data", ancillary});
  return titles;
}

std::vector<TitleCount> group_blocked(const std::vector<Finding>& findings, std::string_view language) {
  std::vector<TitleCount> titles;
  for (const Finding& finding : findings) {
    if (finding.action != Action::Blocked || finding.id.text().starts_with("RUN-") || finding.id.text() == "EXT-011") {
      continue;
    }
    add_title(titles, title_of(finding.id, language), finding.count);
  }
  return titles;
}

std::string join_titles(const std::vector<TitleCount>& titles, std::string_view language, std::size_t max_titles) {
  const bool japanese = language == "ja";
  std::string out;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (i > 0) out += japanese ? "、" : ", ";
    if (i == max_titles) {
      const std::string rest = std::to_string(titles.size() - i);
      out += japanese ? "ほか" + rest + "種" : rest + " more kinds";
      break;
    }
    out.append(titles[i].title);
    if (!japanese) out += " ×";
    out += std::to_string(titles[i].count);
  }
  return out;
}

std::string removed_words(const std::vector<Finding>& findings, std::string_view language, std::size_t max_titles) {
  const std::vector<TitleCount> titles = group_removed(findings, language);
  if (titles.empty()) return {};
  return (language == "ja" ? "除去：" : "removed: ") + join_titles(titles, language, max_titles);
}

}  // namespace mugai::report
