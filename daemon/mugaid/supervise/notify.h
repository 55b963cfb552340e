// Readiness and state to systemd: the plain protocol of sd_notify(3), one datagram to $NOTIFY_SOCKET.
#pragma once

#include <string_view>

namespace mugai::daemon {

// "READY=1", "STOPPING=1", "RELOADING=1", "STATUS=…". Does nothing without NOTIFY_SOCKET.
void notify_systemd(std::string_view state);

}  // namespace mugai::daemon
