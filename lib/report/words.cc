#include "lib/report/words.h"

#include <algorithm>
#include <array>

#include "lib/report/report.h"

namespace mugai::report {
namespace {

// Sorted. Reason for all: nothing that a page, sheet or slide shows changes, and nothing in it starts by itself once
// the file is rebuilt. Whatever runs, fetches or can be clicked is not in this list.
constexpr std::array<std::string_view, 130> kAncillary = {
    "ARC-018",   "ARC-022",   "BODY-009",  "CFB-012",   "CFB-013",   "CSV-005",   "DML-004",   "DML-006",   "DML-008",
    "DML-012",   "DML-024",   "GEN-003",   "GEN-009",   "HTM-007",   "HTM-012",   "HTM-013",   "HTM-014",   "HTM-015",
    "HTM-016",   "HTM-017",   "HTM-020",   "ICS-004",   "IMG-003",   "IMG-004",   "IMG-007",   "IMG-008",   "IMG-009",
    "MAIL-002",  "MAIL-004",  "MAIL-005",  "MAIL-009",  "MAIL-010",  "MAIL-011",  "MAIL-012",  "MIME-002",  "MIME-003",
    "MIME-004",  "MIME-005",  "MIME-007",  "MIME-008",  "MIME-011",  "MIME-014",  "MIME-015",  "MIME-016",  "MIME-017",
    "MIME-018",  "MIME-019",  "MIME-020",  "NAM-004",   "NAM-005",   "NAM-006",   "NAM-008",   "NAM-010",   "NAM-011",
    "NAM-014",   "NAM-015",   "ODF-019",   "ODF-023",   "OOXML-009", "OOXML-018", "OOXML-019", "OOXML-020", "OOXML-021",
    "OOXML-022", "OOXML-023", "OOXML-024", "OOXML-025", "OOXML-026", "OOXML-034", "OOXML-053", "OOXML-054", "OOXML-055",
    "OOXML-056", "OOXML-057", "OOXML-059", "OOXML-065", "OOXML-066", "OOXML-067", "PDF-001",   "PDF-002",   "PDF-003",
    "PDF-007",   "PDF-010",   "PDF-011",   "PDF-012",   "PDF-014",   "PDF-017",   "PDF-018",   "PDF-021",   "PDF-064",
    "PDF-067",   "PDF-068",   "PDF-069",   "PDF-071",   "PDF-072",   "PDF-073",   "PDF-074",   "PDF-075",   "PDF-076",
    "PDF-077",   "PDF-079",   "PDF-081",   "PML-014",   "PML-018",   "PML-019",   "PML-024",   "PML-025",   "SML-029",
    "SML-033",   "SML-037",   "SML-039",   "SML-040",   "SML-041",   "SML-044",   "SML-045",   "SML-047",   "SML-048",
    "SML-053",   "TXT-002",   "TXT-003",   "WML-020",   "WML-024",   "WML-027",   "WML-028",   "WML-029",   "WML-042",
    "WML-044",   "WML-045",   "WML-046",   "WML-049"};

// What these mean for a reader is said by other words of the same line: the new name of a file that became another
// type, the attachments that were in a wrapper.
constexpr std::array<std::string_view, 7> kToldOtherwise = {"EML-001",   "FLAT-001", "HTM-001", "MIME-018",
                                                            "OOXML-007", "TNEF-001", "XLSB-001"};
// Reasons that the words of the ErrorCode (messages.cc) give already.
constexpr std::array<std::string_view, 10> kSaidByReason = {"ARC-003", "ENC-001", "ENC-004",  "ENC-005",  "ENC-006",
                                                            "EXT-011", "GEN-007", "MIME-009", "MIME-010", "MIME-012"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view id) noexcept {
  return std::find(list.begin(), list.end(), id) != list.end();
}

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

std::string_view ancillary_words(std::string_view language) noexcept {
  return language == "ja" ? "付随情報" : "ancillary data";
}

bool is_ancillary(CatalogueId id) noexcept {
  return std::binary_search(kAncillary.begin(), kAncillary.end(), id.text());
}

std::vector<TitleCount> group_removed(const std::vector<Finding>& findings, std::string_view language) {
  std::vector<TitleCount> titles;
  std::uint64_t ancillary = 0;
  for (const Finding& finding : findings) {
    if (!is_removal(finding.action) || is_in(kToldOtherwise, finding.id.text())) continue;
    if (is_ancillary(finding.id)) {
      ancillary += finding.count;
    } else {
      add_title(titles, title_of(finding.id, language), finding.count);
    }
  }
  if (ancillary > 0) titles.push_back({ancillary_words(language), ancillary});
  return titles;
}

std::vector<TitleCount> group_blocked(const std::vector<Finding>& findings, std::string_view language) {
  std::vector<TitleCount> titles;
  for (const Finding& finding : findings) {
    const std::string_view id = finding.id.text();
    if (finding.action != Action::Blocked || id.starts_with("RUN-") || is_in(kSaidByReason, id)) continue;
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
      out += japanese ? "ほか" + rest + "種類" : rest + (rest == "1" ? " more kind" : " more kinds");
      break;
    }
    out.append(titles[i].title);
    if (titles[i].count == 1) continue;
    out += japanese ? std::to_string(titles[i].count) + "件" : " ×" + std::to_string(titles[i].count);
  }
  return out;
}

std::string removed_words(const std::vector<Finding>& findings, std::string_view language, std::size_t max_titles) {
  const std::vector<TitleCount> titles = group_removed(findings, language);
  if (titles.empty()) return {};
  return (language == "ja" ? "除去：" : "removed: ") + join_titles(titles, language, max_titles);
}

}  // namespace mugai::report
