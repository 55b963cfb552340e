// The allow-list of system calls of a job. Adding a row widens what a hostile file can reach after it has taken over
// its process: each needs a reason that says why a handler cannot do without it, and arguments as narrow as they can
// be. Not on the list, on purpose: everything that opens, names or stats a path; sockets; clone and exec; signals to
// others; ioctl, fcntl, prctl; sendmsg (it could pass descriptors out); mappings of files and executable mappings.
#include <asm/unistd.h>
#include <linux/futex.h>
#include <sys/mman.h>

#include <csignal>

#include "lib/sandbox/lockdown.h"
#include "lib/sandbox/seccomp.h"

namespace mugai::sandbox {
namespace {

using Test = ArgumentRule::Test;

constexpr std::uint64_t kLow32 = 0xFFFFFFFF;  // an int argument: the kernel does not look at the upper half
constexpr std::uint64_t kAll64 = ~std::uint64_t{0};

constexpr ArgumentRule fd_is(int fd) {
  return {Test::Equals, 0, kLow32, static_cast<std::uint64_t>(fd)};
}
constexpr ArgumentRule is_zero(std::uint8_t index) {
  return {Test::Equals, index, kAll64, 0};
}
constexpr ArgumentRule has_all(std::uint8_t index, std::uint64_t bits) {
  return {Test::Equals, index, bits, bits};
}
constexpr ArgumentRule has_none(std::uint8_t index, std::uint64_t bits) {
  return {Test::Equals, index, bits, 0};
}
constexpr ArgumentRule is_int(std::uint8_t index, int value) {
  return {Test::Equals, index, kLow32, static_cast<std::uint64_t>(value)};
}

constexpr CallRule kJobCalls[] = {
    {__NR_pread64, "pread64", "reads the input and the results of nested files; both were opened for it"},
    {__NR_pwrite64, "pwrite64", "writes the output and nested inputs; RLIMIT_FSIZE bounds them"},
    {__NR_sendto,
     "sendto",
     "speaks to the program over the control socket, without descriptors",
     {fd_is(kControlFd), is_zero(4)}},
    {__NR_recvmsg, "recvmsg", "hears the program, which passes files for nested content", {fd_is(kControlFd)}},
    {__NR_brk, "brk", "malloc: small allocations; RLIMIT_AS bounds them"},
    {__NR_mmap,
     "mmap",
     "malloc: large allocations; memory alone, never a file, never executable",
     {has_all(3, MAP_ANONYMOUS), has_none(2, PROT_EXEC)}},
    {__NR_munmap, "munmap", "malloc: gives large allocations back"},
    {__NR_mremap, "mremap", "malloc: grows large allocations in place"},
    {__NR_madvise, "madvise", "malloc: gives pages back"},
    {__NR_mprotect, "mprotect", "malloc: opens the next pages of an arena; never executable", {has_none(2, PROT_EXEC)}},
    {__NR_close, "close", "nested files are closed one by one, or descriptors would run out"},
    {__NR_futex, "futex", "once-flags and the locks inside libraries; wakes and waits inside this process"},
    {__NR_clock_gettime, "clock_gettime", "libraries that take the time; without vDSO it is a call"},
    {__NR_gettimeofday, "gettimeofday", "as clock_gettime"},
#ifndef MUGAI_SANITIZED
    {__NR_write, "write", "the last words of an assertion", {fd_is(2)}},
#endif
    {__NR_getpid, "getpid", "abort(3)"},
    {__NR_gettid, "gettid", "abort(3)"},
    {__NR_rt_sigprocmask, "rt_sigprocmask", "abort(3)"},
    {__NR_rt_sigaction, "rt_sigaction", "abort(3) puts the default action back"},
    {__NR_tgkill,
     "tgkill",
     "abort(3): SIGABRT, and to this process alone",
     {ArgumentRule{Test::OwnPid, 0, 0, 0}, is_int(2, SIGABRT)}},
    {__NR_rt_sigreturn, "rt_sigreturn", "the kernel's own way back from a signal"},
    {__NR_restart_syscall, "restart_syscall", "the kernel's own way to go on with a call after a stop"},
    {__NR_exit, "exit", "the end"},
    {__NR_exit_group, "exit_group", "the end"},
#ifdef MUGAI_SANITIZED
    // Builds for tests alone: what the sanitizers' run-time does when it reports. Paths are not opened even then.
    {__NR_write, "write", "sanitizer: asks through a pipe whether an address can be read"},
    {__NR_pipe2, "pipe2", "sanitizer: as write"},
    {__NR_sched_yield, "sched_yield", "sanitizer: its spin locks"},
    {__NR_sigaltstack, "sigaltstack", "sanitizer: its fault handler"},
    {__NR_getrlimit, "getrlimit", "sanitizer: finds the stack"},
    {__NR_prlimit64, "prlimit64", "sanitizer: finds the stack", {is_int(0, 0), is_zero(2)}},
    {__NR_prctl, "prctl", "sanitizer: names its mappings", {}, 1},
    {__NR_openat, "openat", "sanitizer: would look up names of functions", {}, 1},
    {__NR_readlink, "readlink", "sanitizer: would look up its own name", {}, 1},
    {__NR_newfstatat, "newfstatat", "sanitizer: would look at the standard streams", {}, 1},
    {__NR_ioctl, "ioctl", "sanitizer: would ask for colours", {}, 1},
    {__NR_getuid, "getuid", "sanitizer: its report"},
    {__NR_read, "read", "sanitizer: would read its own maps", {}, 1},
    {__NR_lseek, "lseek", "sanitizer: would read its own maps", {}, 1},
#endif
};

}  // namespace

std::span<const CallRule> job_calls() noexcept {
  return kJobCalls;
}

}  // namespace mugai::sandbox
