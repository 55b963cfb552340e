// Files inside files: each in a process of its own, under one budget; what one of them does costs that one.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/sandbox/probe_launcher.h"

using namespace mugai;
using namespace mugai::testing;

TEST_CASE("sandbox/nested: results, findings and refusals come back to the container") {
  const Ran ran = run_probe("container", "copy\nclean\nrefuse\n");
  REQUIRE(ran.report);
  CHECK(ran.output ==
        "copy=unchanged:body of copy\n"
        "clean=cleaned:body of clean OOXML-036\n"
        "refuse=blocked:malformed RUN-001\n");
  CHECK(ran.report->disposition == Disposition::Cleaned);
  REQUIRE(ran.report->children.size() == 3);
  CHECK(ran.report->children[0].sha256_out == ran.report->children[0].sha256_in);
  CHECK(ran.report->children[1].findings.size() == 1);
  CHECK(ran.report->children[2].error->code == ErrorCode::Malformed);
  CHECK(ran.report->findings.empty());
  CHECK(all_findings(*ran.report).size() == 2);
}

TEST_CASE("sandbox/nested: whatever kills an inner file, the outer one is finished without it") {
  const char* names =
      "segv\nwild write\nabort\nthrow bad_alloc\nleave with 1\nlie: noise\nlie: unknown ID\nlie: no word\ncopy\n";
  const Ran ran = run_probe("container", names);
  REQUIRE(ran.report);
  CHECK(ran.output ==
        "segv=blocked:crashed RUN-002\n"
        "wild write=blocked:crashed RUN-002\n"
        "abort=blocked:crashed RUN-002\n"
        "throw bad_alloc=blocked:out-of-memory RUN-004\n"
        "leave with 1=blocked:crashed RUN-002\n"
        "lie: noise=blocked:crashed RUN-008\n"
        "lie: unknown ID=blocked:crashed RUN-008\n"
        "lie: no word=blocked:crashed RUN-008\n"
        "copy=unchanged:body of copy\n");
  CHECK(ran.report->disposition == Disposition::Cleaned);
}

TEST_CASE("sandbox/nested: an inner loop takes its own time, not the outer file's") {
  sandbox::Options options = probe_options();
  options.wall_ms = 1000;
  options.total_wall_ms = 60'000;
  auto launcher = sandbox::Launcher::start(options);
  REQUIRE(launcher);
  const Ran ran = run_probe(**launcher, probe_request("container"), "loop\nloop\ncopy\n");
  REQUIRE(ran.report);
  CHECK(ran.output ==
        "loop=blocked:out-of-time RUN-003\n"
        "loop=blocked:out-of-time RUN-003\n"
        "copy=unchanged:body of copy\n");
}

TEST_CASE("sandbox/nested: when the time for the whole is used up, the rest is refused and the outer file finished") {
  sandbox::Options options = probe_options();
  options.wall_ms = 1000;
  options.total_wall_ms = 1500;
  auto launcher = sandbox::Launcher::start(options);
  REQUIRE(launcher);
  const Ran ran = run_probe(**launcher, probe_request("container"), "loop\nloop\nloop\ncopy\n");
  REQUIRE(ran.report);
  CHECK(ran.report->disposition == Disposition::Cleaned);
  CHECK(ran.output.find("copy=blocked:out-of-time RUN-003\n") != std::string::npos);
  REQUIRE(ran.report->children.size() == 4);
}

TEST_CASE("sandbox/nested: CPU time is shared by all inner files") {
  JobRequest request = probe_request("container");
  request.limits.cpu_ms = 1000;
  const Ran ran = run_probe(shared_launcher(), request, "loop\ncopy\n");
  REQUIRE(ran.report);
  CHECK(ran.output == "loop=blocked:out-of-time RUN-003\ncopy=blocked:out-of-time RUN-003\n");
}

TEST_CASE("sandbox/nested: depth ends at its limit") {
  JobRequest request = probe_request("matryoshka");
  request.limits.depth = 3;
  const Ran ran = run_probe(shared_launcher(), request, "");
  REQUIRE(ran.report);
  CHECK(ran.output == "innermost: too-deep");
  int levels = 0;
  for (const JobReport* at = &*ran.report; !at->children.empty(); at = &at->children[0])
    ++levels;
  CHECK(levels == 3);
}

TEST_CASE("sandbox/nested: members are counted over the whole tree, and an inner file leaves the outer one some") {
  JobRequest request = probe_request("nest for ever");
  request.limits.members = 8;
  const Ran alone = run_probe(shared_launcher(), request, "");
  REQUIRE(alone.report);
  CHECK(alone.report->disposition == Disposition::Blocked);
  CHECK(alone.report->error->code == ErrorCode::TooMany);
  CHECK(alone.report->children.size() == 8);

  request.claim.untrusted_name = "container";
  const Ran inside = run_probe(shared_launcher(), request, "nest for ever\ncopy\n");
  REQUIRE(inside.report);
  CHECK(inside.output.find("nest for ever=blocked:too-many") == 0);
  CHECK(inside.output.find("copy=unchanged:body of copy\n") != std::string::npos);
}

TEST_CASE("sandbox/nested: a nested input whose writer gave up is never read") {
  const Ran ran = run_probe("give up once");
  REQUIRE(ran.report);
  CHECK(ran.report->disposition == Disposition::Unchanged);
  CHECK(ran.output == "second");
  CHECK(ran.report->children.size() == 1);
}

TEST_CASE("sandbox/nested: neither the nested input nor the result can be changed afterwards") {
  CHECK(run_probe("write late").output == "nothing");
}

TEST_CASE("sandbox/nested: the same with a spool folder, which stays empty") {
  char folder[] = "/tmp/mugai-spool-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  sandbox::Options options = probe_options();
  options.spool_dir = folder;
  auto launcher = sandbox::Launcher::start(options);
  REQUIRE(launcher);
  CHECK(run_probe(**launcher, probe_request("container"), "copy\nsegv\nclean\n").output ==
        "copy=unchanged:body of copy\nsegv=blocked:crashed RUN-002\nclean=cleaned:body of clean OOXML-036\n");
  CHECK(run_probe(**launcher, probe_request("give up once"), "").output == "second");
  CHECK(run_probe(**launcher, probe_request("write late"), "").output == "nothing");
  CHECK(std::filesystem::is_empty(folder));
  std::filesystem::remove(folder);
}
