#include "daemon/worker/job.h"

#include <string>

#include "lib/detect/detect.h"
#include "lib/formats/dispatch.h"
#include "lib/formats/mail/handler.h"

namespace mugai::worker {
namespace {

// A job whose type the program decided, not the bytes.
sandbox::JobAnswer run_handler(Handler& handler, Source& in, OutputSink& out, Context& ctx) {
  return {handler.sanitize(in, out, ctx), std::string(handler.name())};
}

sandbox::JobAnswer run_detected(Source& in, OutputSink& out, Context& ctx) {
  Result<Outcome> outcome = formats::dispatch(in, out, ctx);
  if (outcome) return {std::move(outcome), ""};
  // A refusal does not say what the file was; the report does.
  const Result<detect::Detected> detected = detect::identify(in, ctx.claim());
  return {std::move(outcome), detected ? detected->type : ""};
}

}  // namespace

sandbox::JobAnswer run_job(const JobRequest& request, Source& in, OutputSink& out, Context& ctx) {
  switch (request.kind) {
    case JobKind::Mail:
      return run_handler(mail::handler(), in, out, ctx);
    case JobKind::VerifyMail:
      return run_handler(mail::verify_handler(), in, out, ctx);
    case JobKind::Sanitize:
      return run_detected(in, out, ctx);
  }
  return {make_error(ErrorCode::Internal, "a kind of job that is not on the list"), ""};
}

}  // namespace mugai::worker
