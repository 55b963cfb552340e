#include "lib/text/file_name.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>

#include "lib/base/utf8.h"
#include "lib/text/encoded_word.h"
#include "lib/text/parameters.h"

using namespace mugai;

namespace {

constexpr std::string_view kName = "令和６年度①髙﨑様_見積書.pdf";
const std::string kSjis =
    "\x97\xDF\x98\x61\x82\x55\x94\x4E\x93\x78\x87\x40\xEE\xE0\xED\x95\x97\x6C_\x8C\xA9\x90\xCF\x8F\x91.pdf";
const std::string kJis = "\x1B$BNaOB#6G/EY-!|byuMM\x1B(B_\x1B$B8+@Q=q\x1B(B.pdf";

std::string percent(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    out.push_back('%');
    out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

std::string word(std::string_view charset, std::string_view bytes) {
  return "=?" + std::string(charset) + "?B?" + text::encode_base64(bytes) + "?=";
}

bool has(const text::FileName& name, std::string_view candidate) {
  return std::find(name.candidates.begin(), name.candidates.end(), candidate) != name.candidates.end();
}

bool has_extension(const text::FileName& name, std::string_view extension) {
  return std::any_of(name.candidates.begin(), name.candidates.end(),
                     [&](const std::string& candidate) { return text::extension_of(candidate) == extension; });
}

// What every shown name must be.
void check_safe(std::string_view name) {
  CHECK(utf8::is_valid(name));
  CHECK(name.size() <= text::kMaxNameBytes);
  CHECK(utf8::length(name) <= text::kMaxNameCharacters);
  CHECK(name.find_first_of("/\\:*?\"<>|\r\n\t\x1B\x7F") == std::string_view::npos);
  CHECK(name.find('\0') == std::string_view::npos);
  CHECK(utf8::one_line(name, 1000) == name);
  if (!name.empty()) {
    CHECK((name.front() != '.' && name.front() != ' ' && name.back() != '.' && name.back() != ' '));
  }
  CHECK(text::clean_file_name(name) == name);
}

}  // namespace

TEST_CASE("text/file_name: names as mail programs encode them") {
  const std::string whole = std::string(kName);
  const std::string utf8_word = text::encode_base64(whole);
  struct Row {
    const char* id;
    std::string type, disposition;
    std::string_view expected;
  };
  const std::string pdf = "application/pdf";
  const std::array rows = {
      Row{"F01 encoded words in both", pdf + ";\r\n name=\"" + word("ISO-2022-JP", kJis) + "\"",
          "attachment;\r\n filename=\"" + word("ISO-2022-JP", kJis) + "\"", kName},
      Row{"F02 RFC 2231", pdf, "attachment; filename*=UTF-8''" + percent(whole), kName},
      Row{"F03 RFC 2231 in pieces, JIS", pdf,
          "attachment;\r\n filename*0*=ISO-2022-JP'ja'" + percent(kJis.substr(0, 20)) +
              ";\r\n filename*1*=" + percent(kJis.substr(20, 15)) + ";\r\n filename*2*=" + percent(kJis.substr(35)),
          kName},
      Row{"F04 raw Shift_JIS", pdf + "; name=\"" + kSjis + "\"", "attachment; filename=\"" + kSjis + "\"", kName},
      Row{"F05 raw UTF-8", pdf + "; name=\"" + whole + "\"", "attachment; filename=\"" + whole + "\"", kName},
      Row{"F06 raw JIS", pdf + "; name=\"" + kJis + "\"", "attachment; filename=\"" + kJis + "\"", kName},
      Row{"F08 words that split a character", pdf,
          "attachment; filename=\"" + word("UTF-8", whole.substr(0, 31)) + "\r\n " + word("UTF-8", whole.substr(31)) +
              "\"",
          kName},
      Row{"F09 a word cut by RFC 2231 pieces", pdf,
          "attachment; filename*0=\"=?UTF-8?B?" + utf8_word.substr(0, 20) + "\"; filename*1=\"" + utf8_word.substr(20) +
              "?=\"",
          kName},
      Row{"F10 direction override", "application/octet-stream",
          "attachment; filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8%E2%80%AEfdp.exe", "請求書fdp.exe"},
      Row{"F12 a path", pdf, "attachment; filename=\"..\\..\\windows\\x.pdf\"", "x.pdf"},
      Row{"F13 kana with combining marks", pdf,
          "attachment; filename*=UTF-8''%E3%82%AB%E3%82%99%E3%82%A4%E3%83%88%E3%82%99.pdf", "ガイド.pdf"},
      Row{"F14 no name", pdf, "attachment", "添付ファイル1.pdf"},
      Row{"F15 raw Shift_JIS with 5C", pdf, "attachment; filename=\"\x95\x5C\x83\x5C\x94\x5C.pdf\"", "表ソ能.pdf"},
      Row{"F16 RFC 2231 with the wrong label", pdf, "attachment; filename*=iso-2022-jp''" + percent(kSjis), kName},
      Row{"an unquoted encoded word", pdf, "attachment; filename=" + word("ISO-2022-JP", kJis), kName},
      Row{"unquoted with blanks", pdf, "attachment; filename=my report.pdf; size=1", "my report.pdf"},
      Row{"an unterminated quote", pdf, "attachment; filename=\"x.pdf", "x.pdf"},
      Row{"no semicolon between", pdf, "attachment; size=\"1\" filename=\"x.pdf\"", "x.pdf"},
      Row{"only in Content-Type", pdf + "; NAME = \"x.pdf\"", "", "x.pdf"},
      Row{"pieces out of order", pdf, "attachment; filename*1=\"b.pdf\"; filename*0=\"a\"", "ab.pdf"},
      Row{"a device", pdf, "attachment; filename=\"con.pdf\"", "_con.pdf"},
      Row{"an empty name", pdf, "attachment; filename=\"\"", "添付ファイル1.pdf"},
      Row{"nothing at all", "", "", "添付ファイル1.bin"},
      Row{"blanks that push the extension out of sight", pdf, "attachment; filename=\"a.pdf              .exe\"",
          "a.pdf .exe"},
      Row{"ideographic blanks", pdf, "attachment; filename=\"報告　書.pdf　　　　.exe　\"", "報告　書.pdf　.exe"},
      Row{"a shell class", pdf, "attachment; filename=\"x.{00021401-0000-0000-C000-000000000046}\"",
          "x_{00021401-0000-0000-C000-000000000046}"},
      Row{"leading signs", pdf, "attachment; filename=\"-~$x.docx\"", "$x.docx"},
      Row{"no text before the type's name", "application/pdf name=\"x.pdf\"", "", "x.pdf"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.id);
    const auto name = text::choose_file_name(row.type, row.disposition, 1);
    CHECK(name.display == row.expected);
    CHECK(name.candidates.front() == name.display);
    check_safe(name.display);
  }
}

TEST_CASE("text/file_name: F07 two names with two extensions disagree, and both are candidates") {
  const auto name = text::choose_file_name("application/pdf; name=\"safe.pdf\"",
                                           "attachment; filename=\"safe.pdf\"; filename*=UTF-8''evil.exe", 1);
  CHECK(name.names_disagree);
  CHECK(name.display == "evil.exe");
  CHECK(has(name, "safe.pdf"));
  CHECK_FALSE(text::choose_file_name("a/b; name=x.pdf", "attachment; filename=y.PDF", 1).names_disagree);
}

TEST_CASE("text/file_name: every reading that a program may take is a candidate") {
  struct Row {
    const char* id;
    std::string disposition;
    std::string_view extension;
  };
  const std::array rows = {
      Row{"a backslash pair", "attachment; filename=\"x.ex\\e\"", "exe"},
      Row{"cut at a blank", "attachment; filename=x.exe y.pdf", "exe"},
      Row{"a tail after the quotes", "attachment; filename=\"x.pdf\".exe", "exe"},
      Row{"an unterminated quote", "attachment; filename=\"x.exe; a=b.pdf", "exe"},
      Row{"an unterminated word", "attachment; filename=\"=?UTF-8?B?eC5leGU\"", "exe"},
      Row{"words inside RFC 2231", "attachment; filename*=UTF-8''%3D%3FUTF-8%3FQ%3Fx=2Eexe%3F%3D", "exe"},
      Row{"NUL in RFC 2231", "attachment; filename*=UTF-8''x.exe%00.pdf", "exe"},
      Row{"NUL in a word", "attachment; filename=\"=?UTF-8?Q?x.exe=00.pdf?=\"", "exe"},
      Row{"NUL raw", std::string("attachment; filename=\"x.exe\0.pdf\"", 34), "exe"},
      Row{"a stream", "attachment; filename=\"x.exe:y.pdf\"", "exe"},
      Row{"a trailing dot", "attachment; filename=\"x.exe. . \"", "exe"},
      Row{"percent in a plain name", "attachment; filename=\"x%2Eexe\"", "exe"},
      Row{"the second of two", "attachment; filename=x.pdf; filename=y.exe", "exe"},
      Row{"a section given twice", "attachment; filename*0=x.pdf; filename*0=y.exe", "exe"},
      Row{"up to a gap", "attachment; filename*0=x.exe; filename*2=.pdf", "exe"},
      Row{"a full-width extension", "attachment; filename=\"x．ｅｘｅ\"", "exe"},
      Row{"a leader for a dot",
          "attachment; filename=\"x\xE2\x80\xA4"
          "exe\"",
          "exe"},
      Row{"an extension alone", "attachment; filename=.exe", "exe"},
      Row{"a quote inside JIS text", "attachment; filename=\"\x1B$B\"x.exe\";\x1B(B.pdf\"", "pdf"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.id);
    const auto name = text::choose_file_name("application/pdf", row.disposition, 1);
    CHECK(has_extension(name, row.extension));
    for (const std::string& candidate : name.candidates)
      check_safe(candidate);
  }
}

TEST_CASE("text/file_name: F11 a long name keeps its extension") {
  std::string raw = "attachment; filename*=UTF-8''";
  for (int i = 0; i < 300; ++i)
    raw += "%E3%81%82";
  const auto name = text::choose_file_name("application/pdf", raw + ".pdf", 1);
  CHECK(name.truncated);
  CHECK(name.display.ends_with(".pdf"));
  check_safe(name.display);
  CHECK(text::clean_file_name(std::string(300, 'a') + ".docx", 40) == std::string(35, 'a') + ".docx");
}

TEST_CASE("text/file_name: random names are made safe once and for all") {
  std::mt19937 random(3);
  const std::u32string_view alphabet =
      U"ab.  /\\:*?\"<>|\r\n\0\x1B\u202E\u200B\u3000\u304B\u3099\u30DB\u309A\uFF0E\U0001F600\u00A0~$CONcon1{}-";
  for (int round = 0; round < 5000; ++round) {
    std::string raw;
    for (std::size_t i = random() % (round % 50 == 0 ? 400 : 12); i > 0; --i)
      utf8::append(raw, alphabet[random() % alphabet.size()]);
    CAPTURE(raw);
    check_safe(text::clean_file_name(raw));
  }
}

TEST_CASE("text/file_name: names that a file system takes for one are told apart") {
  std::set<std::string> used;
  CHECK(text::unique_name("Report.pdf", used) == "Report.pdf");
  CHECK(text::unique_name("REPORT.PDF", used) == "REPORT (2).PDF");
  CHECK(text::unique_name("report.pdf", used) == "report (3).pdf");
  CHECK(text::unique_name("ガイド.pdf", used) == "ガイド.pdf");
  CHECK(text::name_key("ガイド") == text::name_key("カ\xE3\x82\x99イト\xE3\x82\x99"));
  CHECK(text::name_key("ＡＢＣ") == text::name_key("abc"));
  CHECK(text::name_key("Résumé") == text::name_key("RE\xCC\x81sume\xCC\x81"));
  CHECK(text::name_key("Ёж") == text::name_key("ёж"));
  CHECK(text::name_key("한") == text::name_key("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"));
  CHECK(text::name_key("は") != text::name_key("ハ"));
  CHECK(text::name_key("a／b÷c").find('/') == std::string::npos);
  std::set<std::string> long_names;
  const std::string name = std::string(196, 'x') + ".pdf";
  text::unique_name(name, long_names);
  const std::string second = text::unique_name(name, long_names);
  CHECK(second.size() <= text::kMaxNameBytes);
  CHECK(second.ends_with(" (2).pdf"));
}

TEST_CASE("text/file_name: kana marks compose and nothing else changes") {
  CHECK(text::compose_kana("か\xE3\x82\x99は\xE3\x82\x9Aう\xE3\x82\x99ワ\xE3\x82\x99ホ\xE3\x82\x9A") ==
        "がぱゔ\xE3\x83\xB7ポ");
  CHECK(text::compose_kana("あ\xE3\x82\x99\xE3\x82\x99") == "あ\xE3\x82\x99\xE3\x82\x99");
  CHECK(text::compose_kana("神\xEF\xA8\x99①㈱e\xCC\x81") == "神\xEF\xA8\x99①㈱e\xCC\x81");
}

TEST_CASE("text/file_name: what is written for a name is read as that name, in 7-bit lines of modest length") {
  std::string longest;
  while (longest.size() < 195)
    longest += "髙";
  const std::array<std::string, 6> names = {"x.pdf",       std::string(kName), longest + ".pdf",
                                            "a b (1).pdf", "100% {x} 'y'.pdf", "\xF0\x9F\x98\x80.pdf"};
  for (const std::string& name : names) {
    CAPTURE(name);
    for (const auto style :
         {policy::FileNameStyle::Both, policy::FileNameStyle::Rfc2231, policy::FileNameStyle::Rfc2047}) {
      const auto written = text::encode_file_name_parameters(name, style);
      for (const std::string& parameter : {written.content_type, written.content_disposition}) {
        CHECK(parameter.starts_with(";\r\n "));
        for (std::size_t at = 0; at < parameter.size();) {
          const std::size_t end = std::min(parameter.find("\r\n", at), parameter.size());
          CHECK(end - at <= 96);
          at = end + 2;
        }
        for (const char c : parameter)
          CHECK((c == '\r' || c == '\n' || (c >= ' ' && c <= '~')));
      }
      const auto read = text::choose_file_name("application/pdf" + written.content_type,
                                               "attachment" + written.content_disposition, 1);
      CHECK(read.display == name);
      CHECK_FALSE(read.names_disagree);
      const auto type = text::parse_parameters("application/pdf" + written.content_type);
      CHECK_FALSE(type.syntax_error);
    }
  }
  const auto hostile = text::encode_file_name_parameters("a\r\nBcc: x\"; y=\"\\z", policy::FileNameStyle::Both);
  CHECK(hostile.content_type.find("\r\nBcc") == std::string::npos);
}
