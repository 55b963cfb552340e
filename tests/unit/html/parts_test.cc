// The parts of the text writer: style, links, widths, flow.
#include <doctest/doctest.h>

#include <string>

#include "lib/formats/html/css.h"
#include "lib/formats/html/css_values.h"
#include "lib/formats/html/flow.h"
#include "lib/formats/html/link_target.h"
#include "lib/formats/html/width.h"

using namespace mugai::html;

TEST_CASE("html/css: comments and escapes do not hide a property") {
  CssCounts counts;
  CHECK(parse_declarations("display:none", counts).get(Property::Display, 1) == 0);
  CHECK(parse_declarations("DISPLAY : NONE", counts).get(Property::Display, 1) == 0);
  CHECK(parse_declarations("d\\69 splay:n\\6Fne", counts).get(Property::Display, 1) == 0);
  CHECK(parse_declarations("dis/**/play:none;display:/* */none", counts).get(Property::Display, 1) == 0);
  CHECK(parse_declarations("background:url(a;display:none)", counts).has(Property::Display) == false);
  CHECK(parse_declarations("x:';display:none;'", counts).has(Property::Display) == false);
  CHECK(parse_declarations("display:none !important;display:block", counts).get(Property::Display, 1) == 0);
}

TEST_CASE("html/css: lengths and colours") {
  CHECK(parse_length("1.5px")->thousandths == 1500);
  CHECK(parse_length("-9999px")->thousandths == -9'999'000);
  CHECK(parse_length("50%")->thousandths == 500);
  CHECK(parse_length(".5em")->thousandths == 500);
  CHECK(parse_length("0")->thousandths == 0);
  CHECK(parse_length("99999999999999999999px")->thousandths > 0);
  CHECK_FALSE(parse_length("auto").has_value());
  CHECK_FALSE(parse_length("").has_value());
  CHECK_FALSE(parse_length("1.2.3px").has_value());
  CHECK(parse_color("#fff") == 0xFFFFFF);
  CHECK(parse_color("#12aBcD") == 0x12ABCD);
  CHECK(parse_color("White") == 0xFFFFFF);
  CHECK(parse_color("rgb(255, 128,0)") == 0xFF8000);
  CHECK(parse_color("rgb(100% 0% 0%)") == 0xFF0000);
  CHECK(parse_color("rgba(1,2,3,0)") == kTransparent);
  CHECK(parse_color("rgba(1,2,3,.9)") == 0x010203);
  CHECK(parse_color("ffffff") == 0xFFFFFF);
  CHECK(parse_color("#ffffff00") == kTransparent);
  CHECK(parse_color("var(--x)") == kUnknownColor);
  CHECK(parse_color("#ggg") == kUnknownColor);
}

TEST_CASE("html/css: simple selectors apply by their weight, others not at all") {
  StyleSheet sheet;
  CssCounts counts;
  sheet.add(
      "<!-- .a, p.b{display:none} #c{display:block!important} .x .y{display:none} a:hover{display:none} @media "
      "print{.d{display:none}} "
      "@media screen{.e{display:none}} @media (max-width:1px){.f{display:none}} @import url(http://x/); -->",
      counts);
  CHECK(sheet.match("div", "a", "").get(Property::Display, 9) == 0);
  CHECK(sheet.match("div", "z a", "").get(Property::Display, 9) == 0);
  CHECK(sheet.match("div", "b", "").get(Property::Display, 9) == 9);
  CHECK(sheet.match("p", "b", "").get(Property::Display, 9) == 0);
  CHECK(sheet.match("p", "a b", "c").get(Property::Display, 9) == 2);
  CHECK(sheet.match("a", "y", "").get(Property::Display, 9) == 9);
  CHECK(sheet.match("p", "d", "").get(Property::Display, 9) == 9);
  CHECK(sheet.match("p", "e", "").get(Property::Display, 9) == 0);
  CHECK(sheet.match("p", "f", "").get(Property::Display, 9) == 9);
  CHECK(counts.active == 1);
}

TEST_CASE("html/css: what fetches or runs is counted") {
  CssCounts counts;
  parse_declarations("background:url('http://x/a.png')", counts);
  parse_declarations("background:url(data:image/png;base64,AA==)", counts);
  parse_declarations("width:expression(alert(1))", counts);
  parse_declarations("width:\\65xpression(alert(1))", counts);
  parse_declarations("behavior:url(#default)", counts);
  CHECK(counts.remote == 1);
  CHECK(counts.active == 3);
}

TEST_CASE("html/links: the kind of a target is seen through every disguise") {
  struct Row {
    std::string_view href;
    TargetKind kind;
    std::string_view shown;
  };
  const Row rows[] = {
      {"https://example.jp/a?b#c", TargetKind::Web, "https://example.jp/a?b#c"},
      {" HTTP://EXAMPLE.jp ", TargetKind::Web, "http://example.jp"},
      {"http:\\\\example.jp\\x", TargetKind::Web, "http://example.jp\\x"},
      {"//example.jp/x", TargetKind::Web, "https://example.jp/x"},
      {"https://bank.jp@evil.example/", TargetKind::Web, "https://bank.jp@evil.example/"},
      {"https://example.jp/a b<c>\"", TargetKind::Web, "https://example.jp/a%20b%3Cc%3E%22"},
      {"https://ex%61mple.jp/", TargetKind::Web, "https://example.jp/"},
      {"https://\xEF\xBD\x85xample\xE3\x80\x82jp/", TargetKind::Web, "https://example.jp/"},
      {"ht\ttps://example.jp/", TargetKind::Web, "https://example.jp/"},
      {"mailto:a@b.jp", TargetKind::Mail, "a@b.jp"},
      {"mailto:a@b.jp?subject=x&bcc=c@d.jp", TargetKind::Mail, "a@b.jp"},
      {"tel:+81-3-1234-5678", TargetKind::Phone, "+81-3-1234-5678"},
      {"#top", TargetKind::Internal, ""},
      {"", TargetKind::Internal, ""},
      {"page.html", TargetKind::Relative, ""},
      {"/page", TargetKind::Relative, ""},
      {"cid:x", TargetKind::Cid, ""},
      {"javascript:alert(1)", TargetKind::Script, ""},
      {"\x01 java\nscript:alert(1)", TargetKind::Script, ""},
      {"vbscript:x", TargetKind::Script, ""},
      {"data:text/html,x", TargetKind::Data, ""},
      {"file:///c:/x", TargetKind::Refused, ""},
      {"\\\\host\\share", TargetKind::Refused, ""},
      {"ms-msdt:x", TargetKind::Refused, ""},
      {"http://", TargetKind::Refused, ""},
      {"c:\\windows", TargetKind::Refused, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.href);
    const Target target = parse_target(row.href, 2048);
    CHECK(static_cast<int>(target.kind) == static_cast<int>(row.kind));
    CHECK(target.shown == row.shown);
  }
  CHECK(parse_target("ht\ttps://example.jp/", 99).obfuscated);
  CHECK(parse_target("https://ex%61mple.jp/", 99).obfuscated);
  CHECK(parse_target("https://bank.jp@evil.example/", 99).disguised);
  CHECK(parse_target("http://2130706433/", 99).disguised);
  CHECK(parse_target("http://0x7f.0.0.1/", 99).disguised);
  CHECK_FALSE(parse_target("http://192.168.1.10/", 99).disguised);
  CHECK(parse_target("mailto:a@b.jp?attach=x", 99).extended);
  CHECK(parse_target("mailto:a@b.jp,c@d.jp", 99).extended);
  CHECK_FALSE(parse_target("mailto:a@b.jp?subject=x", 99).extended);
  CHECK(parse_target("https://example.jp/12345", 22).shown == "https://example.jp/123\xE2\x80\xA6");
}

TEST_CASE("html/links: a text that shows another host is told from one that does not") {
  struct Row {
    std::string_view text, href;
    bool says, contradicts;
  };
  const Row rows[] = {
      {"https://example.jp/", "https://example.jp", true, false},
      {"example.jp", "https://example.jp/", true, false},
      {"www.example.jp", "https://www.example.jp/", true, false},
      {"www.example.jp", "https://example.jp/", false, false},
      {"https://example.jp/", "https://click.example.jp/r?u=1", false, false},
      {"https://bank.jp/", "https://evil.example/", false, true},
      {"bank.jp", "https://evil.example/", false, true},
      {"bank.jp", "https://bank.jp.evil.example/", false, true},
      {"bank.jp", "https://notbank.jp/", false, true},
      {"see https://bank.jp/x now", "https://evil.example/", false, true},
      {"click here", "https://evil.example/", false, false},
      {"report.pdf", "https://files.example/report.pdf", false, false},
      {"https://bank.jp\xE3\x81\x93\xE3\x81\xA1\xE3\x82\x89", "https://bank.jp/", false, false},
      {"a@b.jp", "mailto:a@b.jp", true, false},
      {"A@B.jp", "mailto:a@b.jp", true, false},
      {"a@b.jp", "mailto:x@evil.example", false, true},
      {"a@b.jp", "https://evil.example/", false, true},
      {"text", "https://bank.jp@evil.example/", false, true},
      {"03-1234-5678", "tel:0312345678", true, false},
      {"03-1234-5678", "tel:+81-3-1234-5678", true, false},
      {"03-1234-5678", "tel:0900000000", false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CAPTURE(row.href);
    const Target target = parse_target(row.href, 2048);
    CHECK(says_target(row.text, target) == row.says);
    CHECK(contradicts_target(row.text, target) == row.contradicts);
  }
}

TEST_CASE("html/width: columns as a Japanese font draws them") {
  CHECK(column_width("abc") == 3);
  CHECK(column_width("\xE6\x97\xA5\xE6\x9C\xAC") == 4);
  CHECK(column_width("\xEF\xBD\xB1") == 1);              // half-width katakana
  CHECK(column_width("\xE3\x81\x8B\xE3\x82\x99") == 2);  // combining voiced mark
  CHECK(column_width("\xE2\x91\xA0") == 2);              // circled digit
  CHECK(column_width("\xC3\xA9") == 1);
  CHECK(column_width("\xF0\x9F\x98\x80") == 2);
}

TEST_CASE("html/flow: white space collapses, also across pieces") {
  struct Row {
    std::vector<std::string_view> pieces;
    std::string_view expected;
  };
  const Row rows[] = {
      {{"  a ", " b\n\n c  "}, "a b c"},
      {{"a", " ", "b"}, "a b"},
      {{"a\xC2\xA0\xC2\xA0"
        "b"},
       "a  b"},
      {{"\xE6\x97\xA5\n  \xE6\x9C\xAC"}, "\xE6\x97\xA5\xE6\x9C\xAC"},  // no space between kanji
      {{"\xE6\x97\xA5 \xE6\x9C\xAC"}, "\xE6\x97\xA5 \xE6\x9C\xAC"},    // a written one stays
      {{"\xE6\x97\xA5\nabc"}, "\xE6\x97\xA5 abc"},
      {{"\xED\x95\x9C\n\xEA\xB8\x80"}, "\xED\x95\x9C \xEA\xB8\x80"},  // Hangul is spaced
      {{"a\xE2\x80\x8B"
        "b\xEF\xBB\xBF\xE2\x80\xAE"
        "c\xC2\xAD"},
       "abc"},
      {{"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9"}, "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9"},  // one emoji
      {{"a\x1B[31mb\x07"}, "a[31mb"},
      {{"a\xFF"
        "b"},
       "a\xEF\xBF\xBD"
       "b"},
      {{"\xC2\x85x"}, "x"},
  };
  for (const Row& row : rows) {
    FlowCounts counts;
    Flow flow(counts);
    for (const std::string_view piece : row.pieces)
      flow.text(piece);
    CHECK(flow.take() == row.expected);
    CHECK(counts.bytes == 0);
  }
}

TEST_CASE("html/flow: lines, margins and prefixes") {
  FlowCounts counts;
  Flow flow(counts);
  flow.line_break();
  flow.text("a");
  flow.block_edge(true);
  flow.block_edge(true);
  flow.push_prefix("> ");
  flow.text("b");
  flow.block_edge(true);
  flow.text("c ");
  flow.pop_prefix();
  for (int i = 0; i < 9; ++i)
    flow.line_break();
  flow.push_prefix("   ", "1. ");
  flow.text("d\ne", WhiteSpace::PreserveLines);
  flow.pop_prefix();
  CHECK(flow.take() == "a\n\n> b\n>\n> c\n\n\n1. d\n   e");
}
