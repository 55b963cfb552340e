// A Context for one handler alone: nested files are refused. Needs no other handler, so that fuzz targets and unit tests of
// one format build without all the others. Where nested files matter: local_context.h.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lib/core/context.h"
#include "lib/policy/policy.h"

namespace mugai::testing {

class LoneContext final : public Context {
 public:
  explicit LoneContext(std::string name = {}, policy::Policy policy = policy::Policy())
      : claim_{std::move(name), {}}, policy_(std::move(policy)), budget_(policy_.limits) {}
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding finding) override { merge_finding(findings_, std::move(finding)); }
  Result<NestedOutcome> sanitize_child(const FileClaim& /*claim*/, const InputWriter& /*write_input*/) override {
    return NestedOutcome{};
  }
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }

 private:
  FileClaim claim_;
  policy::Policy policy_;
  MailValues mail_;
  Budget budget_;
  std::vector<Finding> findings_;
};

}  // namespace mugai::testing
