#include "lib/sandbox/launcher.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/sandbox/job_run.h"
#include "lib/sandbox/look.h"
#include "lib/sandbox/scratch.h"
#include "lib/sandbox/zygote_client.h"

namespace mugai::sandbox {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::uint64_t kMinWallMs = 100;
constexpr std::uint64_t kMaxWallMs = 600'000;
// A worker that cannot even load its tables in this is a mistake of the configuration.
constexpr std::uint64_t kMinMemoryBytes = std::uint64_t{1} << 20;
// Each level is a frame of our own stack and a process that waits.
constexpr std::uint32_t kMaxDepth = 32;
// Findings of a whole tree: what an archive of many files may honestly have, and what a report may cost in memory.
constexpr std::uint64_t kMaxTreeFindings = 200'000;

Options clamped(Options options) {
  options.wall_ms = std::clamp(options.wall_ms, kMinWallMs, kMaxWallMs);
  options.total_wall_ms = std::clamp(options.total_wall_ms, options.wall_ms, 10 * kMaxWallMs);
  options.memory_bytes = std::max(options.memory_bytes, kMinMemoryBytes);
  if (options.ready.empty()) options.ready = {Family::Files};  // one at least says what the kernel can do
  return options;
}

Result<UniqueFd> input_view(int fd) {
  TRY(file_size(fd));  // a regular file
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags >= 0 && (flags & O_ACCMODE) == O_RDONLY) return duplicate(fd);
  return seal(fd) ? duplicate(fd) : reading_view(fd);
}

Result<void> empty_output(int fd) {
  TRY(file_size(fd));
  if (::ftruncate(fd, 0) != 0) {
    return make_error(ErrorCode::Io, std::string("the output cannot be emptied: ") + std::strerror(errno));
  }
  return ok();
}

}  // namespace

class Launcher::Impl {
 public:
  explicit Impl(Options options) : options_(clamped(std::move(options))), pools_(options_) {}

  Result<void> start() {
    for (const Family family : options_.ready) {
      TRY_ASSIGN(const auto zygote, pools_.of(family).acquire());
      degraded_ = degraded_ || zygote->degraded();
    }
    return ok();
  }

  Result<JobReport> run(const JobRequest& request, int input_fd, int output_fd) {
    JobRequest bounded = request;
    bounded.limits.depth = std::min(bounded.limits.depth, kMaxDepth);
    TRY_ASSIGN(const UniqueFd input, input_view(input_fd));
    Tree tree{options_, pools_, counters_, 0, 0, 0, degraded_, std::nullopt};
    // A zygote that went away takes its jobs with it. They have changed nothing but their output: once more.
    constexpr int kTries = 2;
    for (int i = 0; i < kTries; ++i) {
      TRY(empty_output(output_fd));
      tree.deadline_ns = wire::monotonic_ns() + static_cast<std::int64_t>(options_.total_wall_ms) * kNsPerMs;
      tree.nested_cpu_left_us = bounded.limits.cpu_ms * 1000;
      tree.findings_left = kMaxTreeFindings;
      tree.trouble.reset();
      FileRun ran = run_file(tree, bounded, bounded.limits.cpu_ms * 1000, input.get(), output_fd);
      if (!tree.trouble) return std::move(ran.report);
    }
    return make_error(ErrorCode::Io, tree.trouble->detail);
  }

  Result<std::optional<std::uint8_t>> look(int fd, Bytes expected) {
    TRY(seal(fd));
    counters_.jobs.fetch_add(1, std::memory_order_relaxed);
    return sandbox::look(pools_.of(Family::Check), fd, expected, options_.wall_ms);
  }

  [[nodiscard]] bool degraded() const noexcept { return degraded_; }
  [[nodiscard]] LauncherStats stats() const noexcept {
    LauncherStats stats;
    stats.jobs = counters_.jobs.load();
    for (std::size_t i = 0; i < kDeathCount; ++i)
      stats.deaths[i] = counters_.deaths[i].load();
    stats.zygotes = pools_.started();
    return stats;
  }

 private:
  const Options options_;
  ZygotePools pools_;
  Counters counters_;
  bool degraded_ = false;
};

Result<std::unique_ptr<Launcher>> Launcher::start(Options options) {
  auto impl = std::make_unique<Impl>(std::move(options));
  TRY(impl->start());
  return std::unique_ptr<Launcher>(new Launcher(std::move(impl)));
}

Launcher::Launcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Launcher::~Launcher() = default;

Result<JobReport> Launcher::run(const JobRequest& request, int input_fd, int output_fd) {
  return impl_->run(request, input_fd, output_fd);
}
Result<std::optional<std::uint8_t>> Launcher::look(int fd, Bytes expected) {
  return impl_->look(fd, expected);
}
bool Launcher::degraded() const noexcept {
  return impl_->degraded();
}
LauncherStats Launcher::stats() const noexcept {
  return impl_->stats();
}

}  // namespace mugai::sandbox
