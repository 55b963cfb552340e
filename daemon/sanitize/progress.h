// Progress: one line on a terminal that is drawn again as files are done; nothing where standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::cli {

class Progress {
 public:
  // Draws only where `wanted` and standard error is a terminal.
  Progress(std::uint64_t total, bool wanted);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Draws at most ten times a second, and always at the end.
  void show(std::uint64_t done, std::uint64_t refused, std::string_view name);
  // Takes the line away before another line is written.
  void clear();

 private:
  bool active_;
  bool drawn_ = false;
  std::uint64_t total_;
  std::chrono::steady_clock::time_point last_{};
};

// "[#####···············]  25%  50/200  3 refused  name", at most `columns` wide.
std::string progress_line(std::uint64_t done, std::uint64_t total, std::uint64_t refused, std::string_view name,
                          std::size_t columns);

}  // namespace mugai::cli
