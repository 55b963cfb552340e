// Handler: rebuilds files of one family. One instance serves every job of a worker; it keeps no state between them.
#pragma once

#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/core/outcome.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai {

class Handler {
 public:
  virtual ~Handler() = default;
  // Lower-case name used in policies, reports and tests: "ooxml".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  // Loads what cannot be loaded once a worker is locked down (a library's tables, its first-use lookups). Called once a
  // worker, before it forks and before any untrusted byte is read.
  virtual void warm_up() {}
  // An inert file without nested files that the zygote has this handler rebuild once before it forks (formats/trial.h);
  // empty for none.
  [[nodiscard]] virtual Buffer trial() const { return {}; }
  // Writes the rebuilt file to `out` and finishes it. On an Error nothing written to `out` is used.
  // All removals go through ctx.report(); all allocation that input can drive and all nesting is charged to
  // ctx.budget(). No exception leaves this function.
  virtual Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) = 0;
};

}  // namespace mugai
