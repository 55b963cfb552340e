// The deterministic writer: fixed bytes, agreement with the reader, reuse of the compressor.
#include "lib/formats/zip/writer.h"

#include <doctest/doctest.h>

#include <string>

#include "lib/formats/zip/reader.h"
#include "lib/stream/digest.h"
#include "tests/support/local_context.h"

namespace mugai {
namespace {

using policy::Compression;

Buffer write_archive(Compression compression, std::size_t chunk) {
  MemorySink out;
  zip::Writer writer(out, compression);
  REQUIRE(writer.add("dir/", {}).has_value());
  REQUIRE(writer.begin("dir/日本語.txt").has_value());
  const std::string text(100000, 'x');
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    REQUIRE(writer.data().write(std::string_view(text).substr(at, chunk)).has_value());
  }
  REQUIRE(writer.end().has_value());
  REQUIRE(writer.add("stored.bin", as_bytes("abc"), true).has_value());
  REQUIRE(writer.add("empty", {}).has_value());
  REQUIRE(writer.finish().has_value());
  return out.take();
}

TEST_CASE("zip/writer: what it writes is read back without a finding") {
  for (const Compression compression : {Compression::Fast, Compression::Small}) {
    const Buffer bytes = write_archive(compression, 1000);
    MemorySource source{Bytes(bytes)};
    testing::LocalContext ctx;
    auto reader = zip::Reader::open(source, zip::Mode::Archive, ctx);
    REQUIRE(reader.has_value());
    const auto& entries = reader->entries();
    REQUIRE(entries.size() == 4);
    CHECK(entries[0].directory);
    CHECK(entries[0].method == zip::kStored);
    CHECK(!entries[0].utf8_flag);
    CHECK(entries[1].raw_name == "dir/日本語.txt");
    CHECK(entries[1].utf8_flag);
    CHECK(entries[1].method == zip::kDeflated);
    CHECK(entries[1].packed < 2000);
    CHECK(entries[2].method == zip::kStored);
    CHECK(as_text(reader->read(entries[2], 10, ctx.budget()).value()) == "abc");
    CHECK(reader->read(entries[1], 1 << 20, ctx.budget()).value().size() == 100000);
    CHECK(reader->read(entries[3], 1, ctx.budget()).value().empty());
    CHECK(ctx.findings().empty());
  }
}

TEST_CASE("zip/writer: the bytes do not depend on how the content was cut") {
  for (const Compression compression : {Compression::Fast, Compression::Small}) {
    const std::string expected = sha256_hex(Bytes(write_archive(compression, 1 << 20)));
    for (const std::size_t chunk : {1UL, 77UL, 65536UL})
      CHECK(sha256_hex(Bytes(write_archive(compression, chunk))) == expected);
  }
}

TEST_CASE("zip/writer: an empty archive is an end record alone, and headers hold no time") {
  MemorySink out;
  zip::Writer empty(out, Compression::Fast);
  REQUIRE(empty.finish().has_value());
  CHECK(out.text() == std::string_view("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22));
  MemorySink one;
  zip::Writer writer(one, Compression::Fast);
  REQUIRE(writer.add("a", as_bytes("b"), true).has_value());
  REQUIRE(writer.finish().has_value());
  CHECK(one.text().substr(0, 32) ==
        std::string_view("PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0\xF9\xEF\xBE\x71\x01\0\0\0\x01\0\0\0\x01\0\0\0"
                         "ab",
                         32));
  CHECK(one.text().substr(32, 4) == "PK\x01\x02");
}

TEST_CASE("zip/writer: more members than 16 bits can count are written with zip64 and read back") {
  MemorySink out;
  zip::Writer writer(out, Compression::Fast);
  constexpr int kMembers = 66000;
  for (int i = 0; i < kMembers; ++i)
    REQUIRE(writer.add("f" + std::to_string(i), {}, true).has_value());
  REQUIRE(writer.finish().has_value());
  policy::Policy policy;
  policy.limits.members = 100000;
  testing::LocalContext ctx({}, policy);
  MemorySource source{Bytes(out.buffer())};
  auto reader = zip::Reader::open(source, zip::Mode::Archive, ctx);
  REQUIRE(reader.has_value());
  CHECK(reader->entries().size() == kMembers);
  CHECK(ctx.findings().empty());
}

TEST_CASE("zip/writer: a name over 65,535 bytes is refused") {
  MemorySink out;
  zip::Writer writer(out, Compression::Fast);
  CHECK(!writer.begin(std::string(65536, 'n')).has_value());
}

}  // namespace
}  // namespace mugai
