// Child: the life of one job's process, from the fork to its end.
#pragma once

#include <sys/types.h>

#include <array>

#include "lib/sandbox/job_function.h"
#include "lib/sandbox/lockdown.h"

namespace mugai::sandbox {

// Locks the process, takes the request from the control socket, runs `job`, tells how it went, and ends. Never returns.
[[noreturn]] void live_as_job(const Isolation& isolation, const wire::Spawn& limits,
                              const std::array<int, wire::kSpawnDescriptors>& descriptors, pid_t zygote_pid,
                              bool keep_stderr, const JobFunction& job);

}  // namespace mugai::sandbox
