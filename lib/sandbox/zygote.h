// Zygote: the process that every job is forked from. It loads what jobs need once, gives up what it can, and then only
// forks and reaps.
//
// In: frames Spawn on descriptor 3, with the descriptors of one job each; Kill, or the end of a job's status socket,
// which ends that job. Out: Hello on descriptor 3, Exited on each status socket. It reads no untrusted byte, and no job
// can write to it. When descriptor 3 is closed by the program it ends, and its children with it. Limits: one thread, as
// a fork needs; descriptors bound the number of jobs at once.
#pragma once

#include <functional>

#include "lib/sandbox/job_function.h"

namespace mugai::sandbox {

struct ZygoteOptions {
  bool allow_degraded = false;  // serve although the kernel lacks Landlock or seccomp
  bool child_stderr = false;    // leave standard error open for jobs
};
// The words of the command line that launchers use: "--degraded", "--child-stderr". False for any other.
bool parse_zygote_arguments(int argc, char** argv, ZygoteOptions& options);

// Whether a launcher started this process: descriptor 3 is a socket. A program that a person started by hand says so.
bool was_launched() noexcept;
// `warm_up` loads tables and data files while that is still possible. Returns the exit status of the program.
int run_zygote(const ZygoteOptions& options, const std::function<void()>& warm_up, const JobFunction& job);

}  // namespace mugai::sandbox
