// Every forbidden act, every lie and every way to die ends as its cause of death, and costs that one file alone.
#include <doctest/doctest.h>

#include "lib/core/job.h"
#include "lib/wire/messages.h"
#include "tests/sandbox/probe_launcher.h"
#include "tests/sandbox/probes.h"

using namespace mugai;
using namespace mugai::testing;
using sandbox::Death;

namespace {

// One file was refused, for `death`, with its row of the catalogue; nothing of what the process said otherwise stands.
void check_death(const Ran& ran, Death death) {
  REQUIRE(ran.report);
  const auto& row = sandbox::death_row(death);
  CHECK(ran.report->disposition == Disposition::Blocked);
  REQUIRE(ran.report->error);
  CHECK_MESSAGE(ran.report->error->code == row.error, ran.report->error->detail);
  REQUIRE_FALSE(ran.report->findings.empty());
  CHECK_MESSAGE(ran.report->findings.back().id.text() == row.catalogue, ran.report->error->detail);
  CHECK(ran.report->findings.back().action == Action::Blocked);
  CHECK(ran.report->sha256_out.empty());
  CHECK(ran.report->sha256_in.size() == 64);
}

struct Case {
  const char* probe;
  Death death;
};

}  // namespace

TEST_CASE("sandbox: an honest job is finished, with its bytes, digests and figures") {
  const Ran ran = run_probe("copy", "hello");
  REQUIRE(ran.report);
  CHECK(ran.report->disposition == Disposition::Unchanged);
  CHECK(ran.output == "hello");
  CHECK(ran.report->name == "copy");
  CHECK(ran.report->type == "probe");
  CHECK(ran.report->bytes_in == 5);
  CHECK(ran.report->bytes_out == 5);
  CHECK(ran.report->sha256_in == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  CHECK(ran.report->sha256_out == ran.report->sha256_in);
  CHECK(ran.report->peak_memory_bytes > 0);
  CHECK_FALSE(ran.report->degraded_sandbox);
  CHECK_FALSE(ran.report->error);
}

TEST_CASE("sandbox: the output file is emptied first") {
  CHECK(run_probe("nothing").output.empty());
}

TEST_CASE("sandbox: what was removed makes it cleaned, what was kept does not, another type makes it replaced") {
  const Ran cleaned = run_probe("clean");
  REQUIRE(cleaned.report);
  CHECK(cleaned.report->disposition == Disposition::Cleaned);
  REQUIRE(cleaned.report->findings.size() == 1);
  CHECK(cleaned.report->findings[0].count == 3);
  CHECK(cleaned.report->findings[0].where == "word/ vba Project.bin");
  CHECK(cleaned.report->findings[0].detail == "\uFFFD");
  CHECK(run_probe("keep").report->disposition == Disposition::Unchanged);
  const Ran replaced = run_probe("replace");
  CHECK(replaced.report->disposition == Disposition::Replaced);
  CHECK(replaced.report->extension == "txt");
}

TEST_CASE("sandbox: a refusal carries the handler's error, the type and a row of the catalogue") {
  const Ran ran = run_probe("refuse");
  REQUIRE(ran.report);
  CHECK(ran.report->disposition == Disposition::Blocked);
  CHECK(ran.report->type == "docx");
  REQUIRE(ran.report->error);
  CHECK(ran.report->error->code == ErrorCode::Malformed);
  CHECK(ran.report->error->offset == 42);
  CHECK(ran.report->error->detail == "broken file");
  REQUIRE(ran.report->findings.size() == 1);
  CHECK(ran.report->findings[0].id.text() == "RUN-001");
  CHECK(ran.report->sha256_out.empty());
}

TEST_CASE("sandbox: policy, mail values, media type and kind reach the handler as they were given") {
  JobRequest request = probe_request("tell policy");
  request.kind = JobKind::Mail;
  request.claim.untrusted_mime_type = "message/rfc822";
  request.mail.receipt = "20261122-000123";
  request.mail.received = std::string(20'000, 'r');  // more than one frame
  CHECK(run_probe(shared_launcher(), request, "").output == "standard|20261122-000123|message/rfc822|1");
}

TEST_CASE("sandbox: a job holds three descriptors, no environment but its zone, and cannot write its input") {
  const Ran ran = run_probe("look around", "input");
#ifndef MUGAI_SANITIZED
  CHECK(ran.output == "nothing");
#endif
  CHECK(ran.input == "input");
}

TEST_CASE("sandbox: what the C library looks up late was looked up before; the zone is UTC") {
  CHECK(run_probe("use the C library").output == "946684800 1 caught");
}

TEST_CASE("sandbox: more findings than a conversation carries are folded, none is lost") {
  const Ran ran = run_probe("many findings");
  REQUIRE(ran.report);
  REQUIRE(ran.report->disposition == Disposition::Cleaned);
  CHECK(ran.report->findings.size() <= wire::kMaxFindings);
  std::uint64_t count = 0;
  for (const Finding& finding : ran.report->findings)
    count += finding.count;
  CHECK(count == 30'000);
}

#ifndef MUGAI_SANITIZED  // those builds let some calls fail instead, for the sanitizers' sake
TEST_CASE("sandbox: every system call that is not on the list ends the process") {
  for (const probes::Probe& probe : probes::call_probes()) {
    CAPTURE(probe.name);
    check_death(run_probe(std::string(probe.name)), Death::ForbiddenCall);
  }
}
#endif

TEST_CASE("sandbox: every lie ends the job") {
  for (const probes::Probe& probe : probes::lie_probes()) {
    CAPTURE(probe.name);
    const bool crash = probe.name == "lie: outcome and bad end" || probe.name == "lie: outcome and crash";
    check_death(run_probe(std::string(probe.name)), crash ? Death::Crashed : Death::Protocol);
  }
}

TEST_CASE("sandbox: crashes, aborts, bugs and exceptions are crashes") {
  for (const char* probe : {"segv", "wild write", "abort", "bug", "throw", "throw in noexcept", "leave with 1",
                            "leave as if unlocked", "dig"}) {
    CAPTURE(probe);
    check_death(run_probe(probe), Death::Crashed);
  }
}

TEST_CASE("sandbox: a thrown bad_alloc is out of memory") {
  check_death(run_probe("throw bad_alloc"), Death::OutOfMemory);
}

#ifndef MUGAI_SANITIZED  // no RLIMIT_AS there
TEST_CASE("sandbox: more memory than allowed is out of memory, in small pieces and in one") {
  for (const char* probe : {"memory", "one huge allocation"}) {
    CAPTURE(probe);
    JobRequest request = probe_request(probe);
    request.limits.memory_bytes = 32 << 20;
    check_death(run_probe(shared_launcher(), request, ""), Death::OutOfMemory);
  }
}
#endif

TEST_CASE("sandbox: the wall clock ends a loop and a wait") {
  sandbox::Options options = probe_options();
  options.wall_ms = 300;
  auto launcher = sandbox::Launcher::start(options);
  REQUIRE(launcher);
  for (const char* probe : {"loop", "wait for ever"}) {
    CAPTURE(probe);
    check_death(run_probe(**launcher, probe_request(probe), ""), Death::OutOfTime);
  }
}

TEST_CASE("sandbox: the limit of CPU time ends a loop, also where its signal is ignored") {
  for (const char* probe : {"loop", "loop, deaf to SIGXCPU"}) {
    CAPTURE(probe);
    JobRequest request = probe_request(probe);
    request.limits.cpu_ms = 1000;
    const Ran ran = run_probe(shared_launcher(), request, "");
    check_death(ran, Death::OutOfTime);
    CHECK(ran.report->cpu_us > 0);
  }
}

TEST_CASE("sandbox: output over its limit is refused by the sink, by the kernel, or by measure") {
  JobRequest request = probe_request("flood");
  request.limits.output_bytes = 1 << 20;
  request.limits.unpacked_bytes = 4 << 20;
  const Ran soft = run_probe(shared_launcher(), request, "");
  REQUIRE(soft.report);
  CHECK(soft.report->disposition == Disposition::Blocked);
  CHECK(soft.report->error->code == ErrorCode::TooLarge);
  CHECK(soft.output.size() <= request.limits.output_bytes);
  request.claim.untrusted_name = "flood, raw";
  const Ran hard = run_probe(shared_launcher(), request, "");
  check_death(hard, Death::OutOfOutput);
  CHECK(hard.output.size() <= request.limits.unpacked_bytes);
  request.claim.untrusted_name = "overrun";
  check_death(run_probe(shared_launcher(), request, ""), Death::OutOfOutput);
}
