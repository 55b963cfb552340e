// What the shipped worker does with one file: by the kind of job, detection and the registry, or the mail handlers.
#pragma once

#include "lib/sandbox/job_function.h"

namespace mugai::worker {

sandbox::JobAnswer run_job(const JobRequest& request, Source& in, OutputSink& out, Context& ctx);

}  // namespace mugai::worker
