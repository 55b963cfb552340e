// The tokenizer, state by state of the HTML standard's section 13.2.5: input → tokens (token_log.h). Each row is also
// given one byte at a time, and cut off at every offset.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/html/token_log.h"

using namespace mugai::html;
using namespace std::string_view_literals;

namespace {

struct Case {
  std::string_view html;
  std::string_view expected;
};

// Whole, one byte at a time, in threes; and every truncation ends without a fault, the same in one piece as in many.
void check(State state, std::string_view last_start_tag, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(tokens(c.html, state, last_start_tag) == c.expected);
    CHECK(tokens(c.html, state, last_start_tag, 1) == c.expected);
    CHECK(tokens(c.html, state, last_start_tag, 3) == c.expected);
    for (std::size_t size = 0; size < c.html.size(); ++size) {
      CHECK(tokens(c.html.substr(0, size), state, last_start_tag) ==
            tokens(c.html.substr(0, size), state, last_start_tag, 1));
    }
  }
}

}  // namespace

TEST_CASE("html/tokenizer: data") {
  check(State::Data, "",
        {
            {"abc"sv, "\"abc\""sv},
            {"a<b>c"sv, "\"a\"<b>\"c\""sv},
            {"a\000b"sv, "\"a\000b\""sv},
            {"a&amp;b"sv, "\"a&b\""sv},
            {""sv, ""sv},
            {"日本"sv, "\"日本\""sv},
            {"a\r\nb\rc\nd"sv, "\"a\nb\nc\nd\""sv},
            {"\r\r\n\r"sv, "\"\n\n\n\""sv},
            {"<"sv, "\"<\""sv},
            {"&"sv, "\"&\""sv},
        });
}

TEST_CASE("html/tokenizer: rcdata") {
  check(State::Rcdata, "title",
        {
            {"a<b>&amp;</b>"sv, "\"a<b>&</b>\""sv},
            {"x</title>y"sv, "\"x\"</title>\"y\""sv},
            {"x</TITLE >y"sv, "\"x\"</title>\"y\""sv},
            {"x</title/>y"sv, "\"x\"</title>\"y\""sv},
            {"x</titlex>"sv, "\"x</titlex>\""sv},
            {"x</titl"sv, "\"x</titl\""sv},
            {"x</titl>"sv, "\"x</titl>\""sv},
            {"x</"sv, "\"x</\""sv},
            {"x<"sv, "\"x<\""sv},
            {"x</ title>"sv, "\"x</ title>\""sv},
            {"a\000"sv, "\"a\357\277\275\""sv},
            {"</title a=b>"sv, "</title>"sv},
        });
}

TEST_CASE("html/tokenizer: rawtext") {
  check(State::Rawtext, "style",
        {
            {"a&amp;<b></style>c"sv, "\"a&amp;<b>\"</style>\"c\""sv},
            {"</styl</style>"sv, "\"</styl\"</style>"sv},
            {"</</style>"sv, "\"</\"</style>"sv},
            {"<</style>"sv, "\"<\"</style>"sv},
            {"a\000"sv, "\"a\357\277\275\""sv},
            {"</style"sv, "\"</style\""sv},
        });
}

TEST_CASE("html/tokenizer: script data") {
  check(State::ScriptData, "script",
        {
            {"a<b</script>c"sv, "\"a<b\"</script>\"c\""sv},
            {"<!--</script>-->"sv, "\"<!--\"</script>\"-->\""sv},
            {"<!--<script></script>--></script>x"sv, "\"<!--<script></script>-->\"</script>\"x\""sv},
            {"<!--<scriptx></script>"sv, "\"<!--<scriptx>\"</script>"sv},
            {"<!--<script ></script\n></script>"sv, "\"<!--<script ></script\n>\"</script>"sv},
            {"<!--<script/--></script>"sv, "\"<!--<script/-->\"</script>"sv},
            {"<!-<script></script>"sv, "\"<!-<script>\"</script>"sv},
            {"<!--x--></script>"sv, "\"<!--x-->\"</script>"sv},
            {"<!---></script>"sv, "\"<!--->\"</script>"sv},
            {"<!--<script>--</script></script>"sv, "\"<!--<script>--</script>\"</script>"sv},
            {"<!--<script><</script></script>"sv, "\"<!--<script><</script>\"</script>"sv},
            {"<!--a-b--c<d</e\000"sv, "\"<!--a-b--c<d</e\357\277\275\""sv},
            {"<!--<script>a-b--\000<"sv, "\"<!--<script>a-b--\357\277\275<\""sv},
            {"<!--</scrip>"sv, "\"<!--</scrip>\""sv},
            {"<!--<"sv, "\"<!--<\""sv},
            {"<!--</"sv, "\"<!--</\""sv},
            {"<!--</sc"sv, "\"<!--</sc\""sv},
            {"<!"sv, "\"<!\""sv},
            {"</script a>"sv, "</script>"sv},
        });
}

TEST_CASE("html/tokenizer: plaintext") {
  check(State::Plaintext, "",
        {
            {"a<b>&amp;</plaintext>\000"sv, "\"a<b>&amp;</plaintext>\357\277\275\""sv},
        });
}

TEST_CASE("html/tokenizer: tag open") {
  check(State::Data, "",
        {
            {"<a>"sv, "<a>"sv},
            {"<A1-b>"sv, "<a1-b>"sv},
            {"<1>"sv, "\"<1>\""sv},
            {"< a>"sv, "\"< a>\""sv},
            {"<\?xml a\?>x"sv, "<!--\?xml a\?-->\"x\""sv},
            {"<!>"sv, "<!---->"sv},
            {"</>x"sv, "\"x\""sv},
            {"</1>"sv, "<!--1-->"sv},
            {"</a b=c/>x"sv, "</a>\"x\""sv},
            {"<>"sv, "\"<>\""sv},
            {"<<a>"sv, "\"<\"<a>"sv},
            {"</"sv, "\"</\""sv},
            {"</ a>"sv, "<!-- a-->"sv},
            {"<é>"sv, "\"<é>\""sv},
        });
}

TEST_CASE("html/tokenizer: tag name") {
  check(State::Data, "",
        {
            {"<a\000b>"sv, "<a\357\277\275b>"sv},
            {"<aÉ>"sv, "<aÉ>"sv},
            {"<a"sv, ""sv},
            {"<br/>"sv, "<br/>"sv},
            {"<a/b>"sv, "<a b=\"\">"sv},
            {"<a\n>"sv, "<a>"sv},
            {"<a\f>"sv, "<a>"sv},
            {"<a<b>"sv, "<a<b>"sv},
        });
}

TEST_CASE("html/tokenizer: attributes") {
  check(State::Data, "",
        {
            {"<a b>"sv, "<a b=\"\">"sv},
            {"<a B=c>"sv, "<a b=\"c\">"sv},
            {"<a b = c>"sv, "<a b=\"c\">"sv},
            {"<a b='c\"d'>"sv, "<a b=\"c\"d\">"sv},
            {"<a b=\"c'd\">"sv, "<a b=\"c'd\">"sv},
            {"<a b=c d=e>"sv, "<a b=\"c\" d=\"e\">"sv},
            {"<a b=\"c\"d=\"e\">"sv, "<a b=\"c\" d=\"e\">"sv},
            {"<a b=1 B=2 b=3>"sv, "<a b=\"1\">"sv},
            {"<a =b=c>"sv, "<a =b=\"c\">"sv},
            {"<a b=>"sv, "<a b=\"\">"sv},
            {"<a b=c/>"sv, "<a b=\"c/\">"sv},
            {"<a b='c'/>"sv, "<a b=\"c\"/>"sv},
            {"<a / b>"sv, "<a b=\"\">"sv},
            {"<a b/ >"sv, "<a b=\"\">"sv},
            {"<a \"'<=x>"sv, "<a \"'<=\"x\">"sv},
            {"<a b=\"<=`'>"sv, ""sv},
            {"<a b=\000>"sv, "<a b=\"\357\277\275\">"sv},
            {"<a \000=x>"sv, "<a \357\277\275=\"x\">"sv},
            {"<a b='\000'>"sv, "<a b=\"\357\277\275\">"sv},
            {"<a b=c`d\"e>"sv, "<a b=\"c`d\"e\">"sv},
            {"<a b c>"sv, "<a b=\"\" c=\"\">"sv},
            {"<a b  =  'c'>"sv, "<a b=\"c\">"sv},
            {"<a b\n=\nc\n>"sv, "<a b=\"c\">"sv},
            {"<a b=\"a\r\nb\">"sv, "<a b=\"a\nb\">"sv},
            {"<a 名=値>"sv, "<a 名=\"値\">"sv},
        });
}

TEST_CASE("html/tokenizer: references in attributes") {
  check(State::Data, "",
        {
            {"<a b=\"&amp;\">"sv, "<a b=\"&\">"sv},
            {"<a b=\"&amp=\">"sv, "<a b=\"&amp=\">"sv},
            {"<a b=\"&ampx\">"sv, "<a b=\"&ampx\">"sv},
            {"<a b=\"&amp \">"sv, "<a b=\"& \">"sv},
            {"<a b=\"&amp\">"sv, "<a b=\"&\">"sv},
            {"<a b=&amp>"sv, "<a b=\"&\">"sv},
            {"<a b='&notit;'>"sv, "<a b=\"&notit;\">"sv},
            {"<a b='&notin;'>"sv, "<a b=\"∉\">"sv},
            {"<a b='x&#65;y&#x42'>"sv, "<a b=\"xAyB\">"sv},
            {"<a href=\"\?a=1&copy=2\">"sv, "<a href=\"\?a=1&copy=2\">"sv},
            {"<a b=&>"sv, "<a b=\"&\">"sv},
            {"<a b='&unknown;'>"sv, "<a b=\"&unknown;\">"sv},
            {"<a b=x&#>"sv, "<a b=\"x&#\">"sv},
        });
}

TEST_CASE("html/tokenizer: named references") {
  check(State::Data, "",
        {
            {"&amp;&amp&AMP;"sv, "\"&&&\""sv},
            {"&notit;"sv, "\"¬it;\""sv},
            {"&notin;"sv, "\"∉\""sv},
            {"&not"sv, "\"¬\""sv},
            {"&noti"sv, "\"¬i\""sv},
            {"&notinva;"sv, "\"∉\""sv},
            {"&NotEqualTilde;"sv, "\"≂\314\270\""sv},
            {"&CounterClockwiseContourIntegral;"sv, "\"∳\""sv},
            {"&CounterClockwiseContourIntegralx;"sv, "\"&CounterClockwiseContourIntegralx;\""sv},
            {"&nosuch;"sv, "\"&nosuch;\""sv},
            {"&;"sv, "\"&;\""sv},
            {"&&lt;"sv, "\"&<\""sv},
            {"&nbsp"sv, "\"\302\240\""sv},
            {"&frac12x"sv, "\"½x\""sv},
            {"&amp="sv, "\"&=\""sv},
            {"&ampamp;"sv, "\"&amp;\""sv},
            {"&1;"sv, "\"&1;\""sv},
            {"& amp;"sv, "\"& amp;\""sv},
            {"&lt<b>"sv, "\"<\"<b>"sv},
            {"&sup1;"sv, "\"¹\""sv},
            {"&thetasym;"sv, "\"ϑ\""sv},
        });
}

TEST_CASE("html/tokenizer: numeric references") {
  check(State::Data, "",
        {
            {"&#65;&#x41;&#X41;"sv, "\"AAA\""sv},
            {"&#65x"sv, "\"Ax\""sv},
            {"&#x41G"sv, "\"AG\""sv},
            {"&#;"sv, "\"&#;\""sv},
            {"&#x;"sv, "\"&#x;\""sv},
            {"&#Xg"sv, "\"&#Xg\""sv},
            {"&#"sv, "\"&#\""sv},
            {"&#x"sv, "\"&#x\""sv},
            {"&#0;"sv, "\"\357\277\275\""sv},
            {"&#xD800;"sv, "\"\357\277\275\""sv},
            {"&#x110000;"sv, "\"\357\277\275\""sv},
            {"&#99999999999999999999;"sv, "\"\357\277\275\""sv},
            {"&#x80;"sv, "\"€\""sv},
            {"&#129;"sv, "\"\302\201\""sv},
            {"&#x1F600;"sv, "\"😀\""sv},
            {"&#13;"sv, "\"\r\""sv},
            {"&#xFFFE;"sv, "\"\357\277\276\""sv},
            {"&#65"sv, "\"A\""sv},
            {"&#x41"sv, "\"A\""sv},
        });
}

TEST_CASE("html/tokenizer: comments") {
  check(State::Data, "",
        {
            {"<!--a-->"sv, "<!--a-->"sv},
            {"<!---->"sv, "<!---->"sv},
            {"<!-->x"sv, "<!---->\"x\""sv},
            {"<!--->x"sv, "<!---->\"x\""sv},
            {"<!--a-b--c-->"sv, "<!--a-b--c-->"sv},
            {"<!--a--!>x"sv, "<!--a-->\"x\""sv},
            {"<!--a--!b-->"sv, "<!--a--!b-->"sv},
            {"<!--a--!-->"sv, "<!--a--!-->"sv},
            {"<!--a--->"sv, "<!--a--->"sv},
            {"<!--a"sv, "<!--a-->"sv},
            {"<!--a-"sv, "<!--a-->"sv},
            {"<!--a--"sv, "<!--a-->"sv},
            {"<!--a--!"sv, "<!--a-->"sv},
            {"<!--<!--a-->-->"sv, "<!--<!--a-->\"-->\""sv},
            {"<!--<!-->"sv, "<!--<!-->"sv},
            {"<!--<!->"sv, "<!--<!->-->"sv},
            {"<!--<<!a-->"sv, "<!--<<!a-->"sv},
            {"<!--\000-->"sv, "<!--\357\277\275-->"sv},
            {"<!-a>"sv, "<!---a-->"sv},
            {"<!-"sv, "<!----->"sv},
            {"<!a>"sv, "<!--a-->"sv},
            {"<!DOCTYP>"sv, "<!--DOCTYP-->"sv},
            {"<!--a<b"sv, "<!--a<b-->"sv},
            {"<!--a<!"sv, "<!--a<!-->"sv},
            {"<!--a<!-"sv, "<!--a<!-->"sv},
            {"<!--a<!--"sv, "<!--a<!-->"sv},
            {"<!"sv, "<!---->"sv},
            {"<!x\000"sv, "<!--x\357\277\275-->"sv},
        });
}

TEST_CASE("html/tokenizer: doctype") {
  check(State::Data, "",
        {
            {"<!DOCTYPE html>"sv, "{html|-|-}"sv},
            {"<!doctype HTML>"sv, "{html|-|-}"sv},
            {"<!DOCTYPEhtml>"sv, "{html|-|-}"sv},
            {"<!DOCTYPE>"sv, "{-|-|-|quirks}"sv},
            {"<!DOCTYPE "sv, "{-|-|-|quirks}"sv},
            {"<!DOCTYPE"sv, "{-|-|-|quirks}"sv},
            {"<!DOCTYPE a PUBLIC \"b\" 'c'>"sv, "{a|b|c}"sv},
            {"<!DOCTYPE a public'b'\"c\">"sv, "{a|b|c}"sv},
            {"<!DOCTYPE a SYSTEM 'c'>"sv, "{a|-|c}"sv},
            {"<!DOCTYPE a PUBLIC 'b'>"sv, "{a|b|-}"sv},
            {"<!DOCTYPE a PUBLIC>"sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a PUBLIC x>"sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a PUBLIC 'b>c"sv, "{a|b|-|quirks}\"c\""sv},
            {"<!DOCTYPE a SYSTEM 'c' x>y"sv, "{a|-|c}\"y\""sv},
            {"<!DOCTYPE a x>y"sv, "{a|-|-|quirks}\"y\""sv},
            {"<!DOCTYPE a PUBLIX>"sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a PUBLIC 'b' x>"sv, "{a|b|-|quirks}"sv},
            {"<!DOCTYPE a SYSTEM>"sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a SYSTEM x>"sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a SYSTEM 'c"sv, "{a|-|c|quirks}"sv},
            {"<!DOCTYPE \000>"sv, "{\357\277\275|-|-}"sv},
            {"<!DOCTYPE a"sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a "sv, "{a|-|-|quirks}"sv},
            {"<!DOCTYPE a PUBLIC '\000'>"sv, "{a|\357\277\275|-}"sv},
            {"<!DOCTYPE a P>x"sv, "{a|-|-|quirks}\"x\""sv},
        });
}

TEST_CASE("html/tokenizer: cdata") {
  check(State::CdataSection, "",
        {
            {"a]]>b"sv, "\"ab\""sv},
            {"a]b]]c]]]>d"sv, "\"a]b]]c]d\""sv},
            {"<a>&amp;\000"sv, "\"<a>&amp;\000\""sv},
            {"a]"sv, "\"a]\""sv},
            {"a]]"sv, "\"a]]\""sv},
        });
}
