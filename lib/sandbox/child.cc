#include "lib/sandbox/child.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <exception>
#include <new>

#include "lib/policy/policy.h"
#include "lib/sandbox/death.h"
#include "lib/sandbox/heap.h"
#include "lib/sandbox/wire_context.h"
#include "lib/sandbox/zygote_loop.h"

namespace mugai::sandbox {
namespace {

// From here a job uses enough memory to be given a huge page; measured with Office files, whose memory is the least.
constexpr std::uint64_t kLargeInput = std::uint64_t{64} << 10;

// operator new failed. The process ends at once and says why by its status, wherever in which library that happens.
[[noreturn]] void leave_for_memory() {
  ::_exit(kExitOutOfMemory);
}
[[noreturn]] void leave_for_exception() {
  ::_exit(kExitException);
}

// Nothing untrusted has been read yet, so this may still use the status socket.
[[noreturn]] void leave_unlocked() {
  wire::Exited word;
  word.fork_errno = 1;
  static_cast<void>(wire::send_packet(kStatusFd, wire::encode_exited(word), wire::kNoDeadline).has_value());
  ::_exit(kExitNotLocked);
}

Result<JobRequest> receive_request() {
  wire::RequestReader reader;
  wire::Received received;
  for (;;) {
    const wire::Frame frame = receive_or_exit(received);
    if (frame.type != wire::Type::Request) ::_exit(kExitProtocol);
    TRY_ASSIGN(const bool complete, reader.add(frame.payload));
    if (complete) return wire::decode_request(reader.bytes());
  }
}

void run_job(FdSource& input, const JobFunction& job) {
  const Result<JobRequest> request = receive_request();
  if (!request) ::_exit(kExitProtocol);
  Result<policy::Policy> policy = request->policy.empty() ? policy::Policy() : policy::Policy::decode(request->policy);
  WireContext context(*request, policy ? std::move(policy).value() : policy::Policy());
  if (!policy) {
    context.send_refusal(make_error(ErrorCode::Internal, "the policy cannot be read: " + policy.error().detail), "");
    return;
  }
  FdSink output(UniqueFd(kOutputFd), request->limits.output_bytes);
  JobAnswer answer = job(*request, input, output, context);
  if (answer.elsewhere) return send_or_exit(wire::encode_elsewhere({*answer.elsewhere}));
  if (answer.outcome) {
    if (const Result<void> flushed = output.finish(); !flushed) answer.outcome = flushed.error();
  }
  if (answer.outcome) {
    context.send_outcome(*answer.outcome);
  } else {
    context.send_refusal(answer.outcome.error(), answer.type);
  }
}

}  // namespace

void live_as_job(const Isolation& isolation, const wire::Spawn& limits,
                 const std::array<int, wire::kSpawnDescriptors>& descriptors, pid_t zygote_pid, bool keep_stderr,
                 const JobFunction& job) {
  std::set_new_handler(leave_for_memory);
  std::set_terminate(leave_for_exception);
  ::prctl(PR_SET_NAME, "mugai-job", 0, 0, 0);
  const int ruleset = isolation.ruleset ? isolation.ruleset.get() : -1;
  if (!take_descriptors(descriptors, ruleset, keep_stderr)) leave_unlocked();
  Result<FdSource> input = FdSource::open(UniqueFd(kInputFd));  // takes the size: the last look at a file's status
  if (!input) leave_unlocked();
  if (input->size() >= kLargeInput) take_huge_page();
  if (!lock_job(isolation, limits, zygote_pid)) leave_unlocked();
  try {
    run_job(*input, job);
  } catch (const std::bad_alloc&) {
    leave_for_memory();
  } catch (...) {
    leave_for_exception();
  }
  ::_exit(kExitFinished);
}

int run_zygote(const ZygoteOptions& options, const std::function<void()>& warm_up, const JobFunction& job) {
  return run_zygote_loop(
      options,
      [&] {
        warm_up();
        settle_heap();
      },
      [&](const Isolation& isolation, const wire::Spawn& limits,
          const std::array<int, wire::kSpawnDescriptors>& descriptors,
          pid_t zygote_pid) { live_as_job(isolation, limits, descriptors, zygote_pid, options.child_stderr, job); });
}

}  // namespace mugai::sandbox
