// Text files and tables: characters, cells, formulas, the form in which a file is written.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/formats/plain/clean.h"
#include "lib/formats/plain/csv.h"
#include "lib/formats/plain/csv_handler.h"
#include "lib/formats/plain/formula_cell.h"
#include "lib/formats/plain/shift_jis.h"
#include "lib/formats/plain/text_file.h"
#include "lib/formats/plain/text_handler.h"
#include "lib/text/charset.h"
#include "tests/support/lone_context.h"

using namespace mugai;
using namespace mugai::plain;
using namespace std::string_view_literals;

namespace {

std::string rebuilt(Handler& handler, std::string_view input, const std::string& name) {
  testing::LoneContext context(name);
  MemorySource source(input);
  MemorySink sink;
  const auto outcome = handler.sanitize(source, sink, context);
  REQUIRE_MESSAGE(outcome.has_value(), outcome.error().detail);
  return std::string(sink.text());
}

}  // namespace

TEST_CASE("plain/clean: what cannot be seen goes, what has a meaning stays") {
  struct Case {
    std::string_view in, out;
  };
  constexpr Case kCases[] = {
      {"abc", "abc"},
      {"a\u202Eb\u2066c\u200F", "abc"},
      {"a\u200Bb\u00ADc\uFEFF", "abc"},
      {"\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469"},  // a couple is joined
      {"a\u200Db", "ab"},
      {"\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937"},  // Devanagari
      {"\u8FBB\U000E0100", "\u8FBB\U000E0100"},                  // a kanji's variant
      {"a\U000E0100\U000E0101", "a"},
      {"\u2615\uFE0F", "\u2615\uFE0F"},
      {"\u8FBB\U000E0100\U000E0101", "\u8FBB\U000E0100"},
      {"\U000E0041\U000E007F", ""},
      {"e\u0301\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301\u0301"},
      {"\u2028x", "\nx"},
      {"\u3164x\u034F", "x"},
  };
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.in));
    const Cleaned once = clean(c.in, LongLines::Break);
    CHECK(once.text == c.out);
    CHECK(clean(once.text, LongLines::Break).text == once.text);
  }
}

TEST_CASE("plain/clean: a line without end is broken, and stays so") {
  const std::string line(3 * kMaxLineBytes / 2, 'x');
  const Cleaned once = clean(line, LongLines::Break);
  CHECK(once.broken == 1);
  CHECK(once.text.size() == line.size() + 1);
  CHECK(clean(once.text, LongLines::Break).text == once.text);
  CHECK(clean(line, LongLines::Keep).text == line);
}

TEST_CASE("plain/formula: what a spreadsheet runs, and what only begins like it") {
  for (const std::string_view cell : {"=1+1"sv, "=A1"sv,  "@SUM(1)"sv,  "+A1"sv,  "-A1"sv,
                                      "  =1"sv, "\"=1"sv, "\t=1"sv,     "\n+x"sv, "＝1"sv,
                                      "－A1"sv, "＠x"sv,  "\u00A0=1"sv, "　=1"sv, "-2+3+cmd|' /C calc'!A0"sv,
                                      "+cmd"sv, "-foo"sv, "-なし|x"sv,  "= "sv,   "==="sv})
    CHECK_MESSAGE(is_formula(cell), std::string(cell));
  for (const std::string_view cell :
       {""sv, "="sv, "abc"sv, "-1"sv, "-12.5"sv, "+81-3-1234-5678"sv, "-1,234円"sv, "-￥500"sv, "(1)"sv, "-"sv, "---"sv,
        "-なし"sv, "＋プラス"sv, "'=1+1"sv, "a=b"sv, "1-2"sv, "-5%"sv, "-1.5E+10"sv, "+1 (03) 123"sv})
    CHECK_MESSAGE(!is_formula(cell), std::string(cell));
}

TEST_CASE("plain/formula: an apostrophe stands before every place where a formula would begin") {
  struct Case {
    std::string_view in, out;
  };
  constexpr Case kCases[] = {
      {"=1", "'=1"},
      {" \"=1", " \"'=1"},
      {"a;=cmd()", "a;'=cmd()"},
      {"a,b|@x", "a,b|'@x"},
      {"a\n=1\t+f(1)", "a\n'=1\t'+f(1)"},
      {"a, -5", "a, -5"},
      {"- a\n- b", "'- a\n- b"},
      {"x\n====", "x\n===="},
      {"東京, -大阪", "東京, -大阪"},
      {"a=1;b=2", "a=1;b=2"},
      {"\"\"\"=1", "\"\"\"'=1"},
  };
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.in));
    const Defused once = defuse(c.in);
    CHECK(once.text == c.out);
    CHECK(defuse(once.text).text == once.text);
  }
}

TEST_CASE("plain/csv: rows and cells") {
  struct Case {
    std::string_view in;
    char separator;
    std::string_view out;  // as it is written: one row a line
  };
  constexpr Case kCases[] = {
      {"a,b\nc,d\n", ',', "a,b|c,d|"},
      {"a,\"b,c\"\n", ',', "a,\"b,c\"|"},
      {"\"a\"\"b\"", ',', "\"a\"\"b\"|"},
      {"\"a\nb\",c", ',', "\"a\nb\",c|"},
      {"a\"b,c", ',', "\"a\"\"b\",c|"},
      {"\"a\"b,c", ',', "\"ab\",c|"},
      {"a,\"b\nc", ',', "a,\"\"\"b\"|c|"},
      {"a;b,c", ';', "a;b,c|"},
      {",\n\n,", ',', ",||,|"},
      {"\"\"", ',', "\"\"|"},
      {"a,", ',', "a,|"},
  };
  for (const Case& c : kCases) {
    CAPTURE(std::string(c.in));
    CsvReader reader(c.in, c.separator);
    CsvRow row;
    std::string out;
    while (reader.next(row)) {
      append_row(out, row, c.separator);
      out.push_back('|');
    }
    CHECK(out == c.out);
  }
}

TEST_CASE("plain/csv: the separator") {
  CHECK(guess_separator("a,b;c,d\n", false) == ',');
  CHECK(guess_separator("a;b;1,5\nc;d;2,5\n", false) == ';');
  CHECK(guess_separator("a\tb\n", false) == '\t');
  CHECK(guess_separator("a,b\tc\n", true) == '\t');
  CHECK(guess_separator("one\n", false) == ',');
  CHECK(guess_separator("\"a;b;c\",d\n", false) == ',');
  CHECK(read_separator_line("sep=;\na").separator == ';');
  CHECK(read_separator_line("\"sep=|\"\na").separator == '|');
  CHECK(read_separator_line("SEP=,\n").bytes == 6);
  CHECK(read_separator_line("sep=ab\n").separator == 0);
  CHECK(read_separator_line("separate\n").separator == 0);
}

TEST_CASE("plain/written: a clean file comes out byte for byte") {
  for (const std::string_view text :
       {"a\nb\n"sv, "a\r\nb\r\n"sv, "no end"sv, "日本語\n"sv, "\xEF\xBB\xBF日本語\r\n"sv, "\n\n"sv, "a\n\tb  \n"sv}) {
    CAPTURE(std::string(text));
    CHECK(rebuilt(text_handler(), text, "a.txt") == text);
  }
  for (const std::string_view table : {"a,b\r\n1,2\r\n"sv, "\xEF\xBB\xBF氏名;住所\n\"a\nb\";c"sv, "a\t\"b\"\n"sv})
    CHECK(rebuilt(csv_handler(), table, "a.csv") == table);
}

TEST_CASE("plain/written: line ends follow the first line, marks the charset and the name") {
  CHECK(rebuilt(text_handler(), "a\r\nb\nc\r\n", "a.txt") == "a\r\nb\r\nc\r\n");
  CHECK(rebuilt(text_handler(), "a\nb\r\n", "a.txt") == "a\nb\n");
  CHECK(rebuilt(text_handler(), "\x93\xFA\x96\x7B\x8C\xEA\x82\xCC\x95\xB6\n", "a.txt") == "\xEF\xBB\xBF日本語の文\n");
  CHECK(rebuilt(text_handler(), "\x93\xFA\x96\x7B\x8C\xEA\x82\xCC\x95\xB6\n", "a.json") == "日本語の文\n");
  CHECK(rebuilt(csv_handler(), "名前,住所の欄\n", "a.csv") == "\xEF\xBB\xBF名前,住所の欄\n");
}

TEST_CASE("plain: UTF-16 and UTF-32 without a mark") {
  CHECK(wide_label(as_bytes("a\0b\0\n\0c\0"sv)) == "utf-16le");
  CHECK(wide_label(as_bytes("\0a\0b\0\n\0c"sv)) == "utf-16be");
  CHECK(wide_label(as_bytes("a\0\0\0b\0\0\0"sv)) == "utf-32le");
  CHECK(wide_label(as_bytes("\0\0\0a\0\0\0b"sv)) == "utf-32be");
  CHECK(wide_label(as_bytes("abcd\n"sv)).empty());
  CHECK(wide_label(as_bytes("a\0\0bcdef"sv)).empty());
}

TEST_CASE("plain/shift_jis: every character that is read can be written, and is read as the same again") {
  std::string all;
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    if (lead >= 0xA0 && lead <= 0xDF) continue;
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      const std::string pair = {static_cast<char>(lead), static_cast<char>(trail)};
      const text::Decoded decoded = text::decode_as(as_bytes(pair), text::Charset::Cp932);
      if (decoded.replaced == 0 && decoded.emoji == 0) all += decoded.text;
    }
  }
  const auto bytes = to_shift_jis(all);
  REQUIRE(bytes.has_value());
  CHECK(text::decode_as(as_bytes(*bytes), text::Charset::Cp932).text == all);
  CHECK(!to_shift_jis("\U0001F600").has_value());
}
