// The part of a JobRun that serves files inside the file: a scratch file to write the nested input to, a process of its
// own to read it, and the answer.
#include <unistd.h>

#include <algorithm>

#include "lib/sandbox/job_run.h"
#include "lib/wire/finding_list.h"

namespace mugai::sandbox {
namespace {

void collect(const JobReport& report, wire::FindingList& into) {  // depth is bounded by BudgetLimits::depth
  for (const Finding& finding : report.findings)
    into.add(finding);
  for (const JobReport& child : report.children)
    collect(child, into);
}

}  // namespace

void JobRun::answer_refused(Error error) {
  wire::NestedDone done;
  done.reason = error.code;
  done.detail = std::move(error.detail);
  done.left = ledger_.left();
  send(wire::encode_nested_done(done));
}

// One scratch file can be written at a time: of those before, a memfd is sealed, and a spooled file is emptied and used
// again. So a job that keeps its descriptors holds no more than its budget.
void JobRun::on_ask_scratch() {
  if (exited_) return;
  std::uint64_t abandoned = 0;
  if (scratch_) {
    const Result<std::uint64_t> size = file_size(scratch_.get());
    abandoned = size ? *size : 0;
    if (tree_.options.spool_dir.empty()) {
      if (const Result<Frozen> frozen = freeze(scratch_.get(), ""); frozen) abandoned = frozen->size;
      scratch_.reset();
    }
  }
  if (Result<void> counted = ledger_.count_scratch(abandoned); !counted) {
    return answer_refused(std::move(counted).error());
  }
  if (!scratch_) {
    Result<UniqueFd> made = make_scratch(tree_.options.spool_dir);
    if (!made) {
      tree_.trouble = std::move(made).error();
      return;
    }
    scratch_ = std::move(made).value();
  } else if (::ftruncate(scratch_.get(), 0) != 0) {
    tree_.trouble = make_error(ErrorCode::Io, "a scratch file cannot be emptied");
    return;
  }
  const int descriptor = scratch_.get();
  send(wire::encode_empty(wire::Type::Scratch), std::span(&descriptor, 1));
}

// What the job wrote to the scratch file, frozen; nothing where the job was ended or the tree is in trouble.
std::optional<Frozen> JobRun::take_scratch() {
  Result<Frozen> input = freeze(scratch_.get(), tree_.options.spool_dir);
  if (!input && input.error().code == ErrorCode::Malformed) {
    break_off(Death::Protocol, input.error().detail);
    return std::nullopt;
  }
  if (!input) {
    tree_.trouble = std::move(input).error();
    return std::nullopt;
  }
  if (tree_.options.spool_dir.empty()) {
    scratch_.reset();
  } else if (::ftruncate(scratch_.get(), 0) != 0) {
    tree_.trouble = make_error(ErrorCode::Io, "a scratch file cannot be emptied");
    return std::nullopt;
  }
  return std::move(input).value();
}

// In a process of its own, within the time that is left for the whole file.
FileRun JobRun::run_child(const JobRequest& request, int input, int output) {
  const std::uint64_t cpu_us = std::min(request.limits.cpu_ms * 1000, tree_.nested_cpu_left_us);
  const bool in_time = cpu_us >= kLeastCpuUs && wire::monotonic_ns() < tree_.deadline_ns;
  FileRun ran = in_time ? run_file(tree_, request, cpu_us, input, output) : sandbox::out_of_time(tree_, request, input);
  if (!tree_.trouble) tree_.nested_cpu_left_us -= std::min(tree_.nested_cpu_left_us, ran.charged_cpu_us);
  return ran;
}

void JobRun::on_run_nested(const wire::RunNested& message) {
  if (exited_) return;
  if (!scratch_) return break_off(Death::Protocol, "a nested file without a scratch file");
  std::optional<Frozen> input = take_scratch();
  if (!input) return;
  const Result<BudgetLimits> limits = ledger_.open_nested(message.left, input->size);
  if (!limits) return answer_refused(limits.error());
  const std::int64_t before = wire::monotonic_ns();
  run_nested_file(message, *limits, std::move(input->view));
  deadline_ns_ += wire::monotonic_ns() - before;  // the job waited meanwhile
}

void JobRun::run_nested_file(const wire::RunNested& message, const BudgetLimits& limits, UniqueFd input) {
  JobRequest request;
  request.claim = message.claim;
  request.mail = request_.mail;
  request.mail.own_domains.clear();  // an attached mail may well have been written inside
  request.policy = request_.policy;
  request.limits = limits;
  Result<UniqueFd> output = make_scratch(tree_.options.spool_dir);
  if (!output) {
    tree_.trouble = std::move(output).error();
    return;
  }
  FileRun nested = run_child(request, input.get(), output->get());
  if (tree_.trouble) return;
  ledger_.close_nested(limits, nested.claimed_left, nested.report.bytes_out);
  answer_nested(nested.report, *output);
  report_.children.push_back(std::move(nested.report));
}

// The whole file's time is used up before this one could begin.
JobReport JobRun::out_of_time(int input) {
  const Result<std::uint64_t> size = file_size(input);
  report_.bytes_in = size ? *size : 0;
  report_.degraded_sandbox = tree_.degraded;
  why_ = "the time for the whole file is used up";
  conclude(Death::OutOfTime);
  return std::move(report_);
}

void JobRun::answer_nested(const JobReport& report, const UniqueFd& output) {
  wire::FindingList findings(wire::kMaxFindings - catalogue_rows().size() * kActionCount);
  collect(report, findings);
  for (const Finding& finding : findings.findings()) {
    send(wire::encode_finding(wire::Type::NestedFinding, finding));
    if (broken_off_) return;
  }
  if (!has_output(report.disposition)) return tell_nested(report, UniqueFd());
  const bool sealed = tree_.options.spool_dir.empty() && seal(output.get());
  tell_nested(report, sealed ? duplicate(output.get()) : reading_view(output.get()));
}

void JobRun::tell_nested(const JobReport& report, Result<UniqueFd> view) {
  wire::NestedDone done;
  done.has_run = true;
  done.disposition = report.disposition;
  if (report.error) {
    done.reason = report.error->code;
    done.detail = report.error->detail;
  }
  done.type = report.type;
  done.extension = report.extension;
  done.output_bytes = report.bytes_out;
  done.left = ledger_.left();
  if (!has_output(report.disposition)) return send(wire::encode_nested_done(done));
  if (!view) {
    tree_.trouble = std::move(view).error();
    return;
  }
  const int descriptor = view->get();
  send(wire::encode_nested_done(done), std::span(&descriptor, 1));
}

}  // namespace mugai::sandbox
