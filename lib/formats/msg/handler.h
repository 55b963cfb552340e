// Handler "msg": see msg.h. The file comes out as a mail.
#pragma once

#include "lib/core/handler.h"

namespace mugai::msg {

Handler& handler();

}  // namespace mugai::msg
