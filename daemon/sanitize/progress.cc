#include "daemon/sanitize/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/base/utf8.h"

namespace mugai::cli {
namespace {

constexpr std::size_t kBarCells = 20;
constexpr std::size_t kDefaultColumns = 80;
constexpr auto kInterval = std::chrono::milliseconds(100);

void put(std::string_view text) {
  // A progress line that cannot be written is no reason to stop.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

std::size_t terminal_columns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return kDefaultColumns;
  return size.ws_col;
}

}  // namespace

std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t refused, std::string_view name,
                          std::size_t columns) {
  const std::uint64_t percent = total == 0 ? 100 : done * 100 / total;
  const std::size_t cells = static_cast<std::size_t>(percent) * kBarCells / 100;
  std::string line = "[" + std::string(cells, '#') + std::string(kBarCells - cells, '.') + "] ";
  line += std::to_string(percent) + "%  " + std::to_string(done) + "/" + std::to_string(total) + "  ";
  line += std::to_string(refused) + " refused";
  // A name takes at most two columns for three bytes of UTF-8, so bytes bound columns.
  if (line.size() + 6 < columns) line += "  " + utf8::one_line(name, columns - line.size() - 3);
  return line;
}

Progress::Progress(std::uint64_t total, bool wanted) : active_(wanted && ::isatty(STDERR_FILENO) == 1), total_(total) {}

void Progress::show(std::uint64_t done, std::uint64_t refused, std::string_view name) {
  if (!active_) return;
  const auto now = std::chrono::steady_clock::now();
  if (done != total_ && now - last_ < kInterval) return;
  last_ = now;
  drawn_ = true;
  put("\r\x1B[K" + progress_line(done, total_, refused, name, terminal_columns()));
}

void Progress::clear() {
  if (drawn_) put("\r\x1B[K");
  drawn_ = false;
}

}  // namespace mugai::cli
