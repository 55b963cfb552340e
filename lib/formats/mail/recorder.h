// A Context that keeps what is reported through it, so that the notice can tell of it.
#pragma once

#include <utility>
#include <vector>

#include "lib/core/context.h"

namespace mugai::mail {

class Recorder final : public Context {
 public:
  explicit Recorder(Context& outer) : outer_(outer) {}
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return outer_.policy(); }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return outer_.claim(); }
  [[nodiscard]] const MailValues& mail() const noexcept override { return outer_.mail(); }
  Budget& budget() noexcept override { return outer_.budget(); }
  void report(Finding finding) override {
    if (recorded_.size() < kMaxRecorded) merge_finding(recorded_, finding);
    outer_.report(std::move(finding));
  }
  Result<NestedOutcome> sanitize_child(const FileClaim& claim, const InputWriter& write_input) override {
    return outer_.sanitize_child(claim, write_input);
  }
  [[nodiscard]] const std::vector<Finding>& recorded() const noexcept { return recorded_; }

 private:
  static constexpr std::size_t kMaxRecorded = 1'000;
  Context& outer_;
  std::vector<Finding> recorded_;
};

}  // namespace mugai::mail
