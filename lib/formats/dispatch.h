// The way of every file through the engine: name rules, true type, policy, registry, handler.
#pragma once

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/core/outcome.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::formats {

// Loads what cannot be loaded once a worker is locked down (libmagic's database). Called once by the zygote, before it
// forks and before any untrusted byte is read. Without it detection uses our own signatures alone.
void warm_up();

// Rebuilds the file named by ctx.claim(). Fails closed: a dangerous name or type, an encrypted container, a type that
// the policy blocks and a type without a handler are Errors (Forbidden, Encrypted, Unsupported) with a Blocked finding.
// An empty file stays empty. On an Error nothing written to `out` is used. `out` is finished on success.
Result<Outcome> dispatch(Source& in, OutputSink& out, Context& ctx);

}  // namespace mugai::formats
