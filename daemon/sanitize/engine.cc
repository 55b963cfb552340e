#include "daemon/sanitize/engine.h"

#include <unistd.h>

#include <array>
#include <climits>

#include "daemon/sanitize/output_file.h"
#include "daemon/sanitize/text.h"
#include "lib/base/utf8.h"
#include "lib/sandbox/launcher.h"

namespace mugai::cli {
namespace {

constexpr std::size_t kLabelDigits = 16;
constexpr std::string_view kWorkerName = "mugai-worker";

// Never from PATH or the environment: whoever sets those must not choose what reads hostile files.
Result<std::string> find_worker() {
  std::array<char, PATH_MAX> link{};
  const ssize_t length = ::readlink("/proc/self/exe", link.data(), link.size());
  if (length <= 0) return make_error(ErrorCode::Io, "/proc is not mounted");
  const std::string folder = folder_of(std::string(link.data(), static_cast<std::size_t>(length)));
  for (const std::string_view place : {"/", "/../libexec/mugai/", "/../lib/mugai/"}) {
    const std::string path = folder + std::string(place) + std::string(kWorkerName);
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return make_error(ErrorCode::Io, "no " + std::string(kWorkerName) + " beside " + folder + "/sanitize");
}

}  // namespace

Engine::Engine(std::unique_ptr<sandbox::Launcher> launcher, JobRequest request, std::string policy_label)
    : launcher_(std::move(launcher)), request_(std::move(request)), policy_label_(std::move(policy_label)) {}

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::start(const Options& options, const policy::Policy& policy) {
  TRY_ASSIGN(sandbox::Options sandbox_options, [&]() -> Result<sandbox::Options> {
    sandbox::Options o;
    TRY_ASSIGN(o.worker_path, find_worker());
    o.allow_degraded = options.allow_degraded;
    o.memory_bytes = policy.limits.memory_bytes;
    // One at least says what this kernel can do: that of the file, by its name. Others start when they are needed.
    FileClaim claim;
    claim.untrusted_name = options.name.empty() ? options.input : options.name;
    o.ready = std::vector<Family>(1, guess_family(claim));
    if (policy.draws()) o.ready.push_back(Family::Render);  // a missing renderer is known before any file
    return o;
  }());
  TRY_ASSIGN(auto launcher, sandbox::Launcher::start(sandbox_options));
  JobRequest request;
  request.policy = policy.encode_changes();
  request.limits = policy.limits;
  request.mail.language = options.language;
  request.mail.gateway = "sanitize";  // no host name: the same mail gives the same bytes everywhere
  request.mail.policy_digest = policy.digest().substr(0, kLabelDigits);
  std::string label = policy.name + "@sha256:" + request.mail.policy_digest;
  return std::unique_ptr<Engine>(new Engine(std::move(launcher), std::move(request), std::move(label)));
}

Result<JobReport> Engine::run(const std::string& name, int input_fd, int output_fd) {
  JobRequest request = request_;
  request.claim.untrusted_name = name;
  return launcher_->run(request, input_fd, output_fd);
}

bool Engine::degraded() const noexcept {
  return launcher_->degraded();
}

JobReport failed_report(const std::string& name, Error error) {
  JobReport job;
  job.name = utf8::one_line(name);
  job.type = "unknown";
  job.error = std::move(error);
  return job;
}

report::FileReport file_report(const Engine& engine, std::string input, std::optional<std::string> output,
                               JobReport job) {
  return {std::move(input), std::move(output), std::move(job), engine.policy_label(), MUGAI_VERSION};
}

}  // namespace mugai::cli
