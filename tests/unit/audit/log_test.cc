// The audit log with damage done to it: build, corrupt, check.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "lib/audit/verifier.h"
#include "lib/audit/writer.h"

namespace mugai::audit {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNoon = 1'795'317'120'000;  // 2026-11-22T12:12:00+09:00

class Log {
 public:
  Log() {
    std::string name = (fs::temp_directory_path() / "mugai-audit-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name + "/audit";
    base_ = name;
  }
  ~Log() { fs::remove_all(base_); }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  std::unique_ptr<Writer> open() {
    WriterOptions options;
    options.folder = folder_;
    options.rotate_bytes = rotate_bytes;
    options.clock_ms = [this] { return now_ms; };
    auto writer = Writer::open(options);
    if (!writer) last_error = writer.error();
    return writer ? std::move(writer).value() : nullptr;
  }
  void build(int records) {
    auto writer = open();
    REQUIRE(writer);
    for (int i = 0; i < records; ++i) {
      Record record;
      record.user = "sender" + std::to_string(i) + "@example.jp";
      record.terminal = "192.0.2.1";
      record.action = "mail.relay";
      record.object = "20261122-" + std::to_string(100000 + i);
      record.more.emplace_back("from", record.user);
      record.more.emplace_back("rcpt",
                               StringList{"a" + std::to_string(i) + "@city.example.lg.jp", "all@city.example.lg.jp"});
      record.more.emplace_back("message_id", "<m" + std::to_string(i) + "@example.jp>");
      record.more.emplace_back("files", StringList{"見積書" + std::to_string(i) + ".xlsx"});
      REQUIRE(writer->append_and_wait(record));
    }
  }
  std::vector<std::string> names() const { return log_files(folder_).value(); }
  std::string path(std::size_t file = 0) const { return folder_ + "/" + names().at(file); }
  std::string read(std::size_t file = 0) const {
    std::ifstream in(path(file), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  void write(const std::string& text, std::size_t file = 0) const {
    std::ofstream(path(file), std::ios::binary | std::ios::trunc) << text;
  }
  std::vector<std::string> lines() const {
    std::istringstream in(read());
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);)
      all.push_back(line + "\n");
    return all;
  }
  void write_lines(const std::vector<std::string>& all) const {
    std::string text;
    for (const std::string& line : all)
      text += line;
    write(text);
  }
  Verdict verify(const std::string& expected = {}) const { return audit::verify(folder_, expected).value(); }
  bool has(Damage damage) const {
    for (const Problem& problem : verify().problems) {
      if (problem.damage == damage) return true;
    }
    return false;
  }
  const std::string& folder() const { return folder_; }

  std::int64_t now_ms = kNoon;
  std::uint64_t rotate_bytes = 1u << 20;
  Error last_error;

 private:
  std::string base_;
  std::string folder_;
};

TEST_CASE("audit/record: time is Japan's, with its offset") {
  CHECK(timestamp_jst(0) == "1970-01-01T09:00:00.000+09:00");
  CHECK(timestamp_jst(kNoon + 5) == "2026-11-22T12:12:00.005+09:00");
  CHECK(timestamp_jst(951'782'400'000) == "2000-02-29T09:00:00.000+09:00");
  CHECK(date_jst(-32'400'001) == "1969-12-31");
}

TEST_CASE("audit/record: a line is read back and every changed byte is noticed") {
  Record record{"a@example.jp", "192.0.2.1", "mail.relay", "20261122-000001", true, "", {}};
  record.more.emplace_back("rcpt", StringList{"b@example.lg.jp"});
  std::string hash;
  std::string line = encode(record, 7, kNoon, kGenesis, hash);
  line.pop_back();
  const Result<Line> back = decode(line);
  REQUIRE(back);
  CHECK(back->seq == 7);
  CHECK(back->hash == hash);
  CHECK(back->prev == kGenesis);
  for (std::size_t i = 0; i < line.size(); ++i) {
    std::string changed = line;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CAPTURE(changed);
    CHECK_FALSE(decode(changed).has_value());
  }
  for (std::size_t cut = 0; cut < line.size(); ++cut)
    CHECK_FALSE(decode(line.substr(0, cut)).has_value());
}

TEST_CASE("audit/record: hostile text cannot begin a line of its own or grow a record without bound") {
  Record record;
  record.user = "x\"}\n{\"seq\":9\x1B[2J";
  record.more.emplace_back("rcpt", StringList(5000, std::string(2000, '"')));
  std::string hash;
  std::string line = encode(record, 1, kNoon, kGenesis, hash);
  CHECK(line.find('\n') == line.size() - 1);
  CHECK(line.find('\x1B') == std::string::npos);
  CHECK(line.size() < kMaxLineBytes);
  line.pop_back();
  CHECK(decode(line).has_value());
}

TEST_CASE("audit/writer: the chain goes on after a restart and verifies") {
  Log log;
  log.build(5);
  log.build(5);
  const Verdict verdict = log.verify();
  CHECK(verdict.whole());
  CHECK(verdict.records == 10);
  CHECK(verdict.first_seq == 1);
  CHECK(verdict.last_seq == 10);
  CHECK(log.verify("10:" + verdict.last_hash).whole());
}

TEST_CASE("audit/writer: a new day and a full file begin a new file, and the chain goes over") {
  Log log;
  log.build(3);
  log.now_ms += 86'400'000;
  log.build(3);
  log.rotate_bytes = 1000;
  log.build(6);
  CHECK(log.names().size() >= 4);
  const Verdict verdict = log.verify();
  CHECK(verdict.whole());
  CHECK(verdict.records == 12);
}

TEST_CASE("audit/writer: a line torn at any byte is cut off at the next start and told") {
  Log log;
  log.build(3);
  const std::string whole = log.read();
  const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t cut = last + 1; cut < whole.size(); cut += 37) {
    fs::remove(log.folder() + "/head");  // as after the loss of power before the record was durable
    log.write(whole.substr(0, cut));
    CHECK(log.has(Damage::Torn));
    log.build(1);
    const Verdict verdict = log.verify();
    CHECK(verdict.whole());
    CHECK(verdict.records == 4);  // two whole ones, the repair, the new one
    CHECK(log.read().find("audit.repair") != std::string::npos);
  }
}

TEST_CASE("audit/writer: pages of NUL bytes after a power loss are cut off and told") {
  Log log;
  log.build(2);
  log.write(log.read() + std::string(4096, '\0'));
  log.build(1);
  CHECK(log.verify().whole());
  CHECK(log.verify().records == 4);
}

TEST_CASE("audit/writer: a damaged or shortened log is not continued") {
  Log log;
  log.build(4);
  const std::vector<std::string> lines = log.lines();
  SUBCASE("an edited line") {
    std::vector<std::string> edited = lines;
    edited[1][edited[1].find("sender1")] = 'S';
    log.write_lines(edited);
    CHECK(log.open() == nullptr);
    CHECK(log.last_error.code == ErrorCode::BadChecksum);
  }
  SUBCASE("records cut off at the end") {
    log.write_lines({lines[0], lines[1]});
    CHECK(log.open() == nullptr);
    CHECK(log.last_error.code == ErrorCode::Truncated);
  }
}

TEST_CASE("audit/writer: two writers of one folder cannot be") {
  Log log;
  const auto first = log.open();
  REQUIRE(first);
  CHECK(log.open() == nullptr);
  CHECK(log.last_error.code == ErrorCode::Forbidden);
}

TEST_CASE("audit/writer: records of many threads stand in one chain and share their flushes") {
  Log log;
  auto writer = log.open();
  REQUIRE(writer);
  std::atomic<int> durable{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        writer->append(Record{"u", "local", "test", std::to_string(i), true, "", {}}, [&](Result<std::uint64_t> seq) {
          if (seq) ++durable;
        });
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  REQUIRE(writer->append_and_wait(Record{}));
  CHECK(durable == 800);
  CHECK(writer->last_seq() == 801);
  writer.reset();
  CHECK(log.verify().whole());
  CHECK(log.verify().records == 801);
}

TEST_CASE("audit/verifier: each kind of tampering is named") {
  Log log;
  log.build(6);
  std::vector<std::string> lines = log.lines();
  REQUIRE(log.verify().whole());
  const std::string old_head = "6:" + log.verify().last_hash;
  SUBCASE("an edited byte") {
    lines[2][lines[2].find("192.0.2.1")] = '9';
    log.write_lines(lines);
    CHECK(log.has(Damage::Edited));
    CHECK(log.verify().problems.size() == 1);
    CHECK(log.verify().problems[0].line == 3);
  }
  SUBCASE("an edited line with a hash of its own") {
    Record forged{"forged", "192.0.2.1", "mail.relay", "x", true, "", {}};
    std::string hash;
    lines[2] = encode(forged, 3, kNoon, decode(lines[1].substr(0, lines[1].size() - 1))->hash, hash);
    log.write_lines(lines);
    CHECK(log.has(Damage::Relinked));
  }
  SUBCASE("a removed line") {
    lines.erase(lines.begin() + 3);
    log.write_lines(lines);
    CHECK(log.has(Damage::Gap));
  }
  SUBCASE("two lines in another order") {
    std::swap(lines[2], lines[3]);
    log.write_lines(lines);
    CHECK(log.has(Damage::Reordered));
  }
  SUBCASE("a line twice") {
    lines.insert(lines.begin() + 2, lines[2]);
    log.write_lines(lines);
    CHECK(log.has(Damage::Reordered));
  }
  SUBCASE("lines cut off at the end") {
    lines.resize(4);
    log.write_lines(lines);
    CHECK(log.has(Damage::Truncated));
  }
  SUBCASE("lines cut off at the end and the head removed: the head that was noted down tells") {
    lines.resize(4);
    log.write_lines(lines);
    fs::remove(log.folder() + "/head");
    CHECK(log.verify().whole());
    CHECK_FALSE(log.verify(old_head).whole());
  }
  SUBCASE("a line that is no record") {
    lines[1] = "{\"a\":1}\n";
    log.write_lines(lines);
    CHECK(log.has(Damage::Malformed));
  }
}

TEST_CASE("audit/verifier: a missing file between two others is a gap") {
  Log log;
  log.rotate_bytes = 600;
  log.build(6);
  REQUIRE(log.names().size() >= 3);
  fs::remove(log.path(1));
  CHECK(log.has(Damage::Gap));
}

TEST_CASE("audit/search: finds by sender, recipient, date, message id, file name and receipt") {
  Log log;
  log.build(12);
  struct Case {
    Query query;
    std::uint64_t matches;
  };
  const auto query = [](std::string Query::*field, std::string value) {
    Query q;
    q.*field = std::move(value);
    return q;
  };
  Query both = query(&Query::sender, "sender7@");
  both.recipient = "a8@";
  Query limited;
  limited.limit = 3;
  const std::vector<Case> cases = {
      {query(&Query::sender, "SENDER7@"), 1},
      {query(&Query::recipient, "all@city"), 12},
      {query(&Query::recipient, "a11@"), 1},
      {query(&Query::date, "2026-11-22"), 12},
      {query(&Query::date, "2026-11-23"), 0},
      {query(&Query::message_id, "<m3@example.jp>"), 1},
      {query(&Query::file_name, "見積書4.xlsx"), 1},
      {query(&Query::receipt, "20261122-100009"), 1},
      {query(&Query::action, "mail."), 12},
      {query(&Query::action, "drop."), 0},
      {both, 0},
      {limited, 3},
  };
  for (const Case& c : cases) {
    std::uint64_t seen = 0;
    const Result<std::uint64_t> count = search(log.folder(), c.query, [&](std::string_view) { ++seen; });
    REQUIRE(count);
    CHECK(*count == c.matches);
    CHECK(seen == c.matches);
  }
}

}  // namespace
}  // namespace mugai::audit
