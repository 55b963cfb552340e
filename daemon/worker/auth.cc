// mugai-worker-auth: who sent a mail, by DKIM and SPF. It rebuilds nothing and its output is a few words; its processes
// ask nobody: what DNS says comes with the job.
#include "daemon/worker/launched.h"
#include "lib/formats/mail_auth/verify.h"
#include "lib/sandbox/job_function.h"

int main(int argc, char** argv) {
  using namespace mugai;
  const auto options = worker::launched(argc, argv);
  if (!options) return 2;
  return sandbox::run_zygote(
      *options, mail_auth::warm_up,
      [](const JobRequest& request, Source& in, OutputSink& out, Context& /*ctx*/) -> sandbox::JobAnswer {
        if (request.kind != JobKind::Verify) {
          return {make_error(ErrorCode::Internal, "a job for another program"), "", std::nullopt};
        }
        return {mail_auth::verify(in, request.facts, out), "sender", std::nullopt};
      });
}
