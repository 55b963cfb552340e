// mugai-worker-auth: who sent a mail, by DKIM and SPF. It rebuilds nothing and its output is a few words; its processes
// ask nobody: what DNS says comes with the job.
#include <cstdio>

#include "lib/formats/mail_auth/verify.h"
#include "lib/sandbox/job_function.h"
#include "lib/sandbox/zygote.h"

int main(int argc, char** argv) {
  using namespace mugai;
  sandbox::ZygoteOptions options;
  if (!sandbox::parse_zygote_arguments(argc, argv, options) || !sandbox::was_launched()) {
    std::fputs("this worker is started by mugaid; there is nothing to call it for by hand\n", stderr);
    return 2;
  }
  return sandbox::run_zygote(
      options, mail_auth::warm_up,
      [](const JobRequest& request, Source& in, OutputSink& out, Context& /*ctx*/) -> sandbox::JobAnswer {
        if (request.kind != JobKind::Verify) {
          return {make_error(ErrorCode::Internal, "a job for another program"), "", std::nullopt};
        }
        return {mail_auth::verify(in, request.facts, out), "sender", std::nullopt};
      });
}
