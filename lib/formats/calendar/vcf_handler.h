// Handler "vcard": vCard 2.1, 3.0 and 4.0 → vCard 3.0 of allowed properties (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::calendar {

// One instance for the process.
Handler& vcf_handler();

}  // namespace mugai::calendar
