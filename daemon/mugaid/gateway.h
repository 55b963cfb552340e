// Gateway: the daemon as a whole: opens everything in order, runs, ends in bounded time.
#pragma once

#include "daemon/mugaid/config.h"
#include "lib/base/result.h"

namespace mugai::daemon {

// Runs until SIGTERM or SIGINT. Error: what could not be opened, and what to do.
Result<void> run_gateway(const Config& config);
// What --check-config does beyond reading the file: networks, policies. Gives warnings, one line each, to the log.
Result<void> check_gateway(const Config& config);

}  // namespace mugai::daemon
