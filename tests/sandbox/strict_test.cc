// The last look's process: it reads, it ends with a number, and every other act ends it.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/sandbox/launcher.h"
#include "lib/sandbox/seccomp.h"
#include "tests/sandbox/probe_launcher.h"

namespace mugai {
namespace {

sandbox::Launcher& strict_launcher() {
  static const std::unique_ptr<sandbox::Launcher> launcher = [] {
    sandbox::Options options;
    options.worker_path = std::string(MUGAI_BINARY_DIR) + "/tests/probe_strict";
    options.single_worker = true;
    options.wall_ms = 2000;
    auto started = sandbox::Launcher::start(options);
    REQUIRE_MESSAGE(started.has_value(), started.error().detail);
    return std::move(started).value();
  }();
  return *launcher;
}

UniqueFd message_of(std::string_view text) {
  auto file = sandbox::make_scratch("");
  REQUIRE(file.has_value());
  REQUIRE(::write(file->get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  return std::move(file).value();
}

std::optional<std::uint8_t> look(std::string_view act, std::string_view message = "12345") {
  const UniqueFd file = message_of(message);
  const auto seen = strict_launcher().look(file.get(), as_bytes(act));
  REQUIRE_MESSAGE(seen.has_value(), seen.error().detail);
  return *seen;
}

TEST_CASE("sandbox/strict: the process reads the message from its start and ends with a number") {
  CHECK(look("") == 5);
  CHECK(look("", std::string(342, 'x')) == 42);
  CHECK(look("", "") == 0);
}

TEST_CASE("sandbox/strict: the memory that it may use is there without asking the kernel") {
  CHECK(look("promised memory") == 8);
}

TEST_CASE("sandbox/strict: every call but read and exit ends it") {
  for (const char* act : {"open", "fork", "memory", "abort", "write message"}) {
    CAPTURE(act);
    CHECK(!look(act).has_value());
  }
}

TEST_CASE("sandbox/strict: the message cannot be changed any more") {
  const UniqueFd file = message_of("12345");
  REQUIRE(strict_launcher().look(file.get(), {}).has_value());
  CHECK(::pwrite(file.get(), "x", 1, 0) < 0);
}

TEST_CASE("sandbox/strict: an endless loop ends at its time, and the next look works") {
  CHECK(!look("loop").has_value());
  CHECK(look("") == 5);
}

// Under systemd a service has a filter already, and so has everything that it starts.
TEST_CASE("sandbox/strict: works in a process that has a system call filter already") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::vector<sock_filter> anything = sandbox::build_filter({}, 0, SECCOMP_RET_ALLOW);
    const bool filtered =
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && sandbox::install_filter(anything).has_value();
    sandbox::Options options;
    options.worker_path = std::string(MUGAI_BINARY_DIR) + "/tests/probe_strict";
    options.single_worker = true;
    const auto launcher = sandbox::Launcher::start(options);
    const UniqueFd file = message_of("12345");
    const auto seen =
        launcher ? (*launcher)->look(file.get(), {}) : Result<std::optional<std::uint8_t>>(launcher.error());
    ::_exit(filtered && seen && *seen == 5 ? 0 : 1);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

}  // namespace
}  // namespace mugai
