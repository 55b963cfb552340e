// A strict worker that misbehaves on purpose: what the program sends along says how. Used by strict_test.cc.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "lib/sandbox/strict.h"

namespace {

using namespace mugai;

std::uint8_t count_bytes(sandbox::ReadFunction read) {
  std::array<std::uint8_t, 100> piece{};
  long total = 0;
  for (long got = 0; (got = read(piece.data(), piece.size())) > 0;)
    total += got;
  return static_cast<std::uint8_t>(total % 100);
}

std::uint8_t look(sandbox::ReadFunction read, Bytes expected) {
  const std::string_view act = as_text(expected);
  if (act == "open") return ::open("/etc/passwd", O_RDONLY | O_CLOEXEC) < 0 ? 1 : 2;
  if (act == "fork") return ::fork() < 0 ? 1 : 2;
  if (act == "write message") return ::write(3, "changed", 7) < 0 ? 7 : 2;
  if (act == "memory") {
    void* volatile memory = std::malloc(std::size_t{64} << 20);
    return memory == nullptr ? 1 : 2;
  }
  if (act == "promised memory") {
    void* volatile memory = std::malloc(sandbox::kStrictMemoryBytes);
    return memory == nullptr ? 1 : 8;
  }
  if (act == "abort") std::abort();
  if (act == "loop") {
    volatile bool go_on = true;
    while (go_on) {
    }
  }
  return count_bytes(read);
}

}  // namespace

int main(int argc, char** argv) {
  sandbox::ZygoteOptions options;
  if (!sandbox::parse_zygote_arguments(argc, argv, options) || !sandbox::was_launched()) return 2;
  return sandbox::run_strict_zygote(
      options, [] {}, look);
}
