// The handler of PDF files: see README.md.
#pragma once

#include "lib/core/handler.h"

namespace mugai::pdf {

Handler& handler();

}  // namespace mugai::pdf
