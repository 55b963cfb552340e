// A Context without processes: nested files run in this process through the same detection and registry. For unit,
// property and fuzz tests and for benchmarks of one job alone; programs use lib/sandbox.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/context.h"
#include "lib/core/job.h"
#include "lib/policy/policy.h"

namespace mugai::testing {

class LocalContext final : public Context {
 public:
  explicit LocalContext(FileClaim claim = {}, policy::Policy policy = policy::Policy());
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding finding) override;
  Result<NestedOutcome> sanitize_child(const FileClaim& claim, const InputWriter& write_input) override;

  void set_mail(MailValues mail) { mail_ = std::move(mail); }
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }
  // Those of all nested files, merged.
  [[nodiscard]] const std::vector<Finding>& nested_findings() const noexcept { return nested_findings_; }
  // How often `id` was reported in all, nested files included; 0 where it was not.
  [[nodiscard]] std::uint64_t count(std::string_view id) const;

 private:
  FileClaim claim_;
  policy::Policy policy_;
  MailValues mail_;
  Budget budget_;
  std::vector<Finding> findings_;
  std::vector<Finding> nested_findings_;
};

struct LocalResult {
  Result<Outcome> outcome;
  Buffer output;
  std::vector<Finding> findings;  // nested files included
};
// Runs one whole file through detection and its handler, as a worker would.
LocalResult run_local(Bytes input, std::string name, const policy::Policy& policy = policy::Policy());
bool reports(const LocalResult& result, std::string_view id);
// How many findings are more than notices: what was only noticed is no removal.
std::ptrdiff_t removals(const LocalResult& result);
// All of them in a line, and why there is no output: for the message of a failed test.
std::string words_of(const LocalResult& result);

}  // namespace mugai::testing
