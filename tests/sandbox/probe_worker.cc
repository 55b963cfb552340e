// A worker for tests: the zygote and the lock of the shipped one, with misdeeds for handlers.
#include "lib/sandbox/zygote.h"
#include "tests/sandbox/probes.h"

namespace {

mugai::sandbox::JobAnswer act(const mugai::JobRequest& request, mugai::Source& in, mugai::OutputSink& out,
                              mugai::Context& ctx) {
  using namespace mugai::probes;
  for (const auto probes : {work_probes(), call_probes(), lie_probes()}) {
    for (const Probe& probe : probes) {
      if (probe.name == request.claim.untrusted_name) return probe.act(request, in, out, ctx);
    }
  }
  return {mugai::make_error(mugai::ErrorCode::Unsupported, "no such probe"), ""};
}

}  // namespace

int main(int argc, char** argv) {
  mugai::sandbox::ZygoteOptions options;
  if (!mugai::sandbox::parse_zygote_arguments(argc, argv, options)) return 2;
  return mugai::sandbox::run_zygote(
      options, [] {}, act);
}
