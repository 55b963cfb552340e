#include "lib/core/finding.h"

#include <array>

namespace mugai {

std::string_view action_name(Action action) noexcept {
  constexpr std::array<std::string_view, kActionCount> kNames = {"removed", "rewritten", "flattened", "blocked",
                                                                 "kept"};
  const auto index = static_cast<std::size_t>(action);
  return index < kNames.size() ? kNames[index] : std::string_view("blocked");
}

void merge_finding(std::vector<Finding>& list, Finding finding) {
  for (Finding& known : list) {
    if (known.id == finding.id && known.action == finding.action && known.where == finding.where &&
        known.detail == finding.detail) {
      if (__builtin_add_overflow(known.count, finding.count, &known.count)) known.count = UINT32_MAX;
      return;
    }
  }
  list.push_back(std::move(finding));
}

}  // namespace mugai
