#include "lib/core/catalogue.h"

#include <algorithm>
#include <array>

#include "lib/base/check.h"

namespace mugai {
namespace {

// Sorted by ID (a unit test holds it), so that a look-up is a binary search.
constexpr CatalogueRow kRows[] = {
#define MUGAI_ROW(id, title_en, title_ja, risk, treatment) {id, title_en, title_ja, risk, treatment},
#include "lib/core/catalogue_table.inc"
#undef MUGAI_ROW
};

}  // namespace

std::span<const CatalogueRow> catalogue_rows() noexcept {
  return kRows;
}

std::optional<CatalogueId> CatalogueId::find(std::string_view untrusted_id) noexcept {
  const auto* row = std::lower_bound(std::begin(kRows), std::end(kRows), untrusted_id,
                                     [](const CatalogueRow& r, std::string_view id) { return r.id < id; });
  if (row == std::end(kRows) || row->id != untrusted_id) return std::nullopt;
  return CatalogueId(FromIndex{}, static_cast<std::uint16_t>(row - std::begin(kRows)));
}

CatalogueId::CatalogueId(std::string_view id) : index_(0) {
  const auto found = find(id);
  MUGAI_CHECK(found.has_value());
  index_ = found->index_;
}

const CatalogueRow& CatalogueId::row() const noexcept {
  return kRows[index_];
}

}  // namespace mugai
