// Log lines to standard error, which systemd hands to the journal with their priority. One line each, cleaned.
#pragma once

#include <string_view>

namespace mugai::daemon {

enum class Level : int { Error = 3, Warning = 4, Info = 6 };
// Thread-safe. With NOTIFY_SOCKET or JOURNAL_STREAM set the line begins with "<N>", as sd-daemon(3) has it.
void log(Level level, std::string_view text);

}  // namespace mugai::daemon
