// Handler "mail": a message comes in as it came from the Internet and goes out as text, with its attachments rebuilt.
// Handler "mail-verify": re-reads such a message with the small strict grammar of verify.h.
#pragma once

#include "lib/core/handler.h"

namespace mugai::mail {

Handler& handler();
Handler& verify_handler();

}  // namespace mugai::mail
