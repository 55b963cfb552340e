#include "lib/audit/flat_json.h"

#include <doctest/doctest.h>

namespace mugai::audit {
namespace {

TEST_CASE("audit/flat_json: what is written is read back") {
  Fields fields;
  fields.emplace_back("text", std::string("日本語 \"quoted\" \\ \n\t\x01"));
  fields.emplace_back("number", std::int64_t{-42});
  fields.emplace_back("flag", true);
  fields.emplace_back("list", StringList{"a", "b,\"c"});
  fields.emplace_back("empty", StringList{});
  const std::string line = to_line(fields);
  CHECK(line.find('\n') == std::string::npos);
  const Result<Fields> back = parse_line(line);
  REQUIRE(back);
  CHECK(*back == fields);
  CHECK(to_line(*back) == line);
}

TEST_CASE("audit/flat_json: ill-formed UTF-8 is written as the replacement character") {
  std::string out;
  append_json_string(out, "a\xFFz");
  CHECK(out == "\"a\xEF\xBF\xBDz\"");
}

TEST_CASE("audit/flat_json: anything but one flat object is refused") {
  const char* const lines[] = {"",
                               "{",
                               "{}x",
                               "[]",
                               "{\"a\":{}}",
                               "{\"a\":1.5}",
                               "{\"a\":01}",
                               "{\"a\":-}",
                               "{\"a\":nul}",
                               "{\"a\":[1]}",
                               "{\"a\":\"\x01\"}",
                               "{\"a\":\"\\x\"}",
                               "{\"a\" :1}",
                               "{a:1}",
                               "{\"a\":1,}",
                               "{\"a\":1,\"a\":2}",
                               "{\"a\":\"\\ud800\"}",
                               "{\"a\":\"\\ud800\\u0041\"}",
                               "{\"a\":\"\\udc00\"}",
                               "{\"a\":\"\xff\"}",
                               "{\"a\":99999999999999999999}",
                               "{\"a\":[\"x\",]}"};
  for (const char* line : lines) {
    CAPTURE(line);
    CHECK_FALSE(parse_line(line).has_value());
  }
}

TEST_CASE("audit/flat_json: escapes and surrogate pairs are decoded") {
  const Result<Fields> fields = parse_line(R"({"a":"\u3042\ud83d\ude00\/"})");
  REQUIRE(fields);
  CHECK(text_of(*fields, "a") == "あ😀/");
}

TEST_CASE("audit/flat_json: a line cut at any offset is refused") {
  const std::string line = R"({"a":"x\n","b":[ "])";
  const std::string whole = R"({"a":"x\n","n":12,"b":["c","d"],"t":true})";
  REQUIRE(parse_line(whole));
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    CHECK_FALSE(parse_line(whole.substr(0, cut)).has_value());
  CHECK_FALSE(parse_line(line).has_value());
}

TEST_CASE("audit/flat_json: too many fields and items are refused") {
  std::string fields = "{\"k\":1";
  for (std::size_t i = 0; i < kMaxFields; ++i)
    fields += ",\"k" + std::to_string(i) + "\":1";
  CHECK(parse_line(fields + "}").error().code == ErrorCode::TooMany);
  std::string list = "{\"k\":[\"\"";
  for (std::size_t i = 0; i < kMaxListItems; ++i)
    list += ",\"\"";
  CHECK(parse_line(list + "]}").error().code == ErrorCode::TooMany);
}

}  // namespace
}  // namespace mugai::audit
