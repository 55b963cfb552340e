#include "lib/base/utf8.h"

#include <doctest/doctest.h>

#include <string>

using namespace mugai;

TEST_CASE("base/utf8: overlong forms, surrogates and values above U+10FFFF are refused") {
  CHECK_FALSE(utf8::is_valid("\xC0\x80"));
  CHECK_FALSE(utf8::is_valid("\xE0\x80\x80"));
  CHECK_FALSE(utf8::is_valid("\xED\xA0\x80"));
  CHECK_FALSE(utf8::is_valid("\xF4\x90\x80\x80"));
  CHECK_FALSE(utf8::is_valid("\xE3\x81"));
  CHECK(utf8::is_valid("無害化 \xF0\xA0\x82\x89"));
}

TEST_CASE("base/utf8: append and decode are inverse at the edges of each length") {
  for (const char32_t code : {U'\x01', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xFFFD', U'\x10000', U'\x10FFFF'}) {
    std::string text;
    utf8::append(text, code);
    const auto decoded = utf8::decode(text);
    CHECK(decoded.valid);
    CHECK(decoded.code == code);
    CHECK(decoded.length == text.size());
  }
}

TEST_CASE("base/utf8: one_line drops controls, bidi and invisible characters and cuts at a character") {
  CHECK(utf8::one_line("a\r\nb\x1B[31m") == "a b [31m");
  CHECK(utf8::one_line("請求書\xE2\x80\xAE"
                       "fdp.exe") == "請求書fdp.exe");
  CHECK(utf8::one_line("zero\xE2\x80\x8Bwidth") == "zerowidth");
  CHECK(utf8::one_line("\xFF") == "\xEF\xBF\xBD");
  const std::string cut = utf8::one_line("ああああああ", 10);
  CHECK(cut == "ああ…");
}

TEST_CASE("base/utf8: truncate never cuts inside a character") {
  CHECK(utf8::truncate("あい", 5) == "あ");
  CHECK(utf8::truncate("あい", 2).empty());
  CHECK(utf8::truncate("ab", 5) == "ab");
}
