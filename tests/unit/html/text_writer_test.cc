// The text writer: HTML as mail programs write it → the text a person reads.
#include "lib/formats/html/text_writer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "lib/base/utf8.h"

using namespace mugai;
using namespace mugai::html;
using namespace std::string_view_literals;

namespace {

std::string text_of(std::string_view html, const TextOptions& options = TextOptions{}) {
  auto result = to_text(html, options);
  REQUIRE(result.has_value());
  return result->text;
}

struct Case {
  std::string_view html;
  std::string_view expected;
};

template <std::size_t N>
void check(const Case (&cases)[N]) {
  for (const Case& c : cases) {
    CAPTURE(c.html);
    CHECK(text_of(c.html) == c.expected);
  }
}

}  // namespace

TEST_CASE("html/text: what stands between a mail and the one it answers is a line") {
  check({
      {"<p>a</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>From: b</div></div>",
       "a\n\n----------------------------------------\nFrom: b"},
      {"a<div style='border-top:none'>b</div>", "a\nb"},
      {"a<div style='border-top:0 solid red'>b</div>", "a\nb"},
      {"a<div style='border-top:1px solid red;display:none'>b</div>c", "ac"},
      {"a<span style='border-top:1px solid red'>b</span>", "ab"},
  });
}

TEST_CASE("html/text: the line below headers follows the last row of headers") {
  check({
      {"<table><tr><th rowspan=2>x<th colspan=2>y<tr><th>a<th>b<tr><td>1<td>2<td>3</table>",
       "x | y\n  | a | b\n--+---+--\n1 | 2 | 3"},
      {"<table><tr><th>a<th>b<tr><th>c<th>d</table>", "a | b\n--+--\nc | d"},
      {"<table><tr><th>a<td>1<tr><th>b<td>2</table>", "a | 1\nb | 2"},
  });
}

TEST_CASE("html/text: boxes to tick have one blank behind them") {
  check({
      {"<input type=checkbox checked> a <input type=radio>b", "[x] a [ ] b"},
  });
}

// The same cell again and again, with something else between: what is remembered of a tag must not outlive its bytes.
TEST_CASE("html/text: a tag that comes again means the same each time") {
  std::string html, expected;
  for (int i = 0; i < 400; ++i) {
    const std::string number = std::to_string(i % 7);
    html += "<p style=\"margin:0;left:" + number + "px\" title='>'>a" + number + "</p>";
    html += "<p style=\"margin:0;color:#ffffff\">hidden</p><p style=\"margin:0;color:#fffff" + number + "\">h</p>";
    html += "<P STYLE=\"margin:0\" TITLE=\"&lt;&nGt;\">B</P>";
    html += "<a class=\"x\" href=\"https://example.jp/" + number + "\">c</a><br>";
    if (i == 200) html += "<style>.x{display:none}</style>";
    expected += "a" + number + "\nB\n" + (i <= 200 ? "c <https://example.jp/" + number + ">\n" : "");
  }
  expected.pop_back();
  std::string got = text_of(html);
  // Without the link, the line break leaves an empty line.
  for (std::size_t at = got.find("\n\n"); at != std::string::npos; at = got.find("\n\n"))
    got.erase(at, 1);
  CHECK(got == expected);
}

TEST_CASE("html/text: blocks, breaks and margins") {
  check({
      {"", ""},
      {"plain text", "plain text"},
      {"<p>a</p><p>b</p>", "a\n\nb"},
      {"<p>a<p>b", "a\n\nb"},
      {"<div>a</div><div>b</div>c", "a\nb\nc"},
      {"<div>a</div><div><br></div><div>b</div>", "a\n\nb"},  // Gmail
      {"a<br>b<br/>c</br>d", "a\nb\nc\nd"},
      {"a<br><br><br><br><br>b", "a\n\n\nb"},
      {"<p class=MsoNormal>a<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p>",
       "a\n\nb"},  // Outlook
      {"<p style='margin:0'>a</p><p style='margin:0'>b</p>", "a\nb"},
      {"<h1>題</h1>本文<h2>b</h2>", "■ 題\n\n本文\n\n■ b"},
      {"<h1></h1>a", "a"},
      {"a<hr>b", "a\n----------------------------------------\nb"},
      {"<b>a</b><i>b</i> <u>c</u>", "ab c"},
      {"<span style='display:block'>a</span>b", "a\nb"},
      {"<center>a</center><address>b</address>", "a\nb"},
      {"a</p>b", "a\n\nb"},
      {"<pre>\n a  b\n\tc </pre>d", " a  b\n\tc\n\nd"},
      {"<div style='white-space:pre-wrap'>a\n  b</div>", "a\n  b"},
      {"<textarea>\n<b>&lt;</textarea>c", "<b><\nc"},
      {"日本\n語<b>の\n</b>文", "日本語の文"},
      {"<q>a</q>", "「a」"},
      {"10<sup>6</sup> m<sup>2</sup> 10<sup>th</sup> H<sub>2</sub>O", "10^6 m^2 10th H2O"},
      {"<s>旧</s>新", "〔取消線：旧〕新"},
      {"<noscript>a</noscript>", "a"},
      {"<title>t</title>a", "a"},
      {"<xmp><b></xmp>c<plaintext>d</b>", "<b>\n\nc\nd</b>"},
      {"a<wbr>b", "ab"},
  });
}

TEST_CASE("html/text: lists") {
  check({
      {"<ul><li>a<li>b</ul>c", "・a\n・b\n\nc"},
      {"<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"},
      {"<ol start=9><li>a<li>b<br>c</ol>", "9. a\n10. b\n    c"},
      {"<ol type=a start=26><li>a<li>b</ol>", "z. a\naa. b"},
      {"<ol type=I start=4><li>a<li value=9>b</ol>", "IV. a\nIX. b"},
      {"<ul><li>a<ul><li>b</ul><li>c</ul>", "・a\n  ・b\n・c"},
      {"<ul><li>a<ol><li>b<li>c</ol></ul>", "・a\n  1. b\n  2. c"},
      {"<ul style='list-style:none'><li>a<li>b</ul>", "a\nb"},
      {"<dl><dt>語<dd>意味<dt>b<dd>c</dl>", "語\n  意味\nb\n  c"},
      {"<li>a<li>b", "・a\n・b"},
  });
}

TEST_CASE("html/text: quotes") {
  check({
      {"a<blockquote>b<br>c</blockquote>d", "a\n\n> b\n> c\n\nd"},
      {"<blockquote>a<blockquote>b</blockquote>c</blockquote>", "> a\n>\n> > b\n>\n> c"},
      {"<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"},
      {"<blockquote><ul><li>a<li>b</ul></blockquote>", "> ・a\n> ・b"},
  });
}

TEST_CASE("html/text: ruby is given in brackets after the word") {
  check({
      {"<ruby>漢字<rt>かんじ</rt></ruby>を", "漢字(かんじ)を"},
      {"<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>", "漢(かん)字(じ)"},
      {"<ruby>\n漢字\n<rt>かんじ\n</ruby>", "漢字(かんじ)"},
  });
}

TEST_CASE("html/text: tables of data stand in columns") {
  check({
      {"<table><tr><th>品名<th>数<tr><td>鉛筆<td>10<tr><td>紙<td>5</table>",
       "品名 | 数\n-----+---\n鉛筆 | 10\n紙   |  5"},
      {"x<table><tr><td>氏名</td><td>山田</td></tr><tr><td>電話</td><td>03-1234</td></tr></table>y",
       "x\n\n氏名 | 山田\n電話 | 03-1234\n\ny"},
      {"<table><tr><td>a<td>b<tr><td colspan=2>wide cell<tr><td>c<td>d</table>", "a | b\nwide cell\nc | d"},
      {"<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>", "a | b\n  | c\nd | e"},
      {"<table><tr><td>a<br>b<td>c<tr><td>d<td>e</table>", "a | c\nb |\nd | e"},
      {"<table><caption>題</caption><thead><tr><td>a<td>b</thead><tbody><tr><td>c<td>d</tbody></table>",
       "題\n\na | b\nc | d"},
      {"<table>stray<tr><td>a<td>b<tr><td>c<td>d</table>", "stray\n\na | b\nc | d"},
  });
}

TEST_CASE("html/text: tables that arrange the page are read cell by cell") {
  check({
      {"<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\nc"},
      {"<table><tr><td><table><tr><td>a</td></tr><tr><td>b</td></tr></table></td><td>c</td></tr><tr><td>d<td>e</table>",
       "a\nb\nc\nd  e"},
      {"<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a  b\nc  d"},
      {"<table><tr><td>only</td></tr></table>", "only"},
      {"<table><tr><td>a<table><tr><td>b</table>c</table>d", "a\nb\nc\nd"},
      {"<td>a<td>b", "a b"},
      {"<table><td>a</table></td></tr></table>b", "a\nb"},
      {"<table><tr><td>a", "a"},
  });
  std::string wide = "<table>";
  for (int row = 0; row < 2; ++row)
    wide += "<tr><td>" + std::string(50, 'a') + "<td>" + std::string(50, 'b');
  CHECK(text_of(wide) == std::string(50, 'a') + " | " + std::string(50, 'b') + "\n" + std::string(50, 'a') + " | " +
                             std::string(50, 'b'));
}

TEST_CASE("html/text: links show where they lead") {
  check({
      {"<a href='https://example.jp/'>こちら</a>です", "こちら <https://example.jp/>です"},
      {"<a href='https://example.jp/'>https://example.jp/</a>", "https://example.jp/"},
      {"<a href='https://example.jp/x'>example.jp</a>", "example.jp <https://example.jp/x>"},
      {"<a href='https://evil.example/'>https://bank.jp/</a>",
       "https://bank.jp/ <https://evil.example/>【注意：表示と異なるリンク先】"},
      {"<a href='mailto:a@b.jp'>メール</a>", "メール <a@b.jp>"},
      {"<a href='mailto:a@b.jp'>a@b.jp</a>", "a@b.jp"},
      {"<a href='#x'>a</a><a name=x>b</a><a href='page.html'>c</a>", "abc"},
      {"<a href='javascript:x()'>a</a><a href='file://h/s'>b</a>", "ab"},
      {"<a href='https://example.jp/'></a>x", "x"},
      {"<a href='https://example.jp/'><img src=cid:a alt='ロゴ'></a>", "[ロゴ] <https://example.jp/>"},
      {"<a href='https://example.jp/'><img src=cid:a></a>", "<https://example.jp/>"},
      {"<a href='https://a.jp/'>a<a href='https://b.jp/'>b</a>", "a <https://a.jp/>b <https://b.jp/>"},
      {"<a href='https://a.jp/'><p>a</p><p>b</a>c", "a\n\nb <https://a.jp/>c"},
      {"<blockquote><a href='https://a.jp/'>https://a.jp/</a><br><a href='https://a.jp/'>a.jp</a></blockquote>",
       "> https://a.jp/\n> a.jp"},
      {"<a href='https://a.jp/'>unclosed", "unclosed <https://a.jp/>"},
      {"<a href='https://a.jp/>\n<b onclick=x>'>a</a>", "a <https://a.jp/%3E%3Cb%20onclick=x%3E>"},
  });
  TextOptions hide;
  hide.links = LinkTargets::Hide;
  CHECK(text_of("<a href='https://example.jp/'>a</a>", hide) == "a");
}

TEST_CASE("html/text: what is hidden is left out and counted") {
  constexpr std::string_view kHidden[] = {
      "<div style='display:none'>X</div>",
      "<div style='DISPLAY:NONE !important'>X</div>",
      "<div style='d\\69 splay:none'>X</div>",
      "<span style='visibility:hidden'>X</span>",
      "<span style='opacity:0'>X</span>",
      "<span style='opacity:0.01'>X</span>",
      "<span style='font-size:0'>X</span>",
      "<span style='font-size:1px'>X</span>",
      "<span style='font:0/0 a'>X</span>",
      "<span style='font-size:50%'><span style='font-size:1%'>X</span></span>",
      "<span style='color:#fff'>X</span>",
      "<span style='color:white;background:#fefefe'>X</span>",
      "<font color=white>X</font>",
      "<table bgcolor='#003366'><tr><td><font color='#003366'>X</font></table>",
      "<body text=white bgcolor=white>X<p style='color:black'>",
      "<span style='color:transparent'>X</span>",
      "<span style='color:rgba(0,0,0,0)'>X</span>",
      "<div style='position:absolute;left:-9999px'>X</div>",
      "<div style='position:absolute;top:-100em'>X</div>",
      "<div style='text-indent:-9999px'>X</div>",
      "<div style='max-height:0;overflow:hidden'>X</div>",
      "<div style='height:1px;width:1px;overflow:hidden'>X</div>",
      "<div style='position:absolute;clip:rect(0 0 0 0)'>X</div>",
      "<div style='mso-hide:all'>X</div>",
      "<div hidden>X</div>",
      "<dialog>X</dialog>",
      "<style>.p{display:none}</style><div class='q p'>X</div>",
      "<style>#p{display:none}</style><div id=p>X</div>",
      "<style>@media screen{span{display:none}}</style><span>X</span>",
      "<div style='display:none'><div>X</div><p>X<table><tr><td>X</table></div>",
      "<div style='transform:scale(0)'>X</div>",
  };
  for (const std::string_view html : kHidden) {
    CAPTURE(html);
    const auto result = to_text("a" + std::string(html) + "</p></body><p style='color:black'>b</p>", TextOptions{});
    REQUIRE(result.has_value());
    CHECK(result->text == "a\n\nb");
    CHECK(result->hidden_removed == 1);
    CHECK(std::count_if(result->findings.begin(), result->findings.end(),
                        [](const Finding& f) { return f.id.text() != "HTM-012"; }) == 1);
    CHECK(std::any_of(result->findings.begin(), result->findings.end(),
                      [](const Finding& f) { return f.id.text() == "BODY-005"; }));
  }
}

TEST_CASE("html/text: what only looks as if it were hidden is shown") {
  check({
      {"<div style='font-size:0'><span style='font-size:12px'>a</span></div>", "a"},
      {"<div style='visibility:hidden'><span style='visibility:visible'>a</span></div>", "a"},
      {"<div style='color:white;background:#336699'>a</div>", "a"},
      {"<div style='color:white;background:url(x.png)'>a</div>", "a"},
      {"<table><tr><td background=x.png><font color=white>a</font></table>", "a"},
      {"<table bgcolor=navy><tr><td><span style='color:#fff'>a</span></table>", "a"},
      {"<div style='max-height:0'>a</div>", "a"},
      {"<div style='overflow:hidden;height:20px'>a</div>", "a"},
      {"<div style='text-indent:-18pt;margin-left:36pt'>a</div>", "a"},
      {"<span style='color:#999'>a</span>", "a"},
      {"<div aria-hidden=true>a</div>", "a"},
      {"<style>.x .y{display:none} @media (max-width:480px){p{display:none}}</style><p class=y>a</p>", "a"},
      {"<div style='display:none'>x</div>a", "a"},
      {"<font color=white><p></font>a</p>", "a"},
      {"<div style='display:none'><b>x</div>a</b>", "a"},
      {"<span style='display:none'>x<div>y</div></span>a", "a"},
      {"<div style='display:var(--x)'>a</div>", "a"},
      {"<p style='opacity:.9'>a</p>", "a"},
  });
}

TEST_CASE("html/text: active and foreign content") {
  check({
      {"<script>x</script>a<style>b{}</style>c<iframe>d</iframe>", "ac"},
      {"<object>a</object><video src=x>b</video>", "ab"},
      {"<template>x</template>a<!-- b -->c<!--[if mso]>d<![endif]-->e", "ace"},
      {"a<![if !mso]>b<![endif]>c", "abc"},
      {"<svg><title>x</title><style><g>y</g></style><text>a</text></svg>b", "ab"},
      {"<svg><![CDATA[a<b]]></svg>c", "a<bc"},
      {"<svg/>a<math><mi>x</mi><annotation>y</annotation></math>", "ax"},
      {"<svg><style><p>a</p>", "a"},
      {"<svg><textarea></svg>a", "a"},
      {"<select><option>a<option>b</select>", "a\nb"},
      {"<form>名<input value=x><input type=checkbox checked>可<button>送信</button></form>", "名[x] [x] 可[送信]"},
      {"<xml><o:x>96</o:x></xml>a", "a"},
      {"<html><head><meta http-equiv=refresh content=0><base href=x></head><body>a", "a"},
      {"<noframes>x</noframes><noembed>y</noembed>a", "a"},
      {"a<unknown-thing>b</unknown-thing>c", "abc"},
      {"a\0b"sv, "ab"},
  });
}

TEST_CASE("html/text: every kind of removal is told by its catalogue ID") {
  struct Row {
    std::string_view html;
    std::string_view id;
    Action action;
  };
  const Row rows[] = {
      {"<script>x</script>", "HTM-002", Action::Removed},
      {"<p ONCLICK=x>a", "HTM-003", Action::Removed},
      {"<svg/onload=x>", "HTM-003", Action::Removed},
      {"<a href=javascript:x>a</a>", "HTM-004", Action::Removed},
      {"<form action='javascript:x'>", "HTM-004", Action::Removed},
      {"<a href='java&Tab;script:x'>a</a>", "HTM-004", Action::Removed},
      {"<a href='ht&NewLine;tp://x.jp'>a</a>", "HTM-005", Action::Rewritten},
      {"<iframe src=x>", "HTM-006", Action::Removed},
      {"<object data=x></object>", "HTM-006", Action::Removed},
      {"<meta http-equiv=refresh content='0;url=x'>", "HTM-007", Action::Removed},
      {"<base href=x>", "HTM-008", Action::Removed},
      {"<link rel=stylesheet href=x>", "HTM-009", Action::Removed},
      {"<form>a</form>", "HTM-010", Action::Removed},
      {"<input type=password>", "HTM-010", Action::Removed},
      {"<style>@import 'x';</style>", "HTM-011", Action::Removed},
      {"<p style='width:expression(x)'>", "HTM-011", Action::Removed},
      {"<!--[if mso]>x<![endif]-->", "HTM-013", Action::Removed},
      {"<template>x</template>", "HTM-014", Action::Removed},
      {"<plaintext>x", "HTM-014", Action::Rewritten},
      {"<a b=1 b=2>", "HTM-015", Action::Removed},
      {"<a href=x", "HTM-015", Action::Removed},
      {"a\xE2\x80\xAE"
       "b",
       "HTM-018", Action::Removed},
      {"a\xE2\x80\x8B"
       "b",
       "HTM-018", Action::Removed},
      {"<a href='data:text/html,x'>a</a>", "HTM-019", Action::Removed},
      {"<td x:fmla='=1'>", "HTM-021", Action::Removed},
      {"<link rel=File-List href=filelist.xml>", "HTM-021", Action::Removed},
      {"<script language=StarBasic>x</script>", "HTM-022", Action::Removed},
      {"<hta:application>", "HTM-023", Action::Removed},
      {"<img src='http://x/y.png'>", "BODY-001", Action::Removed},
      {"<img src='//x/y.gif' width=1 height=1>", "BODY-001", Action::Removed},
      {"<body background='http://x/y.png'>", "BODY-001", Action::Removed},
      {"<p style='background:url(http://x/y)'>", "BODY-001", Action::Removed},
      {"<a href='https://evil.example'>bank.jp</a>", "BODY-002", Action::Rewritten},
      {"<a href='https://bank.jp@evil.example'>a</a>", "BODY-002", Action::Rewritten},
      {"<a href='ms-msdt:x'>a</a>", "BODY-003", Action::Removed},
      {"<a href='\\\\h\\s'>a</a>", "BODY-003", Action::Removed},
      {"<a href='mailto:a@b.jp?bcc=c'>a</a>", "BODY-004", Action::Removed},
      {"<p hidden>a", "BODY-005", Action::Removed},
      {"a&shy;b", "BODY-006", Action::Removed},
      {"<img src=cid:a>", "BODY-006", Action::Kept},
      {"<img src='data:image/png;base64,AA=='>", "BODY-007", Action::Removed},
      {"<svg></svg>", "BODY-007", Action::Rewritten},
  };
  for (const Row& row : rows) {
    CAPTURE(row.html);
    const auto result = to_text(row.html, TextOptions{});
    REQUIRE(result.has_value());
    bool found = false;
    for (const Finding& finding : result->findings)
      found = found || (finding.id == CatalogueId(row.id) && finding.action == row.action);
    CHECK(found);
  }
}

TEST_CASE("html/text: an ordinary mail has no finding") {
  const auto result = to_text(
      "<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><meta http-equiv='Content-Type' content='text/html; "
      "charset=utf-8'><title>件名</title>"
      "<style>p{margin:0;color:#333} a:hover{color:red}</style></head><body bgcolor='#ffffff' "
      "style='font-family:sans-serif'><!-- 本文 --><p class=x>"
      "お世話に<b>なって</b>おります。<a href='https://www.town.example.jp/'>役場</a> <img src=cid:logo "
      "alt=町章></p><table width=100%><tr><td>a</table></body></html>",
      TextOptions{});
  REQUIRE(result.has_value());
  CHECK(result->findings.empty());
  CHECK(result->text == "お世話になっております。役場 <https://www.town.example.jp/> [町章]\na");
  CHECK(result->links == 1);
}

TEST_CASE("html/text: a newsletter reads in order") {
  CHECK(text_of(
            "<div style='display:none;max-height:0;overflow:hidden'>見どころ&zwnj;&nbsp;&zwnj;&nbsp;</div>"
            "<table width=100% bgcolor='#f4f4f4'><tr><td align=center><table width=600 bgcolor='#ffffff'>"
            "<tr><td bgcolor='#003366'><a href='https://news.example.jp/c?1'><img src='https://img.example.jp/l.png' "
            "width=200 height=50 alt='町だより'></a></td></tr>"
            "<tr><td style='padding:20px'><h2>十月の行事</h2><p>秋祭りを開催します。</p>"
            "<table><tr><th>日</th><th>行事</th></tr><tr><td>1日</td><td>秋祭り</td></tr><tr><td>15日</"
            "td><td>健康診断</td></tr></table></td></tr>"
            "<tr><td bgcolor='#336699'><a href='https://news.example.jp/c?2' "
            "style='color:#ffffff;display:block'>詳しく見る</a></td></tr>"
            "<tr><td style='font-size:11px;color:#999999'>配信停止は<a href='https://news.example.jp/u'>こちら</a><img "
            "src='https://t.example/o.gif' width=1 height=1></td></tr>"
            "</table></td></tr></table>") ==
        "[町だより] <https://news.example.jp/c?1>\n■ 十月の行事\n\n秋祭りを開催します。\n\n日   | "
        "行事\n-----+---------\n1日  | 秋祭り\n15日 | 健康診断\n"
        "詳しく見る <https://news.example.jp/c?2>\n配信停止はこちら <https://news.example.jp/u>");
}

TEST_CASE("html/text: hostile input ends in bounded time and text") {
  constexpr std::string_view kUnits[] = {"<div>",
                                         "<table><tr><td>",
                                         "<td>",
                                         "<a href=x>",
                                         "<b><p></b>",
                                         "<blockquote>",
                                         "<ul><li>",
                                         "<svg>",
                                         "<svg><g>",
                                         "</div>",
                                         "&",
                                         "<!--",
                                         "<a ",
                                         "<font color=white><div></font>",
                                         "<table>",
                                         "<tr>",
                                         "<caption>",
                                         "<rt>",
                                         "<select><option>",
                                         "<style>",
                                         "<del>"};
  for (const std::string_view unit : kUnits) {
    CAPTURE(unit);
    std::string html;
    for (int i = 0; i < 5000; ++i)
      html += unit;
    const auto result = to_text(html + "end", TextOptions{});
    REQUIRE(result.has_value());
    CHECK(result->text.size() < html.size() * 20 + 100);
  }
  TextOptions small;
  small.max_output_bytes = 10;
  const auto over = to_text("<p>more than ten bytes", small);
  REQUIRE_FALSE(over.has_value());
  CHECK(over.error().code == ErrorCode::TooLarge);
}

TEST_CASE("html/text: any bytes and any truncation give clean text") {
  constexpr std::string_view kPage =
      "<style>.a{color:#fff}</style><p class=a>x<table border=1><tr><th>\xE5\x90\x8D<td>&#x202E;b&nbsp;<tr><td "
      "colspan=3>c</table>"
      "<ol type=i><li><a "
      "href='https://x.jp/'>y</a><blockquote>z\xFF\x1B[0m</blockquote></ol><svg><![CDATA[q]]></svg><ruby>r<rt>s</"
      "ruby><pre>\n t";
  for (std::size_t size = 0; size <= kPage.size(); ++size) {
    const auto result = to_text(kPage.substr(0, size), TextOptions{});
    REQUIRE(result.has_value());
    const std::string& text = result->text;
    CHECK(utf8::is_valid(text));
    for (const char c : text)
      CHECK((static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t'));
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
  }
}
