// The archive handler: names, refused members, notes, encryption, the fixed point.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/formats/zip/note.h"
#include "lib/formats/zip/reader.h"
#include "tests/support/local_context.h"
#include "tests/support/zip_builder.h"

namespace mugai {
namespace {

using namespace std::string_literals;
using testing::build_zip;
using testing::LocalResult;
using testing::run_local;
using testing::ZipFile;
using testing::ZipMember;

ZipMember member(std::string name, std::string data = {}) {
  ZipMember m;
  m.name = std::move(name);
  m.data = std::move(data);
  return m;
}

LocalResult run(const ZipFile& file, const std::string& name = "x.zip") {
  return run_local(as_bytes(build_zip(file)), name);
}

struct Content {
  std::vector<std::string> names;
  std::vector<std::string> data;
};

Content content_of(const LocalResult& result) {
  REQUIRE(result.outcome.has_value());
  MemorySource source{Bytes(result.output)};
  testing::LocalContext ctx;
  auto reader = zip::Reader::open(source, zip::Mode::Archive, ctx);
  REQUIRE(reader.has_value());
  CHECK(ctx.findings().empty());
  Content content;
  for (const zip::Entry& entry : reader->entries()) {
    content.names.push_back(entry.raw_name);
    content.data.emplace_back(as_text(reader->read(entry, 1 << 20, ctx.budget()).value()));
  }
  return content;
}

std::uint64_t count(const LocalResult& result, std::string_view id) {
  std::uint64_t n = 0;
  for (const Finding& finding : result.findings)
    n += finding.id.text() == id ? finding.count : 0;
  return n;
}

void check_fixed_point(const LocalResult& first) {
  REQUIRE(first.outcome.has_value());
  const LocalResult second = run_local(first.output, "x.zip");
  REQUIRE(second.outcome.has_value());
  CHECK(second.output == first.output);
  CHECK(second.findings.empty());
}

// 令和６年度①髙﨑様_表ソ能.txt in CP932 (NEC row 13 and IBM extensions) and the bytes 5C as second bytes.
const std::string kCp932Name =
    "\x97\xDF\x98\x61\x82\x55\x94\x4E\x93\x78\x87\x40\xEE\xE0\xED\x95\x97\x6C_\x95\\\x83\\\x94\\.txt";
const std::string kUtf8Name = "令和６年度①髙﨑様_表ソ能.txt";
const std::string kEucName =
    "\xCE\xE1\xCF\xC2\xA3\xB6\xC7\xAF\xC5\xD9"
    "1\xB9\xE2\xBA\xEA\xCD\xCD_\xC9\xBD\xA5\xBD\xC7\xBD.txt";

TEST_CASE("zip/handler: names of members come out in UTF-8, whatever they came in") {
  struct Row {
    const char* vector;
    std::string raw;
    std::uint16_t flags;
    std::string extra;
    std::string expected;
  };
  const Row rows[] = {
      {"Z01 CP932 without flag", kCp932Name, 0, "", kUtf8Name},
      {"Z02 UTF-8 with flag", "令和６年度①高﨑様_表ソ能.txt", 0x800, "", "令和６年度①高﨑様_表ソ能.txt"},
      {"Z03 UTF-8 without flag, decomposed", "カ\xE3\x82\x99イト\xE3\x82\x99.txt", 0, "", "ガイド.txt"},
      {"Z04 CP932 and a valid Unicode path", kCp932Name, 0, testing::unicode_path_field(kCp932Name, kUtf8Name),
       kUtf8Name},
      {"Z06 Unicode path with a wrong CRC", kCp932Name, 0, testing::unicode_path_field(kCp932Name, "evil.exe", 1),
       kUtf8Name},
      {"Z07 EUC-JP", kEucName, 0, "", "令和６年度1高崎様_表ソ能.txt"},
      {"Z09 flag says UTF-8, bytes are CP932", kCp932Name, 0x800, "", kUtf8Name},
      {"Z10 halfwidth kana that could begin UTF-8", "\xC3\xBD\xC4.txt", 0, "", "ﾃｽﾄ.txt"},
      {"Z08 first member: a backslash splits, 5C in a character does not", "\x83t\x83H\x83\x8B\x83_\\\x95\\.txt", 0, "",
       "フォルダ/表.txt"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.vector));
    ZipFile file;
    file.members = {member(row.raw)};
    file.members[0].flags = row.flags;
    file.members[0].extra = row.extra;
    const LocalResult result = run(file);
    const Content content = content_of(result);
    CHECK(content.names == std::vector<std::string>{row.expected});
    check_fixed_point(result);
  }
}

TEST_CASE("zip/handler: a name that lies or leaves the archive refuses it whole") {
  struct Row {
    const char* what;
    std::vector<std::string> names;
    std::string extra;
    const char* id;
  };
  const Row rows[] = {
      {"Z05 safe.txt with the Unicode path evil.exe",
       {"safe.txt"},
       testing::unicode_path_field("safe.txt", "evil.exe"),
       "ARC-018"},
      {"Z08 parent folder by backslash", {"\x83t\x83H\x83\x8B\x83_\\\x95\\.txt", "..\\..\\evil.txt"}, "", "ARC-006"},
      {"parent folder", {"a/../../b.txt"}, "", "ARC-006"},
      {"absolute", {"/etc/passwd"}, "", "ARC-006"},
      {"drive", {"C:\\x.txt"}, "", "ARC-006"},
      {"alternate data stream", {"a.txt:hidden"}, "", "ARC-006"},
      {"file and folder of one name", {"a.pdf ", "a.pdf /b.cmd"}, "", "ARC-009"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.what));
    ZipFile file;
    for (const std::string& name : row.names)
      file.members.push_back(member(name));
    file.members[0].extra = row.extra;
    const LocalResult result = run(file);
    CHECK(!result.outcome.has_value());
    CHECK(count(result, row.id) == 1);
  }
}

TEST_CASE("zip/handler: encryption refuses the archive, and names are judged all the same (P01, P02)") {
  struct Row {
    std::uint16_t flags, method;
    std::string extra;
  };
  const Row rows[] = {{9, 0, ""},
                      {0x801, 99,
                       testing::extra_field(0x9901,
                                            "\x02\x00"
                                            "AE\x03\x00\x00"s)},
                      {0x41, 8, ""}};
  for (const Row& row : rows) {
    ZipFile file;
    file.members = {member("見積.txt", std::string(40, 'e')), member("run.exe")};
    file.members[0].flags = row.flags;
    file.members[0].method = row.method == 8 ? 0 : row.method;
    file.members[0].unpacked = 28;
    file.members[0].extra = row.extra;
    const LocalResult result = run(file);
    REQUIRE(!result.outcome.has_value());
    CHECK(result.outcome.error().code == ErrorCode::Encrypted);
    CHECK(count(result, "ARC-003") == 1);
    CHECK(count(result, "ARC-004") == 1);
  }
}

TEST_CASE("zip/handler: a refused member becomes a note of its name, and the note survives a second pass") {
  ZipFile file;
  file.members = {member("dir/"), member("dir/setup.exe", "MZ" + std::string(100, '\0')), member("dir/empty.docx"),
                  member("data.7z", "7z\xBC\xAF\x27\x1C" + std::string(50, '\1'))};
  const LocalResult result = run(file);
  const Content content = content_of(result);
  CHECK(content.names == std::vector<std::string>{"dir/", "dir/setup.exe.txt", "dir/empty.docx", "data.7z.txt"});
  CHECK(content.data[1] == zip::note_for(ErrorCode::Forbidden));
  CHECK(content.data[2].empty());
  CHECK(content.data[3] == zip::note_for(ErrorCode::Unsupported));
  CHECK(count(result, "ARC-021") == 2);
  CHECK(count(result, "EXT-001") == 1);
  CHECK(count(result, "ARC-013") == 1);
  check_fixed_point(result);
}

TEST_CASE("zip/handler: what is nearly a note is a text like any other") {
  ZipFile file;
  file.members = {member("a.txt", std::string(zip::note_for(ErrorCode::Forbidden)) + "x")};
  const Content content = content_of(run(file));
  CHECK(content.names == std::vector<std::string>{"a.txt"});
  REQUIRE(content.data.size() == 1);
  CHECK(content.data[0].ends_with('x'));
}

TEST_CASE("zip/handler: links and the litter of systems are dropped, doubles get a number") {
  ZipFile file;
  file.members = {member("link", "../../etc/passwd"),
                  member("__MACOSX/._a.docx", "x"),
                  member(".DS_Store", "x"),
                  member("A.docx"),
                  member("a.docx"),
                  member("b/"),
                  member("B/c.docx")};
  file.members[0].made_by = 3 << 8;
  file.members[0].attributes = 0xA1FF0000;
  const LocalResult result = run(file);
  const Content content = content_of(result);
  CHECK(content.names == std::vector<std::string>{"A.docx", "a (2).docx", "b/", "B/c.docx"});
  CHECK(count(result, "ARC-007") == 1);
  CHECK(count(result, "ARC-018") == 2);
  CHECK(count(result, "NAM-015") == 1);
  check_fixed_point(result);
}

TEST_CASE("zip/handler: archives in archives are rebuilt down to the last level allowed") {
  ZipFile file;
  file.members = {member("empty.docx")};
  for (int level = 0; level < 3; ++level) {
    ZipFile outer;
    outer.members = {member("inner.zip", build_zip(file))};
    outer.comment = "dropped";
    file = outer;
  }
  const LocalResult result = run(file);
  CHECK(content_of(result).names == std::vector<std::string>{"inner.zip"});
  CHECK(count(result, "ARC-001") == 3);
  check_fixed_point(result);
  for (int level = 0; level < 10; ++level) {
    ZipFile outer;
    outer.members = {member("inner.zip", build_zip(file))};
    file = outer;
  }
  // Too deep: whoever holds the one level too many says so, and nothing deeper comes out.
  const LocalResult deep = run(file);
  CHECK(count(deep, "GEN-004") == 1);
}

TEST_CASE("zip/handler: an empty archive stays empty") {
  const LocalResult result = run(ZipFile{});
  CHECK(content_of(result).names.empty());
  CHECK(result.findings.empty());
  check_fixed_point(result);
}

TEST_CASE("zip/handler: methods that nobody inspects become notes") {
  ZipFile file;
  file.members = {member("a.docx", "some bytes")};
  file.members[0].method = 12;
  const LocalResult result = run(file);
  const Content content = content_of(result);
  CHECK(content.names == std::vector<std::string>{"a.docx.txt"});
  CHECK(content.data[0] == zip::note_for(ErrorCode::Unsupported));
}

TEST_CASE("zip/handler: a damaged member refuses the archive") {
  ZipFile file;
  file.members = {member("a.docx", "some bytes")};
  file.members[0].crc = 1;
  CHECK(!run(file).outcome.has_value());
}

}  // namespace
}  // namespace mugai
