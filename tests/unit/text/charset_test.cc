#include "lib/text/charset.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

using namespace mugai;
using text::Charset;

namespace {

std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out.push_back(static_cast<char>(ascii::hex_value(hex[i]) * 16 + ascii::hex_value(hex[i + 1])));
  }
  return out;
}

std::string from_codes(std::u32string_view codes) {
  std::string out;
  for (const char32_t c : codes)
    utf8::append(out, c);
  return out;
}

text::Decoded decode(std::string_view bytes, std::string_view label) {
  return text::decode(as_bytes(bytes), label);
}

// What every output must be, whatever went in.
bool is_clean(std::string_view text) {
  if (!utf8::is_valid(text)) return false;
  for (std::string_view rest = text; !rest.empty();) {
    const auto d = utf8::decode(rest);
    rest.remove_prefix(d.length);
    if (d.code == '\n' || d.code == '\t') continue;
    if (d.code < 0x20 || (d.code >= 0x7F && d.code < 0xA0) || d.code == 0xFEFF) return false;
    if (d.code >= 0xE000 && d.code <= 0xF8FF) return false;
    if (utf8::is_noncharacter(d.code)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("text/charset: cells of the Japanese charsets read as Windows reads them") {
  struct Row {
    const char* id;
    const char* label;
    const char* hex;
    std::u32string_view expected;
  };
  static constexpr std::array kRows = {
      Row{"NEC row 13", "iso-2022-jp", "1B24422D212D6A1B2842", U"\u2460\u3231"},
      Row{"NEC-selected IBM extension", "iso-2022-jp", "1B24427C6279751B2842", U"\u9AD9\uFA11"},
      Row{"half-width kana by escape", "iso-2022-jp", "1B284936451B2842", U"\uFF76\uFF85"},
      Row{"half-width kana by SO and SI", "iso-2022-jp", "0E36450F", U"\uFF76\uFF85"},
      Row{"8-bit half-width kana", "iso-2022-jp", "B6C5", U"\uFF76\uFF85"},
      Row{"JIS C 6226-1978", "iso-2022-jp", "1B244030211B2842", U"\u4E9C"},
      Row{"1990 announcer", "iso-2022-jp", "1B26401B244230211B2842", U"\u4E9C"},
      Row{"JIS X 0212", "iso-2022-jp", "1B24284430211B2842", U"\u4E02"},
      Row{"JIS X 0213 plane 1", "iso-2022-jp", "1B2428512D217D7E1B2842", U"\u2460\u9856"},
      Row{"JIS X 0213 plane 2", "iso-2022-jp", "1B24285021211B2842", U"\U00020089"},
      Row{"cells that converters disagree about", "iso-2022-jp", "1B2442213D21412142215D21712172224C2140216F21311B2842",
          U"\u2015\uFF5E\u2225\uFF0D\uFFE0\uFFE1\uFFE2\uFF3C\uFFE5\uFFE3"},
      Row{"5C and 7E of JIS-Roman stay ASCII", "iso-2022-jp", "1B284A5C7E1B2842", U"\\~"},
      Row{"an unknown escape", "iso-2022-jp", "1B285A3C623E", U"\uFFFD(Z<b>"},
      Row{"an odd byte before an escape", "iso-2022-jp", "1B24423021301B284278", U"\u4E9C\uFFFDx"},
      Row{"a line end resets to ASCII", "iso-2022-jp", "1B244230210D0A30221B2842", U"\u4E9C\n0\""},
      Row{"au emoji", "iso-2022-jp", "1B244275411B2842", U"\u3013"},
      Row{"an empty segment", "iso-2022-jp", "1B244230211B28421B244230221B2842", U"\u4E9C\u5516"},
      Row{"Shift_JIS labelled us-ascii", "us-ascii", "93FA967B8CEA874090E0", U"\u65E5\u672C\u8A9E\u2460\u8AAC"},
      Row{"machine-dependent and duplicate cells", "shift_jis", "8740878AFBFCEEE0FAB1ED958756",
          U"\u2460\u3231\u9AD9\u9AD9\uFA11\uFA11\u2162"},
      Row{"5C and 7E of Shift_JIS stay ASCII", "shift_jis", "5C7E", U"\\~"},
      Row{"disputed cells in Shift_JIS", "shift_jis", "815C81608161817C8191819281CA815F818F8150",
          U"\u2015\uFF5E\u2225\uFF0D\uFFE0\uFFE1\uFFE2\uFF3C\uFFE5\uFFE3"},
      Row{"duplicate encodings", "shift_jis", "879481E0879081DA879781CAEEF9FA54FA55EEFA",
          U"\u2211\u2252\u2252\u2220\u2220\uFFE2\uFFE2\uFFE2\uFFE4\uFFE4"},
      Row{"5C as a second byte", "shift_jis", "955C835C945C", U"\u8868\u30BD\u80FD"},
      Row{"docomo emoji", "shift_jis", "F89F89C2", U"\u3013\u53EF"},
      Row{"SoftBank emoji", "shift_jis", "F74189C2", U"\u3013\u53EF"},
      Row{"a lead byte does not eat a quote", "shift_jis", "812241", U"\uFFFD\"A"},
      Row{"EUC NEC row 13", "euc-jp", "ADA1ADEAADB7", U"\u2460\u3231\u2162"},
      Row{"EUC rows 89 to 92", "euc-jp", "FCE2F9F5", U"\u9AD9\uFA11"},
      Row{"EUC JIS X 0212 after SS3", "euc-jp", "8FB0A1", U"\u4E02"},
      Row{"EUC half-width kana after SS2", "euc-jp", "8EB68EC5", U"\uFF76\uFF85"},
      Row{"a lead byte of EUC does not eat <", "euc-jp", "A43C", U"\uFFFD<"},
      Row{"UTF-7", "utf-7", "2B4144772D736372697074", U"<script"},
      Row{"UTF-7 without the closing hyphen", "utf-7", "2B5A65566E4C4971653C", U"\u65E5\u672C\u8A9E<"},
      Row{"a plus in UTF-7", "utf-7", "612B2D622B20", U"a+b+ "},
      Row{"UTF-16 by its mark", "utf-16", "FFFE42306100", U"\u3042a"},
      Row{"UTF-16 without a mark, little-endian", "utf-16", "420061004230", U"Ba\u3042"},
      Row{"UTF-16BE with a lone surrogate", "utf-16be", "0041D8000042", U"A\uFFFDB"},
      Row{"UTF-16 surrogates", "utf-16be", "D840DC890041", U"\U00020089A"},
      Row{"a UTF-16 mark under another label", "utf-8", "FEFF3042", U"\u3042"},
      Row{"UTF-32", "utf-32be", "0000304200020089", U"\u3042\U00020089"},
      Row{"GB 18030, two and four bytes", "gb2312", "C4E3BAC3A3A18130813090308130",
          U"\u4F60\u597D\uFF01\u0080\U00010000"},
      Row{"Big5", "big5", "A741A66E", U"\u4F60\u597D"},
      Row{"EUC-KR", "ks_c_5601-1987", "BEC8B3E7", U"\uC548\uB155"},
      Row{"windows-1252 under the label ISO-8859-1", "ISO-8859-1", "636166E9208080", U"caf\u00E9 \u20AC\u20AC"},
      Row{"KOI8-R", "koi8-r", "F0D2C9D7C5D4", U"\u041F\u0440\u0438\u0432\u0435\u0442"},
      Row{"ISO-8859-15", "ISO_8859-15", "A4", U"\u20AC"},
      Row{"UTF-8 under a JIS label", "iso-2022-jp", "E697A5E69CACE8AA9E", U"\u65E5\u672C\u8A9E"},
      Row{"Shift_JIS under a JIS label", "iso-2022-jp", "97DF98618255944E", U"\u4EE4\u548C\uFF16\u5E74"},
      Row{"EUC-JP without a label", "", "C6FCCBDCB8ECA4C7A4B9", U"\u65E5\u672C\u8A9E\u3067\u3059"},
      Row{"JIS under the label UTF-8", "utf-8", "1B24422D211B2842", U"\u2460"},
      Row{"UTF-8 under the label Shift_JIS", "shift_jis", "E38182E38184E38186E38188", U"\u3042\u3044\u3046\u3048"},
      Row{"half-width kana of Shift_JIS without a label", "", "C3BDC42E747874", U"\uFF83\uFF7D\uFF84.txt"},
      Row{"Shift_JIS-2004, both planes and a combining cell", "shift_jis-2004", "8740EF9EF040FCF482F5",
          U"\u2460\u9856\U00020089\U0002A6B2\u304B\u309A"},
      Row{"half-width kana and 5C of Shift_JIS-2004", "shift_jisx0213", "B6C55C7E", U"\uFF76\uFF85\\~"},
      Row{"ISO-2022-KR", "iso-2022-kr", "1B2429430E3E4833670F610D0A0E3E48", U"\uC548\uB155a\n\uC548"},
      Row{"ISO-2022-KR without a label", "", "1B2429430E3E480F", U"\uC548"},
      Row{"a line end of ISO-2022-KR goes back to ASCII", "iso-2022-kr", "1B2429430E3E480A3C62", U"\uC548\n<b"},
      Row{"another escape in ISO-2022-KR", "iso-2022-kr", "1B2429431B5A3C", U"\uFFFDZ<"},
      Row{"HZ", "hz-gb-2312", "7E7B44633A437E7D7E7E617E0A62", U"\u4F60\u597D~ab"},
      Row{"a line end of HZ goes back to ASCII", "hz-gb-2312", "7E7B44630A3C62", U"\u4F60\n<b"},
      Row{"half a character of HZ does not eat a line end", "hz-gb-2312", "7E7B440A3C", U"\uFFFD\n<"},
      Row{"EUC-JIS-2004 with a combining cell", "euc-jis-2004", "A4F7", U"\u304B\u309A"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.id);
    const auto decoded = decode(from_hex(row.hex), row.label);
    if (std::string_view(row.id).starts_with("GB")) {
      CHECK(decoded.text == from_codes(U"\u4F60\u597D\uFF01\U00010000"));  // U+0080 is a C1 control and is dropped
      CHECK(decoded.controls == 1);
      continue;
    }
    CHECK(decoded.text == from_codes(row.expected));
  }
}

TEST_CASE("text/charset: every cell of JIS X 0208 with the Windows extensions agrees between JIS, Shift_JIS and EUC") {
  int assigned = 0;
  for (unsigned row = 0x21; row <= 0x7E; ++row) {
    for (unsigned cell = 0x21; cell <= 0x7E; ++cell) {
      const std::string pair = {static_cast<char>(row), static_cast<char>(cell)};
      const std::string high = {static_cast<char>(row | 0x80), static_cast<char>(cell | 0x80)};
      const auto jis = text::decode_as(as_bytes("\x1B$B" + pair), Charset::Iso2022Jp);
      const auto euc = text::decode_as(as_bytes(high), Charset::EucJp);
      if (jis.replaced != 0 || jis.emoji != 0) continue;
      ++assigned;
      CHECK(jis.text == euc.text);
    }
  }
  CHECK(assigned == 7336);
}

TEST_CASE("text/charset: what was read as what, and whether that is a repair") {
  struct Row {
    const char* label;
    std::string bytes;
    const char* used;
    bool repaired;
  };
  const std::array rows = {
      Row{"us-ascii", "plain", "us-ascii", false},
      Row{"", "plain", "us-ascii", false},
      Row{"Shift_JIS", "plain", "us-ascii", false},
      Row{"\"ISO-2022-JP\"", "\x1B$B0!\x1B(B", "iso-2022-jp", false},
      Row{"", "\x1B$B0!\x1B(B", "iso-2022-jp", true},
      Row{"us-ascii", "\x93\xFA\x96\x7B", "cp932", true},
      Row{"x-sjis", "\x93\xFA\x96\x7B", "cp932", false},
      Row{"UTF-8", "日本語", "utf-8", false},
      Row{"utf-8",
          "\xEF\xBB\xBF"
          "abc",
          "utf-8", false},
      Row{"utf-8", "日本\xE8\xAA", "utf-8", true},
      Row{"utf-8", "日本語です\xE8\xAA", "utf-8", true},
      Row{"iso-8859-1", "caf\xE9", "windows-1252", false},
      Row{"iso-8859-1",
          "gr\xF6\xDF"
          "er",
          "windows-1252", false},
      Row{"utf-16",
          "\xFF\xFE"
          "a" +
              std::string(1, '\0'),
          "utf-16", false},
      Row{"utf-16", "not wide at all", "us-ascii", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.label);
    CAPTURE(row.bytes);
    const auto decoded = decode(row.bytes, row.label);
    CHECK(decoded.used == row.used);
    CHECK(decoded.repaired() == row.repaired);
  }
  CHECK(decode("x", "\"Shift_JIS\"; x\r\ny").declared == "shift-jis");
}

TEST_CASE("text/charset: line ends, controls, marks and private characters") {
  CHECK(decode("a\r\nb\rc\nd\r\n\r\n", "").text == "a\nb\nc\nd\n\n");
  CHECK(decode("\r\n日\r\n本\r", "utf-8").text == "\n日\n本\n");
  const auto controls = decode(std::string("a\0b\x1B[31mc\x7F\xC2\x85"
                                           "d\te",
                                           15),
                               "utf-8");
  CHECK(controls.text == "ab[31mcd\te");
  CHECK(controls.controls == 4);
  CHECK(decode("\xEF\xBB\xBF"
               "a\xEF\xBB\xBF"
               "b",
               "utf-8")
            .text == "ab");
  CHECK(decode("a\xE2\x80\xA8"
               "b\xE2\x80\xA9"
               "c",
               "utf-8")
            .text == "a\nb\nc");
  const auto emoji = decode(
      "\xEE\x98\xBE"
      "x\xEF\xBF\xBE",
      "utf-8");
  CHECK(emoji.text == "〓x\xEF\xBF\xBD");
  CHECK(emoji.emoji == 1);
  CHECK(emoji.replaced == 1);
  const auto bidi = decode(
      "請求書\xE2\x80\xAE"
      "fdp\xE2\x80\x8B",
      "utf-8");
  CHECK(bidi.bidi == 1);
  CHECK(bidi.invisible == 1);
  CHECK(decode("\xF0\x9F\x98\x80 神\xEF\xA8\x99①㈱", "utf-8").text == "\xF0\x9F\x98\x80 神\xEF\xA8\x99①㈱");
}

TEST_CASE("text/charset: markup hidden in two-byte text does not come out") {
  const std::string html = "<p>\x1B(J<img src=\"x\x1B$B\" onerror=alert(1)>\x1B(B</p>";
  const auto decoded = decode(html, "ISO-2022-JP");
  CHECK(decoded.text.find("onerror") == std::string::npos);
  CHECK(decoded.text.find('\x1B') == std::string::npos);
}

TEST_CASE("text/charset: random and truncated bytes never give invalid UTF-8, a control or an endless output") {
  std::mt19937 random(20261122);
  const std::string sample =
      "\x1B$B$*CN$i$;-!\x1B(B abc \x93\xFA\x96\x7B 日本語 +ZeVnLIqe- \x8F\xB0\xA1\x81\x30\x81\x30";
  for (int round = 0; round < 300; ++round) {
    std::string bytes = round == 0 ? sample : std::string();
    if (round > 0) {
      const std::size_t length = random() % 64;
      for (std::size_t i = 0; i < length; ++i) {
        const auto pick = random() % 8;
        bytes.push_back(pick == 0 ? '\x1B' : pick == 1 ? '$' : pick == 2 ? 'B' : static_cast<char>(random() & 0xFF));
      }
    }
    for (int c = 0; c < text::kCharsetCount; ++c) {
      CAPTURE(c);
      const auto decoded = text::decode_as(as_bytes(bytes), static_cast<Charset>(c));
      CHECK(is_clean(decoded.text));
      CHECK(decoded.text.size() <= 3 * bytes.size() + 3);
      CHECK(is_clean(decode(bytes, text::charset_name(static_cast<Charset>(c))).text));
    }
  }
  for (std::size_t cut = 0; cut <= sample.size(); ++cut)
    CHECK(is_clean(decode(sample.substr(0, cut), "").text));
}

TEST_CASE("text/charset: reading again what was read changes nothing") {
  const std::array<std::string, 4> samples = {"\x1B$B$*CN$i$;-!\x1B(B", "\x93\xFA\x96\x7B\x8C\xEA", "caf\xE9",
                                              "日本語\r\n"};
  for (const auto& sample : samples) {
    const auto once = decode(sample, "");
    const auto twice = decode(once.text, "utf-8");
    CHECK(twice.text == once.text);
    CHECK_FALSE(twice.repaired());
  }
}
