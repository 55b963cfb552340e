// A trial: a handler rebuilds an inert file of its own (Handler::trial) once, in the zygote, before the first job. What
// libraries set up at their first use is then there for every job alike, and a worker whose handler cannot even do that
// does not start.
#pragma once

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/handler.h"

namespace mugai::formats {

// Runs `handler` over `sample` in this process, with the standard policy, and forgets what it wrote. Error: what the
// handler answered; Internal where the sample holds a nested file.
Result<void> run_trial(Handler& handler, Bytes sample);

}  // namespace mugai::formats
