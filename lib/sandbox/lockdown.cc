#include "lib/sandbox/lockdown.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "lib/base/ascii.h"
#include "lib/sandbox/landlock.h"
#include "lib/sandbox/seccomp.h"

namespace mugai::sandbox {
namespace {

constexpr id_t kNobody = 65534;

Error failed(const char* step) {
  return make_error(ErrorCode::Io, std::string(step) + ": " + std::strerror(errno));
}

// An empty network, and IPC and host name tables of our own.
constexpr int kOwnNamespaces = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;

// Root becomes nobody: a job has no business with root's files even if everything else failed. Capabilities go too,
// those of a new user namespace included.
Result<void> drop_identity() {
  if (::geteuid() == 0) {
    if (::setgroups(0, nullptr) != 0) return failed("setgroups");
    if (::setresgid(kNobody, kNobody, kNobody) != 0) return failed("setresgid");
    if (::setresuid(kNobody, kNobody, kNobody) != 0) return failed("setresuid");
  }
  return ok();
}

Result<void> drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> none{};
  if (::syscall(SYS_capset, &header, none.data()) != 0) return failed("capset");
  return ok();
}

// As root in the present user namespace; otherwise in a new one, in which we have no name. `namespaces` stays false
// where the system permits neither: seccomp and Landlock still close sockets and paths.
Result<void> enter_namespaces(bool& namespaces) {
  namespaces = ::geteuid() == 0 && ::unshare(kOwnNamespaces) == 0;
  TRY(drop_identity());
  namespaces = namespaces || ::unshare(CLONE_NEWUSER | kOwnNamespaces) == 0;
  return drop_capabilities();
}

// The zygote and its children are what the kernel should end first when memory runs out. Best effort.
void volunteer_for_oom() {
  const UniqueFd file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (file) static_cast<void>(!::write(file.get(), "800", 3));
}

// First number of /proc/self/statm: address space in pages.
Result<std::uint64_t> address_space() {
  const UniqueFd file(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text{};
  const ssize_t got = file ? ::read(file.get(), text.data(), text.size()) : -1;
  if (got <= 0) return failed("/proc/self/statm");
  const std::string_view all(text.data(), static_cast<std::size_t>(got));
  const auto pages = ascii::parse_decimal(all.substr(0, all.find(' ')));
  if (!pages) return make_error(ErrorCode::Io, "/proc/self/statm has no number");
  return *pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Result<void> limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard, const char* name) {
  const rlimit wanted{soft, hard};
  if (::setrlimit(resource, &wanted) == 0) return ok();
  // The program itself has less than that: then as much as it has.
  rlimit old{};
  if (::getrlimit(resource, &old) != 0) return failed(name);
  const rlimit less{std::min<rlim_t>(soft, old.rlim_max), std::min<rlim_t>(hard, old.rlim_max)};
  return ::setrlimit(resource, &less) == 0 ? ok() : Result<void>(failed(name));
}

// Those that the zygote can live with too; its children have them from it.
Result<void> set_common_limits() {
  TRY(limit(RLIMIT_CORE, 0, 0, "RLIMIT_CORE"));
  return limit(RLIMIT_MEMLOCK, 0, 0, "RLIMIT_MEMLOCK");
}

Result<void> set_limits(const Isolation& isolation, const wire::Spawn& limits) {
#ifndef MUGAI_SANITIZED  // the sanitizers' shadow takes terabytes of address space
  const std::uint64_t space = isolation.address_space_bytes + limits.memory_bytes;
  TRY(limit(RLIMIT_AS, space, space, "RLIMIT_AS"));
#else
  static_cast<void>(isolation);
#endif
  // One second between the signal that says why and the one that cannot be ignored.
  TRY(limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1, "RLIMIT_CPU"));
  TRY(limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes, "RLIMIT_FSIZE"));
  TRY(limit(RLIMIT_NOFILE, limits.descriptors, limits.descriptors, "RLIMIT_NOFILE"));
  return limit(RLIMIT_NPROC, 0, 0, "RLIMIT_NPROC");
}

}  // namespace

Result<Isolation> lock_zygote() {
  Isolation got;
  volunteer_for_oom();
  TRY(set_common_limits());
  TRY_ASSIGN(got.address_space_bytes, address_space());
  TRY(enter_namespaces(got.namespaces));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("dumpable");
  got.seccomp = seccomp_available();
  got.landlock_abi = landlock_abi();
  if (got.landlock_abi > 0) {
    TRY_ASSIGN(got.ruleset, make_landlock_ruleset(got.landlock_abi));
  }
  return got;
}

Result<void> take_descriptors(const std::array<int, wire::kSpawnDescriptors>& spawned, int ruleset, bool keep_stderr) {
  // First out of the way of the targets, so that no move overwrites what is still to be moved.
  constexpr int kAbove = 64;
  std::array<int, 5> fds = {spawned[0], spawned[1], spawned[2], spawned[3], ruleset};
  constexpr std::array<int, 5> kTargets = {kControlFd, kInputFd, kOutputFd, kStatusFd, kRulesetFd};
  for (int& fd : fds) {
    if (fd < 0) continue;
    fd = ::fcntl(fd, F_DUPFD, kAbove);
    if (fd < 0) return failed("F_DUPFD");
  }
  for (std::size_t i = 0; i < fds.size(); ++i) {
    if (fds[i] >= 0 && ::dup2(fds[i], kTargets[i]) < 0) return failed("dup2");
  }
  if (!keep_stderr && ::dup2(0, 2) < 0) return failed("dup2");  // 0 and 1 are /dev/null since the zygote started
  const unsigned first = static_cast<unsigned>(ruleset >= 0 ? kRulesetFd : kStatusFd) + 1;
  if (::syscall(SYS_close_range, first, ~0U, 0) != 0) return failed("close_range");
  return ok();
}

Result<void> lock_job(const Isolation& isolation, const wire::Spawn& limits, pid_t zygote_pid) {
  // 1. Die with the zygote; it may have died already.
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return failed("PDEATHSIG");
  if (::getppid() != zygote_pid) return make_error(ErrorCode::Io, "the zygote is gone");
  // 2. What the zygote gave up stays given up over fork: namespaces, identity, capabilities, no_new_privs, dumping.
  // 3. Memory, time, output, descriptors, processes.
  TRY(set_limits(isolation, limits));
  // 4. Signals as at the start of a program: an exhausted limit ends the process.
  sigset_t none;
  sigemptyset(&none);
  if (::sigprocmask(SIG_SETMASK, &none, nullptr) != 0) return failed("sigprocmask");
  // 5. No path, no port, no reach outside.
  if (isolation.landlock_abi > 0) {
    TRY(enter_landlock(kRulesetFd));
    ::close(kRulesetFd);
  }
  // 6. Last, for it takes the calls of the steps above away.
  if (isolation.seccomp) {
    const auto own_pid = static_cast<std::uint32_t>(::getpid());
    TRY(install_filter(build_filter(job_calls(), own_pid, SECCOMP_RET_KILL_PROCESS)));
  }
  // 7. Only the zygote speaks on the status socket from here on.
  ::close(kStatusFd);
  return ok();
}

}  // namespace mugai::sandbox
