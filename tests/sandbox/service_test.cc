// The launcher as a service: many threads, a zygote that dies, one that cannot start, a kernel that gives less.
#include <doctest/doctest.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "lib/sandbox/seccomp.h"
#include "tests/sandbox/probe_launcher.h"

using namespace mugai;
using namespace mugai::testing;

namespace {

// Direct children of this process, whichever thread started them.
std::vector<pid_t> children() {
  std::vector<pid_t> pids;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream in(thread.path() / "children");
    for (pid_t pid = 0; in >> pid;)
      pids.push_back(pid);
  }
  return pids;
}
bool contains(const std::vector<pid_t>& pids, pid_t pid) {
  return std::find(pids.begin(), pids.end(), pid) != pids.end();
}

// The zygote that `act` started: the child that was not there before.
template <class Act>
pid_t new_child(Act act) {
  const auto before = children();
  act();
  for (const pid_t pid : children()) {
    if (!contains(before, pid)) return pid;
  }
  return -1;
}

// Runs `body` in a process of its own, in which the calls of `missing` fail as on a kernel without them. True where it
// returned true.
bool on_a_kernel_without(std::vector<sandbox::CallRule> missing, bool (*body)()) {
  std::fflush(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const auto filter = sandbox::build_filter(missing, 0, SECCOMP_RET_ALLOW);
    const bool closed = sandbox::install_filter(filter).has_value();
    ::_exit(closed && body() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

const sandbox::CallRule kNoLandlock{444, "landlock_create_ruleset", "", {}, ENOSYS};
const sandbox::CallRule kNoSeccomp{__NR_seccomp, "seccomp", "", {}, EINVAL};

}  // namespace

TEST_CASE("sandbox/service: many threads share one launcher") {
  sandbox::Launcher& launcher = shared_launcher();
  const sandbox::LauncherStats before = launcher.stats();
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        const std::string text = std::to_string(t) + "/" + std::to_string(i);
        const bool crash = i % 5 == 4;
        const Ran ran = run_probe(launcher, probe_request(crash ? "segv" : "copy"), text);
        if (!ran.report) continue;
        if (crash ? ran.report->disposition == Disposition::Blocked : ran.output == text) ++good;
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(good == 80);
  CHECK(launcher.stats().jobs - before.jobs == 80);
}

TEST_CASE("sandbox/service: a crash renews the zygote") {
  auto launcher = sandbox::Launcher::start(probe_options());
  REQUIRE(launcher);
  ::usleep(250'000);  // a zygote is not renewed more often than every 200 ms
  REQUIRE(run_probe(**launcher, probe_request("segv"), "").report);
  CHECK(run_probe(**launcher, probe_request("copy"), "after").output == "after");
  CHECK((*launcher)->stats().zygotes == 2);
  CHECK((*launcher)->stats().deaths[static_cast<std::size_t>(sandbox::Death::Crashed)] == 1);
  CHECK((*launcher)->stats().deaths[static_cast<std::size_t>(sandbox::Death::Finished)] == 1);
}

TEST_CASE("sandbox/service: a zygote that was killed is started again, and no process stays behind") {
  std::unique_ptr<sandbox::Launcher> launcher;
  const pid_t zygote = new_child([&] {
    auto started = sandbox::Launcher::start(probe_options());
    REQUIRE(started);
    launcher = std::move(started).value();
  });
  REQUIRE(zygote > 0);
  REQUIRE(::kill(zygote, SIGKILL) == 0);
  CHECK(run_probe(*launcher, probe_request("copy"), "again").output == "again");
  CHECK(launcher->stats().zygotes == 2);
  const std::size_t with = children().size();
  launcher.reset();
  CHECK(children().size() < with);
}

TEST_CASE("sandbox/service: a job whose zygote is killed is tried once more, then an error") {
  const auto others = children();
  auto launcher = sandbox::Launcher::start(probe_options());
  REQUIRE(launcher);
  std::atomic<bool> ended{false};
  Result<JobReport> report = make_error(ErrorCode::Internal);
  std::thread job([&] {
    const UniqueFd in = file_with("");
    const UniqueFd out = file_with("");
    report = (*launcher)->run(probe_request("wait for ever"), in.get(), out.get());
    ended = true;
  });
  while (!ended) {  // kill every zygote of this launcher until the job has had its two
    for (const pid_t pid : children()) {
      if (!contains(others, pid) && (*launcher)->stats().jobs > 0) ::kill(pid, SIGKILL);
    }
    ::usleep(10'000);
  }
  job.join();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::Io);
}

TEST_CASE("sandbox/service: a worker that cannot be run is an error that names it") {
  sandbox::Options options = probe_options();
  options.worker_path = "/nonexistent/mugai-worker";
  auto missing = sandbox::Launcher::start(options);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::Io);
  CHECK(missing.error().detail.find("/nonexistent/mugai-worker") != std::string::npos);
  options.worker_path = "/bin/true";
  CHECK(sandbox::Launcher::start(options).error().code == ErrorCode::Io);
}

TEST_CASE("sandbox/service: what is no file is no input") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const UniqueFd reader(ends[0]);
  const UniqueFd writer(ends[1]);
  const UniqueFd out = file_with("");
  const auto report = shared_launcher().run(probe_request("copy"), reader.get(), out.get());
  REQUIRE_FALSE(report);
  CHECK(report.error().code == ErrorCode::Io);
}

#ifndef __SANITIZE_THREAD__
TEST_CASE("sandbox/service: without Landlock the launcher refuses, or says so in every report") {
  CHECK(on_a_kernel_without({kNoLandlock}, [] {
    const auto refused = sandbox::Launcher::start(probe_options());
    return !refused && refused.error().code == ErrorCode::Unsupported &&
           refused.error().detail.find("Landlock") != std::string::npos;
  }));
  CHECK(on_a_kernel_without({kNoLandlock}, [] {
    sandbox::Options options = probe_options();
    options.allow_degraded = true;
    auto launcher = sandbox::Launcher::start(options);
    if (!launcher || !(*launcher)->degraded()) return false;
    const Ran open = run_probe(**launcher, probe_request("copy"), "x");
    return open.output == "x" && open.report->degraded_sandbox;
  }));
}

TEST_CASE("sandbox/service: without seccomp filters the launcher refuses, or says so in every report") {
  CHECK(on_a_kernel_without({kNoSeccomp}, [] {
    const auto refused = sandbox::Launcher::start(probe_options());
    return !refused && refused.error().code == ErrorCode::Unsupported &&
           refused.error().detail.find("seccomp") != std::string::npos;
  }));
  CHECK(on_a_kernel_without({kNoSeccomp}, [] {
    sandbox::Options options = probe_options();
    options.allow_degraded = true;
    auto launcher = sandbox::Launcher::start(options);
    return launcher && run_probe(**launcher, probe_request("copy"), "x").report->degraded_sandbox;
  }));
}
#endif
