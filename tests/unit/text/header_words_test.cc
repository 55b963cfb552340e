#include "lib/text/header_words.h"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <random>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/encoded_word.h"

using namespace mugai;

namespace {

// Every line at most 998 bytes, folded lines begin with a blank, 7 bit, one CRLF at the very end, no control besides.
void check_line(std::string_view line) {
  REQUIRE(line.ends_with("\r\n"));
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    CHECK(static_cast<unsigned char>(c) < 0x7F);
    if (c == '\r') CHECK(line[i + 1] == '\n');
    if (c == '\n' && i + 1 < line.size()) CHECK(line[i + 1] == ' ');
    if (c != '\r' && c != '\n') CHECK(c >= ' ');
  }
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = line.find("\r\n", at);
    CHECK(end - at <= 998);
    at = end + 2;
  }
}

std::string value_of(const std::string& line) {
  return line.substr(line.find(':') + 1);
}

}  // namespace

TEST_CASE("text/header_words: subjects as mail programs break them") {
  struct Row {
    const char* id;
    std::string raw;
    std::string_view expected;
  };
  const std::array rows = {
      Row{"E01 CP50221 under ISO-2022-JP", "=?ISO-2022-JP?B?GyRCLSEtanxieXUbKEk2RRsoQg==?=", "①㈱髙﨑ｶﾅ"},
      Row{"E02 raw Shift_JIS", "\x93\xFA\x96\x7B\x8C\xEA", "日本語"},
      Row{"E03 raw JIS", "\x1B$B$*CN$i$;-!\x1B(B", "お知らせ①"},
      Row{"E04 raw UTF-8", "お知らせ①", "お知らせ①"},
      Row{"E05 UTF-8 cut inside a character",
          "=?UTF-8?B?5oOF5Q==?=\r\n =?UTF-8?B?oLHjgrvjgq3jg6Xjg6rjg4bjgqM=?=", "情報セキュリティ"},
      Row{"E06 JIS cut inside a two-byte run",
          "=?ISO-2022-JP?B?GyRCPnBKc0A=?=\r\n =?ISO-2022-JP?B?Lzp2Ml0bKEI=?=", "情報政策課"},
      Row{"E06b Shift_JIS cut inside a character",
          "=?Shift_JIS?B?j+6V?=\r\n =?Shift_JIS?B?8ZCtjfSJ2w==?=", "情報政策課"},
      Row{"E07 nothing between", "Re:=?UTF-8?B?5Lya6K2w?==?UTF-8?B?6LOH5paZ?=(ver.2)", "Re:会議資料(ver.2)"},
      Row{"E08 in quotes", "\"=?ISO-2022-JP?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?=\"", "\"山田 太郎\""},
      Row{"E08b a raw space inside Q", "=?UTF-8?Q?=E4=BC=9A=E8=AD=B0 no=E8=B3=87=E6=96=99?=", "会議 no資料"},
      Row{"E09 base64 without padding", "=?UTF-8?B?5Lya6K2w6LOH5paZeA?=", "会議資料x"},
      Row{"E11 Q with 5C second bytes", "=?Shift_JIS?Q?=95=5C=83=5C=94=5C=97=5C=8F=5C?=", "表ソ能予十"},
      Row{"E13 UTF-7", "=?utf-7?Q?+ZeVnLIqe-?=", "日本語"},
      Row{"E14 docomo emoji", "=?Shift_JIS?B?+J+Jwg==?=", "〓可"},
      Row{"E14b au emoji", "=?ISO-2022-JP?B?GyRCdUEbKEI=?=", "〓"},
      Row{"lower case, language, underscores", "=?utf-8*ja?q?a_b=e6=97=a5?=", "a b日"},
      Row{"blanks around literals stay", "a =?UTF-8?B?5pel?= b =?UTF-8?B?5pel?=", "a 日 b 日"},
      Row{"a word of another charset between", "=?UTF-8?B?5pel?= =?Shift_JIS?B?lns=?= =?UTF-8?B?6Kqe?=", "日本語"},
      Row{"a JIS word that does not return to ASCII, then an ASCII word",
          "=?ISO-2022-JP?B?GyRCPnBKcw==?= =?UTF-8?Q?abc?=", "情報abc"},
      Row{"padding joined inside a word", "=?UTF-8?B?5Q==g4U=?=", "\xE5\x83\x85"},
      Row{"no end", "=?UTF-8?B?5pel", "=?UTF-8?B?5pel"},
      Row{"an unknown encoding", "=?UTF-8?X?abc?=", "=?UTF-8?X?abc?="},
      Row{"no charset", "=??B?YWJj?=", "=??B?YWJj?="},
      Row{"the wrong label", "=?iso-2022-jp?B?k/qWe4zq?=", "日本語"},
      Row{"an empty word",
          "a=?UTF-8?B?"
          "?=b",
          "ab"},
      Row{"a plus sign is no UTF-7 by itself", "+ZeVnLIqe-", "+ZeVnLIqe-"},
      Row{"", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.id);
    CHECK(text::decode_header(row.raw).text == row.expected);
  }
}

TEST_CASE("text/header_words: a 960-byte word and a megabyte of text are read") {
  std::string name;
  for (int i = 0; i < 60; ++i)
    name += "長い件名";
  CHECK(text::decode_header("=?UTF-8?B?" + text::encode_base64(name) + "?=").text == name);
  CHECK(text::decode_header(std::string(1 << 20, 'a')).text.size() == 1U << 20);
}

TEST_CASE("text/header_words: decoded words cannot bring a line end, NUL, escape or direction mark") {
  const std::array raws = {
      std::string("=?UTF-8?Q?a=0D=0ABcc:_x@example.jp?="),
      std::string("=?UTF-8?B?YQ0KQmNjOiB4?="),
      std::string("a\r\nBcc: x"),
      std::string("a\0b\x1B[31m", 8),
      std::string("=?UTF-8?Q?=E2=80=AEx=00y=E2=80=A8z?="),
      std::string("=?utf-7?Q?a+AA0ACg-Bcc:x?="),
      std::string("=?utf-16be?Q?=00a=00=0D=00=0A=00b?="),
  };
  for (const std::string& raw : raws) {
    CAPTURE(raw);
    const auto decoded = text::decode_header(raw);
    for (const char c : decoded.text)
      CHECK_FALSE(ascii::is_control(c));
    CHECK(decoded.text.find("\xE2\x80") == std::string::npos);
    check_line(text::encode_header("Subject", decoded.text));
    check_line(text::encode_header("Subject", raw));
  }
}

TEST_CASE("text/header_words: what is encoded is read again as it was") {
  std::string longest;
  for (int i = 0; i < 200; ++i)
    longest += "髙橋様\xF0\xA0\xAE\x9F①";
  std::string words;
  for (int i = 0; i < 100; ++i)
    words += "word" + std::to_string(i) + " ";
  const std::array values = {
      std::string("plain"),
      std::string("会議資料"),
      longest,
      ascii::trim(words) == words ? words : words + "x",
      std::string("=?UTF-8?B?5pel?="),
      std::string("a  b   c"),
      std::string(3000, 'x'),
      std::string("x=?"),
      std::string(75, 'a') + " " + std::string(75, 'b'),
      std::string(),
  };
  for (const std::string& value : values) {
    for (const char* name : {"Subject", "X-A-Very-Long-Field-Name-That-Leaves-Little-Room-In-Its-Line"}) {
      if (std::string_view(name).size() > 60) continue;
      const std::string line = text::encode_header(name, value);
      check_line(line);
      CHECK(text::decode_header(value_of(line)).text == value);
    }
  }
  const std::string line = text::encode_header("Subject", longest);
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = line.find("\r\n", at);
    CHECK(end - at <= 76);
    at = end + 2;
  }
}

TEST_CASE("text/header_words: each word is at most 75 characters and ends between two characters") {
  std::string value;
  for (int i = 0; i < 100; ++i)
    value += "あ\xF0\x9F\x98\x80z";
  const std::string words = text::encode_words(value, 20);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find("\r\n ", at), words.size());
    const std::string word = words.substr(at, end - at);
    CHECK(word.size() <= 75);
    CHECK(word.ends_with("?="));
    CHECK(utf8::is_valid(text::decode_base64(std::string_view(word).substr(10, word.size() - 12))));
    at = end + 3;
  }
}

TEST_CASE("text/header_words: hostile repetition is read in linear time") {
  const std::array<std::string_view, 7> pieces = {"=?a?B?", "=?UTF-8?Q?", "=?UTF-8?Q?=41?=",  "=?",
                                                  "?=",     "=?=?",       "=?UTF-8?B?YQ==?= "};
  for (const std::string_view piece : pieces) {
    CAPTURE(piece);
    std::string raw;
    while (raw.size() < (1U << 17))
      raw += piece;
    CHECK(text::decode_header(raw).text.size() <= raw.size() + 4);
    (void)text::has_unterminated_word(raw);
  }
}

TEST_CASE("text/header_words: random bytes give one clean line") {
  std::mt19937 random(7);
  const std::string_view alphabet =
      "=?=?UTF-8?B?Q?"
      "?=\x1B$B(BISO-2022-JP\r\n \t\"\x93\xFA\xE3\x81\x82";
  for (int round = 0; round < 3000; ++round) {
    std::string raw;
    for (std::size_t i = random() % 60; i > 0; --i)
      raw.push_back(alphabet[random() % alphabet.size()]);
    const auto decoded = text::decode_header(raw);
    CHECK(utf8::is_valid(decoded.text));
    for (const char c : decoded.text)
      CHECK_FALSE(ascii::is_control(c));
    const std::string line = text::encode_header("Subject", decoded.text);
    CHECK(text::decode_header(value_of(line)).text == decoded.text);
  }
}
