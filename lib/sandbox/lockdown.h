// Lockdown: everything that a zygote and a job give up, in order. The .cc is meant to be read from top to bottom.
//
// The zygote gives up what it can share with all its children, once; a job gives up the rest before it sees its first
// untrusted byte. After lock_job() a process can read its input, write its output, speak on one socket, use a bounded
// amount of memory and time, and end.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {

// Descriptors of a job, after 0, 1 and 2.
inline constexpr int kControlFd = 3;
inline constexpr int kInputFd = 4;
inline constexpr int kOutputFd = 5;
inline constexpr int kStatusFd = 6;   // until it is locked: to say that it could not be
inline constexpr int kRulesetFd = 7;  // until it is entered

// What the kernel gave; the zygote's word to the program.
struct Isolation {
  int landlock_abi = 0;
  bool seccomp = false;
  bool namespaces = false;
  UniqueFd ruleset;                       // valid where landlock_abi > 0
  std::uint64_t address_space_bytes = 0;  // of the zygote after its warm-up: each job begins with as much
};

// Zygote, once, after its warm-up and before its first fork. Error Io where a step failed that must not fail.
Result<Isolation> lock_zygote();

// Job, first thing after fork: takes over its descriptors (in the order of wire::Spawn) and closes all others.
// `ruleset` may be -1.
Result<void> take_descriptors(const std::array<int, wire::kSpawnDescriptors>& spawned, int ruleset, bool keep_stderr);
// Job, before the first untrusted byte. take_descriptors() must have run. `zygote_pid` as getpid() in the zygote.
Result<void> lock_job(const Isolation& isolation, const wire::Spawn& limits, pid_t zygote_pid);

}  // namespace mugai::sandbox
