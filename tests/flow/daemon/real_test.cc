// mugaid with its real workers: a mail comes out rebuilt, and workers that are killed cost no acknowledged mail.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "lib/audit/verifier.h"
#include "tests/flow/daemon/support.h"

namespace mugai::testing {
namespace {

constexpr const char* kMugaid = MUGAI_BINARY_DIR "/bin/mugaid";

// True where the client has a 250.
bool try_send(std::uint16_t port, const std::string& message) {
  Client client(port);
  if (!client.connected() || !client.reply().starts_with("220")) return false;
  if (!client.ask("EHLO client.example.jp").starts_with("250")) return false;
  if (!client.ask("MAIL FROM:<s@example.jp>").starts_with("250")) return false;
  if (!client.ask("RCPT TO:<a@city.example.lg.jp>").starts_with("250")) return false;
  if (!client.ask("DATA").starts_with("354")) return false;
  client.send(message + ".\r\n");
  const bool taken = client.reply().starts_with("250");
  client.ask("QUIT");
  return taken;
}

std::string plain(const std::string& id) {
  return "From: s@example.jp\r\nTo: a@city.example.lg.jp\r\nSubject: test\r\nDate: Sun, 22 Nov 2026 12:00:00 "
         "+0900\r\nMessage-ID: <" +
         id + "@test>\r\n\r\nbody\r\n";
}

TEST_CASE("flow/real: a mail with an HTML body and a program attached comes out as text with a notice") {
  const Sink sink;
  Gateway gateway(sink.port(), {}, kMugaid);
  gateway.start();
  const std::string message =
      "From: s@example.jp\r\nTo: a@city.example.lg.jp\r\nSubject: x\r\nMessage-ID: <html@test>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
      "text/html\r\n\r\n<p>hello<script>alert(1)</script></p>\r\n"
      "--b\r\nContent-Type: application/octet-stream; name=\"run.exe\"\r\nContent-Disposition: attachment; "
      "filename=\"run.exe\"\r\n\r\n"
      "MZ program\r\n--b--\r\n";
  REQUIRE(try_send(gateway.port(), message));
  const std::vector<std::string> messages = sink.messages();
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].find("script") == std::string::npos);
  CHECK(messages[0].find("MZ program") == std::string::npos);
  CHECK(messages[0].find("text/html") == std::string::npos);
  CHECK(messages[0].find("Received: from client.example.jp ([127.0.0.1])\r\n by gw.example.jp") != std::string::npos);
  std::uint64_t found = 0;
  audit::Query query;
  query.file_name = "run.exe";
  query.message_id = "<html@test>";
  REQUIRE(audit::search(gateway.audit(), query, [&](std::string_view) { ++found; }));
  CHECK(found == 1);
  const std::string mugaictl =
      std::string(MUGAI_BINARY_DIR "/bin/mugaictl --lang en --config ") + (gateway.folder() / "mugai.conf");
  CHECK(std::system((mugaictl + " status > /dev/null").c_str()) == 0);
  CHECK(std::system((mugaictl + " audit verify > /dev/null").c_str()) == 0);
  CHECK(WEXITSTATUS(std::system((mugaictl + " audit search --from nobody > /dev/null 2>&1").c_str())) == 1);
  CHECK(WEXITSTATUS(std::system((mugaictl + " nonsense 2> /dev/null").c_str())) == 2);
  // A search leaves a record of itself, with what was looked for: by the daemon, and by mugaictl while it does not run.
  const auto searches = [&gateway] {
    std::uint64_t count = 0;
    audit::Query asked;
    asked.action = "audit.search";
    const auto all = audit::search(gateway.audit(), asked, [&](std::string_view line) {
      count += line.find("--from nobody") != std::string_view::npos ? 1U : 0U;
    });
    return all ? count : 0;
  };
  CHECK(searches() == 1);
  CHECK(gateway.terminate() == 0);
  CHECK(WEXITSTATUS(std::system((mugaictl + " audit search --from nobody > /dev/null 2>&1").c_str())) == 1);
  CHECK(searches() == 2);
  CHECK(std::system((mugaictl + " audit verify > /dev/null").c_str()) == 0);
}

TEST_CASE("flow/real: kill -9 of the workers' zygote loses no acknowledged mail and doubles none") {
  constexpr int kMails = 60;
  const Sink sink;
  Gateway gateway(sink.port(), {}, kMugaid);
  gateway.start();
  std::mt19937 random(7);
  int kills = 0;
  std::set<std::string> acknowledged;
  for (int i = 0; i < kMails; ++i) {
    const std::string id = std::to_string(i);
    if (random() % 6 == 0) {
      for (const pid_t pid : gateway.children())
        kills += ::kill(pid, SIGKILL) == 0 ? 1 : 0;
    }
    REQUIRE(eventually([&] { return try_send(gateway.port(), plain(id)); }));
    acknowledged.insert(id);
  }
  CHECK(kills > 0);
  CHECK(gateway.terminate() == 0);
  std::map<std::string, int> kept;
  for (const std::string& message : sink.messages()) {
    const std::size_t begin = message.find("Message-ID: <") + 13;
    ++kept[message.substr(begin, message.find("@test>") - begin)];
  }
  CHECK(kept.size() == kMails);
  for (const auto& [id, count] : kept)
    CHECK(count == 1);
  CHECK(audit::verify(gateway.audit())->whole());
}

}  // namespace
}  // namespace mugai::testing
