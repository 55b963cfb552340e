// A Context for the mail handler alone: nested files end as the test says, nothing else of the engine runs.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/core/context.h"
#include "lib/policy/policy.h"

namespace mugai::mail::testing {

// A source that owns its bytes.
class OwnedSource final : public Source {
 public:
  explicit OwnedSource(std::string bytes) : bytes_(std::move(bytes)), view_(std::string_view(bytes_)) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override { return view_.read_at(offset, into); }

 private:
  std::string bytes_;
  MemorySource view_;
};

class MailContext final : public Context {
 public:
  struct Nested {
    FileClaim claim;
    std::string bytes;
  };
  // Answers for a nested file; the default refuses everything.
  std::function<NestedOutcome(const Nested&)> answer = [](const Nested&) { return NestedOutcome(); };
  policy::Policy chosen;
  MailValues values;
  std::vector<Nested> nested;
  std::vector<Finding> findings;

  [[nodiscard]] const policy::Policy& policy() const noexcept override { return chosen; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return values; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding finding) override { merge_finding(findings, std::move(finding)); }
  Result<NestedOutcome> sanitize_child(const FileClaim& claim, const InputWriter& write_input) override {
    MemorySink sink;
    TRY(write_input(sink));
    nested.push_back({claim, std::string(sink.text())});
    return answer(nested.back());
  }
  [[nodiscard]] bool reported(std::string_view id) const {
    for (const Finding& finding : findings) {
      if (finding.id.text() == id) return true;
    }
    return false;
  }

 private:
  FileClaim claim_;
  Budget budget_{BudgetLimits{}};
};

}  // namespace mugai::mail::testing
