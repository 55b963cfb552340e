// The strict reader: what it accepts, and which finding refuses each kind of lie.
#include "lib/formats/zip/reader.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

#include "tests/support/local_context.h"
#include "tests/support/zip_builder.h"

namespace mugai {
namespace {

using testing::build_zip;
using testing::LocalContext;
using testing::ZipFile;
using testing::ZipMember;
using zip::Mode;

ZipMember member(std::string name, std::string data, std::uint16_t method = 0) {
  ZipMember m;
  m.name = std::move(name);
  m.data = std::move(data);
  m.method = method;
  return m;
}

ZipFile two_members() {
  ZipFile file;
  file.members = {member("a.txt", "hello"), member("dir/b.txt", std::string(2000, 'b'), 8)};
  return file;
}

// Opens and reads everything.
Result<std::string> read_all(const std::string& bytes, Mode mode, LocalContext& ctx) {
  MemorySource source(bytes);
  TRY_ASSIGN(zip::Reader reader, zip::Reader::open(source, mode, ctx));
  std::string all;
  for (const zip::Entry& entry : reader.entries()) {
    TRY_ASSIGN(const Buffer data, reader.read(entry, 1 << 20, ctx.budget()));
    all += entry.raw_name + "=" + std::string(as_text(data)) + ";";
  }
  return all;
}

TEST_CASE("zip/reader: an honest archive is read in the order of its directory, without a finding") {
  for (const Mode mode : {Mode::Opc, Mode::Archive}) {
    LocalContext ctx;
    const auto all = read_all(build_zip(two_members()), mode, ctx);
    REQUIRE(all.has_value());
    CHECK(*all == "a.txt=hello;dir/b.txt=" + std::string(2000, 'b') + ";");
    CHECK(ctx.findings().empty());
  }
}

TEST_CASE("zip/reader: find ignores ASCII case in a package alone") {
  const std::string bytes = build_zip(two_members());
  MemorySource source(bytes);
  LocalContext ctx;
  auto package = zip::Reader::open(source, Mode::Opc, ctx);
  REQUIRE(package.has_value());
  CHECK(package->find("DIR/B.TXT") == &package->entries()[1]);
  CHECK(package->find("b.txt") == nullptr);
  auto archive = zip::Reader::open(source, Mode::Archive, ctx);
  REQUIRE(archive.has_value());
  CHECK(archive->find("DIR/B.TXT") == nullptr);
  CHECK(archive->find("dir/b.txt") == &archive->entries()[1]);
}

struct Row {
  const char* name;
  std::function<void(ZipFile&)> change;
  const char* opc;      // catalogue ID in a package
  const char* archive;  // catalogue ID in an archive
};

TEST_CASE("zip/reader: what a rebuild leaves behind is reported and does not refuse the file") {
  const Row rows[] = {
      {"prefix counted", [](ZipFile& f) { f.prefix = "some bytes in front"; }, "OOXML-025", "ARC-001"},
      {"prefix not counted",
       [](ZipFile& f) {
         f.prefix = "some bytes in front";
         f.prefix_counted = false;
       },
       "OOXML-025", "ARC-001"},
      {"trailing bytes", [](ZipFile& f) { f.trailing = "appended"; }, "OOXML-025", "ARC-001"},
      {"archive comment", [](ZipFile& f) { f.comment = "made by"; }, "OOXML-026", "ARC-001"},
      {"member comment", [](ZipFile& f) { f.members[0].comment = "hidden"; }, "OOXML-026", "ARC-001"},
      {"unknown extra field", [](ZipFile& f) { f.members[0].extra = testing::extra_field(0x4141, "hidden"); },
       "OOXML-026", "ARC-001"},
      {"bytes before the directory", [](ZipFile& f) { f.before_directory = "gap"; }, "OOXML-026", "ARC-001"},
  };
  for (const Row& row : rows) {
    for (const Mode mode : {Mode::Opc, Mode::Archive}) {
      CAPTURE(std::string(row.name));
      ZipFile file = two_members();
      row.change(file);
      LocalContext ctx;
      CHECK(read_all(build_zip(file), mode, ctx).has_value());
      CHECK(ctx.count(mode == Mode::Opc ? row.opc : row.archive) >= 1);
    }
  }
}

TEST_CASE("zip/reader: times, owners and padding are no news") {
  ZipFile file = two_members();
  file.members[0].extra = testing::extra_field(0x5455, std::string("\x01\x00\x00\x00\x00", 5));
  file.members[1].local_extra =
      testing::extra_field(0xA220, std::string("\x28\xA0\x02\x00", 4) + std::string(300, '\0'));
  LocalContext ctx;
  CHECK(read_all(build_zip(file), Mode::Opc, ctx).has_value());
  CHECK(ctx.findings().empty());
  file.members[1].local_extra = testing::extra_field(0xA220, std::string("\x28\xA0\x02\x00", 4) + "payload");
  CHECK(read_all(build_zip(file), Mode::Opc, ctx).has_value());
  CHECK(ctx.count("OOXML-026") == 1);
}

TEST_CASE("zip/reader: a data descriptor that agrees is accepted in each of its forms") {
  const std::string data = "hello";
  ZipFile plain;
  plain.members = {member("a", data)};
  const std::string crc = testing::le32(0x3610A686);
  const std::string with_signature = std::string("PK\x07\x08") + crc + testing::le32(5) + testing::le32(5);
  const std::string without = crc + testing::le32(5) + testing::le32(5);
  const std::string wide = std::string("PK\x07\x08") + crc + testing::le64(5) + testing::le64(5);
  for (const std::string& descriptor : {with_signature, without, wide}) {
    ZipFile file = plain;
    file.members[0].flags = 8;
    file.members[0].descriptor = descriptor;
    LocalContext ctx;
    CHECK(read_all(build_zip(file), Mode::Opc, ctx).has_value());
    CHECK(ctx.findings().empty());
  }
}

TEST_CASE("zip/reader: another time, or sizes half filled in beside a descriptor, are accepted as Office writes them") {
  ZipFile file = two_members();
  file.members[0].local_time = 0x12345678;
  file.members[1].flags = 8;
  file.members[1].local_unpacked = 2000;
  LocalContext ctx;
  CHECK(read_all(build_zip(file), Mode::Opc, ctx).has_value());
  CHECK(ctx.findings().empty());
}

TEST_CASE("zip/reader: zip64 records that agree are accepted") {
  ZipFile file = two_members();
  file.zip64 = true;
  LocalContext ctx;
  CHECK(read_all(build_zip(file), Mode::Opc, ctx).has_value());
  CHECK(ctx.findings().empty());
}

std::string end_record(std::size_t comment) {
  return std::string("PK\x05\x06") + std::string(16, '\0') + testing::le16(comment);
}

TEST_CASE("zip/reader: a file that two readers could see differently is refused under its own name") {
  const Row rows[] = {
      {"duplicate name", [](ZipFile& f) { f.members[1].name = "a.txt"; }, "OOXML-001", "ARC-001"},
      {"local name differs", [](ZipFile& f) { f.members[0].local_name = "b.txt"; }, "OOXML-027", "ARC-001"},
      {"local method differs", [](ZipFile& f) { f.members[0].local_method = 8; }, "OOXML-027", "ARC-001"},
      {"local flags differ", [](ZipFile& f) { f.members[0].local_flags = 0x800; }, "OOXML-027", "ARC-001"},
      {"local CRC differs", [](ZipFile& f) { f.members[0].local_crc = 1; }, "OOXML-027", "ARC-001"},
      {"local size differs", [](ZipFile& f) { f.members[0].local_packed = 4; }, "OOXML-027", "ARC-001"},
      {"local unpacked size differs", [](ZipFile& f) { f.members[1].local_unpacked = 5; }, "OOXML-027", "ARC-001"},
      {"no local header", [](ZipFile& f) { f.members[1].offset = 1; }, "OOXML-027", "ARC-001"},
      {"descriptor missing",
       [](ZipFile& f) {
         f.members[0].flags = 8;
         f.members[0].descriptor = "";
       },
       "OOXML-028", "ARC-001"},
      {"descriptor lies",
       [](ZipFile& f) {
         f.members[0].flags = 8;
         f.members[0].descriptor = std::string("PK\x07\x08") + std::string(12, '\1');
       },
       "OOXML-028", "ARC-001"},
      {"two entries over one member",
       [](ZipFile& f) {
         f.members[1] = f.members[0];
         f.members[1].name = "a.txt";
         f.members[1].offset = 0;
         f.members[1].name = "c.txt";
         f.members[1].local_name = "c.txt";
       },
       "OOXML-027", "ARC-001"},
      {"zip64 count lies",
       [](ZipFile& f) {
         f.zip64 = true;
         f.zip64_count_lie = 1;
       },
       "OOXML-032", "ARC-001"},
      {"directory larger than the file", [](ZipFile& f) { f.central_size = 100000; }, "OOXML-032", "ARC-001"},
      {"fewer entries than declared", [](ZipFile& f) { f.count = 3; }, "OOXML-032", "ARC-001"},
      {"more entries than declared", [](ZipFile& f) { f.count = 1; }, "OOXML-032", "ARC-001"},
      {"bytes behind the directory", [](ZipFile& f) { f.after_directory = "xxxx"; }, "OOXML-032", "ARC-002"},
      {"end record in the comment", [](ZipFile& f) { f.comment = end_record(0); }, "OOXML-032", "ARC-002"},
      {"archive in the comment", [](ZipFile& f) { f.comment = build_zip(two_members()); }, "OOXML-032", "ARC-002"},
      {"archive behind the archive", [](ZipFile& f) { f.trailing = build_zip(two_members()); }, "OOXML-032", "ARC-002"},
      {"archive before the archive",
       [](ZipFile& f) {
         f.prefix = build_zip(two_members());
         f.prefix_counted = false;
       },
       "OOXML-032", "ARC-002"},
      {"member that no directory lists", [](ZipFile& f) { f.members[0].listed = false; }, "OOXML-032", "ARC-002"},
      {"another disk", [](ZipFile& f) { f.disk = 1; }, "OOXML-032", "ARC-017"},
      {"stored sizes differ", [](ZipFile& f) { f.members[0].unpacked = 6; }, "OOXML-033", "ARC-001"},
      {"CRC wrong", [](ZipFile& f) { f.members[0].crc = 7; }, "OOXML-033", "ARC-001"},
      {"more data than declared", [](ZipFile& f) { f.members[1].unpacked = 100; }, "OOXML-033", "ARC-001"},
      {"less data than declared", [](ZipFile& f) { f.members[1].unpacked = 5000; }, "OOXML-033", "ARC-001"},
      {"deflate stream is noise", [](ZipFile& f) { f.members[1].packed = std::string(100, '\xFF'); }, "OOXML-033",
       "ARC-001"},
      {"data behind the deflate stream",
       [](ZipFile& f) {
         f.members[1].packed = std::string("\x03\x00", 2) + "hidden";
         f.members[1].unpacked = 0;
         f.members[1].crc = 0;
       },
       "OOXML-033", "ARC-001"},
      {"two zip64 fields",
       [](ZipFile& f) { f.members[0].extra = testing::extra_field(1, "") + testing::extra_field(1, ""); }, "OOXML-032",
       "ARC-001"},
      {"extra field over its end", [](ZipFile& f) { f.members[0].extra = testing::le16(0x4141) + testing::le16(99); },
       "OOXML-032", "ARC-001"},
      {"patched data", [](ZipFile& f) { f.members[0].flags = 0x20; }, "OOXML-030", "ARC-001"},
  };
  for (const Row& row : rows) {
    for (const Mode mode : {Mode::Opc, Mode::Archive}) {
      CAPTURE(std::string(row.name));
      CAPTURE(static_cast<int>(mode));
      ZipFile file = two_members();
      row.change(file);
      LocalContext ctx;
      const auto all = read_all(build_zip(file), mode, ctx);
      CHECK(!all.has_value());
      const char* id = mode == Mode::Opc ? row.opc : row.archive;
      bool blocked = false;
      for (const Finding& f : ctx.findings())
        blocked = blocked || (f.id.text() == id && f.action == Action::Blocked);
      CHECK(blocked);
    }
  }
}

TEST_CASE("zip/reader: members over the same bytes are refused") {
  // A quoted overlap: the first member's stored data holds the second member whole, and both are listed.
  const std::string inner = testing::build_stored_zip({{"in.txt", "inner"}});
  const std::string local = inner.substr(0, 30 + 6 + 5);
  ZipFile file;
  file.members = {member("out.bin", local), member("in.txt", "inner")};
  file.members[1].offset = 30 + 7;
  std::string bytes = build_zip(file);
  // The second local header of its own goes: it is the one inside the first.
  bytes.erase(30 + 7 + local.size(), 30 + 6 + 5);
  const std::size_t end = bytes.rfind("PK\x05\x06");
  bytes.replace(end + 16, 4, testing::le32(30 + 7 + local.size()));
  LocalContext ctx;
  CHECK(!read_all(bytes, Mode::Archive, ctx).has_value());
  CHECK(ctx.count("ARC-001") == 1);
  LocalContext package;
  CHECK(!read_all(bytes, Mode::Opc, package).has_value());
  CHECK(package.count("OOXML-031") == 1);
}

TEST_CASE("zip/reader: a package refuses what an archive may hold") {
  const Row rows[] = {
      {"names that differ in case", [](ZipFile& f) { f.members[1].name = "A.TXT"; }, "OOXML-002", ""},
      {"encrypted", [](ZipFile& f) { f.members[0].flags = 1; }, "OOXML-029", ""},
      {"method bzip2", [](ZipFile& f) { f.members[0].method = 12; }, "OOXML-030", ""},
      {"unicode path differs", [](ZipFile& f) { f.members[0].extra = testing::unicode_path_field("a.txt", "b.txt"); },
       "OOXML-026", ""},
      {"interleaved piece", [](ZipFile& f) { f.members[0].name = "word/x.xml/[0].piece"; }, "OOXML-004", ""},
      {"last piece", [](ZipFile& f) { f.members[0].name = "word/x.xml/[1].last.piece"; }, "OOXML-004", ""},
      {"leading slash", [](ZipFile& f) { f.members[0].name = "/word/x.xml"; }, "OOXML-003", ""},
      {"double slash", [](ZipFile& f) { f.members[0].name = "word//x.xml"; }, "OOXML-003", ""},
      {"dot segment", [](ZipFile& f) { f.members[0].name = "word/./x.xml"; }, "OOXML-003", ""},
      {"parent segment", [](ZipFile& f) { f.members[0].name = "../x.xml"; }, "OOXML-003", ""},
      {"segment ends in a dot", [](ZipFile& f) { f.members[0].name = "word./x.xml"; }, "OOXML-003", ""},
      {"backslash", [](ZipFile& f) { f.members[0].name = "word\\x.xml"; }, "OOXML-003", ""},
      {"encoded slash", [](ZipFile& f) { f.members[0].name = "word%2Fx.xml"; }, "OOXML-003", ""},
      {"encoded backslash", [](ZipFile& f) { f.members[0].name = "word%5cx.xml"; }, "OOXML-003", ""},
      {"encoded letter", [](ZipFile& f) { f.members[0].name = "%77ord/x.xml"; }, "OOXML-003", ""},
      {"broken encoding", [](ZipFile& f) { f.members[0].name = "word/x%4"; }, "OOXML-003", ""},
      {"drive", [](ZipFile& f) { f.members[0].name = "c:/x.xml"; }, "OOXML-003", ""},
      {"control character", [](ZipFile& f) { f.members[0].name = "word/x\x01.xml"; }, "OOXML-003", ""},
      {"not UTF-8", [](ZipFile& f) { f.members[0].name = "word/\x95\x5C.xml"; }, "OOXML-003", ""},
      {"too long", [](ZipFile& f) { f.members[0].name = std::string(261, 'x'); }, "OOXML-003", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.name));
    ZipFile file = two_members();
    row.change(file);
    LocalContext ctx;
    CHECK(!read_all(build_zip(file), Mode::Opc, ctx).has_value());
    CHECK(ctx.count(row.opc) == 1);
    LocalContext archive;
    const std::string bytes = build_zip(file);
    MemorySource kept(bytes);
    CHECK(zip::Reader::open(kept, Mode::Archive, archive).has_value());
  }
}

TEST_CASE("zip/reader: encrypted members and links are marked") {
  ZipFile file = two_members();
  file.members[0].flags = 1;
  file.members[1].made_by = 3 << 8 | 20;
  file.members[1].attributes = 0xA1FF0000;
  const std::string bytes = build_zip(file);
  MemorySource source(bytes);
  LocalContext ctx;
  auto reader = zip::Reader::open(source, Mode::Archive, ctx);
  REQUIRE(reader.has_value());
  CHECK(reader->entries()[0].encrypted);
  CHECK(!reader->entries()[0].symlink);
  CHECK(reader->entries()[1].symlink);
  NullSink sink;
  const auto result = reader->extract(reader->entries()[0], sink, ctx.budget());
  REQUIRE(!result.has_value());
  CHECK(result.error().code == ErrorCode::Encrypted);
}

TEST_CASE("zip/reader: a bomb costs no more than its budget") {
  ZipFile file;
  file.members = {member("bomb", std::string(40 << 20, '\0'), 8)};
  const std::string bytes = build_zip(file);
  policy::Policy policy;
  policy.limits.ratio = 100;
  LocalContext ctx({}, policy);
  MemorySource source(bytes);
  auto reader = zip::Reader::open(source, Mode::Archive, ctx);
  REQUIRE(reader.has_value());
  NullSink sink;
  const auto ratio = reader->extract(reader->entries()[0], sink, ctx.budget());
  REQUIRE(!ratio.has_value());
  CHECK(ratio.error().code == ErrorCode::TooLarge);
  CHECK(sink.size() == 0);
  policy.limits.members = 0;
  LocalContext narrow({}, policy);
  const auto refused = zip::Reader::open(source, Mode::Archive, narrow);
  REQUIRE(!refused.has_value());
  CHECK(refused.error().code == ErrorCode::TooMany);
}

TEST_CASE("zip/reader: an error of the caller's sink does not blame the member") {
  const std::string bytes = build_zip(two_members());
  MemorySource source(bytes);
  LocalContext ctx;
  auto reader = zip::Reader::open(source, Mode::Opc, ctx);
  REQUIRE(reader.has_value());
  MemorySink tiny(10);
  CHECK(!reader->extract(reader->entries()[1], tiny, ctx.budget()).has_value());
  CHECK(ctx.findings().empty());
}

TEST_CASE("zip/reader: every truncation is refused") {
  for (const bool zip64 : {false, true}) {
    ZipFile file = two_members();
    file.zip64 = zip64;
    const std::string bytes = build_zip(file);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      CAPTURE(cut);
      LocalContext ctx;
      CHECK(!read_all(bytes.substr(0, cut), Mode::Archive, ctx).has_value());
    }
  }
}

TEST_CASE("zip/reader: a changed byte is refused or read to the same members") {
  ZipFile file = two_members();
  file.members[0].flags = 8;
  const std::string bytes = build_zip(file);
  LocalContext clean;
  const std::string expected = read_all(bytes, Mode::Archive, clean).value();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int flip : {0x01, 0x40, 0xFF}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      LocalContext ctx;
      const auto all = read_all(damaged, Mode::Archive, ctx);
      if (!all) continue;
      CAPTURE(at);
      CHECK(*all == expected);
    }
  }
}

}  // namespace
}  // namespace mugai
