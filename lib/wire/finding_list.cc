#include "lib/wire/finding_list.h"

#include <functional>
#include <string_view>

namespace mugai::wire {
namespace {

// Room for the folded findings: one a row of the catalogue and action is the most that can come.
constexpr std::string_view kFolded = "(elsewhere)";

std::size_t hash_of(const mugai::Finding& finding) noexcept {
  const std::hash<std::string_view> text;
  std::size_t hash = finding.id.index() * std::size_t{8} + static_cast<std::size_t>(finding.action);
  hash = hash * 1000003 ^ text(finding.where);
  return hash * 1000003 ^ text(finding.detail);
}

bool same(const mugai::Finding& a, const mugai::Finding& b) noexcept {
  return a.id == b.id && a.action == b.action && a.where == b.where && a.detail == b.detail;
}

}  // namespace

bool FindingList::count_known(const mugai::Finding& finding, std::size_t hash) {
  const auto [first, last] = index_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    mugai::Finding& known = findings_[it->second];
    if (!same(known, finding)) continue;
    if (__builtin_add_overflow(known.count, finding.count, &known.count)) known.count = UINT32_MAX;
    return true;
  }
  return false;
}

void FindingList::add(mugai::Finding finding) {
  std::size_t hash = hash_of(finding);
  if (count_known(finding, hash)) return;
  if (findings_.size() >= limit_) {
    finding.where = kFolded;
    finding.detail.clear();
    hash = hash_of(finding);
    if (count_known(finding, hash)) return;
  }
  index_.emplace(hash, findings_.size());
  findings_.push_back(std::move(finding));
}

}  // namespace mugai::wire
