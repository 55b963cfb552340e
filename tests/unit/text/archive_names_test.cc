#include "lib/text/archive_names.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "lib/base/utf8.h"

using namespace mugai;
using text::RawName;

namespace {

text::ArchiveName one(std::string raw, bool flag = false, std::string unicode_path = {}) {
  const std::array names = {RawName{std::move(raw), flag, std::move(unicode_path)}};
  return text::decode_archive_names(names).at(0);
}

const std::string kSjis =
    "\x97\xDF\x98\x61\x82\x55\x94\x4E\x93\x78\x87\x40\xEE\xE0\xED\x95\x97\x6C_\x95\x5C\x83\x5C\x94\x5C.txt";
constexpr std::string_view kName = "令和６年度①髙﨑様_表ソ能.txt";

}  // namespace

TEST_CASE("text/archive_names: names as archivers write them") {
  CHECK(one(kSjis).path == kName);                                                                      // Z01
  CHECK(one(std::string(kName), true).path == kName);                                                   // Z02
  CHECK(one("\xE3\x82\xAB\xE3\x82\x99\xE3\x82\xA4\xE3\x83\x88\xE3\x82\x99.txt").path == "ガイド.txt");  // Z03
  CHECK(one(kSjis, false, std::string(kName)).path == kName);                                           // Z04
  CHECK(one("\xCE\xE1\xCF\xC2\xA3\xB6\xC7\xAF\xC5\xD9"
            "1\xB9\xE2\xBA\xEA\xCD\xCD_\xC9\xBD\xA5\xBD\xC7\xBD.txt")
            .path == "令和６年度1高崎様_表ソ能.txt");  // Z07
  CHECK(one(kSjis, true).path == kName);               // Z09
  CHECK(one("\xC3\xBD\xC4.txt").path == "ﾃｽﾄ.txt");    // Z10
  CHECK(one("men\x81.txt").path == "menü.txt");        // code page 437
}

TEST_CASE("text/archive_names: the charset is decided for the archive, and before the path is split") {
  const std::array names = {RawName{"\x83\x74\x83\x48\x83\x8B\x83_\\\x95\x5C.txt", false, {}},
                            RawName{"\xC3\xBD", false, {}}};
  const auto decoded = text::decode_archive_names(names);
  CHECK(decoded.at(0).path == "フォルダ/表.txt");
  CHECK(decoded.at(1).path == "ﾃｽ");
  const std::array mixed = {RawName{"日本.txt", true, {}}, RawName{"\x93\xFA\x96\x7B.txt", false, {}}};
  CHECK(text::decode_archive_names(mixed).at(0).path == "日本.txt");
  CHECK(text::decode_archive_names(mixed).at(1).path == "日本.txt");
}

TEST_CASE("text/archive_names: paths that leave the archive or fool a file system are rejected") {
  for (const char* raw : {"..\\..\\evil.txt",
                          "../x",
                          "a/../../x",
                          "/etc/passwd",
                          "\\x",
                          "\\\\server\\x",
                          "C:\\x",
                          "C:x",
                          "a.txt:s",
                          "con",
                          "a/NUL.txt",
                          "lpt1",
                          "aux .txt",
                          "x/...",
                          "x/.. /y",
                          "a\x01"
                          "b",
                          "a\nb",
                          "",
                          "/",
                          "\x1B$B",
                          "./",
                          "."}) {
    CAPTURE(raw);
    const auto name = one(raw);
    CHECK(name.rejected);
    CHECK(name.path.empty());
    CHECK_FALSE(name.why.empty());
  }
  CHECK(one(std::string("a\0.txt", 6)).rejected);
  CHECK(one(std::string(2000, 'a')).rejected);
  std::string deep;
  for (int i = 0; i < 100; ++i)
    deep += "a/";
  CHECK(one(deep + "x").rejected);
}

TEST_CASE("text/archive_names: a Unicode path that names another type is rejected") {
  CHECK(one("safe.txt", false, "evil.exe").rejected);  // Z05
  CHECK(one("safe.txt", false, "../safe.txt").rejected);
  CHECK(one("safe.txt", false, "safe.txt/").rejected);
  CHECK(one("safe.txt", false, "\xFF.txt").rejected);
  CHECK(one("a?.txt", false, "日.txt").path == "日.txt");
}

TEST_CASE("text/archive_names: parts are cleaned and told so") {
  CHECK(one("a/./b//c.txt").path == "a/b/c.txt");
  CHECK_FALSE(one("a/b.txt").cleaned);
  CHECK(one("a/b.txt. ").path == "a/b.txt");
  CHECK(one("a/b.txt. ").cleaned);
  CHECK(one("請\xE2\x80\xAE"
            "fdp.exe")
            .path == "請fdp.exe");
  CHECK(one("請\xE2\x80\xAE"
            "fdp.exe")
            .cleaned);
  CHECK(one("a?b.txt").path == "a_b.txt");
  const auto folder = one("dir/sub/");
  CHECK(folder.directory);
  CHECK(folder.path == "dir/sub");
}

TEST_CASE("text/archive_names: whatever is accepted is a safe path that stays as it is") {
  const std::string_view alphabet = "a.\\/ :\x81\x5C\xE3\x82\xAB\x99~con\xFF";
  std::uint32_t state = 1;
  for (int round = 0; round < 20000; ++round) {
    std::string raw;
    for (std::uint32_t i = (state >> 16) % 12; i > 0; --i) {
      state = state * 1664525 + 1013904223;
      raw.push_back(alphabet[(state >> 16) % alphabet.size()]);
    }
    state = state * 1664525 + 1013904223;
    CAPTURE(raw);
    const auto name = one(raw);
    if (name.rejected) continue;
    REQUIRE(utf8::is_valid(name.path));
    REQUIRE(("/" + name.path + "/").find("/../") == std::string::npos);
    REQUIRE(name.path.find_first_of("\\:*?\"<>|") == std::string::npos);
    const auto again = one(name.path, true);
    REQUIRE_FALSE(again.rejected);
    REQUIRE(again.path == name.path);
    REQUIRE_FALSE(again.cleaned);
  }
}
