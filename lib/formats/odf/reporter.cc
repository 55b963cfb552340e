#include "lib/formats/odf/reporter.h"

#include <algorithm>
#include <limits>

namespace mugai::odf {

void Reporter::tell(std::string_view id, std::optional<policy::Category> category, std::string_view where,
                    Action action, std::string detail, std::uint64_t count) {
  const bool blocks = category.has_value() && context_.policy().state(*category) == policy::State::Block;
  if (blocks && blocked_by_.empty()) blocked_by_ = std::string(id);
  const std::uint64_t bounded = std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max());
  context_.report({CatalogueId(id), blocks ? Action::Blocked : action, std::string(where),
                   static_cast<std::uint32_t>(bounded), std::move(detail)});
}

Result<void> Reporter::verdict() const {
  if (blocked_by_.empty()) return ok();
  return make_error(ErrorCode::Forbidden, "the policy blocks what was found (" + blocked_by_ + ")");
}

}  // namespace mugai::odf
