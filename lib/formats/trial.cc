#include "lib/formats/trial.h"

#include "lib/policy/policy.h"

namespace mugai::formats {
namespace {

class TrialContext final : public Context {
 public:
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding /*finding*/) override {}
  Result<NestedOutcome> sanitize_child(const FileClaim& /*claim*/, const InputWriter& /*write_input*/) override {
    return make_error(ErrorCode::Internal, "a trial has no nested files");
  }

 private:
  const policy::Policy policy_{};
  const FileClaim claim_{};
  const MailValues mail_{};
  Budget budget_{policy_.limits};
};

}  // namespace

Result<void> run_trial(Handler& handler, Bytes sample) {
  TrialContext context;
  MemorySource in(sample);
  MemorySink out(std::uint64_t{1} << 20);
  TRY(handler.sanitize(in, out, context));
  return ok();
}

}  // namespace mugai::formats
