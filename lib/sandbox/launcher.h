// Launcher: the only way by which a program has a hostile file read. Runs each job in a fresh process that has never
// seen another, can open nothing, and has fixed memory, time and output (README.md says how).
//
// In: a request, a file to read, a file to write. Out: a report in which everything that the process said has been
// checked. The launcher starts one zygote a family of formats (core/family.h) and starts it again where it died or
// where one of its children crashed, so that no two crashes meet the same address layout. Limits: a tree of nested
// files is run one process after the other, at most BudgetLimits::depth deep.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/core/family.h"
#include "lib/core/job.h"
#include "lib/sandbox/death.h"

namespace mugai::sandbox {

struct Options {
  std::string worker_path;         // of mugai-worker; the other families' programs stand beside it (core/family.h)
  std::vector<Family> ready;       // whose programs start with the launcher; others when they are first needed
  bool single_worker = false;      // worker_path serves every family (a test's own worker)
  bool allow_degraded = false;     // run although the kernel lacks Landlock or seccomp
  std::uint64_t wall_ms = 60'000;  // for one file, the files inside it not counted; 100..600,000
  std::uint64_t total_wall_ms = 240'000;  // for a file and all inside it; a nested file gets no more than is left
  std::uint64_t memory_bytes = std::uint64_t{256} << 20;  // address space that one job may add; the lesser of this and
                                                          // the request's limit holds
  std::string spool_dir;                                  // for nested files; "" keeps them in memory (memfd)
  bool child_stderr = false;                              // let the processes write to our stderr (for the developer)
};

// Counts since start; for metrics.
struct LauncherStats {
  std::uint64_t jobs = 0;  // processes started, nested ones included
  std::uint64_t deaths[kDeathCount] = {};
  std::uint64_t zygotes = 0;  // zygotes started
};

class Launcher {
 public:
  // Starts the zygotes that are to be ready, at least one, and waits for their word (at most 30 s). Error Io: it cannot
  // be run; Unsupported: the kernel gives less than the full isolation and `allow_degraded` is not set; the detail says
  // what to do. Needs /proc mounted.
  static Result<std::unique_ptr<Launcher>> start(Options options);
  // Ends the zygote and with it whatever still runs. No run() may be under way.
  ~Launcher();
  Launcher(const Launcher&) = delete;
  Launcher& operator=(const Launcher&) = delete;

  // Runs one job and all that it nests; blocks the calling thread. Thread-safe. Both descriptors are borrowed:
  // `input_fd` is a regular file or memfd, read from offset 0, and cannot be written by the job (a memfd is sealed);
  // `output_fd` is a regular file or memfd, emptied first and written from offset 0, to be used only where
  // has_output(report.disposition).
  // Error Io: no process could be had, for this file or for one inside it; nothing is known about the file and the
  // caller tries again later. Everything else is a report.
  Result<JobReport> run(const JobRequest& request, int input_fd, int output_fd);

  // Has the program of Family::Check look at a file (strict.h) and tells with which number its process ended; nullopt
  // where it ended in any other way than by itself. `fd` is a memfd, which is sealed, and `expected` what is sent
  // along. Thread-safe, blocks. Error Io: no process could be had.
  Result<std::optional<std::uint8_t>> look(int fd, Bytes expected);

  [[nodiscard]] bool degraded() const noexcept;
  [[nodiscard]] LauncherStats stats() const noexcept;

 private:
  class Impl;
  explicit Launcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// A nameless file, empty, open for reading and writing: a memfd, or a file in `spool_dir` that has no name (O_TMPFILE)
// and is gone when it is closed. Error Io.
Result<UniqueFd> make_scratch(const std::string& spool_dir);

}  // namespace mugai::sandbox
