#include "lib/core/uri.h"

#include <doctest/doctest.h>

#include <string>

using mugai::uri::classify;
using mugai::uri::Kind;

TEST_CASE("core/uri: only harmless kinds pass, however the others are written") {
  struct Row {
    std::string uri;
    Kind kind;
  };
  const Row rows[] = {
      {"http://example.jp/", Kind::Http},
      {" https://example.jp:8443/a?b=c#d ", Kind::Http},
      {"HTTPS://例え.jp/あ", Kind::Http},
      {"https://example.jp/%E3%81%82?a=1&b=2", Kind::Http},
      {"https://[2001:db8::1]/", Kind::Http},
      {"mailto:a@example.jp?subject=x", Kind::Mailto},
      {"tel:+81-3-1234-5678", Kind::Tel},
      {"#top", Kind::Internal},
      {"", Kind::Internal},
      {"http:", Kind::Forbidden},
      {"http://", Kind::Forbidden},
      {"http:\\\\evil\\x", Kind::Forbidden},
      {"http://good.example@evil.example/", Kind::Forbidden},
      {"http://good.example%40evil.example/", Kind::Forbidden},
      {"http://example.jp/x!", Kind::Forbidden},
      {"http://example.jp/a\r\nb", Kind::Forbidden},
      {"http://example.jp/%0d%0a", Kind::Forbidden},
      {"http://example.jp:99999/", Kind::Forbidden},
      {"javascript:alert(1)", Kind::Forbidden},
      {"java\tscript:alert(1)", Kind::Forbidden},
      {"java&#x73;cript&colon;alert(1)", Kind::Forbidden},
      {"%6a%61vascript:x", Kind::Forbidden},
      {"%68%74%74%70://example.jp/", Kind::Forbidden},
      {"file:///etc/passwd", Kind::Forbidden},
      {"\\\\server\\share", Kind::Forbidden},
      {"//server/share", Kind::Forbidden},
      {"other.docx", Kind::Forbidden},
      {"../x", Kind::Forbidden},
      {"ms-msdt:/id", Kind::Forbidden},
      {"search-ms:query=x", Kind::Forbidden},
      {"mhtml:http://example.jp/x.html!x-usc:http://example.jp/", Kind::Forbidden},
      {"data:text/html,x", Kind::Forbidden},
      {"vbscript:x", Kind::Forbidden},
      {"ftp://example.jp/", Kind::Forbidden},
      {"https://example.jp/\xE2\x80\xAE"
       "gpj",
       Kind::Forbidden},
      {"mailto:", Kind::Forbidden},
      {"tel:", Kind::Forbidden},
      {"https://example.jp/" + std::string(3000, 'a'), Kind::Forbidden},
  };
  for (const Row& row : rows) {
    CAPTURE(row.uri);
    CHECK(classify(row.uri) == row.kind);
  }
}
