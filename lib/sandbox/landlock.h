// Landlock: takes every path, every TCP port and the reach of signals and abstract sockets away from a process, for
// good.
//
// A ruleset that handles everything the kernel knows and allows nothing. Made once by the zygote, closed over each job.
#pragma once

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"

namespace mugai::sandbox {

// 0 where the kernel has none; 1 since Linux 5.13. What each adds is in the table of landlock.cc.
int landlock_abi() noexcept;
// A ruleset that allows nothing, for the given ABI (at least 1). Error Io.
Result<UniqueFd> make_landlock_ruleset(int abi);
// Closes it over the calling process and its later children. no_new_privs must be set. Error Io.
Result<void> enter_landlock(int ruleset);

}  // namespace mugai::sandbox
