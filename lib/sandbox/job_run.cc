#include "lib/sandbox/job_run.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/base/utf8.h"
#include "lib/sandbox/scratch.h"
#include "lib/stream/digest.h"

namespace mugai::sandbox {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::int64_t kNsPerUs = 1'000;
constexpr std::uint64_t kUsPerSecond = 1'000'000;
// How long the zygote may take to end a child and say so. A busy machine, not an attacker, decides it.
constexpr std::int64_t kGraceNs = 20'000 * kNsPerMs;
// An honest job ends at once after it has closed its control socket; freeing much memory may take a while.
constexpr std::int64_t kClosedNs = 5'000 * kNsPerMs;
// Packets taken before clock and status socket are looked at again.
constexpr int kPacketsAtOnce = 64;
// A mail may carry as many attachments as its members allow, and holds the result of each open until it is assembled.
constexpr std::uint32_t kJobDescriptors = 4096;

Result<std::string> digest_of(int fd) {
  TRY_ASSIGN(UniqueFd copy, duplicate(fd));
  TRY_ASSIGN(FdSource source, FdSource::open(std::move(copy)));
  return sha256_hex(source);
}

}  // namespace

JobRun::JobRun(Tree& tree, const JobRequest& request, std::uint64_t cpu_us, Family family, Families tried)
    : tree_(tree), request_(request), cpu_us_(cpu_us), family_(family), tried_(tried), ledger_(request.limits) {
  claimed_left_ = wire::budget_left(request.limits);
  report_.name = utf8::one_line(request.claim.untrusted_name);
  report_.type = "unknown";
}

JobReport JobRun::run(int input, int output) {
  started_ns_ = wire::monotonic_ns();
  const std::int64_t own = started_ns_ + static_cast<std::int64_t>(tree_.options.wall_ms) * kNsPerMs;
  deadline_ns_ = std::min(own, tree_.deadline_ns);
  if (start(input, output)) converse();
  finish(input, output);
  return std::move(report_);
}

std::uint64_t JobRun::charged_cpu_us() const noexcept {
  return hit_cpu_limit(ending_) ? cpu_us_ : ending_.cpu_us;
}

bool JobRun::start(int input, int output) {
  const BudgetLimits& limits = request_.limits;
  wire::Spawn spawn;
  spawn.memory_bytes = std::min(limits.memory_bytes, tree_.options.memory_bytes);
  spawn.cpu_seconds = std::max<std::uint64_t>(1, (cpu_us_ + kUsPerSecond - 1) / kUsPerSecond);
  spawn.file_bytes = std::max(limits.output_bytes, limits.unpacked_bytes);
  spawn.descriptors = kJobDescriptors;
  ending_.cpu_limit_us = spawn.cpu_seconds * kUsPerSecond;
  const Result<Buffer> encoded = wire::encode_request(request_);
  if (!encoded) {
    tree_.trouble = encoded.error();
    return false;
  }
  Result<JobProcess> process = JobProcess::start(tree_.pools.of(family_), spawn, input, output);
  if (!process) {
    tree_.trouble = std::move(process).error();
    return false;
  }
  process_ = std::move(process).value();
  tree_.counters.jobs.fetch_add(1, std::memory_order_relaxed);
  report_.degraded_sandbox = process_->zygote().degraded();
  for (const Buffer& packet : wire::split_request(*encoded))
    send(packet);
  if (is_render()) return true;  // a piece of the asking job's work: no digests, no line of its own in the report
  // The child is being forked meanwhile.
  Result<std::string> digest = digest_of(input);
  if (!digest) {
    tree_.trouble = std::move(digest).error();
    return false;
  }
  report_.sha256_in = std::move(digest).value();
  return true;
}

void JobRun::converse() {
  while (!exited_ && !tree_.trouble) {
    if (!broken_off_ && wire::monotonic_ns() >= deadline_ns_) expire();
    if (!wait_for_news()) expire();
  }
}

// False where nothing came in time.
bool JobRun::wait_for_news() {
  const bool listen = control_open_ && !conversation_.done() && !broken_off_;
  pollfd news[2] = {{process_->status(), POLLIN, 0}, {listen ? process_->control() : -1, POLLIN, 0}};
  const int ready = ::poll(news, 2, wire::poll_timeout_ms(broken_off_ ? grace_ns_ : deadline_ns_));
  if (ready == 0) return false;
  if (ready < 0) {
    if (errno != EINTR) tree_.trouble = make_error(ErrorCode::Io, std::strerror(errno));
    return true;
  }
  if (news[1].revents != 0) take_packets();
  if (news[0].revents != 0 && !tree_.trouble) take_exited();
  return true;
}

void JobRun::expire() {
  if (broken_off_) {
    process_->zygote().kill_now();
    tree_.trouble = make_error(ErrorCode::Io, "the zygote does not answer");
    return;
  }
  if (!control_open_ && !conversation_.done()) {
    break_off(Death::Protocol, "it closed its control socket and went on");
    return;
  }
  break_off(Death::OutOfTime, "");
}

void JobRun::break_off(Death death, std::string why) {
  if (broken_off_) return;
  broken_off_ = death;
  why_ = std::move(why);
  if (exited_) return;
  process_->end();
  grace_ns_ = wire::monotonic_ns() + kGraceNs;
}

void JobRun::take_packets() {
  wire::Received received;
  for (int i = 0; i < kPacketsAtOnce && !broken_off_ && !tree_.trouble; ++i) {
    const Result<wire::ReceiveStatus> status = wire::receive_packet(process_->control(), received, false);
    if (!status) return break_off(Death::Protocol, status.error().detail);
    if (*status == wire::ReceiveStatus::NothingYet) return;
    if (*status == wire::ReceiveStatus::Closed) {
      control_open_ = false;
      deadline_ns_ = std::min(deadline_ns_, wire::monotonic_ns() + kClosedNs);
      return;
    }
    Result<wire::ChildMessage> message = conversation_.accept(received.packet());
    if (!message) return break_off(Death::Protocol, message.error().detail);
    handle(std::move(message).value());
    if (conversation_.done() && !exited_) return;  // what may still come is looked at when it has ended
  }
}

void JobRun::handle(wire::ChildMessage message) {
  if (auto* finding = std::get_if<Finding>(&message)) {
    on_finding(std::move(*finding));
  } else if (std::holds_alternative<wire::AskScratch>(message)) {
    on_ask_scratch();
  } else if (const auto* nested = std::get_if<wire::RunNested>(&message)) {
    on_run_nested(*nested);
  } else if (const auto* drawing = std::get_if<wire::RunRender>(&message)) {
    on_run_render(*drawing);
  } else if (auto* outcome = std::get_if<wire::OutcomeMessage>(&message)) {
    claimed_left_ = outcome->left;
    outcome_ = std::move(*outcome);
  } else if (auto* refusal = std::get_if<wire::Refusal>(&message)) {
    claimed_left_ = refusal->left;
    refusal_ = std::move(*refusal);
  } else if (const auto* elsewhere = std::get_if<wire::Elsewhere>(&message)) {
    on_elsewhere(elsewhere->family);
  }
}

void JobRun::on_elsewhere(Family family) {
  const bool is_free = request_.kind == JobKind::Sanitize && family != Family::Check && family != Family::Render &&
                       family != Family::Auth;
  if (!is_free || tried_.test(static_cast<std::size_t>(family))) {
    return break_off(Death::Protocol, "it sends the file where it cannot go");
  }
  elsewhere_ = family;
}

void JobRun::on_finding(Finding finding) {
  if (tree_.findings_left == 0) {
    return break_off(Death::OutOfOutput, "the report of the whole file would have too many findings");
  }
  --tree_.findings_left;
  report_.findings.push_back(std::move(finding));
}

void JobRun::send(Bytes packet, std::span<const int> descriptors) {
  const Result<void> sent = wire::send_packet(process_->control(), packet, deadline_ns_, descriptors);
  // Where the job is gone its Exited says why.
  if (!sent && sent.error().code == ErrorCode::OutOfTime) break_off(Death::OutOfTime, "it does not read");
}

void JobRun::take_exited() {
  const Result<std::optional<wire::Exited>> word = process_->take_exited();
  if (!word) {
    process_->zygote().kill_now();
    tree_.trouble = word.error();
    return;
  }
  if (!*word) return;
  const wire::Exited& exited = **word;
  exited_ = true;
  if (exited.fork_errno != 0) {
    tree_.trouble = make_error(ErrorCode::Io, "an inspection process could not be forked or locked");
    return;
  }
  ending_.wait_status = static_cast<int>(exited.wait_status);
  ending_.cpu_us = exited.cpu_us;
  report_.cpu_us = exited.cpu_us + render_cpu_us_;
  report_.peak_memory_bytes = exited.peak_memory_bytes;
}

void JobRun::finish(int input, int output) {
  if (tree_.trouble) return conclude(Death::NotStarted);
  while (control_open_ && !broken_off_)
    take_packets();  // what it said before it ended
  ending_.killed_by_clock = broken_off_ == Death::OutOfTime;
  ending_.broke_protocol = broken_off_ == Death::Protocol;
  ending_.told_outcome = outcome_.has_value();
  ending_.told_refusal = refusal_.has_value();
  ending_.told_elsewhere = elsewhere_.has_value();
  Death death = broken_off_ == Death::OutOfOutput ? Death::OutOfOutput : judge(ending_);
  const Result<std::uint64_t> size_in = file_size(input);
  report_.bytes_in = size_in ? *size_in : 0;
  if (death == Death::Finished) death = measure_output(output);
  if (death == Death::Elsewhere) {
    tree_.counters.deaths[static_cast<std::size_t>(death)].fetch_add(1, std::memory_order_relaxed);
    return;
  }
  elsewhere_.reset();  // it ended otherwise than it said
  report_.wall_us = static_cast<std::uint64_t>((wire::monotonic_ns() - started_ns_) / kNsPerUs);
  conclude(death);
}

// The process is gone: the file does not change any more.
Death JobRun::measure_output(int output) {
  const Result<std::uint64_t> size = file_size(output);
  if (is_render() && size) {
    report_.bytes_out = *size;
    const std::uint64_t wanted = answer_bytes(request_.render);
    const bool right = request_.render.kind == RenderKind::Pixels ? *size == wanted : *size <= wanted;
    if (!right) why_ = "what it drew is not of the size that was fixed";
    return right ? Death::Finished : Death::Protocol;
  }
  Result<std::string> digest = size ? digest_of(output) : Result<std::string>(size.error());
  if (!digest) {
    tree_.trouble = std::move(digest).error();
    return Death::NotStarted;
  }
  if (*size > request_.limits.output_bytes) return Death::OutOfOutput;
  report_.bytes_out = *size;
  report_.sha256_out = std::move(digest).value();
  return Death::Finished;
}

void JobRun::conclude(Death death) {
  if (tree_.trouble) death = Death::NotStarted;
  tree_.counters.deaths[static_cast<std::size_t>(death)].fetch_add(1, std::memory_order_relaxed);
  if (death == Death::Crashed || death == Death::ForbiddenCall || death == Death::Protocol) {
    process_->zygote().wear_out();
  }
  if (death == Death::Finished) {
    report_.type = outcome_->outcome.type;
    report_.extension = outcome_->outcome.extension;
    const auto changed = [](const auto& list, auto test) { return std::any_of(list.begin(), list.end(), test); };
    const bool cleaned =
        changed(report_.findings, [](const Finding& f) { return f.action != Action::Kept; }) ||
        changed(report_.children, [](const JobReport& c) { return c.disposition != Disposition::Unchanged; });
    report_.disposition = outcome_->outcome.replaced ? Disposition::Replaced
                          : cleaned                  ? Disposition::Cleaned
                                                     : Disposition::Unchanged;
    return;
  }
  report_.disposition = Disposition::Blocked;
  if (death == Death::Refused) {
    if (!refusal_->type.empty()) report_.type = refusal_->type;
    const auto blocked = [](const Finding& f) { return f.action == Action::Blocked; };
    if (std::none_of(report_.findings.begin(), report_.findings.end(), blocked)) {
      report_.findings.push_back({refusal_row(refusal_->error.code), Action::Blocked, "", 1, refusal_->error.detail});
    }
    report_.error = std::move(refusal_->error);
    return;
  }
  const DeathRow& row = death_row(death);
  std::string detail(row.detail);
  if (WIFSIGNALED(ending_.wait_status) && death == Death::Crashed) {
    detail += " (signal " + std::to_string(WTERMSIG(ending_.wait_status)) + ")";
  }
  if (!why_.empty()) detail += ": " + utf8::one_line(why_);
  report_.findings.push_back({CatalogueId(row.catalogue), Action::Blocked, "", 1, detail});
  report_.error = make_error(row.error, std::move(detail));
}

namespace {

Family first_family(const JobRequest& request) noexcept {
  switch (request.kind) {
    case JobKind::Mail:
      return Family::Mail;
    case JobKind::Render:
      return Family::Render;
    case JobKind::Verify:
      return Family::Auth;
    case JobKind::Sanitize:
      return guess_family(request.claim);
  }
  return Family::Files;
}

}  // namespace

FileRun run_file(Tree& tree, const JobRequest& request, std::uint64_t cpu_us, int input, int output) {
  Families tried;
  Family family = first_family(request);
  for (std::uint64_t spent = 0;;) {
    tried.set(static_cast<std::size_t>(family));
    JobRun job(tree, request, cpu_us - std::min(spent, cpu_us), family, tried);
    FileRun ran{job.run(input, output), 0, job.claimed_left()};
    spent += job.charged_cpu_us();
    ran.charged_cpu_us = spent;
    if (tree.trouble || !job.elsewhere()) return ran;
    family = *job.elsewhere();
    if (::ftruncate(output, 0) != 0) {
      tree.trouble = make_error(ErrorCode::Io, "an output cannot be emptied");
      return ran;
    }
  }
}

FileRun out_of_time(Tree& tree, const JobRequest& request, int input) {
  JobRun job(tree, request, 0, Family::Files, {});
  return {job.out_of_time(input), 0, job.claimed_left()};
}

}  // namespace mugai::sandbox
