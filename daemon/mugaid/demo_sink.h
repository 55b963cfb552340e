// Demo sink: a mail server on loopback that keeps what it gets, so that the gateway can be tried out with nothing else.
// Each message becomes NNNNNN.eml (its bytes) and NNNNNN.envelope (MAIL and RCPT lines) in a folder, whole from the
// first moment it is there; without a folder it is printed. Never for real mail: it takes every recipient.
#pragma once

#include <string>

#include "daemon/mugaid/config.h"
#include "lib/base/result.h"

namespace mugai::daemon {

// Runs until SIGTERM or SIGINT. Error: Io with what to do.
Result<void> run_demo_sink(const HostPort& where, const std::string& folder);

}  // namespace mugai::daemon
