#include "lib/formats/registry.h"

#include "lib/formats/zip/handler.h"

namespace mugai::formats {
namespace {

constexpr Row kRows[] = {
    {"zip", "zip", "zip", zip::handler},
};

}  // namespace

std::span<const Row> rows() noexcept { return kRows; }

const Row* find(std::string_view type) noexcept {
  for (const Row& row : kRows) {
    if (row.type == type) return &row;
  }
  return nullptr;
}

}  // namespace mugai::formats
