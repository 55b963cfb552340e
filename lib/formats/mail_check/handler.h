// Handler "mail-check": reads a rebuilt mail once more, with the small strict grammar of verify.h and nothing of the
// code that wrote it.
#pragma once

#include "lib/core/handler.h"

namespace mugai::mail_check {

Handler& handler();

}  // namespace mugai::mail_check
