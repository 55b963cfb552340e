#include "lib/base/error.h"

#include <array>

namespace mugai {
namespace {

constexpr std::array<std::string_view, kErrorCodeCount> kNames = {
    "malformed", "truncated", "ambiguous",   "unsupported",   "encrypted", "too-large", "too-deep", "too-many",
    "checksum",  "forbidden", "out-of-time", "out-of-memory", "crashed",   "io",        "internal"};

}  // namespace

std::string_view error_name(ErrorCode code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return index < kNames.size() ? kNames[index] : std::string_view("internal");
}

}  // namespace mugai
