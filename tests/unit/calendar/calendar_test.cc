// Calendars and cards: lines, values, and what a file becomes.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/formats/calendar/content_line.h"
#include "lib/formats/calendar/values.h"
#include "lib/formats/calendar/vcf_handler.h"
#include "tests/support/lone_context.h"

using namespace mugai;
using namespace mugai::calendar;

TEST_CASE("calendar/line: names, parameters, folding") {
  Defects defects;
  const auto lines =
      parse_lines(as_bytes("g.tel;HOME;X-a=\"b:c\",d:v:w\r\nLONG:a\r\n b\r\n\tc\nbad line\n;:x\n"), defects);
  REQUIRE(lines.has_value());
  REQUIRE(lines->size() == 2);
  const ContentLine& tel = lines->front();
  CHECK(tel.name == "TEL");
  CHECK(tel.value == "v:w");
  CHECK(tel.has_value("TYPE", "home"));
  REQUIRE(tel.param("X-A") != nullptr);
  CHECK(tel.param("X-A")->values == std::vector<std::string>{"b:c", "d"});
  CHECK(lines->back().value == "abc");
  CHECK(defects.bad_lines == 2);
}

TEST_CASE("calendar/line: written lines are folded at 75 bytes and never within a character") {
  ContentLine line;
  line.name = "SUMMARY";
  for (int i = 0; i < 100; ++i)
    line.value += "漢";
  std::string out;
  append_line(out, line);
  Defects defects;
  const auto again = parse_lines(as_bytes(out), defects);
  REQUIRE(again.has_value());
  CHECK(again->front().value == line.value);
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = out.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 75);
    at = end + 2;
  }
}

TEST_CASE("calendar/value: each kind takes its own grammar alone") {
  struct Case {
    Kind kind;
    std::string_view in;
    std::string_view out;  // "-": left out
  };
  constexpr Case kCases[] = {
      {Kind::Text, "a\\nb\\,c\\;d\\\\e", "a\\nb\\,c\\;d\\\\e"},
      {Kind::Text, "a,b", "a\\,b"},
      {Kind::Text, "x < y and a <b@example.jp>", "x < y and a <b@example.jp>"},
      {Kind::Text, "<b>bold</b> text", "bold text"},
      {Kind::Structure, "a;b,c;;d\\;e", "a;b,c;;d\\;e"},
      {Kind::Date, "20261201", "20261201"},
      {Kind::Date, "20261201T090000Z", "20261201T090000Z"},
      {Kind::Date, "2026-12-01", "-"},
      {Kind::Date, "20261201T0900", "-"},
      {Kind::DateList, "20261201,20261202T000000Z/PT1H", "20261201,20261202T000000Z/PT1H"},
      {Kind::Duration, "-PT15M", "-PT15M"},
      {Kind::Duration, "PT", "-"},
      {Kind::Trigger, "P1D", "P1D"},
      {Kind::Integer, "5", "5"},
      {Kind::Integer, "5x", "-"},
      {Kind::Offset, "+0900", "+0900"},
      {Kind::Word, "confirmed", "CONFIRMED"},
      {Kind::Rule, "freq=weekly;byday=mo,-1fr", "FREQ=WEEKLY;BYDAY=MO,-1FR"},
      {Kind::Rule, "FREQ=SECONDLY", "-"},
      {Kind::Rule, "FREQ=DAILY;COUNT=100000", "FREQ=DAILY;COUNT=1000"},
      {Kind::Rule, "FREQ=DAILY;X-EVIL=1", "-"},
      {Kind::Rule, "COUNT=3", "-"},
      {Kind::Address, "MAILTO:a@example.jp", "mailto:a@example.jp"},
      {Kind::Address, "mailto:a@example.jp?bcc=b@example.jp", "mailto:a@example.jp"},
      {Kind::Address, "https://example.jp/", "-"},
      {Kind::Link, "https://example.jp/a", "https://example.jp/a"},
      {Kind::Link, "javascript:x", "-"},
      {Kind::Link, "file:///c:/x", "-"},
      {Kind::Geo, "35.6;139.7", "35.6;139.7"},
      {Kind::Geo, "here", "-"},
      {Kind::Phone, "tel:+81-3-1234-5678", "+81-3-1234-5678"},
      {Kind::Phone, "sip:x@y", "-"},
  };
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.in));
    ValueCounts counts;
    const auto value = canonical(c.kind, c.in, counts);
    CHECK(value.value_or("-") == c.out);
    if (value) CHECK(canonical(c.kind, *value, counts) == value);
  }
}

TEST_CASE("calendar/card: a card without a name to show gets that of its parts") {
  testing::LoneContext context("a.vcf");
  MemorySource source(std::string_view("BEGIN:VCARD\nVERSION:2.1\nN:山田;太郎\nEND:VCARD\n"));
  MemorySink sink;
  REQUIRE(vcf_handler().sanitize(source, sink, context).has_value());
  CHECK(sink.text() == "BEGIN:VCARD\r\nVERSION:3.0\r\nN:山田;太郎\r\nFN:山田 太郎\r\nEND:VCARD\r\n");
}
