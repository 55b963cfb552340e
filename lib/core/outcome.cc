#include "lib/core/outcome.h"

#include <array>

namespace mugai {

std::string_view disposition_name(Disposition disposition) noexcept {
  constexpr std::array<std::string_view, kDispositionCount> kNames = {"unchanged", "cleaned", "replaced", "blocked",
                                                                      "held"};
  const auto index = static_cast<std::size_t>(disposition);
  return index < kNames.size() ? kNames[index] : std::string_view("blocked");
}

}  // namespace mugai
