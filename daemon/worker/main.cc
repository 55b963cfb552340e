// mugai-worker: reads what is hostile, in processes that can do nothing else. Started by mugaid and sanitize, never by
// hand: it serves the socket that they leave open as descriptor 3 (lib/sandbox/zygote.h).
#include <cstdio>

#include "daemon/worker/job.h"
#include "lib/formats/dispatch.h"
#include "lib/sandbox/zygote.h"

int main(int argc, char** argv) {
  mugai::sandbox::ZygoteOptions options;
  if (!mugai::sandbox::parse_zygote_arguments(argc, argv, options) || !mugai::sandbox::was_launched()) {
    std::fputs("mugai-worker is started by mugaid and sanitize; there is nothing to call it for by hand\n", stderr);
    return 2;
  }
  return mugai::sandbox::run_zygote(options, mugai::formats::warm_up, mugai::worker::run_job);
}
