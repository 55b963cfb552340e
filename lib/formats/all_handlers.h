// Every handler of the project in one process: for unit, property and fuzz tests and benchmarks. The programs link
// those of one family each (daemon/worker).
#pragma once

#include "lib/formats/dispatch.h"

namespace mugai::formats {

HandlerSet all_handlers() noexcept;

}  // namespace mugai::formats
