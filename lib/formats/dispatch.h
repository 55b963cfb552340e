// The way of every file through a worker: name rules, true type, policy, registry, handler.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/core/family.h"
#include "lib/core/handler.h"
#include "lib/core/outcome.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::formats {

using HandlerFunction = Handler& (*)();
// The handlers that a program is linked with, by Handler::name().
using HandlerSet = std::span<const HandlerFunction>;

Handler* find_handler(HandlerSet handlers, std::string_view name) noexcept;

// Everything that cannot be loaded once a worker is locked down. Called once by the zygote, before it forks and before
// any untrusted byte is read. Error: a handler failed its trial (trial.h); the worker must not serve.
Result<void> warm_up(HandlerSet handlers);

struct Dispatched {
  Result<Outcome> outcome;          // of no meaning where `elsewhere` is set
  std::string type;                 // what the file is, as detect names it
  std::optional<Family> elsewhere;  // the program that has the handler is another one; nothing was done or reported
};

// Rebuilds the file named by ctx.claim() with one of `handlers`, the handlers of `own` family. Fails closed: a
// dangerous name or type, an encrypted container, a type that the policy blocks and a type without a handler are Errors
// (Forbidden, Encrypted, Unsupported) with a Blocked finding. An empty file stays empty. On an Error nothing written to
// `out` is used. `out` is finished on success. What nobody recognises is Family::Files' to refuse: libmagic is there.
Dispatched dispatch(Source& in, OutputSink& out, Context& ctx, HandlerSet handlers, Family own);

}  // namespace mugai::formats
