// Handler "mail": a message comes in as it came from the Internet and goes out as text, with its attachments rebuilt.
// What it writes is read once more by lib/formats/mail_check.
#pragma once

#include "lib/core/handler.h"

namespace mugai::mail {

Handler& handler();

}  // namespace mugai::mail
