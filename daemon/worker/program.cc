#include "daemon/worker/program.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "daemon/worker/launched.h"
#include "lib/sandbox/job_function.h"

namespace mugai::worker {
namespace {

// A job whose type the program decided, not the bytes.
sandbox::JobAnswer run_named(Handler* handler, Source& in, OutputSink& out, Context& ctx) {
  if (handler == nullptr) return {make_error(ErrorCode::Internal, "a job for another program"), "", std::nullopt};
  return {handler->sanitize(in, out, ctx), std::string(handler->name()), std::nullopt};
}

sandbox::JobAnswer run_job(const JobRequest& request, Source& in, OutputSink& out, Context& ctx, Family own,
                           formats::HandlerSet handlers) {
  switch (request.kind) {
    case JobKind::Mail:
      return run_named(formats::find_handler(handlers, "mail"), in, out, ctx);
    case JobKind::Render:
      return run_named(formats::find_handler(handlers, "render"), in, out, ctx);
    case JobKind::Verify:  // has a program without handlers
      break;
    case JobKind::Sanitize: {
      formats::Dispatched done = formats::dispatch(in, out, ctx, handlers, own);
      return {std::move(done.outcome), std::move(done.type), done.elsewhere};
    }
  }
  return {make_error(ErrorCode::Internal, "a kind of job that is not on the list"), "", std::nullopt};
}

}  // namespace

int run_program(int argc, char** argv, Family own, formats::HandlerSet handlers, void (*warm_up)()) {
  const auto options = launched(argc, argv);
  if (!options) return 2;
  return sandbox::run_zygote(
      *options,
      [&] {
        if (warm_up != nullptr) warm_up();
        if (const Result<void> ready = formats::warm_up(handlers); !ready) {
          std::fprintf(stderr, "%s\n", ready.error().detail.c_str());
          std::exit(2);
        }
      },
      [&](const JobRequest& request, Source& in, OutputSink& out, Context& ctx) {
        return run_job(request, in, out, ctx, own, handlers);
      });
}

}  // namespace mugai::worker
