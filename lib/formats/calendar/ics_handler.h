// Handler "calendar": iCalendar and vCalendar files → iCalendar of allowed components and properties (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::calendar {

// One instance for the process.
Handler& ics_handler();

}  // namespace mugai::calendar
