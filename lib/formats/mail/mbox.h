// Handler "mbox": a file of several messages (RFC 4155 and its kin: each begins with a line "From ", within a message
// such a line has a ">" before it). One message comes out as a mail; several as a mail with each of them attached.
#pragma once

#include "lib/core/handler.h"

namespace mugai::mail {

Handler& mbox_handler();

}  // namespace mugai::mail
