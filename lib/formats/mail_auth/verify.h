// Who sent a mail: the work of one job of the family Auth. Facts in, a verdict out (facts.h); nothing is rebuilt.
#pragma once

#include <string_view>

#include "lib/base/result.h"
#include "lib/core/outcome.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::mail_auth {

// Writes the verdict to `out` and finishes it.
Result<Outcome> verify(Source& message, std::string_view facts, Sink& out);
// Once, before the worker is locked.
void warm_up();

}  // namespace mugai::mail_auth
