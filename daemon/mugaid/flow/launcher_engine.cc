// The real engine: lib/sandbox's launcher.
#include <algorithm>

#include "daemon/mugaid/flow/engine.h"
#include "lib/formats/mail_check/verify.h"
#include "lib/formats/registry.h"
#include "lib/sandbox/death.h"
#include "lib/sandbox/launcher.h"

namespace mugai::flow {
namespace {

class LauncherEngine final : public Engine {
 public:
  explicit LauncherEngine(std::unique_ptr<sandbox::Launcher> launcher) : launcher_(std::move(launcher)) {}
  Result<JobReport> run(const JobRequest& request, int input_fd, int output_fd) override {
    return launcher_->run(request, input_fd, output_fd);
  }
  Result<std::optional<std::string>> check_mail(int fd, const std::vector<Sha256Value>& attachments) override {
    Buffer expected;
    for (const Sha256Value& digest : attachments)
      expected.insert(expected.end(), digest.begin(), digest.end());
    TRY_ASSIGN(const std::optional<std::uint8_t> found, launcher_->look(fd, expected));
    if (found && *found == static_cast<std::uint8_t>(mail_check::Fault::None)) return std::optional<std::string>();
    const bool known = found && *found < mail_check::kFaultCount;
    return std::optional<std::string>(known ? mail_check::fault_words(static_cast<mail_check::Fault>(*found))
                                            : "the check itself did not end well");
  }
  [[nodiscard]] bool degraded() const noexcept override { return launcher_->degraded(); }
  [[nodiscard]] EngineStats stats() const override {
    const sandbox::LauncherStats from = launcher_->stats();
    EngineStats stats;
    stats.processes = from.jobs;
    stats.worker_starts = from.zygotes;
    for (int i = 0; i < sandbox::kDeathCount; ++i) {
      stats.ends.emplace_back(std::string(sandbox::death_row(static_cast<sandbox::Death>(i)).name), from.deaths[i]);
    }
    return stats;
  }

 private:
  std::unique_ptr<sandbox::Launcher> launcher_;
};

// Every program that some mail may need starts with the daemon, so that a missing one is known at once.
std::vector<Family> families(const EngineOptions& options) {
  std::vector<Family> all = {Family::Check};
  if (options.checks_senders) all.push_back(Family::Auth);
  if (options.draws) all.push_back(Family::Render);
  for (const formats::Row& row : formats::rows()) {
    if (std::find(all.begin(), all.end(), row.family) == all.end()) all.push_back(row.family);
  }
  return all;
}

}  // namespace

Result<std::unique_ptr<Engine>> make_launcher_engine(const EngineOptions& options) {
  sandbox::Options to;
  to.worker_path = options.worker_path;
  to.ready = families(options);
  to.allow_degraded = options.allow_degraded;
  to.wall_ms = options.wall_ms;
  to.memory_bytes = options.memory_bytes;
  to.spool_dir = options.spool_dir;
  TRY_ASSIGN(std::unique_ptr<sandbox::Launcher> launcher, sandbox::Launcher::start(to));
  return std::unique_ptr<Engine>(std::make_unique<LauncherEngine>(std::move(launcher)));
}

Result<UniqueFd> make_scratch(const std::string& folder) {
  return sandbox::make_scratch(folder);
}

}  // namespace mugai::flow
