// The last look's process: it reads, it ends with a number, and every other act ends it.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "lib/sandbox/launcher.h"
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

TEST_CASE("sandbox/strict: every call but read, write and exit ends it") {
  for (const char* act : {"open", "fork", "memory", "abort"}) {
    CAPTURE(act);
    CHECK(!look(act).has_value());
  }
}

TEST_CASE("sandbox/strict: the message cannot be changed any more") {
  CHECK(look("write message") == 7);
  const UniqueFd file = message_of("12345");
  REQUIRE(strict_launcher().look(file.get(), {}).has_value());
  CHECK(::pwrite(file.get(), "x", 1, 0) < 0);
}

TEST_CASE("sandbox/strict: an endless loop ends at its time, and the next look works") {
  CHECK(!look("loop").has_value());
  CHECK(look("") == 5);
}

}  // namespace
}  // namespace mugai
