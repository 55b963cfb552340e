// The handler for OpenDocument: .odt .ods .odp .odg, their templates, and the same as one XML document (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::odf {

// One instance for the process. The first call parses the vocabulary: the zygote makes it.
Handler& handler();

}  // namespace mugai::odf
