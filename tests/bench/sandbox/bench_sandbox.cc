// What a process of its own costs: jobs a second and microseconds a job, beside a bare fork and wait in the same run.
//
//   bench_sandbox                    the empty job of the probe worker, 1 and 2 and 4 threads; a nested empty job
//   bench_sandbox WORKER FILE…       each file through the given worker, as `sanitize` would
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "lib/policy/policy.h"
#include "lib/sandbox/launcher.h"

using namespace mugai;

namespace {

constexpr int kJobs = 2000;

double seconds_of(auto work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print(const std::string& what, int jobs, double seconds) {
  std::printf("%-44s %8.0f jobs/s %8.0f us/job\n", what.c_str(), jobs / seconds, seconds / jobs * 1e6);
}

void bare_fork() {
  const double seconds = seconds_of([] {
    for (int i = 0; i < kJobs; ++i) {
      const pid_t pid = ::fork();
      if (pid == 0) ::_exit(0);
      ::waitpid(pid, nullptr, 0);
    }
  });
  print("bare fork and wait (this process)", kJobs, seconds);
}

JobRequest request_for(std::string name) {
  JobRequest request;
  request.claim.untrusted_name = std::move(name);
  request.policy = policy::Policy().encode_changes();
  return request;
}

void run_jobs(sandbox::Launcher& launcher, const std::string& what, const JobRequest& request, int input, int threads,
              int jobs) {
  std::string end;
  const double seconds = seconds_of([&] {
    std::vector<std::thread> pool;
    for (int t = 0; t < threads; ++t) {
      pool.emplace_back([&, t] {
        const auto output = sandbox::make_scratch("");
        for (int i = 0; output && i < jobs / threads; ++i) {
          const auto report = launcher.run(request, input, output->get());
          if (t != 0) continue;
          end = report ? report->type + " " + std::string(disposition_name(report->disposition)) + ", cpu " +
                             std::to_string(report->cpu_us) + " us, peak " +
                             std::to_string(report->peak_memory_bytes >> 10) + " KiB"
                       : report.error().detail;
        }
      });
    }
    for (std::thread& thread : pool)
      thread.join();
  });
  print(what + ", " + std::to_string(threads) + " thread(s)", jobs, seconds);
  std::printf("    %s\n", end.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  sandbox::Options options;
  options.worker_path = argc > 1 ? argv[1] : std::string(MUGAI_BINARY_DIR) + "/tests/probe_worker";
  options.single_worker = true;
  auto launcher = sandbox::Launcher::start(options);
  if (!launcher) {
    std::fprintf(stderr, "bench_sandbox: %s\n", launcher.error().detail.c_str());
    return 1;
  }
  if (argc < 3) {
    bare_fork();
    const auto input = sandbox::make_scratch("");
    for (const int threads : {1, 2, 4})
      run_jobs(**launcher, "empty job", request_for("nothing"), input->get(), threads, kJobs);
    const auto listed = sandbox::make_scratch("");
    static_cast<void>(!::pwrite(listed->get(), "nothing\nnothing\nnothing\n", 24, 0));
    run_jobs(**launcher, "job with three nested empty jobs", request_for("container"), listed->get(), 1, kJobs / 4);
    return 0;
  }
  for (int i = 2; i < argc; ++i) {
    const UniqueFd input(::open(argv[i], O_RDONLY | O_CLOEXEC));
    const std::string path = argv[i];
    const std::string name = path.substr(path.rfind('/') + 1);
    for (const int threads : {1, 2})
      run_jobs(**launcher, name, request_for(name), input.get(), threads, kJobs / 4);
  }
  return 0;
}
