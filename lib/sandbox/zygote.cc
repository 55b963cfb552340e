#include "lib/sandbox/zygote.h"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <unordered_map>

#include "lib/sandbox/lockdown.h"
#include "lib/sandbox/zygote_loop.h"
#include "lib/wire/channel.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {
namespace {

constexpr int kProgramFd = 3;
constexpr int kExitBadStart = 2;
// Keys of the epoll set; every other key is the process ID of a job.
constexpr std::uint64_t kKeyProgram = 0;
constexpr std::uint64_t kKeySignal = 1;

constexpr std::string_view kNoLandlock =
    "this kernel has no Landlock (Linux 5.13 or later, with landlock in its lsm= list); update it, or set "
    "sandbox = degraded to run with less";
constexpr std::string_view kNoSeccomp =
    "this kernel has no seccomp filters (CONFIG_SECCOMP_FILTER); update it, or set sandbox = degraded to run with less";

std::uint64_t microseconds(const timeval& t) noexcept {
  return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(t.tv_usec);
}

class Zygote {
 public:
  Zygote(Isolation isolation, const ChildFunction& child) : isolation_(std::move(isolation)), child_(child) {}
  bool open();
  int serve();

 private:
  bool watch(int fd, std::uint64_t key);
  bool take_spawn();
  void spawn(const wire::Spawn& limits, wire::Received& received);
  void reap();
  void attend(pid_t pid);

  Isolation isolation_;
  const ChildFunction& child_;
  const pid_t pid_ = ::getpid();
  UniqueFd epoll_;
  UniqueFd signals_;
  std::unordered_map<pid_t, UniqueFd> jobs_;  // process → its status socket
};

bool Zygote::watch(int fd, std::uint64_t key) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = key;
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0;
}

bool Zygote::open() {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  epoll_.reset(::epoll_create1(EPOLL_CLOEXEC));
  signals_.reset(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
  return epoll_ && signals_ && watch(kProgramFd, kKeyProgram) && watch(signals_.get(), kKeySignal);
}

int Zygote::serve() {
  std::array<epoll_event, 64> events{};
  for (;;) {
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), -1);
    if (count < 0 && errno != EINTR) return kExitBadStart;
    for (int i = 0; i < count; ++i) {
      const std::uint64_t key = events[static_cast<std::size_t>(i)].data.u64;
      if (key == kKeySignal) {
        reap();
      } else if (key == kKeyProgram) {
        if (!take_spawn()) return 0;  // the program is gone; the kernel ends the children with us
      } else {
        attend(static_cast<pid_t>(key));
      }
    }
  }
}

// False when the program has closed its end, or speaks another language.
bool Zygote::take_spawn() {
  wire::Received received;
  const auto status = wire::receive_packet(kProgramFd, received, true);
  if (!status || *status == wire::ReceiveStatus::Closed) return false;
  if (*status == wire::ReceiveStatus::NothingYet) return true;
  const auto frame = wire::parse_frame(received.packet());
  if (!frame || frame->type != wire::Type::Spawn) return false;
  const auto limits = wire::decode_spawn(frame->payload);
  if (!limits || received.descriptor_count != wire::kSpawnDescriptors) return false;
  spawn(*limits, received);
  return true;
}

void Zygote::spawn(const wire::Spawn& limits, wire::Received& received) {
  std::array<int, wire::kSpawnDescriptors> descriptors{};
  for (std::size_t i = 0; i < descriptors.size(); ++i)
    descriptors[i] = received.descriptors[i].get();
  const pid_t child = ::fork();
  if (child == 0) child_(isolation_, limits, descriptors, pid_);
  UniqueFd status = std::move(received.descriptors[3]);
  if (child < 0 || !watch(status.get(), static_cast<std::uint64_t>(child))) {
    wire::Exited word;
    word.fork_errno = static_cast<std::uint32_t>(errno);
    if (child > 0) ::kill(child, SIGKILL);
    static_cast<void>(wire::send_packet(status.get(), wire::encode_exited(word), 0).has_value());
    return;
  }
  jobs_.emplace(child, std::move(status));
}

void Zygote::reap() {
  signalfd_siginfo info{};
  while (::read(signals_.get(), &info, sizeof info) > 0) {
  }
  for (;;) {
    int wait_status = 0;
    rusage usage{};
    const pid_t pid = ::wait4(-1, &wait_status, WNOHANG, &usage);
    if (pid <= 0) return;
    const auto job = jobs_.find(pid);
    if (job == jobs_.end()) continue;
    wire::Exited word;
    word.wait_status = static_cast<std::uint32_t>(wait_status);
    word.cpu_us = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    word.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    // Nobody reads: the program has given up on this job.
    static_cast<void>(wire::send_packet(job->second.get(), wire::encode_exited(word), 0).has_value());
    // By hand, for a child that was just forked may still hold a copy, and epoll watches the open file, not the number.
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, job->second.get(), nullptr);
    jobs_.erase(job);
  }
}

// Any word on the status socket, and its end, mean the same: the program wants this job no more.
void Zygote::attend(pid_t pid) {
  const auto job = jobs_.find(pid);
  if (job == jobs_.end()) return;
  ::kill(pid, SIGKILL);  // ours and not yet reaped, so the number is still that process
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, job->second.get(), nullptr);
}

void prepare_process() {
  ::prctl(PR_SET_NAME, "mugai-zygote", 0, 0, 0);
  ::syscall(SYS_close_range, kProgramFd + 1, ~0U, 0);
  // A service manager or a terminal signals the whole group; the program decides, and we end when it does.
  for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2})
    ::signal(signal, SIG_IGN);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  ::sigprocmask(SIG_SETMASK, &child, nullptr);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

// What the C library would look up late, where a job may not: qsort(3) asks for the size of the memory on its first
// larger call, mktime(3) reads the zone. Jobs live in UTC: no place enters a rebuilt file.
void warm_up_libc() {
  ::setenv("TZ", "UTC0", 1);
  ::tzset();
  std::array<int, 1024> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<int>((i * 7919) % 1024);
  std::qsort(numbers.data(), numbers.size(), sizeof(int),
             [](const void* a, const void* b) { return *static_cast<const int*>(a) - *static_cast<const int*>(b); });
}

wire::Hello hello_of(const Result<Isolation>& isolation, const ZygoteOptions& options) {
  wire::Hello hello;
  hello.version = MUGAI_VERSION;
  if (!isolation) {
    hello.detail = "the worker could not give up its rights: " + isolation.error().detail;
    return hello;
  }
  hello.landlock_abi = static_cast<std::uint8_t>(std::min(isolation->landlock_abi, 255));
  hello.seccomp = isolation->seccomp;
  hello.namespaces = isolation->namespaces;
  const bool complete = isolation->landlock_abi > 0 && isolation->seccomp;
  hello.started = complete || options.allow_degraded;
  if (isolation->landlock_abi == 0) hello.detail = kNoLandlock;
  if (!isolation->seccomp) hello.detail = kNoSeccomp;
  return hello;
}

}  // namespace

bool parse_zygote_arguments(int argc, char** argv, ZygoteOptions& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--degraded") {
      options.allow_degraded = true;
    } else if (word == "--child-stderr") {
      options.child_stderr = true;
    } else {
      return false;
    }
  }
  return true;
}

bool was_launched() noexcept {
  int type = 0;
  socklen_t size = sizeof type;
  return ::getsockopt(kProgramFd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

int run_zygote_loop(const ZygoteOptions& options, const std::function<void()>& warm_up, const ChildFunction& child) {
  prepare_process();
  warm_up_libc();
  warm_up();
  Result<Isolation> isolation = lock_zygote();
  const wire::Hello hello = hello_of(isolation, options);
  if (!wire::send_packet(kProgramFd, wire::encode_hello(hello), wire::kNoDeadline)) return kExitBadStart;
  if (!hello.started) return kExitBadStart;
  Zygote zygote(std::move(isolation).value(), child);
  if (!zygote.open()) return kExitBadStart;
  return zygote.serve();
}

}  // namespace mugai::sandbox
