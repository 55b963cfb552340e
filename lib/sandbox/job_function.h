// JobFunction: what a worker does with one file, as the sandbox sees it. The shipped worker puts the formats here
// (daemon/worker), a test its misdeeds (tests/sandbox).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/core/family.h"
#include "lib/core/job.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::sandbox {

struct JobAnswer {
  Result<Outcome> outcome;
  std::string type;  // what the file is, also where it is refused; empty where unknown
  std::optional<Family> elsewhere =
      {};  // another program's handler does it: nothing was done or reported, `outcome` is void
};
// Runs in the locked process. What is written to the sink counts only where the outcome is a value.
using JobFunction = std::function<JobAnswer(const JobRequest&, Source&, OutputSink&, Context&)>;

}  // namespace mugai::sandbox
