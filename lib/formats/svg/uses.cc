#include "lib/formats/svg/uses.h"

#include <algorithm>

namespace mugai::svg {

void Uses::enter(std::string_view id) {
  open_.emplace_back(id);
}

void Uses::leave() {
  if (!open_.empty()) open_.pop_back();
}

void Uses::use(std::string_view target) {
  all_.emplace_back(target);
  for (const std::string& container : open_) {
    if (!container.empty()) targets_[container].emplace_back(target);
  }
}

// Copies of a container = 1 + those of all it uses. Computed level by level without recursion: after as many rounds as
// there are containers nothing changes any more, unless one uses itself.
bool Uses::within(std::uint64_t limit) const {
  std::map<std::string, std::uint64_t, std::less<>> copies;
  for (std::size_t round = 0; round <= targets_.size() + 1; ++round) {
    bool changed = false;
    for (const auto& [container, used] : targets_) {
      std::uint64_t sum = 1;
      for (const std::string& target : used) {
        const auto known = copies.find(target);
        sum += known == copies.end() ? 1 : known->second;
        if (sum > limit) return false;
      }
      std::uint64_t& old = copies[container];
      changed = changed || old != sum;
      old = sum;
    }
    if (!changed) break;
    if (round > targets_.size()) return false;
  }
  std::uint64_t total = 0;
  for (const std::string& target : all_) {
    const auto known = copies.find(target);
    total += known == copies.end() ? 1 : known->second;
    if (total > limit) return false;
  }
  return true;
}

}  // namespace mugai::svg
