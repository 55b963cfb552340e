#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <set>

#include "lib/sandbox/death.h"
#include "lib/sandbox/landlock.h"
#include "lib/sandbox/launcher.h"
#include "lib/sandbox/ledger.h"
#include "lib/sandbox/scratch.h"
#include "lib/sandbox/seccomp.h"

using namespace mugai;
using namespace mugai::sandbox;

namespace {

// Wait status as waitpid(2) gives it.
constexpr int exited(int status) {
  return status << 8;
}
constexpr int signalled(int signal) {
  return signal;
}

// Runs `body` in a process of its own; its exit status, or -1 where a signal ended it.
template <class Body>
int in_child(Body body) {
  std::fflush(nullptr);
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(body());
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("sandbox/death: every ending has its one cause") {
  struct Case {
    const char* what;
    Ending ending;
    Death death;
  };
  Ending base;
  base.cpu_limit_us = 1'000'000;
  const auto with = [&](auto change) {
    Ending ending = base;
    change(ending);
    return ending;
  };
  const Case cases[] = {
      {"outcome, 0", with([](Ending& e) { e.told_outcome = true; }), Death::Finished},
      {"refusal, 0", with([](Ending& e) { e.told_refusal = true; }), Death::Refused},
      {"no word, 0", base, Death::Protocol},
      {"outcome, 1", with([](Ending& e) { e.told_outcome = true, e.wait_status = exited(1); }), Death::Crashed},
      {"out of memory", with([](Ending& e) { e.wait_status = exited(kExitOutOfMemory); }), Death::OutOfMemory},
      {"exception", with([](Ending& e) { e.wait_status = exited(kExitException); }), Death::Crashed},
      {"protocol by child", with([](Ending& e) { e.wait_status = exited(kExitProtocol); }), Death::Protocol},
      {"claims not locked", with([](Ending& e) { e.wait_status = exited(kExitNotLocked); }), Death::Crashed},
      {"SEGV", with([](Ending& e) { e.wait_status = signalled(SIGSEGV); }), Death::Crashed},
      {"SYS", with([](Ending& e) { e.wait_status = signalled(SIGSYS); }), Death::ForbiddenCall},
      {"XCPU", with([](Ending& e) { e.wait_status = signalled(SIGXCPU); }), Death::OutOfTime},
      {"XFSZ", with([](Ending& e) { e.wait_status = signalled(SIGXFSZ); }), Death::OutOfOutput},
      {"KILL by the kernel", with([](Ending& e) { e.wait_status = signalled(SIGKILL); }), Death::OutOfMemory},
      {"KILL at the hard CPU limit", with([](Ending& e) { e.wait_status = signalled(SIGKILL), e.cpu_us = 2'000'000; }),
       Death::OutOfTime},
      {"KILL by our clock", with([](Ending& e) { e.wait_status = signalled(SIGKILL), e.killed_by_clock = true; }),
       Death::OutOfTime},
      {"finished just before our clock", with([](Ending& e) { e.told_outcome = true, e.killed_by_clock = true; }),
       Death::Finished},
      {"lied, then finished", with([](Ending& e) { e.told_outcome = true, e.broke_protocol = true; }), Death::Protocol},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(judge(c.ending) == c.death);
  }
}

TEST_CASE("sandbox/death: the limit of CPU time is known from the wall clock") {
  Ending ending;
  ending.cpu_limit_us = 1'000'000;
  ending.wait_status = signalled(SIGXCPU);
  CHECK(hit_cpu_limit(ending));
  ending.wait_status = signalled(SIGKILL);
  CHECK_FALSE(hit_cpu_limit(ending));  // the kernel needed the memory
  ending.cpu_us = 1'500'000;
  CHECK(hit_cpu_limit(ending));
  ending.killed_by_clock = true;
  CHECK_FALSE(hit_cpu_limit(ending));
}

TEST_CASE("sandbox/death: the tables are complete and name rows that exist") {
  std::set<std::string_view> names;
  for (int i = 0; i < kDeathCount; ++i) {
    const DeathRow& row = death_row(static_cast<Death>(i));
    names.insert(row.name);
    if (!row.catalogue.empty()) CHECK(CatalogueId::find(row.catalogue));
  }
  CHECK(names.size() == kDeathCount);
  for (int i = 0; i < kErrorCodeCount; ++i)
    CHECK_FALSE(refusal_row(static_cast<ErrorCode>(i)).text().empty());
}

TEST_CASE("sandbox/seccomp: each call is named once and has a reason") {
  std::set<int> numbers;
  for (const CallRule& rule : job_calls()) {
    CAPTURE(rule.name);
    CHECK(numbers.insert(rule.number).second);
    CHECK_FALSE(rule.reason.empty());
  }
#ifndef MUGAI_SANITIZED
  for (const long never : {SYS_openat, SYS_open, SYS_socket, SYS_connect, SYS_clone, SYS_execve, SYS_kill, SYS_ptrace,
                           SYS_prctl, SYS_ioctl, SYS_sendmsg, SYS_newfstatat, SYS_fcntl}) {
    CHECK(numbers.count(static_cast<int>(never)) == 0);
  }
#endif
}

#ifndef MUGAI_SANITIZED  // the sanitizers make calls of their own between ours
TEST_CASE("sandbox/seccomp: a rule's arguments, error and default do what they say") {
  const CallRule rules[] = {
      {SYS_getppid, "getppid", "", {}, EDOM},
      {SYS_lseek, "lseek", "", {ArgumentRule{ArgumentRule::Test::Equals, 1, ~std::uint64_t{0}, 0x100000002}}},
      {SYS_exit_group, "exit_group", ""},
  };
  const auto filter = build_filter(rules, 0, SECCOMP_RET_ERRNO | EXDEV);
  const auto closed = [&](auto body) {
    return in_child([&] {
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      if (!install_filter(filter)) return 99;
      return body();
    });
  };
  CHECK(closed([] { return ::syscall(SYS_getppid) == -1 && errno == EDOM ? 7 : 1; }) == 7);
  CHECK(closed([] { return ::syscall(SYS_getuid) == -1 && errno == EXDEV ? 7 : 1; }) == 7);
  CHECK(closed([] { return ::syscall(SYS_lseek, -1, 0x100000002L, 0) == -1 && errno == EBADF ? 7 : 1; }) == 7);
  CHECK(closed([] { return ::syscall(SYS_lseek, -1, 2L, 0) == -1 ? 7 : 1; }) == -1);            // upper half differs
  CHECK(closed([] { return ::syscall(SYS_lseek, -1, 0x100000003L, 0) == -1 ? 7 : 1; }) == -1);  // lower half differs
}

#endif

TEST_CASE("sandbox/landlock: a closed process opens nothing and binds nothing") {
  const int abi = landlock_abi();
  if (abi == 0) return;  // this kernel has none; the launcher refuses there
  const auto ruleset = make_landlock_ruleset(abi);
  REQUIRE(ruleset);
  const auto closed = [&](auto body) {
    return in_child([&] {
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      if (!enter_landlock(ruleset->get())) return 99;
      return body();
    });
  };
  CHECK(closed([] { return ::open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES ? 7 : 1; }) == 7);
  CHECK(closed([] { return ::open("/tmp", O_TMPFILE | O_RDWR, 0600) < 0 && errno == EACCES ? 7 : 1; }) == 7);
  if (abi >= 4) {
    CHECK(closed([] {
            const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            return ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0 && errno == EACCES ? 7 : 1;
          }) == 7);
  }
  if (abi >= 6) CHECK(closed([] { return ::kill(::getppid(), 0) < 0 && errno == EPERM ? 7 : 1; }) == 7);
}

TEST_CASE("sandbox/ledger: a nested file gets three quarters of what is left, and what it used is gone") {
  BudgetLimits limits;
  limits.depth = 2;
  limits.members = 100;
  limits.unpacked_bytes = 1000;
  limits.output_bytes = 400;
  Ledger ledger(limits);
  const auto first = ledger.open_nested({80, 2000, 400}, 10);  // a claim lowers, but never raises
  REQUIRE(first);
  CHECK(first->depth == 1);
  CHECK(first->members == 60);
  CHECK(first->unpacked_bytes == 750);
  CHECK(first->output_bytes == 300);
  ledger.close_nested(*first, {50, 700, 300}, 25);  // it claims to have written nothing; 25 bytes were measured
  CHECK(ledger.left().members == 70);
  CHECK(ledger.left().unpacked_bytes == 950);
  CHECK(ledger.left().output_bytes == 375);
  ledger.close_nested(*first, {UINT64_MAX, UINT64_MAX, UINT64_MAX}, 0);  // a claim of more than it was given
  CHECK(ledger.left().members == 70);
}

TEST_CASE("sandbox/ledger: depth, nested input and scratch files end at their limits") {
  BudgetLimits limits;
  limits.depth = 0;
  CHECK(Ledger(limits).open_nested({1, 1, 1}, 0).error().code == ErrorCode::TooDeep);
  limits.depth = 1;
  limits.unpacked_bytes = 100;
  limits.members = 2;
  Ledger ledger(limits);
  const wire::BudgetLeft all = ledger.left();
  CHECK(ledger.open_nested(all, 60));
  CHECK(ledger.open_nested(all, 41).error().code == ErrorCode::TooLarge);
  Ledger scratches(limits);
  CHECK(scratches.count_scratch(0));
  CHECK(scratches.count_scratch(100));
  CHECK(scratches.count_scratch(0).error().code == ErrorCode::TooMany);
  CHECK(Ledger(limits).count_scratch(101).error().code == ErrorCode::TooLarge);
}

TEST_CASE("sandbox/scratch: a frozen file cannot be changed by its writer nor written by its reader") {
  for (const char* folder : {"", "/tmp"}) {
    CAPTURE(folder);
    const auto fd = make_scratch(folder);
    REQUIRE(fd);
    REQUIRE(::pwrite(fd->get(), "hello", 5, 0) == 5);
    const auto frozen = freeze(fd->get(), folder);
    REQUIRE(frozen);
    CHECK(frozen->size == 5);
    static_cast<void>(!::pwrite(fd->get(), "HELLO!", 6, 0));
    char bytes[8] = {};
    CHECK(::pread(frozen->view.get(), bytes, sizeof bytes, 0) == 5);
    CHECK(std::string_view(bytes) == "hello");
    CHECK(::pwrite(frozen->view.get(), "X", 1, 0) < 0);
  }
  CHECK_FALSE(make_scratch("/nonexistent"));
}
