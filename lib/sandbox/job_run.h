// JobRun: the program's side of one job, from its start to its report; and of each file inside it, one after the other.
//
//   start → send the request → [ finding | scratch file | nested file ]* → outcome or refusal → end of the process →
//   report
//
// Everything that comes from the job is checked before it is used: frames and order by wire::Conversation, sizes
// against the files themselves, budgets by the Ledger. What the process leaves in the output file is looked at only
// after the process is gone.
#pragma once

#include <array>
#include <atomic>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "lib/base/result.h"
#include "lib/core/family.h"
#include "lib/core/job.h"
#include "lib/sandbox/job_process.h"
#include "lib/sandbox/launcher.h"
#include "lib/sandbox/ledger.h"
#include "lib/sandbox/scratch.h"
#include "lib/wire/conversation.h"

namespace mugai::sandbox {

// How jobs ended, counted over all threads.
struct Counters {
  std::atomic<std::uint64_t> jobs{0};
  std::array<std::atomic<std::uint64_t>, kDeathCount> deaths{};
};

// What all jobs of one tree share. One thread.
struct Tree {
  const Options& options;
  ZygotePools& pools;
  Counters& counters;
  std::int64_t deadline_ns = 0;          // for the whole tree
  std::uint64_t nested_cpu_left_us = 0;  // for all nested files together
  std::uint64_t findings_left = 0;       // that the report of the tree may hold
  bool degraded = false;                 // the zygotes run with less than the full isolation
  std::optional<Error> trouble;          // no process could be had: nothing is known about some file
};

// The kernel counts a limit of CPU time in seconds and by ticks: what is left below this is nothing.
inline constexpr std::uint64_t kLeastCpuUs = 100'000;

using Families = std::bitset<kFamilyCount>;

// One file from its start to its report, whichever program has its handler: it begins with the family that its kind or
// its name points to and goes on where the process there says, at most once to each.
struct FileRun {
  JobReport report;
  std::uint64_t charged_cpu_us = 0;
  wire::BudgetLeft claimed_left;
};

class JobRun {
 public:
  // `cpu_us` is this job's own limit; `tried` are the families that it has been with, its present one included. All is
  // borrowed.
  JobRun(Tree& tree, const JobRequest& request, std::uint64_t cpu_us, Family family, Families tried);
  // `input` is open for reading alone, `output` empty. Where the tree is in trouble the report is of no use.
  JobReport run(int input, int output);
  // The report where there was no time left to begin.
  JobReport out_of_time(int input);
  // CPU time to charge for this job, after run(): all of its limit where that ended it.
  [[nodiscard]] std::uint64_t charged_cpu_us() const noexcept;
  // Set where another family's program has the handler: the report is of no use then.
  [[nodiscard]] std::optional<Family> elsewhere() const noexcept { return elsewhere_; }
  // By the job's own word, checked only for form: what it left of its budget.
  [[nodiscard]] const wire::BudgetLeft& claimed_left() const noexcept { return claimed_left_; }

 private:
  bool start(int input, int output);
  void converse();
  bool wait_for_news();
  void expire();
  void break_off(Death death, std::string why);
  void take_packets();
  void handle(wire::ChildMessage message);
  void on_finding(Finding finding);
  void on_ask_scratch();
  void on_run_nested(const wire::RunNested& message);
  void on_run_render(const wire::RunRender& message);
  void on_elsewhere(Family family);
  std::optional<Frozen> take_scratch();
  FileRun run_child(const JobRequest& request, int input, int output);
  bool take_render_input();
  void run_render(const wire::RunRender& message, const BudgetLimits& limits);
  [[nodiscard]] bool is_render() const noexcept { return request_.kind == JobKind::Render; }
  void answer_refused(Error error);
  void run_nested_file(const wire::RunNested& message, const BudgetLimits& limits, UniqueFd input);
  void answer_nested(const JobReport& report, const UniqueFd& output);
  void tell_nested(const JobReport& report, Result<UniqueFd> view);
  void send(Bytes packet, std::span<const int> descriptors = {});
  void take_exited();
  void finish(int input, int output);
  Death measure_output(int output);
  void conclude(Death death);

  Tree& tree_;
  const JobRequest& request_;
  const std::uint64_t cpu_us_;
  const Family family_;
  const Families tried_;
  JobReport report_;
  Ledger ledger_;
  std::optional<JobProcess> process_;
  wire::Conversation conversation_;
  std::optional<wire::OutcomeMessage> outcome_;
  std::optional<wire::Refusal> refusal_;
  std::optional<Family> elsewhere_;
  wire::BudgetLeft claimed_left_;
  UniqueFd scratch_;
  UniqueFd render_input_;   // the document that the job has drawn, frozen
  UniqueFd render_output_;  // used again for each order, so that a job cannot heap up pictures
  std::uint64_t render_cpu_us_ = 0;
  Ending ending_;
  std::optional<Death> broken_off_;  // we ended it, and why
  std::string why_;
  std::int64_t started_ns_ = 0;
  std::int64_t deadline_ns_ = 0;
  std::int64_t grace_ns_ = 0;  // set once we ended it: when to give up on the zygote
  bool control_open_ = true;
  bool exited_ = false;
};

FileRun run_file(Tree& tree, const JobRequest& request, std::uint64_t cpu_us, int input, int output);
// The report of a file for which there was no time left to begin.
FileRun out_of_time(Tree& tree, const JobRequest& request, int input);

}  // namespace mugai::sandbox
