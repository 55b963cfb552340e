// Reporter: tells the context of every removal and remembers when the policy wants the whole file refused for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/policy/policy.h"

namespace mugai::odf {

class Reporter {
 public:
  explicit Reporter(Context& context) : context_(context) {}

  // `where`: part name. With a category that the policy blocks the file is refused at the end.
  void tell(std::string_view id, std::optional<policy::Category> category, std::string_view where,
            Action action = Action::Removed, std::string detail = {}, std::uint64_t count = 1);
  [[nodiscard]] bool keeps(policy::Category category) const {
    return context_.policy().state(category) == policy::State::Keep;
  }
  // Error Forbidden where something was found that the policy blocks.
  [[nodiscard]] Result<void> verdict() const;

 private:
  Context& context_;
  std::string blocked_by_;
};

}  // namespace mugai::odf
