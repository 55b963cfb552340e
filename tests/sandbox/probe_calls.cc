// Each probe makes one system call that is not on the list, or one that is with arguments that are not.
#include <asm/unistd.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "lib/sandbox/lockdown.h"
#include "tests/sandbox/probes.h"

namespace mugai::probes {
namespace {

using sandbox::JobAnswer;

// The call with up to six arguments, then an honest end: a probe that finishes was not stopped.
template <long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0>
JobAnswer call(const JobRequest&, Source&, OutputSink&, Context&) {
  ::syscall(number, a, b, c, d, e, f);
  return done();
}

JobAnswer open_file(const JobRequest&, Source&, OutputSink&, Context&) {
  ::syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY, 0);
  return done();
}
JobAnswer stat_file(const JobRequest&, Source&, OutputSink&, Context&) {
  std::array<char, 256> buffer{};
  ::syscall(SYS_statx, AT_FDCWD, "/etc/passwd", 0, 0xFFF, buffer.data());
  return done();
}
JobAnswer execute(const JobRequest&, Source&, OutputSink&, Context&) {
  char path[] = "/bin/true";
  char* arguments[] = {path, nullptr};
  char* environment[] = {nullptr};
  ::syscall(SYS_execve, path, arguments, environment);
  return done();
}
JobAnswer map_input(const JobRequest&, Source&, OutputSink&, Context&) {
  ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, sandbox::kInputFd, 0);
  return done();
}
JobAnswer map_code(const JobRequest&, Source&, OutputSink&, Context&) {
  ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return done();
}
JobAnswer make_code(const JobRequest&, Source&, OutputSink&, Context&) {
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
  return done();
}
JobAnswer kill_parent(const JobRequest&, Source&, OutputSink&, Context&) {
  ::kill(1, SIGKILL);
  return done();
}
JobAnswer abort_other(const JobRequest&, Source&, OutputSink&, Context&) {
  ::syscall(SYS_tgkill, ::getpid() - 1, ::getpid() - 1, SIGABRT);
  return done();
}
JobAnswer stop_self(const JobRequest&, Source&, OutputSink&, Context&) {
  ::syscall(SYS_tgkill, ::getpid(), ::syscall(SYS_gettid), SIGSTOP);
  return done();
}
JobAnswer pass_descriptor(const JobRequest&, Source&, OutputSink&, Context&) {
  msghdr message{};
  ::sendmsg(sandbox::kControlFd, &message, 0);
  return done();
}
JobAnswer send_to_address(const JobRequest&, Source&, OutputSink&, Context&) {
  sockaddr address{};
  ::sendto(sandbox::kControlFd, "x", 1, 0, &address, sizeof address);
  return done();
}

constexpr Probe kProbes[] = {
    {"open", open_file},
    {"stat", stat_file},
    {"exec", execute},
    {"map a file", map_input},
    {"map code", map_code},
    {"make code", make_code},
    {"kill", kill_parent},
    {"abort another", abort_other},
    {"stop itself", stop_self},
    {"pass a descriptor", pass_descriptor},
    {"send to an address", send_to_address},
    {"socket", call<SYS_socket, AF_INET, SOCK_STREAM>},
    {"connect", call<SYS_connect, sandbox::kControlFd>},
    {"fork", call<SYS_clone, SIGCHLD>},
    {"clone3", call<__NR_clone3>},
    {"ptrace", call<SYS_ptrace, PTRACE_TRACEME>},
    {"read another's memory", call<SYS_process_vm_readv, 1>},
    {"prctl", call<SYS_prctl, 1>},
    {"ioctl", call<SYS_ioctl, 1>},
    {"fcntl", call<SYS_fcntl, sandbox::kControlFd, F_GETFL>},
    {"dup", call<SYS_dup, sandbox::kControlFd>},
    {"memfd", call<SYS_memfd_create>},
    {"io_uring", call<__NR_io_uring_setup, 1>},
    {"bpf", call<SYS_bpf>},
    {"userfaultfd", call<SYS_userfaultfd>},
    {"unshare", call<SYS_unshare>},
    {"mount", call<SYS_mount>},
    {"setuid", call<SYS_setuid>},
    {"setrlimit", call<SYS_setrlimit>},
    {"sleep", call<SYS_clock_nanosleep>},
    {"keyring", call<SYS_keyctl>},
    {"send", call<SYS_sendto, 2>},
    {"receive", call<SYS_recvmsg, 2>},
    {"print", call<SYS_write, 1>},
    {"x32", call<0x40000000 + 39>},
    {"unknown call", call<1000>},
};

}  // namespace

std::span<const Probe> call_probes() noexcept {
  return kProbes;
}

}  // namespace mugai::probes
