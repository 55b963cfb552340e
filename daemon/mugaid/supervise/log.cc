#include "daemon/mugaid/supervise/log.h"

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "lib/base/utf8.h"

namespace mugai::daemon {

void log(Level level, std::string_view text) {
  static const bool to_journal = std::getenv("JOURNAL_STREAM") != nullptr;
  std::string line;
  if (to_journal) line = "<" + std::to_string(static_cast<int>(level)) + ">";
  line += "mugaid: ";
  line += utf8::one_line(text, 2000);
  line += '\n';
  // One write a line, so that lines of several threads do not mix. Where it fails there is nowhere to say so.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace mugai::daemon
