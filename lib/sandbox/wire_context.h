// WireContext: the Context of a job in its locked process. Findings are collected and sent at the end; nested files go
// to the program, which runs a process of its own for each.
//
// Limits: findings above what a conversation may carry are folded (wire/finding_list.h). A broken control socket ends
// the process: nobody is left to answer to.
#pragma once

#include "lib/core/context.h"
#include "lib/core/job.h"
#include "lib/policy/policy.h"
#include "lib/wire/channel.h"
#include "lib/wire/finding_list.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {

class WireContext final : public Context {
 public:
  WireContext(const JobRequest& request, policy::Policy policy);  // borrows the request

  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return request_.claim; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return request_.mail; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding finding) override;
  Result<NestedOutcome> sanitize_child(const FileClaim& claim, const InputWriter& write_input) override;
  Result<NestedOutcome> render(const RenderOrder& order, const InputWriter* write_input) override;
  [[nodiscard]] const RenderOrder* render_order() const noexcept override {
    return request_.kind == JobKind::Render ? &request_.render : nullptr;
  }

  // Sends the findings and then the last frame.
  void send_outcome(const Outcome& outcome);
  void send_refusal(const Error& error, const std::string& type);

 private:
  Result<UniqueFd> ask_scratch();
  Result<void> write_scratch(const InputWriter& write_input);
  Result<NestedOutcome> take_nested();
  void charge_nested(const wire::BudgetLeft& left);
  void send_findings();

  const JobRequest& request_;
  policy::Policy policy_;
  Budget budget_;
  wire::FindingList findings_;
};

// One frame to or from the program; the process ends where that fails.
void send_or_exit(Bytes packet);
wire::Frame receive_or_exit(wire::Received& into);

}  // namespace mugai::sandbox
