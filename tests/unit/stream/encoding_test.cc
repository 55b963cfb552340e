// Base64, quoted-printable and digests.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/stream/base64.h"
#include "lib/stream/digest.h"
#include "lib/stream/quoted_printable.h"

namespace mugai {
namespace {

using namespace std::string_literals;

template <class Stage>
std::string through(Stage& stage, MemorySink& sink, std::string_view text, std::size_t chunk) {
  for (std::size_t at = 0; at < text.size(); at += chunk)
    REQUIRE(stage.write(text.substr(at, chunk)).has_value());
  REQUIRE(stage.finish().has_value());
  return std::string(sink.text());
}

TEST_CASE("stream/base64: the vectors of RFC 4648 both ways") {
  const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                      {"f", "Zg=="},
                                                      {"fo", "Zm8="},
                                                      {"foo", "Zm9v"},
                                                      {"foob", "Zm9vYg=="},
                                                      {"fooba", "Zm9vYmE="},
                                                      {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : rows) {
    CHECK(base64::encode(as_bytes(plain)) == coded);
    const auto decoded = base64::decode(coded);
    CHECK(decoded.bytes == plain);
    CHECK(!decoded.defects.any());
  }
}

TEST_CASE("stream/base64: defects are noted, and only those that split decoders make the result ambiguous") {
  struct Row {
    std::string coded, plain;
    bool any, differ;
  };
  const Row rows[] = {
      {"Zm9v\r\nYmFy\r\n", "foobar", false, false},
      {"Zm8", "fo", true, false},  // missing padding
      {"Zg=", "f", true, false},   // one '=' of two
      {"Zg== \r\n", "f", false, false},
      {"Zg==Zg==", "f", true, true},        // data after the padding
      {"Zm9v!YmFy", "foobar", true, true},  // junk
      {"Zm9v-_", "foo", true, true},        // another alphabet is not decoded
      {"Zm9vY", "foo", true, false},        // a lone character
      {"Zh==", "f", true, false},           // bits that are not zero
      {"=Zm9v", "foo", true, false},        // padding where nothing is open
      {"Zg===", "f", true, false},
      {"Zm9v\0"s, "foo", true, true},
  };
  for (const Row& row : rows) {
    for (const std::size_t chunk : {1UL, 3UL, 100UL}) {
      CAPTURE(row.coded);
      MemorySink sink;
      base64::DecodeStage stage(sink);
      CHECK(through(stage, sink, row.coded, chunk) == row.plain);
      CHECK(stage.defects().any() == row.any);
      CHECK(stage.defects().results_differ() == row.differ);
    }
  }
}

TEST_CASE("stream/base64: lines are 76 characters with CRLF, whatever the chunks") {
  std::string plain;
  for (int i = 0; i < 40000; ++i)
    plain += static_cast<char>(i * 7);
  std::string expected;
  for (const std::size_t chunk : {1UL, 56UL, 57UL, 58UL, 1000UL, 100000UL}) {
    MemorySink sink;
    base64::EncodeStage stage(sink);
    const std::string coded = through(stage, sink, plain, chunk);
    if (expected.empty()) expected = coded;
    CHECK(coded == expected);
    CHECK(coded.find("\r\n") == 76);
    CHECK(base64::decode(coded).bytes == plain);
    CHECK(!base64::decode(coded).defects.any());
  }
  MemorySink one_line;
  base64::EncodeStage stage(one_line, 0);
  CHECK(through(stage, one_line, plain, 1000) == base64::encode(as_bytes(plain)));
}

TEST_CASE("stream/qp: decoding follows RFC 2045 6.7 and notes what breaks it") {
  struct Row {
    std::string coded, plain;
    bool any;
  };
  const Row rows[] = {
      {"a=3Db", "a=b", false},
      {"soft=\r\nbreak", "softbreak", false},
      {"soft= \t\r\nbreak", "softbreak", false},
      {"soft=\nbreak", "softbreak", false},
      {"line\nline\r\n", "line\r\nline\r\n", false},
      {"end  \t\r\nx", "end\r\nx", false},
      {"mid  dle", "mid  dle", false},
      {"end  ", "end", false},
      {"=e3=81=82", "あ", true},  // lower-case digits
      {"a=zb", "a=zb", true},     // no escape
      {"a=4", "a=4", true},
      {"a=4z", "a=4z", true},
      {"a==41", "a=A", true},
      {"a=", "a", true},
      {"a=\rb", "a=\rb", true},
      {"a\rb", "a\rb", true},
      {"= x", "= x", true},
      {"\xE3\x81\x82", "あ", true},  // raw 8-bit
  };
  for (const Row& row : rows) {
    for (const std::size_t chunk : {1UL, 2UL, 100UL}) {
      CAPTURE(row.coded);
      MemorySink sink;
      qp::DecodeStage stage(sink);
      CHECK(through(stage, sink, row.coded, chunk) == row.plain);
      CHECK(stage.defects().any() == row.any);
    }
  }
}

TEST_CASE("stream/qp: encoded text decodes to itself in lines of at most 76 characters") {
  std::string plain = "trailing \r\n\ttab\t\r\nequals=x\r\n";
  for (int i = 0; i < 300; ++i)
    plain += "日本語 and ascii ";
  plain += "\r\nlone\rreturn\nfeed \0nul"s;
  plain += " ";
  for (const std::size_t chunk : {1UL, 5UL, 10000UL}) {
    MemorySink coded_sink;
    qp::EncodeStage encode(coded_sink);
    const std::string coded = through(encode, coded_sink, plain, chunk);
    std::size_t start = 0;
    while (start < coded.size()) {
      const std::size_t end = std::min(coded.find("\r\n", start), coded.size());
      CHECK(end - start <= 76);
      start = end + 2;
    }
    MemorySink sink;
    qp::DecodeStage decode(sink);
    CHECK(through(decode, sink, coded, chunk) == plain);
    CHECK(!decode.defects().any());
  }
}

TEST_CASE("stream/qp: a long run of spaces inside a line is kept") {
  const std::string plain = "a" + std::string(5000, ' ') + "b";
  MemorySink sink;
  qp::DecodeStage stage(sink);
  CHECK(through(stage, sink, plain, 100) == plain);
}

TEST_CASE("stream/digest: the vectors of FIPS 180-2, and a source") {
  CHECK(sha256_hex(as_bytes("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex(as_bytes("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  MemorySource source("abc");
  CHECK(sha256_hex(source).value() == sha256_hex(as_bytes("abc")));
  Sha256 digest;
  digest.update(as_bytes("ab"));
  digest.update(as_bytes("c"));
  CHECK(digest.finish_hex() == sha256_hex(as_bytes("abc")));
  CHECK(digest.finish_hex() == sha256_hex(as_bytes("")));
}

}  // namespace
}  // namespace mugai
