#include "daemon/mugaid/flow/policies.h"

#include "lib/policy/policy.h"
#include "lib/report/template.h"

namespace mugai::flow {

Result<std::shared_ptr<const LoadedPolicy>> PolicySet::load_one(const std::string& key, const std::string& name,
                                                                const std::string& folder) {
  if (const auto known = by_name_.find(name); known != by_name_.end()) return known->second;
  const Result<policy::Policy> read = policy::load(name, folder);
  if (!read) return make_error(read.error().code, key + ": " + read.error().detail);
  const policy::Policy& policy = *read;
  if (const Result<void> notices = report::check_notices(policy); !notices) {
    return make_error(notices.error().code, key + ": policy " + name + ": " + notices.error().detail);
  }
  for (const std::string& warning : policy::warnings(policy, "en"))
    warnings_.push_back(name + ": " + warning);
  auto loaded = std::make_shared<LoadedPolicy>();
  loaded->name = name;
  loaded->encoded = policy.encode_changes();
  loaded->digest = policy.digest();
  loaded->limits = policy.limits;
  if (policy.draws() && draws_.empty()) draws_ = name;
  by_name_[name] = loaded;
  return std::shared_ptr<const LoadedPolicy>(std::move(loaded));
}

Result<std::shared_ptr<const PolicySet>> PolicySet::load(const std::string& default_policy,
                                                         const std::map<std::string, std::string>& by_domain,
                                                         const std::string& drop_policy, const std::string& folder) {
  auto set = std::make_shared<PolicySet>();
  TRY_ASSIGN(set->default_, set->load_one("policy.default", default_policy, folder));
  TRY_ASSIGN(set->drop_, set->load_one("drop.policy", drop_policy.empty() ? default_policy : drop_policy, folder));
  for (const auto& [domain, name] : by_domain) {
    TRY_ASSIGN(set->by_domain_[domain], set->load_one("policy.map", name, folder));
  }
  return std::shared_ptr<const PolicySet>(std::move(set));
}

const LoadedPolicy& PolicySet::for_domain(std::string_view domain) const {
  const auto found = by_domain_.find(domain);
  return found == by_domain_.end() ? *default_ : *found->second;
}

}  // namespace mugai::flow
