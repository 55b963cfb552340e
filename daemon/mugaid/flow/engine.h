// Engine: what does one job (one mail, one file) in a process of its own. The real one is lib/sandbox's launcher
// (launcher_engine.cc); tests put their own in its place.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/core/job.h"
#include "lib/stream/digest.h"

namespace mugai::flow {

// Counts since the start, for metrics.
struct EngineStats {
  std::uint64_t processes = 0;                              // worker processes, nested ones included
  std::uint64_t worker_starts = 0;                          // of mugai-worker: above 1 after a crash
  std::vector<std::pair<std::string, std::uint64_t>> ends;  // cause of death → count
};

class Engine {
 public:
  virtual ~Engine() = default;
  // Thread-safe, blocks. `input_fd` is a regular file or memfd, read from offset 0; the result is written to
  // `output_fd` from offset 0 and is to be used only where has_output(report.disposition). An Error means that no
  // process could be had (the client tries again later); a refused file is a report.
  virtual Result<JobReport> run(const JobRequest& request, int input_fd, int output_fd) = 0;
  // The last look at a rebuilt mail (formats/mail_check): what is wrong with it, in words for the operator; nullopt
  // where nothing is. `attachments` are the SHA-256 of what it may hold. `fd` is a memfd, which cannot be changed any
  // more. Thread-safe, blocks. An Error means that no process could be had.
  virtual Result<std::optional<std::string>> check_mail(int fd, const std::vector<Sha256Value>& attachments) = 0;
  // The kernel gives less than the full isolation and the configuration allows it.
  [[nodiscard]] virtual bool degraded() const noexcept = 0;
  [[nodiscard]] virtual EngineStats stats() const = 0;
};

struct EngineOptions {
  std::string worker_path;
  bool allow_degraded = false;
  std::uint64_t wall_ms = 60'000;
  std::uint64_t memory_bytes = std::uint64_t{256} << 20;
  std::string spool_dir;
  bool draws = false;           // some policy has pages drawn as pictures
  bool checks_senders = false;  // jobs of JobKind::Verify will come
};
Result<std::unique_ptr<Engine>> make_launcher_engine(const EngineOptions& options);

// An unlinked file for one message: a memfd where `folder` is empty, else on disk in `folder`. Error: Io.
Result<UniqueFd> make_scratch(const std::string& folder);

}  // namespace mugai::flow
