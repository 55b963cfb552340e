// Findings of one document. Limits: kMaxKinds different ones; more are counted together.
#include "lib/formats/pdf/tally.h"

#include <algorithm>

namespace mugai::pdf {

void Tally::add(std::string_view id, Action action, std::string_view what, std::uint32_t count) {
  if (count == 0) return;
  Key key{std::string(id), action, std::string(what)};
  if (told_.size() >= kMaxKinds && !told_.contains(key)) std::get<2>(key) = "more of other kinds";
  const auto [at, added] = told_.try_emplace(std::move(key), Told{place_, 0});
  const std::uint64_t sum = std::uint64_t{at->second.count} + count;
  at->second.count = static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, 1'000'000'000));
}

void Tally::unknown(std::string_view where, std::string_view key) {
  std::string what = "unknown key ";
  what.append(key.substr(0, 60)).append(" in ").append(where);
  removed("PDF-064", what);
}

void Tally::report(Context& ctx) const {
  for (const auto& [key, told] : told_) {
    ctx.report(Finding{.id = CatalogueId(std::get<0>(key)),
                       .action = std::get<1>(key),
                       .where = told.where,
                       .count = told.count,
                       .detail = std::get<2>(key)});
  }
}

}  // namespace mugai::pdf
