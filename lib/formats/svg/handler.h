// Handler of SVG as files (name "svg"), also packed by gzip.
#pragma once

#include "lib/core/handler.h"

namespace mugai::svg {

Handler& handler();

}  // namespace mugai::svg
