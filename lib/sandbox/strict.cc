#include "lib/sandbox/strict.h"

#include <asm/unistd.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "lib/sandbox/death.h"
#include "lib/sandbox/lockdown.h"
#include "lib/sandbox/seccomp.h"
#include "lib/sandbox/zygote_loop.h"

namespace mugai::sandbox {
namespace {

constexpr int kMessageFd = 3;
// What the program expects is at most this: digests of the attachments of one mail.
constexpr std::size_t kMaxExpectedBytes = std::size_t{4} << 20;

long read_message(std::uint8_t* into, std::size_t bytes) {
  return static_cast<long>(::read(kMessageFd, into, bytes));
}

// exit(2) and not exit_group(2), which is not on the list; there is one thread.
[[noreturn]] void leave(int status) {
  for (;;)
    ::syscall(SYS_exit, status);
}

// The file's bytes, from the program and trusted. Read before the lock.
bool read_expected(int fd, Buffer& into) {
  for (;;) {
    std::array<std::uint8_t, 4096> piece{};
    const ssize_t got = ::pread(fd, piece.data(), piece.size(), static_cast<off_t>(into.size()));
    if (got == 0) return true;
    if (got < 0 || into.size() > kMaxExpectedBytes) return false;
    into.insert(into.end(), piece.begin(), piece.begin() + got);
  }
}

constexpr CallRule kLookCalls[] = {
    {__NR_read,
     "read",
     "the message, from its start to its end",
     {ArgumentRule{ArgumentRule::Test::Equals, 0, 0xFFFFFFFF, kMessageFd}}},
    {__NR_exit, "exit", "the end, with the number that is the answer"},
};

// Two calls; those of a job besides in builds with sanitizers, whose allocator asks the kernel at any time.
std::vector<CallRule> look_calls() {
  std::vector<CallRule> calls(std::begin(kLookCalls), std::end(kLookCalls));
#ifdef MUGAI_SANITIZED
  for (const CallRule& call : job_calls()) {
    if (call.number != __NR_read && call.number != __NR_exit) calls.push_back(call);
  }
#endif
  return calls;
}

bool lock(const Isolation& isolation, const wire::Spawn& limits, pid_t zygote_pid) {
  const rlimit cpu{limits.cpu_seconds, limits.cpu_seconds + 1};
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || ::getppid() != zygote_pid) return false;
  if (::setrlimit(RLIMIT_CPU, &cpu) != 0) return false;
  if (!isolation.seccomp) return true;
  const std::uint32_t no_pid = 0;  // of no row's concern
  return install_filter(build_filter(look_calls(), no_pid, SECCOMP_RET_KILL_PROCESS)).has_value();
}

// Descriptors: what is expected, the message, and two that it has no use for.
[[noreturn]] void live_strictly(const Isolation& isolation, const wire::Spawn& limits,
                                const std::array<int, wire::kSpawnDescriptors>& descriptors, pid_t zygote_pid,
                                StrictFunction look) {
  Buffer expected;
  if (!read_expected(descriptors[0], expected) || ::lseek(descriptors[1], 0, SEEK_SET) != 0) leave(kExitNotLocked);
  if (::dup2(descriptors[1], kMessageFd) < 0 || ::dup2(0, 2) < 0) leave(kExitNotLocked);
  if (::syscall(SYS_close_range, kMessageFd + 1, ~0U, 0) != 0) leave(kExitNotLocked);
  if (!lock(isolation, limits, zygote_pid)) leave(kExitNotLocked);
  leave(look(read_message, expected));
}

// A process with this list cannot ask the kernel for memory: it is taken here, and never given back.
void reserve_memory() {
  constexpr std::size_t kReserve = kStrictMemoryBytes + 2 * kMaxExpectedBytes;
  ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(2 * kReserve));
  ::mallopt(M_TRIM_THRESHOLD, static_cast<int>(2 * kReserve));
  void* volatile reserve = std::malloc(kReserve);  // volatile: a compiler may leave out an allocation that nobody uses
  std::free(reserve);
}

}  // namespace

int run_strict_zygote(const ZygoteOptions& options, const std::function<void()>& warm_up, StrictFunction look) {
  return run_zygote_loop(
      options,
      [&] {
        warm_up();
        reserve_memory();
      },
      [look](const Isolation& isolation, const wire::Spawn& limits,
             const std::array<int, wire::kSpawnDescriptors>& descriptors,
             pid_t zygote_pid) { live_strictly(isolation, limits, descriptors, zygote_pid, look); });
}

}  // namespace mugai::sandbox
