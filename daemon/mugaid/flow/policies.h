// PolicySet: the policies that the configuration names, read and encoded once, and which of them a recipient has.
// Immutable; a reload makes a new one, and messages under way keep theirs.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/budget.h"

namespace mugai::flow {

inline constexpr std::size_t kDigestDigits = 16;  // of a policy's digest in X-Mugai

struct LoadedPolicy {
  std::string name;     // as the configuration says it
  std::string encoded;  // policy::Policy::encode()
  std::string digest;
  BudgetLimits limits;
};

class PolicySet {
 public:
  // `by_domain`: recipient domain (lower-case) → policy name or file. Error: what policy::load says.
  static Result<std::shared_ptr<const PolicySet>> load(const std::string& default_policy,
                                                       const std::map<std::string, std::string>& by_domain,
                                                       const std::string& drop_policy, const std::string& folder);
  [[nodiscard]] const LoadedPolicy& for_domain(std::string_view domain) const;
  [[nodiscard]] const LoadedPolicy& for_drop() const { return *drop_; }
  // The first policy that has pages drawn as pictures, by which mugai-worker-render is needed; empty where none has.
  [[nodiscard]] const std::string& draws() const noexcept { return draws_; }
  // Dangerous combinations, one line each.
  [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  // `key`: the configuration key that asks for it, for the error.
  Result<std::shared_ptr<const LoadedPolicy>> load_one(const std::string& key, const std::string& name,
                                                       const std::string& folder);
  std::map<std::string, std::shared_ptr<const LoadedPolicy>> by_name_;
  std::map<std::string, std::shared_ptr<const LoadedPolicy>, std::less<>> by_domain_;
  std::shared_ptr<const LoadedPolicy> default_;
  std::shared_ptr<const LoadedPolicy> drop_;
  std::string draws_;
  std::vector<std::string> warnings_;
};

}  // namespace mugai::flow
