#include "lib/sandbox/wire_context.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/sandbox/death.h"
#include "lib/sandbox/lockdown.h"

namespace mugai::sandbox {
namespace {

// As FdSource, but the size was told with the descriptor: a job makes no fstat(2).
class ResultSource final : public Source {
 public:
  ResultSource(UniqueFd fd, std::uint64_t size) : fd_(std::move(fd)), size_(size) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override {
    if (offset >= size_) return std::size_t{0};
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset));
    std::size_t done = 0;
    while (done < want) {
      const ssize_t got = ::pread(fd_.get(), into.data() + done, want - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return make_error(ErrorCode::Io, std::strerror(errno), offset + done);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  UniqueFd fd_;
  std::uint64_t size_;
};

// So that the folded findings, at most one a catalogue row and action, still fit into one conversation.
std::size_t finding_limit() {
  return wire::kMaxFindings - catalogue_rows().size() * kActionCount;
}

[[noreturn]] void leave_protocol() {
  ::_exit(kExitProtocol);
}

}  // namespace

void send_or_exit(Bytes packet) {
  if (!wire::send_packet(kControlFd, packet, wire::kNoDeadline)) leave_protocol();
}

wire::Frame receive_or_exit(wire::Received& into) {
  if (!wire::wait_packet(kControlFd, into, true)) leave_protocol();
  const auto frame = wire::parse_frame(into.packet());
  if (!frame) leave_protocol();
  return *frame;
}

WireContext::WireContext(const JobRequest& request, policy::Policy policy)
    : request_(request), policy_(std::move(policy)), budget_(request.limits), findings_(finding_limit()) {}

void WireContext::report(Finding finding) {
  wire::clean_finding(finding);
  findings_.add(std::move(finding));
}

void WireContext::send_findings() {
  for (const Finding& finding : findings_.findings())
    send_or_exit(wire::encode_finding(wire::Type::Finding, finding));
}

void WireContext::send_outcome(const Outcome& outcome) {
  send_findings();
  send_or_exit(wire::encode_outcome({outcome, wire::budget_left(budget_.left())}));
}

void WireContext::send_refusal(const Error& error, const std::string& type) {
  send_findings();
  send_or_exit(wire::encode_refusal({error, type, wire::budget_left(budget_.left())}));
}

Result<UniqueFd> WireContext::ask_scratch() {
  send_or_exit(wire::encode_empty(wire::Type::AskScratch));
  wire::Received received;
  const wire::Frame frame = receive_or_exit(received);
  if (frame.type == wire::Type::NestedDone) {
    const auto done = wire::decode_nested_done(frame.payload);
    if (!done || done->has_run) leave_protocol();
    return make_error(done->reason, done->detail);
  }
  if (frame.type != wire::Type::Scratch || received.descriptor_count != 1) leave_protocol();
  return std::move(received.descriptors[0]);
}

// The program has counted what the nested tree used; take the same off our own budget. It never grows by this.
void WireContext::charge_nested(const wire::BudgetLeft& left) {
  const BudgetLimits mine = budget_.left();
  const auto used = [](std::uint64_t before, std::uint64_t after) { return before > after ? before - after : 0; };
  // None of these can overrun: each takes at most what is there.
  static_cast<void>(budget_.charge_members(used(mine.members, left.members)).has_value());
  static_cast<void>(budget_.charge_unpacked(used(mine.unpacked_bytes, left.unpacked_bytes)).has_value());
  static_cast<void>(budget_.charge_output(used(mine.output_bytes, left.output_bytes)).has_value());
}

Result<void> WireContext::write_scratch(const InputWriter& write_input) {
  TRY_ASSIGN(UniqueFd scratch, ask_scratch());
  FdSink input(std::move(scratch), budget_.left().unpacked_bytes);
  TRY(write_input(input));
  return input.finish();
}

// What the program tells of a nested file or a drawing, up to its end.
Result<NestedOutcome> WireContext::take_nested() {
  NestedOutcome outcome;
  wire::Received received;
  for (;;) {
    const wire::Frame frame = receive_or_exit(received);
    if (frame.type == wire::Type::NestedFinding) {
      auto finding = wire::decode_finding(frame.payload);
      if (!finding) leave_protocol();
      outcome.findings.push_back(std::move(finding).value());
      continue;
    }
    if (frame.type != wire::Type::NestedDone) leave_protocol();
    auto done = wire::decode_nested_done(frame.payload);
    if (!done) leave_protocol();
    charge_nested(done->left);
    if (!done->has_run) return make_error(done->reason, done->detail);
    outcome.disposition = done->disposition;
    outcome.reason = done->reason;
    outcome.type = std::move(done->type);
    outcome.extension = std::move(done->extension);
    outcome.detail = std::move(done->detail);
    if (has_output(outcome.disposition)) {
      if (received.descriptor_count != 1) leave_protocol();
      outcome.output = std::make_unique<ResultSource>(std::move(received.descriptors[0]), done->output_bytes);
    }
    return outcome;
  }
}

Result<NestedOutcome> WireContext::sanitize_child(const FileClaim& claim, const InputWriter& write_input) {
  TRY(budget_.nested());  // the depth, before any work is done
  TRY(budget_.charge_members(1));
  TRY(write_scratch(write_input));
  send_or_exit(wire::encode_run_nested({claim, wire::budget_left(budget_.left())}));
  return take_nested();
}

Result<NestedOutcome> WireContext::render(const RenderOrder& order, const InputWriter* write_input) {
  TRY(check(order));
  if (write_input != nullptr) TRY(write_scratch(*write_input));
  send_or_exit(wire::encode_run_render({write_input != nullptr, order}));
  return take_nested();
}

}  // namespace mugai::sandbox
