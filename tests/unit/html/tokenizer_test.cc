// The tokenizer beyond single states: feedback from the handler, limits, irregularities.
#include <doctest/doctest.h>

#include <string>

#include "lib/formats/html/character_references.h"
#include "tests/unit/html/token_log.h"

using namespace mugai::html;

namespace {

std::string page_tokens(std::string_view html, std::size_t chunk) {
  TokenLog log;
  Tokenizer tokenizer(log, Limits{});
  log.tokenizer = &tokenizer;
  for (std::size_t at = 0; at < html.size(); at += std::min(chunk, html.size() - at))
    tokenizer.write(html.substr(at, chunk));
  tokenizer.finish();
  return log.log;
}

Irregularities irregularities(std::string_view html, const Limits& limits = Limits{}) {
  TokenLog log;
  Tokenizer tokenizer(log, limits);
  log.tokenizer = &tokenizer;
  tokenizer.write(html);
  tokenizer.finish();
  return tokenizer.irregularities();
}

}  // namespace

TEST_CASE("html/tokenizer: a handler that sets states reads a whole page, in any chunking") {
  constexpr std::string_view kPage =
      "<!DOCTYPE html>\r\n<title>a &lt; <b></title><style>p > a{}</style><script>if (a<b) \"</p>\"</script>"
      "<textarea>&amp;<x></textarea><p>\xE6\x97\xA5\xE6\x9C\xAC &euro;1</p><plaintext></plaintext>";
  const std::string whole = page_tokens(kPage, SIZE_MAX);
  CHECK(whole ==
        "{html|-|-}\"\n\"<title>\"a < <b>\"</title><style>\"p > a{}\"</style><script>\"if (a<b) \"</p>\"\"</script>"
        "<textarea>\"&<x>\"</textarea><p>\"\xE6\x97\xA5\xE6\x9C\xAC \xE2\x82\xAC"
        "1\"</p><plaintext>\"</plaintext>\"");
  for (const std::size_t chunk : {1U, 2U, 3U, 5U, 7U, 16U, 17U, 64U})
    CHECK(page_tokens(kPage, chunk) == whole);
}

TEST_CASE("html/tokenizer: CDATA is a section in foreign content alone") {
  TokenLog log;
  Tokenizer tokenizer(log, Limits{});
  tokenizer.write("<![CDATA[a]]>");
  tokenizer.set_cdata_allowed(true);
  tokenizer.write("<![CDATA[<b>]]>c<![cdata[d]]>");
  tokenizer.finish();
  CHECK(log.log == "<!--[CDATA[a]]-->\"<b>c\"<!--[cdata[d]]-->");
}

TEST_CASE("html/tokenizer: what is over a limit is cut and counted, and the tag is given all the same") {
  const Limits limits{8, 32, 3, 4};
  CHECK(tokens("<a b=123456789 c=d>x", State::Data, "", SIZE_MAX, limits) == "<a b=\"12345678\" c=\"d\">\"x\"");
  CHECK(tokens("<a b c d e f>x", State::Data, "", SIZE_MAX, limits) == "<a b=\"\" c=\"\" d=\"\">\"x\"");
  CHECK(tokens("<!--123456-->x", State::Data, "", 1, limits) == "<!--1234-->\"x\"");
  CHECK(tokens("<abcdefghij>x</abcdefghij>", State::Data, "", 1, limits) == "<abcdefgh>\"x\"</abcdefgh>");
  CHECK(tokens("<a b='1234567' c='1234567' d='1234567' e>x", State::Data, "", SIZE_MAX, limits) ==
        "<a b=\"1234567\" c=\"1234567\" d=\"1234567\">\"x\"");
  CHECK(tokens("<!DOCTYPE abcdef>", State::Data, "", SIZE_MAX, limits) == "{abcd|-|-}");
  CHECK(irregularities("<a b=123456789>", limits).cut == 1);
  CHECK(irregularities("<a b=&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;&amp;>", limits).cut == 1);
}

TEST_CASE("html/tokenizer: irregularities are counted") {
  CHECK(irregularities("<p>plain &amp; simple</p>").odd_attributes == 0);
  CHECK(irregularities("<a b=1 b=2 B=3>").duplicate_attributes == 2);
  CHECK(irregularities("<a b='1'c='2'>").odd_attributes == 1);
  CHECK(irregularities("<img/onerror=x>").odd_attributes == 1);
  CHECK(irregularities("<a \0b>").nul == 0);  // the literal ends at NUL
  CHECK(irregularities(std::string_view("<a \0b>", 6)).nul == 1);
  CHECK(irregularities("<a href='x").swallowed_by_eof == 1);
  CHECK(irregularities("<!-- x").swallowed_by_eof == 1);
  CHECK(irregularities("<title>x").swallowed_by_eof == 1);
  CHECK(irregularities("<title>x</titl").swallowed_by_eof == 1);
  CHECK(irregularities("a < b <").swallowed_by_eof == 0);
}

TEST_CASE("html/references: every kind of name is found, by the longest match") {
  CHECK(match_reference("amp;").utf8 == "&");
  CHECK(match_reference("amp;").consumed == 4);
  CHECK(match_reference("ampx;").consumed == 3);
  CHECK(match_reference("notin;").utf8 == "\xE2\x88\x89");
  CHECK(match_reference("notit;").consumed == 3);
  CHECK(match_reference("GT").utf8 == ">");
  CHECK(match_reference("hellip").utf8.empty());  // not one of the names without semicolon
  CHECK(match_reference("").utf8.empty());
  CHECK(match_reference(";").utf8.empty());
  CHECK(match_reference("AMP").consumed == 3);
  CHECK(match_reference("fjlig;").utf8 == "fj");
  CHECK(longest_reference() == 32);
  CHECK(numeric_reference(0x9F) == 0x178);
  CHECK(numeric_reference(0x81) == 0x81);
}
