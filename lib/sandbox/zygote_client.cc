#include "lib/sandbox/zygote_client.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "lib/wire/channel.h"

namespace mugai::sandbox {
namespace {

constexpr int kProgramFd = 3;
constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::int64_t kHelloNs = 30'000 * kNsPerMs;
constexpr std::int64_t kSendNs = 10'000 * kNsPerMs;
// After a crash the layout is renewed, but not more often than this: a file full of crashing members must not make
// warm-ups the main work. Within it an attacker has a few hundred tries at a 28-bit secret.
constexpr std::int64_t kRenewalNs = 200 * kNsPerMs;

// Nothing of the program's environment reaches the worker.
#ifdef MUGAI_SANITIZED
// LeakSanitizer traces its own process, which a zygote has forbidden; a report of a fault opens files, which a job may
// not.
char kEnvironmentAsan[] =
    "ASAN_OPTIONS=detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_sigfpe=0:symbolize=0";
char* const kEnvironment[] = {kEnvironmentAsan, nullptr};
#else
char* const kEnvironment[] = {nullptr};
#endif

class SpawnSettings {
 public:
  SpawnSettings() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  // Descriptor 3 is `socket`, 0 and 1 are /dev/null; signals as at the start of a program.
  int prepare(int socket) {
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    int error = ::posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDWR, 0);
    if (error == 0) error = ::posix_spawn_file_actions_adddup2(&actions_, 0, 1);
    if (error == 0) error = ::posix_spawn_file_actions_adddup2(&actions_, socket, kProgramFd);
    if (error == 0) error = ::posix_spawnattr_setsigdefault(&attributes_, &all);
    if (error == 0) error = ::posix_spawnattr_setsigmask(&attributes_, &none);
    if (error == 0) {
      error = ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    return error;
  }
  int run(pid_t& pid, const std::string& path, std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
      arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return ::posix_spawn(&pid, path.c_str(), &actions_, &attributes_, arguments.data(), kEnvironment);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

Error cannot_run(const std::string& path, const char* why) {
  return make_error(ErrorCode::Io, "the worker " + path + " cannot be run: " + why);
}

Result<wire::Hello> take_hello(int socket, const std::string& path) {
  pollfd waiting{socket, POLLIN, 0};
  const std::int64_t deadline = wire::monotonic_ns() + kHelloNs;
  int ready = 0;
  do {
    ready = ::poll(&waiting, 1, wire::poll_timeout_ms(deadline));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) return cannot_run(path, "it does not answer");
  wire::Received received;
  TRY_ASSIGN(const wire::ReceiveStatus status, wire::receive_packet(socket, received, false));
  if (status != wire::ReceiveStatus::Packet) return cannot_run(path, "it ended at once");
  TRY_ASSIGN(const wire::Frame frame, wire::parse_frame(received.packet()));
  if (frame.type != wire::Type::Hello) return cannot_run(path, "it is not a mugai-worker");
  TRY_ASSIGN(wire::Hello hello, wire::decode_hello(frame.payload));
  if (hello.version != MUGAI_VERSION) {
    return cannot_run(path, "it is of another version; install program and worker together");
  }
  if (!hello.started) return make_error(ErrorCode::Unsupported, hello.detail);
  return hello;
}

}  // namespace

ZygoteClient::ZygoteClient(UniqueFd socket, pid_t pid)
    : socket_(std::move(socket)), pid_(pid), started_ns_(wire::monotonic_ns()) {}

Result<std::shared_ptr<ZygoteClient>> ZygoteClient::start(const Options& options, const std::string& program) {
  TRY_ASSIGN(auto ends, wire::make_channel());
  SpawnSettings settings;
  std::vector<std::string> words = {program};
  if (options.allow_degraded) words.emplace_back("--degraded");
  if (options.child_stderr) words.emplace_back("--child-stderr");
  pid_t pid = -1;
  int error = settings.prepare(ends.second.get());
  if (error == 0) error = settings.run(pid, program, std::move(words));
  if (error != 0) return cannot_run(program, std::strerror(error));
  ends.second.reset();
  std::shared_ptr<ZygoteClient> client(new ZygoteClient(std::move(ends.first), pid));
  TRY_ASSIGN(client->hello_, take_hello(client->socket_.get(), program));
  return client;
}

ZygoteClient::~ZygoteClient() {
  socket_.reset();
  constexpr int kTries = 2000;
  constexpr useconds_t kPauseUs = 1000;
  for (int i = 0; i < kTries; ++i) {
    const pid_t done = ::waitpid(pid_, nullptr, WNOHANG);
    if (done == pid_ || (done < 0 && errno != EINTR)) return;
    ::usleep(kPauseUs);
  }
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Result<void> ZygoteClient::spawn(const wire::Spawn& limits,
                                 const std::array<int, wire::kSpawnDescriptors>& descriptors) {
  return wire::send_packet(socket_.get(), wire::encode_spawn(limits), wire::monotonic_ns() + kSendNs, descriptors);
}

void ZygoteClient::kill_now() noexcept {
  gone_.store(true);
  ::kill(pid_, SIGKILL);  // not reaped before the destructor, so the number is still that process
}

Result<std::shared_ptr<ZygoteClient>> ZygotePool::acquire() {
  std::shared_ptr<ZygoteClient> old;  // ends outside the lock
  const std::lock_guard<std::mutex> lock(mutex_);
  if (current_ && !current_->gone()) {
    const bool young = wire::monotonic_ns() - current_->started_ns() < kRenewalNs;
    if (!current_->worn() || young) return current_;
  }
  old = std::move(current_);
  TRY_ASSIGN(current_, ZygoteClient::start(options_, program_));
  started_.fetch_add(1);
  return current_;
}

ZygotePools::ZygotePools(const Options& options) : single_(options.single_worker) {
  for (int i = 0; i < kFamilyCount; ++i) {
    pools_[static_cast<std::size_t>(i)] =
        std::make_unique<ZygotePool>(options, family_program(options.worker_path, static_cast<Family>(i)));
  }
}

ZygotePool& ZygotePools::of(Family family) noexcept {
  return *pools_[static_cast<std::size_t>(single_ ? Family::Files : family)];
}

std::uint64_t ZygotePools::started() const noexcept {
  std::uint64_t started = 0;
  for (const auto& pool : pools_)
    started += pool->started();
  return started;
}

}  // namespace mugai::sandbox
