// ZygoteClient: one running zygote, as a program holds it. Shared by the jobs that were forked from it, so that a
// zygote that has been replaced still ends its work.
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/core/family.h"
#include "lib/sandbox/launcher.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {

class ZygoteClient {
 public:
  // Runs the worker program and takes its Hello. Errors as Launcher::start.
  static Result<std::shared_ptr<ZygoteClient>> start(const Options& options, const std::string& program);
  // Closes the socket, which ends the zygote and what it still runs, and reaps it (at most 2 s, then by force).
  ~ZygoteClient();
  ZygoteClient(const ZygoteClient&) = delete;
  ZygoteClient& operator=(const ZygoteClient&) = delete;

  // Thread-safe. The descriptors are borrowed. Error Io: the zygote is gone; kill_now() makes that final.
  Result<void> spawn(const wire::Spawn& limits, const std::array<int, wire::kSpawnDescriptors>& descriptors);
  [[nodiscard]] bool degraded() const noexcept { return hello_.landlock_abi == 0 || !hello_.seccomp; }
  [[nodiscard]] const wire::Hello& hello() const noexcept { return hello_; }
  [[nodiscard]] std::int64_t started_ns() const noexcept { return started_ns_; }

  // One of its children met a bug: soon no new job is to be forked from it.
  void wear_out() noexcept { worn_.store(true); }
  [[nodiscard]] bool worn() const noexcept { return worn_.load(); }
  // It does not answer: ends it and its children at once.
  void kill_now() noexcept;
  [[nodiscard]] bool gone() const noexcept { return gone_.load(); }

 private:
  ZygoteClient(UniqueFd socket, pid_t pid);
  UniqueFd socket_;
  pid_t pid_;
  std::int64_t started_ns_;
  wire::Hello hello_;
  std::atomic<bool> worn_{false};
  std::atomic<bool> gone_{false};
};

// The zygote that new jobs are forked from. Replaced where it is gone, and soon after a job crashed: the attacker's
// next try then meets other addresses and another stack cookie.
class ZygotePool {
 public:
  ZygotePool(const Options& options, std::string program) : options_(options), program_(std::move(program)) {}
  // Thread-safe; starts one where that is needed (a worker's warm-up takes some milliseconds). Errors as start().
  Result<std::shared_ptr<ZygoteClient>> acquire();
  [[nodiscard]] std::uint64_t started() const noexcept { return started_.load(); }

 private:
  const Options& options_;
  const std::string program_;
  std::mutex mutex_;
  std::shared_ptr<ZygoteClient> current_;
  std::atomic<std::uint64_t> started_{0};
};

// One pool a family.
class ZygotePools {
 public:
  explicit ZygotePools(const Options& options);
  // The pool that serves `family`; with Options::single_worker always the same.
  ZygotePool& of(Family family) noexcept;
  [[nodiscard]] std::uint64_t started() const noexcept;

 private:
  const bool single_;
  std::array<std::unique_ptr<ZygotePool>, kFamilyCount> pools_;
};

}  // namespace mugai::sandbox
