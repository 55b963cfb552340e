// The work of mugai-worker-render: one order (core/render.h) for one document. It is no handler of a file type: the
// registry does not know it, and only a PDF job can ask for it.
#pragma once

#include "lib/core/handler.h"

namespace mugai::render {

Handler& handler();  // name "render"

}  // namespace mugai::render
