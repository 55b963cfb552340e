#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "daemon/mugaid/drop/claim.h"
#include "daemon/mugaid/flow/deliveries.h"
#include "daemon/mugaid/flow/files.h"
#include "daemon/mugaid/flow/receipts.h"
#include "daemon/mugaid/flow/spool.h"

namespace mugai {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t kNoon = 1'795'317'120'000;  // 2026-11-22T12:12:00+09:00
constexpr std::int64_t kDay = 86'400'000;

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "mugai-unit-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return path + "/" + name; }
  std::string path;
};

void put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}
std::string get(const std::string& path) {
  return flow::read_file(path, 1 << 20).value();
}

TEST_CASE("flow/receipts: numbers are unique across crashes, days and clocks that go back") {
  const Folder folder;
  std::int64_t now = kNoon;
  std::set<std::string> seen;
  for (int start = 0; start < 5; ++start) {
    Result<flow::Receipts> receipts = flow::Receipts::open(folder / "receipt", [&] { return now; });
    REQUIRE(receipts);
    for (int i = 0; i < 50; ++i) {
      const Result<std::string> receipt = receipts->next();
      REQUIRE(receipt);
      CHECK(seen.insert(*receipt).second);
      CHECK(receipt->size() == 15);
    }
    now += start == 2 ? kDay : start == 3 ? -kDay : 0;
  }
  CHECK(*seen.begin() == "20261122-000001");
  CHECK(seen.contains("20261123-000001"));
  put(folder / "receipt", "garbage");
  CHECK_FALSE(flow::Receipts::open(folder / "receipt", [] { return kNoon; }).has_value());
}

TEST_CASE("flow/receipts: dates of mail are in Japan's zone") {
  CHECK(flow::mail_date(kNoon) == "Sun, 22 Nov 2026 12:12:00 +0900");
  CHECK(flow::mail_date(0) == "Thu, 01 Jan 1970 09:00:00 +0900");
}

TEST_CASE(
    "flow/deliveries: taken and unacknowledged is known, also after a restart; acknowledged, forgotten and old is "
    "not") {
  const Folder folder;
  using Known = flow::Deliveries::Known;
  const auto key = [](const char* sender) { return flow::delivery_key(sender, {"b", "a"}, "digest"); };
  {
    Result<flow::Deliveries> d = flow::Deliveries::open(folder / "deliveries", 3600, kNoon);
    REQUIRE(d);
    for (const char* sender : {"taken", "acknowledged", "forgotten", "old"})
      CHECK(d->begin(key(sender), kNoon).known == Known::New);
    CHECK(d->begin(key("taken"), kNoon).known == Known::InProgress);
    REQUIRE(d->taken(key("old"), "r0", kNoon - 4'000'000));
    REQUIRE(d->taken(key("taken"), "r1", kNoon));
    REQUIRE(d->taken(key("acknowledged"), "r2", kNoon));
    d->acknowledged(key("acknowledged"));
    d->forget(key("forgotten"));
    CHECK(d->begin(key("taken"), kNoon).known == Known::Taken);
    CHECK(d->begin(key("taken"), kNoon).receipt == "r1");
  }
  {
    std::ofstream torn(folder / "deliveries", std::ios::app);
    torn << "T 0123";
  }
  Result<flow::Deliveries> d = flow::Deliveries::open(folder / "deliveries", 3600, kNoon + 1000);
  REQUIRE(d);
  CHECK(d->size() == 1);
  CHECK(d->begin(key("taken"), kNoon + 1000).receipt == "r1");
  CHECK(d->begin(key("acknowledged"), kNoon + 1000).known == Known::New);
  CHECK(d->begin(key("old"), kNoon + 1000).known == Known::New);
  CHECK(d->begin(key("taken"), kNoon + 3'700'000).known == Known::New);
}

TEST_CASE("flow/deliveries: the key depends on sender, recipients and content, not on the recipients' order") {
  const std::string base = flow::delivery_key("s", {"a", "b"}, "d");
  CHECK(base == flow::delivery_key("s", {"b", "a"}, "d"));
  CHECK(base != flow::delivery_key("s", {"ab"}, "d"));
  CHECK(base != flow::delivery_key("s", {"a", "b", "b"}, "d"));
  CHECK(base != flow::delivery_key("sa", {"b"}, "d"));
  CHECK(base != flow::delivery_key("s", {"a", "b"}, "e"));
}

TEST_CASE("flow/spool: small in memory, large in a file, over the limit refused") {
  const Folder folder;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, flow::Spool::kMemoryBytes, flow::Spool::kMemoryBytes + 1}) {
    flow::Spool spool(folder.path, 1 << 20);
    const std::string text(size, 'x');
    REQUIRE(spool.append(text.substr(0, size / 2)));
    REQUIRE(spool.append(text.substr(size / 2)));
    const Result<UniqueFd> fd = spool.finish();
    REQUIRE(fd);
    struct stat info {};
    REQUIRE(::fstat(fd->get(), &info) == 0);
    CHECK(static_cast<std::size_t>(info.st_size) == size);
    CHECK(fs::is_empty(folder.path));
  }
  flow::Spool spool(folder.path, 10);
  REQUIRE(spool.append("0123456789"));
  CHECK(spool.append("x").error().code == ErrorCode::TooLarge);
}

struct Drop : Folder {
  Drop() { REQUIRE(drop::prepare(folders)); }
  drop::Folders folders{path + "/in", path + "/out", path + "/quarantine", path + "/work"};
};

TEST_CASE("drop/claim: a crash after any step leaves the file in one place, and the next start ends the work") {
  // Each step is what a process did before it died.
  for (int step = 0; step < 6; ++step) {
    for (const bool blocked : {false, true}) {
      CAPTURE(step);
      CAPTURE(blocked);
      Drop d;
      fs::create_directory(d.folders.in + "/sub");
      put(d.folders.in + "/sub/a.docm", "original");
      Result<drop::Claim> claim = drop::Claim::take(d.folders, "20261122-000001", "sub/a.docm");
      REQUIRE(claim);
      CHECK_FALSE(fs::exists(d.folders.in + "/sub/a.docm"));
      const drop::Decision decision{blocked,
                                    drop::free_name(d.folders, "sub/a.docm", blocked ? "" : "docx", "20261122-000001")};
      if (step > 0) put(claim->path("result"), "clean");
      if (step > 1) put(claim->path("report.json"), "{}");
      if (step > 1) put(claim->path("report.txt"), "text");
      if (step > 2) REQUIRE(claim->decide(decision));
      if (step > 3 && !blocked) {
        fs::create_directory(d.folders.out + "/sub");
        fs::rename(claim->path("result"), d.folders.out + "/" + decision.name);
      }
      if (step > 4) REQUIRE(claim->publish(d.folders, decision));
      // The next start.
      Result<std::vector<drop::Claim>> left = drop::Claim::left_over(d.folders);
      REQUIRE(left);
      CHECK(left->size() == (step > 4 ? 0 : 1));
      for (drop::Claim& again : *left) {
        CHECK(again.relative() == "sub/a.docm");
        const Result<std::optional<drop::Decision>> decided = again.decision();
        REQUIRE(decided);
        CHECK(decided->has_value() == (step > 2));
        if (!decided->has_value()) {
          CHECK(get(again.path("original")) == "original");
          put(again.path("result"), "clean");
          put(again.path("report.json"), "{}");
          put(again.path("report.txt"), "text");
          REQUIRE(again.decide(decision));
        }
        REQUIRE(again.publish(d.folders, decision));
      }
      CHECK(fs::is_empty(d.folders.work));
      CHECK(get(d.folders.out + "/" + decision.name + ".report.txt") == "text");
      CHECK(fs::exists(d.folders.out + "/sub/a.docx") == !blocked);
      CHECK(fs::exists(d.folders.quarantine + "/20261122-000001__a.docm") == blocked);
    }
  }
}

TEST_CASE("drop/claim: a claim that was begun and holds no file is removed; the file stays in `in`") {
  Drop d;
  put(d.folders.in + "/a", "x");
  fs::create_directory(d.folders.work + "/20261122-000001");
  put(d.folders.work + "/20261122-000001/name", "a");
  CHECK(drop::Claim::left_over(d.folders)->empty());
  CHECK(fs::is_empty(d.folders.work));
  CHECK(get(d.folders.in + "/a") == "x");
}

TEST_CASE("drop/claim: names in `out` are safe, and a taken one gets the receipt") {
  Drop d;
  const auto name = [&](const std::string& relative, const char* extension = "") {
    return drop::free_name(d.folders, relative, extension, "R");
  };
  CHECK(name("a.docm", "docx") == "a.docx");
  CHECK(name("a", "txt") == "a.txt");
  CHECK(name("x/y.z/a.b", "c") == "x/y.z/a.c");
  CHECK(name("x/\xE2\x80\xAE"
             "fdp.exe")
            .find("\xE2\x80\xAE") == std::string::npos);
  CHECK(name("x/..\n/a").find('\n') == std::string::npos);
  CHECK(name(".a") == "_.a");
  CHECK(name(std::string(250, 'x') + ".docx").size() <= 180);
  CHECK(name(std::string(250, 'x') + ".docx").ends_with(".docx"));
  put(d.folders.out + "/a.docx", "");
  CHECK(name("a.docm", "docx") == "a.R.docx");
  put(d.folders.out + "/b.docx.report.txt", "");
  CHECK(name("b.docx") == "b.R.docx");
}

TEST_CASE("drop/claim: folders within each other are refused") {
  const Folder folder;
  CHECK_FALSE(drop::prepare({folder / "in", folder / "in/out", folder / "q", folder / "w"}).has_value());
}

}  // namespace
}  // namespace mugai
