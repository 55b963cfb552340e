// Inflate and deflate stages: round trips, chunking, counting, hostile streams.
#include "lib/stream/deflate.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "lib/stream/crc32.h"
#include "lib/stream/inflate.h"
#include "lib/stream/limit.h"

namespace mugai {
namespace {

// Deterministic bytes: `kind` 0 zeros, 1 text-like, 2 noise.
Buffer sample(std::size_t size, int kind) {
  Buffer bytes(size);
  std::uint32_t state = 12345;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1664525 + 1013904223;
    if (kind == 1) bytes[i] = static_cast<std::uint8_t>("<w:t>the quick 日本語</w:t>"[(i + (state >> 28)) % 28]);
    if (kind == 2) bytes[i] = static_cast<std::uint8_t>(state >> 24);
  }
  return bytes;
}

Buffer deflate(Bytes plain, DeflateLevel level, std::size_t chunk) {
  MemorySink sink;
  DeflateStage stage(sink, level);
  for (std::size_t at = 0; at < plain.size(); at += chunk) {
    REQUIRE(stage.write(plain.subspan(at, std::min(chunk, plain.size() - at))).has_value());
  }
  REQUIRE(stage.finish().has_value());
  return sink.take();
}

Result<void> inflate_into(InflateStage& stage, Bytes packed, std::size_t chunk) {
  for (std::size_t at = 0; at < packed.size(); at += chunk) {
    TRY(stage.write(packed.subspan(at, std::min(chunk, packed.size() - at))));
  }
  return stage.finish();
}

TEST_CASE("stream/deflate: what goes in comes out again, whatever the chunks") {
  for (const auto level : {DeflateLevel::Fast, DeflateLevel::Small}) {
    for (const std::size_t size : {0UL, 1UL, 100UL, 65535UL, 65536UL, 65537UL, 300000UL}) {
      for (int kind = 0; kind < 3; ++kind) {
        CAPTURE(size);
        CAPTURE(kind);
        const Buffer plain = sample(size, kind);
        const Buffer packed = deflate(plain, level, 1 << 20);
        for (const std::size_t chunk : {1UL, 7UL, 4096UL, 65536UL, 1UL << 20}) {
          CHECK(deflate(plain, level, chunk) == packed);
          MemorySink out;
          InflateStage stage(out);
          REQUIRE(inflate_into(stage, packed, chunk).has_value());
          CHECK(out.buffer() == plain);
          CHECK(stage.bytes_in() == packed.size());
          CHECK(stage.bytes_out() == plain.size());
          CHECK(stage.trailing_bytes() == 0);
        }
      }
    }
  }
}

TEST_CASE("stream/deflate: a reused stage gives the bytes of a fresh one") {
  for (const auto level : {DeflateLevel::Fast, DeflateLevel::Small}) {
    MemorySink sink;
    DeflateStage stage(sink, level);
    for (const auto& [size, kind] :
         {std::pair{200000UL, 1}, {50000UL, 2}, {10UL, 1}, {0UL, 0}, {200000UL, 1}, {70000UL, 1}}) {
      sink.clear();
      stage.reset(sink);
      const Buffer plain = sample(size, kind);
      REQUIRE(stage.write(Bytes(plain)).has_value());
      REQUIRE(stage.finish().has_value());
      CHECK(sink.buffer() == deflate(plain, level, 1 << 20));
    }
    // Dropped in mid-stream, then used again.
    stage.reset(sink);
    REQUIRE(stage.write(Bytes(sample(100000, 1))).has_value());
    sink.clear();
    stage.reset(sink);
    const Buffer plain = sample(1000, 1);
    REQUIRE(stage.write(Bytes(plain)).has_value());
    REQUIRE(stage.finish().has_value());
    CHECK(sink.buffer() == deflate(plain, level, 1 << 20));
  }
}

TEST_CASE("stream/inflate: bytes behind the stream are counted, whatever the chunks") {
  for (const std::size_t size : {0UL, 3UL, 5000UL, 100000UL}) {
    const Buffer plain = sample(size, 1);
    Buffer packed = deflate(plain, DeflateLevel::Small, 1 << 20);
    const std::size_t stream = packed.size();
    for (const std::size_t extra : {1UL, 2UL, 7UL, 8UL, 9UL, 100UL}) {
      packed.resize(stream);
      packed.resize(stream + extra, 0x55);
      for (const std::size_t chunk : {1UL, 2UL, 3UL, 5UL, 64UL, 1UL << 20}) {
        CAPTURE(size);
        CAPTURE(extra);
        CAPTURE(chunk);
        MemorySink out;
        InflateStage stage(out);
        REQUIRE(inflate_into(stage, packed, chunk).has_value());
        CHECK(out.buffer() == plain);
        CHECK(stage.bytes_in() == stream);
        CHECK(stage.trailing_bytes() == extra);
      }
    }
  }
}

TEST_CASE("stream/inflate: a stream that is cut is truncated at every offset") {
  const Buffer packed = deflate(sample(3000, 1), DeflateLevel::Fast, 1 << 20);
  for (std::size_t cut = 0; cut < packed.size(); ++cut) {
    CAPTURE(cut);
    MemorySink out;
    InflateStage stage(out);
    const auto result = inflate_into(stage, Bytes(packed).first(cut), 1 << 20);
    REQUIRE(!result.has_value());
    CHECK(result.error().code == ErrorCode::Truncated);
    CHECK(!stage.done());
  }
}

TEST_CASE("stream/inflate: any changed byte gives an error or other bytes, never a hang or more than the limit") {
  const Buffer plain = sample(2000, 1);
  const Buffer packed = deflate(plain, DeflateLevel::Small, 1 << 20);
  for (std::size_t at = 0; at < packed.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xFF}) {
      Buffer damaged = packed;
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ flip);
      MemorySink out;
      InflateStage stage(out, 4000);
      (void)inflate_into(stage, damaged, 13);
      CHECK(out.size() <= 4000);
    }
  }
}

TEST_CASE("stream/inflate: a bomb is stopped at the declared size") {
  const Buffer packed = deflate(Buffer(50 << 20), DeflateLevel::Small, 1 << 20);
  NullSink out;
  InflateStage stage(out, 1 << 20);
  const auto result = inflate_into(stage, packed, 1 << 16);
  REQUIRE(!result.has_value());
  CHECK(result.error().code == ErrorCode::TooLarge);
  CHECK(out.size() <= (1 << 20));
}

TEST_CASE("stream/inflate: invalid streams are malformed") {
  struct Row {
    const char* name;
    std::string bytes;
  };
  const Row rows[] = {
      {"reserved block type", "\x07"},
      {"stored length and its complement differ", std::string("\x01\x05\x00\x00\x00hello", 10)},
      {"distance before the start", std::string("\x4b\x04\x12\x00", 4)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    MemorySink out;
    InflateStage stage(out);
    CHECK(!inflate_into(stage, as_bytes(row.bytes), 1 << 20).has_value());
  }
}

TEST_CASE("stream/inflate: a reused stage forgets what went before") {
  MemorySink first;
  InflateStage stage(first);
  REQUIRE(!stage.write(std::string_view("\x07")).has_value());
  const Buffer plain = sample(100000, 1);
  const Buffer packed = deflate(plain, DeflateLevel::Fast, 1 << 20);
  for (int round = 0; round < 3; ++round) {
    MemorySink out;
    stage.reset(out);
    REQUIRE(inflate_into(stage, packed, 1000).has_value());
    CHECK(out.buffer() == plain);
  }
}

TEST_CASE("stream/crc32: the check value of the standard, in one piece and in two") {
  CHECK(crc32(0, as_bytes("123456789")) == 0xCBF43926U);
  CHECK(crc32(crc32(0, as_bytes("1234")), as_bytes("56789")) == 0xCBF43926U);
  CHECK(crc32(0, {}) == 0);
  MemorySink out;
  Crc32Stage stage(out);
  REQUIRE(stage.write("123456789").has_value());
  CHECK(stage.crc() == 0xCBF43926U);
  CHECK(stage.size() == 9);
}

TEST_CASE("stream/limit: the write that goes over passes nothing on") {
  MemorySink out;
  LimitStage stage(out, 5);
  REQUIRE(stage.write("abc").has_value());
  const auto result = stage.write("def");
  REQUIRE(!result.has_value());
  CHECK(result.error().code == ErrorCode::TooLarge);
  CHECK(out.text() == "abc");
  CHECK(stage.write("de").has_value());
}

}  // namespace
}  // namespace mugai
