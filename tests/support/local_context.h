// A Context without processes: nested files run in this process through the same detection and registry, and pages that
// are to be drawn come out white and without words. For unit, property and fuzz tests and for benchmarks of one job
// alone; programs use lib/sandbox.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/core/context.h"
#include "lib/core/job.h"
#include "lib/policy/policy.h"
#include "lib/stream/source.h"

namespace mugai::testing {

// Bytes that the source itself owns.
class OwnedSource final : public Source {
 public:
  explicit OwnedSource(Buffer bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override {
    return MemorySource(Bytes(bytes_)).read_at(offset, into);
  }

 private:
  Buffer bytes_;
};

class LocalContext : public Context {
 public:
  explicit LocalContext(FileClaim claim = {}, policy::Policy policy = policy::Policy());
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding finding) override;
  Result<NestedOutcome> sanitize_child(const FileClaim& claim, const InputWriter& write_input) override;
  Result<NestedOutcome> render(const RenderOrder& order, const InputWriter* write_input) override;

  void set_mail(MailValues mail) { mail_ = std::move(mail); }
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }
  // Those of all nested files, merged.
  [[nodiscard]] const std::vector<Finding>& nested_findings() const noexcept { return nested_findings_; }
  // The documents that were to be drawn, those of nested files included.
  [[nodiscard]] const std::vector<Buffer>& drawn() const noexcept { return drawn_; }
  // How often `id` was reported in all, nested files included; 0 where it was not.
  [[nodiscard]] std::uint64_t count(std::string_view id) const;

 private:
  FileClaim claim_;
  policy::Policy policy_;
  MailValues mail_;
  Budget budget_;
  std::vector<Finding> findings_;
  std::vector<Finding> nested_findings_;
  std::vector<Buffer> drawn_;
};

struct LocalResult {
  Result<Outcome> outcome;
  Buffer output;
  std::vector<Finding> findings;  // nested files included
  std::vector<Buffer> drawn;      // what a renderer was given
};
// Runs one whole file through detection and its handler, as a worker would.
LocalResult run_local(Bytes input, std::string name, const policy::Policy& policy = policy::Policy());
bool reports(const LocalResult& result, std::string_view id);
// How many findings are more than notices: what was only noticed is no removal.
std::ptrdiff_t removals(const LocalResult& result);
// All of them in a line, and why there is no output: for the message of a failed test.
std::string words_of(const LocalResult& result);

}  // namespace mugai::testing
