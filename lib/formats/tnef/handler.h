// Handler "tnef": see tnef.h. The file comes out as a mail.
#pragma once

#include "lib/core/handler.h"

namespace mugai::tnef {

Handler& handler();

}  // namespace mugai::tnef
