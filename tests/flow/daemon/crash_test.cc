// kill -9 at random moments: every message that got 250 is with the next hop, none twice, and the audit log is whole.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "lib/audit/verifier.h"
#include "tests/flow/daemon/support.h"

namespace mugai::testing {
namespace {

// Sends one message; true where the client has a 250.
bool try_send(std::uint16_t port, const std::string& id) {
  Client client(port);
  if (!client.connected() || !client.reply().starts_with("220")) return false;
  if (!client.ask("EHLO client.example.jp").starts_with("250")) return false;
  if (!client.ask("MAIL FROM:<s@example.jp>").starts_with("250")) return false;
  if (!client.ask("RCPT TO:<a@city.example.lg.jp>").starts_with("250")) return false;
  if (!client.ask("DATA").starts_with("354")) return false;
  client.send("Message-ID: <" + id + "@test>\r\n\r\nbody\r\n.\r\n");
  const bool taken = client.reply().starts_with("250");
  client.ask("QUIT");
  return taken;
}

TEST_CASE("flow/crash: kill -9 of the daemon loses no acknowledged message, doubles none, and leaves the audit whole") {
  constexpr int kRounds = 6;
  constexpr int kSenders = 4;
  const Sink sink;
  Gateway gateway(sink.port());
  gateway.start();
  std::atomic<std::uint16_t> port{gateway.port()};
  std::atomic<bool> done{false};
  std::mutex mutex;
  std::set<std::string> acknowledged;
  std::vector<std::thread> senders;
  for (int s = 0; s < kSenders; ++s) {
    senders.emplace_back([&, s] {
      for (int i = 0; !done; ++i) {
        const std::string id = std::to_string(s) + "-" + std::to_string(i);
        // As a queue does: the same message again until it is taken.
        while (!try_send(port, id)) {
          if (done) return;
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        const std::lock_guard lock(mutex);
        acknowledged.insert(id);
      }
    });
  }
  std::mt19937 random(20261122);
  for (int round = 0; round < kRounds; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100 + random() % 300));
    gateway.kill9();
    gateway.start();
    port = gateway.port();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  done = true;
  for (std::thread& sender : senders)
    sender.join();
  CHECK(gateway.terminate() == 0);

  std::map<std::string, int> kept;
  for (const std::string& message : sink.messages()) {
    const std::size_t begin = message.find("Message-ID: <") + 13;
    ++kept[message.substr(begin, message.find("@test>") - begin)];
  }
  CHECK(acknowledged.size() > 20);
  int lost = 0;
  int doubled = 0;
  for (const std::string& id : acknowledged)
    lost += kept.count(id) == 0 ? 1 : 0;
  for (const auto& [id, count] : kept)
    doubled += count > 1 ? 1 : 0;
  CHECK(lost == 0);
  // The window that nobody can close: killed between the next hop's 250 and the next instruction, or while the next
  // hop has the end of data and has not answered. At most one message a sender and round can be in it.
  CHECK(doubled <= kRounds * kSenders);
  MESSAGE("acknowledged " << acknowledged.size() << ", kept " << kept.size() << ", in the unavoidable window "
                          << doubled);
  const Result<audit::Verdict> verdict = audit::verify(gateway.audit());
  REQUIRE(verdict);
  CHECK(verdict->whole());
}

TEST_CASE("flow/crash: kill -9 while the drop folder works loses no file and does none twice") {
  constexpr int kFiles = 60;
  Gateway gateway(1, "");
  // The drop folder is set in a second configuration section, for its folder is only known now.
  const std::string conf = read_file(gateway.folder() / "mugai.conf");
  const std::string drop = "[drop]\nin = " + (gateway.folder() / "in") + "\nout = " + (gateway.folder() / "out") +
                           "\nquarantine = " + (gateway.folder() / "quarantine") + "\n";
  write_file(gateway.folder() / "mugai.conf", conf + drop);
  gateway.start();
  for (int i = 0; i < kFiles; ++i) {
    const std::string text = i % 10 == 0 ? "FAKE-REFUSE " : i % 7 == 0 ? "FAKE-SLOW " : "content ";
    const std::string name = "f" + std::to_string(i) + ".txt";
    write_file(gateway.folder() / ("in/" + name), text + std::to_string(i));
    if (i % 15 == 14) {
      gateway.kill9();
      gateway.start();
    }
  }
  const auto count = [&](const std::string& folder, const std::string& end) {
    int n = 0;
    for (const std::string& name : list_folder(gateway.folder() / folder))
      n += name.ends_with(end) ? 1 : 0;
    return n;
  };
  CHECK(eventually(
      [&] {
        return count("out", ".report.txt") == kFiles && list_folder(gateway.folder() / "quarantine/.work").empty();
      },
      60));
  CHECK(list_folder(gateway.folder() / "in").empty());
  CHECK(count("quarantine", ".txt") == kFiles / 10);
  CHECK(count("out", ".report.json") == kFiles);
  int whole = 0;
  for (int i = 0; i < kFiles; ++i) {
    const std::string text = read_file(gateway.folder() / ("out/f" + std::to_string(i) + ".txt"));
    whole += text.ends_with(" " + std::to_string(i)) && text.find("content") == std::string::npos ? 1 : 0;
  }
  CHECK(whole == kFiles - kFiles / 10);
  CHECK(gateway.terminate() == 0);
  const Result<audit::Verdict> verdict = audit::verify(gateway.audit());
  REQUIRE(verdict);
  CHECK(verdict->whole());
}

}  // namespace
}  // namespace mugai::testing
