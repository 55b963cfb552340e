#include "lib/text/defang.h"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

#include "lib/base/utf8.h"
#include "lib/text/lines.h"

using namespace mugai;
using policy::Links;

TEST_CASE("text/defang: what mail programs make clickable is no longer") {
  struct Row {
    std::string_view in, out;
  };
  constexpr std::array kRows = {
      Row{"https://example.jp/a.html?b=c.d", "hxxps://example[.]jp/a.html?b=c.d"},
      Row{"(http://www.example.jp)", "(hxxp://www[.]example[.]jp)"},
      Row{"HTTP://EXAMPLE.JP", "hxxp://EXAMPLE[.]JP"},
      Row{"see http://example.jp. Next", "see hxxp://example[.]jp. Next"},
      Row{"http://user@good.jp:80@evil.jp/", "hxxp://user@good[.]jp[:]80@evil[.]jp/"},
      Row{"ftp://a.b/", "fxp://a[.]b/"},
      Row{"詳しくはhttps://example.jpをご覧ください", "詳しくはhxxps://example[.]jpをご覧ください"},
      Row{"https://日本語.jp/道", "hxxps://xn--wgv71a119e[.]jp/道"},
      Row{"https://例え.テスト", "hxxps://xn--r8jz45g[.]xn--zckzah"},
      Row{"https://аррӏе.com", "hxxps://xn--80ak6aa92e[.]com"},
      Row{"www.example.jp/x", "www[.]example[.]jp/x"},
      Row{"awww.example.jp", "awww.example.jp"},
      Row{"mailto:a@example.jp", "mailto[:]a@example.jp"},
      Row{"TEL:03-1234-5678", "TEL:03-1234-5678"},
      Row{"tel:0312345678", "tel[:]0312345678"},
      Row{"javascript:alert(1)", "javascript[:]alert(1)"},
      Row{"ms-word:ofe|u|http://evil.jp/x", "ms-word[:]ofe|u|hxxp://evil[.]jp/x"},
      Row{"file:///C:/x", "file[:]///C:/x"},
      Row{"smb://host.jp/share", "smb[:]//host[.]jp/share"},
      Row{"\\\\server\\share", "[\\\\]server\\share"},
      Row{"C:\\dir\\\\x", "C:\\dir[\\\\]x"},
      Row{"\\\\?\\UNC\\h\\s", "[\\\\]?\\UNC\\h\\s"},
      Row{"http://a.jp/?u=http://b.jp/", "hxxp://a[.]jp/?u=hxxp://b[.]jp/"},
      Row{"hxxp://www.evil.jp", "hxxp://www[.]evil[.]jp"},
      Row{"10:30 12:45 注:これ", "10:30 12:45 注:これ"},
      Row{"a@example.jp", "a@example.jp"},
      Row{"http://x@mailto:foo", "hxxp://x@mailto[:]foo"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.in);
    const auto once = text::defang(row.in, Links::Defang);
    CHECK(once.text == row.out);
    CHECK((once.count > 0) == (row.in != row.out));
    const auto twice = text::defang(once.text, Links::Defang);
    CHECK(twice.text == once.text);
    CHECK(twice.count == 0);
  }
}

TEST_CASE("text/defang: keep leaves web, mail and telephone links and nothing else; remove takes the whole link") {
  CHECK(text::defang("http://a.jp www.b.jp mailto:c@d.jp tel:1", Links::Keep).text ==
        "http://a.jp www.b.jp mailto:c@d.jp tel:1");
  CHECK(text::defang("javascript:x file://h/s \\\\h\\s", Links::Keep).text == "javascript[:]x file[:]//h/s [\\\\]h\\s");
  const auto removed = text::defang("先は https://a.jp/b?c=d です。www.b.jpへ", Links::Remove, "[消去]");
  CHECK(removed.text == "先は [消去] です。[消去]へ");
  CHECK(removed.count == 2);
}

TEST_CASE("text/defang: a shown target is one short inert line") {
  CHECK(text::show_url("https://example.jp/\r\nX", Links::Defang) == "hxxps://example[.]jp/ X");
  CHECK(text::show_url("unknown:thing", Links::Defang) == "unknown[:]thing");
  CHECK(text::show_url("vnd.evil:thing", Links::Keep) == "vnd.evil[:]thing");
  CHECK(text::show_url("https://example.jp/", Links::Keep) == "https://example.jp/");
  CHECK(text::show_url("#top", Links::Defang) == "#top");
  CHECK(text::show_url("http://e.jp/" + std::string(5000, 'a'), Links::Defang, 100).size() <= 100);
}

TEST_CASE("text/defang: a second pass changes nothing, whatever the text") {
  std::mt19937 random(11);
  constexpr std::array<std::string_view, 24> kPieces = {"http", "https", "hxxp", "://",    ":",   "/",  "www.", "a",
                                                        ".",    "jp",    "@",    "mailto", "tel", "1",  "\\\\", "\\",
                                                        "日",   "本。",  "[",    "]",      " ",   "\n", "ms-x", "ftp"};
  for (const Links links : {Links::Defang, Links::Keep, Links::Remove}) {
    for (int round = 0; round < 20000; ++round) {
      std::string text;
      for (std::size_t i = random() % 14; i > 0; --i)
        text += kPieces[random() % kPieces.size()];
      CAPTURE(text);
      const auto once = text::defang(text, links);
      REQUIRE(text::defang(once.text, links).text == once.text);
      REQUIRE(utf8::is_valid(once.text));
      if (links == Links::Defang) REQUIRE(once.text.find("http://") == std::string::npos);
    }
  }
}

TEST_CASE("text/defang: long hostile text is read in linear time") {
  for (const std::string_view piece : {"a:", "www.", "http://", "a.b.c.", "\\\\x", "日:", "://"}) {
    std::string text;
    while (text.size() < (1U << 17))
      text += piece;
    CHECK(text::defang(text, Links::Defang).text.size() <= 8 * text.size());
  }
}

TEST_CASE("text/lines: soft breaks are joined, quoted text within its depth, signatures stand") {
  struct Row {
    std::string_view in;
    bool delsp;
    std::string_view out;
  };
  constexpr std::array kRows = {
      Row{"これは一行目の途中で \n折り返されています。\n> 引用も \n> 続きます\n", true,
          "これは一行目の途中で折り返されています。\n> 引用も続きます\n"},
      Row{"one \ntwo\nthree", false, "one two\nthree"},
      Row{"> a \nb", false, "> a \nb"},
      Row{">> a \n>> b\n> c", false, ">> a b\n> c"},
      Row{"text \n-- \nname", false, "text \n-- \nname"},
      Row{" >not a quote\n From x", false, ">not a quote\nFrom x"},
      Row{"", false, ""},
      Row{"a\n\n\nb \n\nc\n", false, "a\n\n\nb \nc\n"},
      Row{"\n", true, "\n"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.in);
    CHECK(text::unflow(row.in, row.delsp) == row.out);
  }
}
