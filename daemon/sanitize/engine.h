// Engine: one job after the other or many at once, through the sandbox; the only door of this program to a handler.
#pragma once

#include <memory>
#include <string>

#include "daemon/sanitize/options.h"
#include "lib/core/job.h"
#include "lib/policy/policy.h"
#include "lib/report/report.h"

namespace mugai::sandbox {
class Launcher;
}

namespace mugai::cli {

class Engine {
 public:
  // Finds mugai-worker beside this program or in ../libexec/mugai, starts it. Error: one line for the user.
  static Result<std::unique_ptr<Engine>> start(const Options& options, const policy::Policy& policy);
  ~Engine();

  // Thread-safe. `name` is what the file claims to be called. Error Io: no process could be had.
  Result<JobReport> run(const std::string& name, int input_fd, int output_fd);
  [[nodiscard]] bool degraded() const noexcept;
  // What reports say about the rules: "standard@sha256:0123456789abcdef".
  [[nodiscard]] const std::string& policy_label() const noexcept { return policy_label_; }

 private:
  Engine(std::unique_ptr<sandbox::Launcher> launcher, JobRequest request, std::string policy_label);
  std::unique_ptr<sandbox::Launcher> launcher_;
  JobRequest request_;  // all but the claim
  std::string policy_label_;
};

// The report of a file that no job could be run for.
JobReport failed_report(const std::string& name, Error error);
report::FileReport file_report(const Engine& engine, std::string input, std::optional<std::string> output,
                               JobReport job);

}  // namespace mugai::cli
