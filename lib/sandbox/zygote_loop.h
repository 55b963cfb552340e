// The loop of a zygote, whatever its children do.
#pragma once

#include <sys/types.h>

#include <array>
#include <functional>

#include "lib/sandbox/lockdown.h"
#include "lib/sandbox/zygote.h"
#include "lib/wire/messages.h"

namespace mugai::sandbox {

// Runs in the forked child and never returns.
using ChildFunction =
    std::function<void(const Isolation& isolation, const wire::Spawn& limits,
                       const std::array<int, wire::kSpawnDescriptors>& descriptors, pid_t zygote_pid)>;
int run_zygote_loop(const ZygoteOptions& options, const std::function<void()>& warm_up, const ChildFunction& child);

}  // namespace mugai::sandbox
