#include "lib/text/parameters.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

#include "lib/base/utf8.h"

using namespace mugai;
using Source = text::Parameter::Source;

namespace {

std::string shown(const text::Parameters& parameters) {
  std::string out = parameters.value;
  for (const auto& parameter : parameters.all)
    out += ";" + parameter.name + "=" + parameter.value;
  return out;
}

}  // namespace

TEST_CASE("text/parameters: values, names and what is wrong with them") {
  struct Row {
    std::string raw;
    std::string_view expected;
    bool syntax_error, duplicate;
  };
  const std::array rows = {
      Row{"Text/Plain; Charset=UTF-8; format=flowed", "text/plain;charset=UTF-8;format=flowed", false, false},
      Row{"text / html (comment) ; charset = \"utf-8\"", "text/html;charset=utf-8", false, false},
      Row{"text/plain;\r\n\tcharset=utf-8;\r\n", "text/plain;charset=utf-8", false, false},
      Row{"text/plain; charset=\"iso-2022-jp", "text/plain;charset=iso-2022-jp", true, false},
      Row{"text/plain charset=utf-8", "text/plain;charset=utf-8", true, false},
      Row{"multipart/mixed; boundary(c)=x", "multipart/mixed;boundary=x", true, false},
      Row{"multipart/mixed; boundary=\"a;b=c\"", "multipart/mixed;boundary=a;b=c", false, false},
      Row{"a/b; junk; x=1", "a/b;x=1", true, false},
      Row{"a/b; x=1; x=2", "a/b;x=1;x=2", false, true},
      Row{"a/b; x=1; x*=UTF-8''2", "a/b;x=1;x=2", false, false},
      Row{"a/b; x*=utf-8'ja'%E6%97%A5; y=1", "a/b;x=日;y=1", false, false},
      Row{"a/b; x*=%E6%97%A5", "a/b;x=日", true, false},
      Row{"a/b; x*=utf-8''%E6%97%A5%ZZ%", "a/b;x=日%ZZ%", true, false},
      Row{"a/b; x*0=1; x*1=2; x*2=3", "a/b;x=123", false, false},
      Row{"a/b; x*0*=utf-8''%E6%97; x*1*=%A5; x*2=%41", "a/b;x=日%41", false, false},
      Row{"a/b; x*1=2; x*0=1", "a/b;x=12", false, false},
      Row{"a/b; x*0=1; x*2=3", "a/b;x=13", true, false},
      Row{"a/b; x*0=1; x*0=9; x*1=2", "a/b;x=12", true, true},
      Row{"a/b; x*9999=1", "a/b;x=1", true, false},
      Row{"a/b; x=\"a\\\"b\\\\c\\d\"", "a/b;x=a\"b\\c\\d", false, false},
      Row{"a/b; =x", "a/b;=x", true, false},
      Row{"", "", false, false},
      Row{";;;", "", false, false},
      Row{"attachment; filename=\"a\" filename2=\"b\"", "attachment;filename=a;filename2=b", true, false},
      Row{"a/b; x==?UTF-8?Q?a=3B;b?=; y=1", "a/b;x=a;;b;y=1", false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.raw);
    const auto parameters = text::parse_parameters(row.raw);
    CHECK(shown(parameters) == row.expected);
    CHECK(parameters.syntax_error == row.syntax_error);
    CHECK(parameters.duplicate == row.duplicate);
  }
}

TEST_CASE("text/parameters: find prefers the extended form, and raw keeps what was written") {
  const auto parameters = text::parse_parameters("a/b; x=\"=?UTF-8?Q?p?=\"; x*=utf-8''q; y=\"=?UTF-8?Q?b?=\"");
  REQUIRE(parameters.find("x") != nullptr);
  CHECK(parameters.find("x")->value == "q");
  CHECK(parameters.find("x")->source == Source::Extended);
  CHECK(parameters.find("y")->value == "b");
  CHECK(parameters.find("y")->raw == "=?UTF-8?Q?b?=");
  CHECK(parameters.find("y")->source == Source::EncodedWord);
  CHECK(parameters.find("z") == nullptr);
}

TEST_CASE("text/parameters: a value cannot hold a line end or a control") {
  for (const char* raw :
       {"a/b; x*=utf-8''a%0D%0ABcc:%20x%00%1B", "a/b; x=\"=?UTF-8?B?YQ0KQmNjOiB4?=\"", "a/b; x=\"a\r\nBcc: y\""}) {
    const auto parameters = text::parse_parameters(raw);
    REQUIRE(parameters.all.size() == 1);
    for (const char c : parameters.all[0].value)
      CHECK(static_cast<unsigned char>(c) >= 0x20);
  }
}

TEST_CASE("text/parameters: thousands of parameters, sections and quotes stay bounded") {
  for (const std::string_view piece :
       {";a=b", ";x*1=a", ";x*0*=a'b'%41", ";x=\"", " x=\"a\"", "(", ";x(=", ";=", ";x==?a?B?", "\\\""}) {
    CAPTURE(piece);
    std::string raw = "a/b";
    while (raw.size() < (1U << 17))
      raw += piece;
    const auto parameters = text::parse_parameters(raw);
    CHECK(parameters.all.size() <= text::kMaxParameters);
  }
}

TEST_CASE("text/parameters: random bytes give valid, single-line values") {
  std::mt19937 random(9);
  constexpr std::array<std::string_view, 20> kPieces = {
      "a",   "=",   ";",          "\"", "\\", "*", "0",      "1",        "*=", "'",
      "%41", "%00", "=?UTF-8?Q?", "?=", "(",  ")", "\x1B$B", "\x95\x5C", " ",  "\r\n "};
  for (int round = 0; round < 20000; ++round) {
    std::string raw;
    for (std::size_t i = random() % 24; i > 0; --i)
      raw += kPieces[random() % kPieces.size()];
    CAPTURE(raw);
    const auto parameters = text::parse_parameters(raw);
    for (const auto& parameter : parameters.all) {
      REQUIRE(utf8::is_valid(parameter.value));
      REQUIRE(parameter.value.find_first_of("\r\n\x1B") == std::string::npos);
      for (const auto& other : parameter.alternatives)
        REQUIRE(utf8::is_valid(other));
    }
  }
}
