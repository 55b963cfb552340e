#include "lib/sandbox/death.h"

#include <sys/wait.h>

#include <csignal>

#include "lib/base/check.h"

namespace mugai::sandbox {
namespace {

constexpr DeathRow kRows[kDeathCount] = {
    {Death::Finished, "finished", ErrorCode::Internal, "", ""},
    {Death::Refused, "refused", ErrorCode::Internal, "", ""},
    {Death::Crashed, "crashed", ErrorCode::Crashed, "RUN-002", "the inspection process crashed"},
    {Death::OutOfTime, "out-of-time", ErrorCode::OutOfTime, "RUN-003", "the inspection took too long"},
    {Death::OutOfMemory, "out-of-memory", ErrorCode::OutOfMemory, "RUN-004", "the inspection needed too much memory"},
    {Death::OutOfOutput, "out-of-output", ErrorCode::TooLarge, "RUN-005", "the output grew over its limit"},
    {Death::ForbiddenCall, "forbidden-call", ErrorCode::Crashed, "RUN-006",
     "the inspection process tried a forbidden system call"},
    {Death::Protocol, "protocol", ErrorCode::Crashed, "RUN-008", "the inspection process broke its protocol"},
    {Death::NotStarted, "not-started", ErrorCode::Io, "RUN-007", "no inspection process could be had"},
    {Death::Elsewhere, "elsewhere", ErrorCode::Internal, "", ""},
};

struct RefusalRow {
  ErrorCode code;
  const char* catalogue;
};
// What stands in the report of a refused file whose handler named no construct of its own.
constexpr RefusalRow kRefusals[kErrorCodeCount] = {
    {ErrorCode::Malformed, "RUN-001"},   {ErrorCode::Truncated, "RUN-001"}, {ErrorCode::Ambiguous, "RUN-001"},
    {ErrorCode::Unsupported, "EXT-011"}, {ErrorCode::Encrypted, "ENC-001"}, {ErrorCode::TooLarge, "GEN-005"},
    {ErrorCode::TooDeep, "GEN-004"},     {ErrorCode::TooMany, "GEN-005"},   {ErrorCode::BadChecksum, "RUN-001"},
    {ErrorCode::Forbidden, "EXT-011"},   {ErrorCode::OutOfTime, "RUN-003"}, {ErrorCode::OutOfMemory, "RUN-004"},
    {ErrorCode::Crashed, "RUN-002"},     {ErrorCode::Io, "RUN-007"},        {ErrorCode::Internal, "RUN-002"},
};

Death judge_signal(int signal, const Ending& ending) noexcept {
  // The kernel enforces the limit by sampled time and reports exact time: on a busy machine the two differ widely.
  const bool used_its_cpu = ending.cpu_us >= ending.cpu_limit_us / 2;
  switch (signal) {
    case SIGSYS:
      return Death::ForbiddenCall;
    case SIGXCPU:
      return Death::OutOfTime;
    case SIGXFSZ:
      return Death::OutOfOutput;
    case SIGKILL:  // not ours: the hard CPU limit, or else the kernel needed the memory
      return used_its_cpu ? Death::OutOfTime : Death::OutOfMemory;
    default:
      return Death::Crashed;
  }
}

}  // namespace

bool hit_cpu_limit(const Ending& ending) noexcept {
  if (!WIFSIGNALED(ending.wait_status) || ending.killed_by_clock) return false;
  const int signal = WTERMSIG(ending.wait_status);
  return signal == SIGXCPU || (signal == SIGKILL && judge(ending) == Death::OutOfTime);
}

const DeathRow& death_row(Death death) noexcept {
  const auto index = static_cast<std::size_t>(death);
  MUGAI_CHECK(index < kDeathCount && kRows[index].death == death);
  return kRows[index];
}

CatalogueId refusal_row(ErrorCode code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  MUGAI_CHECK(index < kErrorCodeCount && kRefusals[index].code == code);
  return CatalogueId(kRefusals[index].catalogue);
}

Death judge(const Ending& ending) noexcept {
  if (ending.broke_protocol) return Death::Protocol;
  if (WIFSIGNALED(ending.wait_status)) {
    if (ending.killed_by_clock && WTERMSIG(ending.wait_status) == SIGKILL) return Death::OutOfTime;
    return judge_signal(WTERMSIG(ending.wait_status), ending);
  }
  if (!WIFEXITED(ending.wait_status)) return Death::Crashed;
  switch (WEXITSTATUS(ending.wait_status)) {
    case kExitFinished:
      if (ending.told_outcome) return Death::Finished;
      if (ending.told_elsewhere) return Death::Elsewhere;
      return ending.told_refusal ? Death::Refused : Death::Protocol;
    case kExitOutOfMemory:
      return Death::OutOfMemory;
    case kExitProtocol:
      return Death::Protocol;
    default:
      return Death::Crashed;
  }
}

}  // namespace mugai::sandbox
