// What becomes of a job whose library cannot get memory.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <new>

#include "lib/formats/mail/structure.h"

extern "C" void* g_malloc(std::size_t bytes);  // GLib's; its header is included in one file of lib/formats/mail alone

namespace {

constexpr int kOutOfMemory = 71;

[[noreturn]] void leave() {
  ::_exit(kOutOfMemory);
}

}  // namespace

TEST_CASE("mail/memory: an allocation that fails in GLib ends the process as one of ours does, not by a crash") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::set_new_handler(leave);
    mugai::mail::warm_up();
    volatile std::size_t bytes = SIZE_MAX / 4;
    volatile void* got = g_malloc(bytes);
    ::_exit(got != nullptr ? 1 : 2);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == kOutOfMemory);
}
