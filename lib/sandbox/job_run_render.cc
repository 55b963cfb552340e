// The part of a JobRun that has pages drawn (core/render.h): a piece of the asking job's work, done in a process of
// another family, and not a file of its own: no level of depth, no line in the report unless it fails.
//
// What it may cost: its CPU time and wall clock are those of nested files, its memory is one job's; its document counts
// as unpacked bytes once; its pictures are not counted, for the one file that they lie in is used again and again.
#include <unistd.h>

#include <algorithm>

#include "lib/sandbox/job_run.h"

namespace mugai::sandbox {

void JobRun::on_run_render(const wire::RunRender& message) {
  if (exited_) return;
  // Only what a PDF handler has rebuilt is ever drawn.
  if (family_ != Family::Pdf || request_.kind != JobKind::Sanitize) {
    return break_off(Death::Protocol, "it has nothing to draw");
  }
  if (message.new_input && !take_render_input()) return;
  if (!render_output_) {
    Result<UniqueFd> made = make_scratch(tree_.options.spool_dir);
    if (!made) {
      tree_.trouble = std::move(made).error();
      return;
    }
    render_output_ = std::move(made).value();
  }
  if (::ftruncate(render_output_.get(), 0) != 0) {
    tree_.trouble = make_error(ErrorCode::Io, "an output cannot be emptied");
    return;
  }
  BudgetLimits limits = request_.limits;
  limits.depth = 0;
  limits.members = 1;
  limits.output_bytes = answer_bytes(message.order);
  const std::int64_t before = wire::monotonic_ns();
  run_render(message, limits);
  deadline_ns_ += wire::monotonic_ns() - before;  // the job waited meanwhile
}

// False where the job has been answered or ended.
bool JobRun::take_render_input() {
  std::optional<Frozen> input = take_scratch();
  if (!input) return false;
  render_input_ = std::move(input->view);
  if (Result<void> counted = ledger_.count_input(input->size); !counted) {
    answer_refused(std::move(counted).error());
    return false;
  }
  return true;
}

void JobRun::run_render(const wire::RunRender& message, const BudgetLimits& limits) {
  JobRequest request;
  request.kind = JobKind::Render;
  request.claim.untrusted_name = "page " + std::to_string(message.order.first_page + 1);
  request.limits = limits;
  request.render = message.order;
  FileRun drawn = run_child(request, render_input_.get(), render_output_.get());
  if (tree_.trouble) return;
  render_cpu_us_ += drawn.report.cpu_us;
  const bool done = has_output(drawn.report.disposition);
  tell_nested(drawn.report, done ? reading_view(render_output_.get()) : Result<UniqueFd>(UniqueFd()));
  if (!done) report_.children.push_back(std::move(drawn.report));
}

}  // namespace mugai::sandbox
