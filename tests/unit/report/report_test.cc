#include "lib/report/report.h"

#include <doctest/doctest.h>

#include <set>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/detect/types.h"
#include "lib/report/layout.h"
#include "lib/report/messages.h"
#include "lib/report/notice.h"
#include "lib/report/template.h"
#include "lib/report/type_words.h"
#include "lib/report/words.h"

using namespace mugai;
using namespace mugai::report;

namespace {

JobReport cleaned_docm() {
  JobReport job;
  job.name = "a.docm";
  job.type = "docm";
  job.disposition = Disposition::Cleaned;
  job.extension = "docx";
  job.findings = {{"OOXML-036", Action::Removed, "/word/vbaProject.bin", 1, ""},
                  {"OOXML-010", Action::Removed, "/word/_rels/document.xml.rels", 2, "http://x.example/\"a\""},
                  {"OOXML-022", Action::Removed, "/word/styles.xml", 3, ""}};
  job.bytes_in = 1000;
  job.bytes_out = 900;
  job.sha256_in = "aa";
  job.sha256_out = "bb";
  job.wall_us = 12'499;
  return job;
}

JobReport blocked_exe() {
  JobReport job;
  job.name = "x.exe";
  job.type = "pe";
  job.disposition = Disposition::Blocked;
  job.error = make_error(ErrorCode::Forbidden, "an executable");
  job.findings = {{"EXT-001", Action::Blocked, "", 1, "exe"}};
  job.bytes_in = 5;
  job.sha256_in = "cc";
  return job;
}

}  // namespace

TEST_CASE("report/json: the object has the keys of the interface, in order") {
  const FileReport report{"in/a.docm", "out/a.docx", cleaned_docm(), "standard", "0.1.0"};
  CHECK(to_json(report) ==
        R"({"v":1,"input":"in/a.docm","output":"out/a.docx","type":"docm","outcome":"cleaned","findings":[)"
        R"({"id":"OOXML-036","action":"removed","where":"/word/vbaProject.bin","count":1},)"
        R"({"id":"OOXML-010","action":"removed","where":"/word/_rels/document.xml.rels","count":2,)"
        R"("detail":"http://x.example/\"a\""},)"
        R"({"id":"OOXML-022","action":"removed","where":"/word/styles.xml","count":3}],"children":[],)"
        R"("bytes_in":1000,"bytes_out":900,"sha256_in":"aa","sha256_out":"bb","policy":"standard","version":"0.1.0",)"
        R"("ms":12})");
  CHECK(to_json_line(report) == to_json(report) + "\n");
}

TEST_CASE("report/json: a blocked file has no output and a reason, a child has the same shape") {
  JobReport zip;
  zip.type = "zip";
  zip.disposition = Disposition::Cleaned;
  zip.children = {cleaned_docm(), blocked_exe()};
  zip.degraded_sandbox = true;
  const std::string json = to_json({"z.zip", "z.clean.zip", zip, "p", "v"});
  CHECK(json.find(R"({"v":1,"input":"a.docm","output":"a.docx","type":"docm","outcome":"cleaned")") !=
        std::string::npos);
  CHECK(json.find(R"({"v":1,"input":"x.exe","output":null,"type":"pe","outcome":"blocked","reason":"forbidden",)"
                  R"("detail":"an executable","findings":[{"id":"EXT-001","action":"blocked","where":"","count":1,)"
                  R"("detail":"exe"}],"children":[])") != std::string::npos);
  CHECK(json.find(R"("sandbox":"degraded","policy":"p","version":"v")") != std::string::npos);
  // A name for the output of a refused file is a mistake of the caller and is not shown.
  CHECK(to_json({"x.exe", "x.clean.exe", blocked_exe(), "p", "v"}).find("x.clean") == std::string::npos);
}

TEST_CASE("report/json: any bytes in a name give one line of valid, escaped JSON") {
  std::string name;
  for (int i = 1; i < 256; ++i)
    name.push_back(static_cast<char>(i));
  name += "\xE2\x80\xAE\xE2\x80\xA8日本語";
  const std::string json = to_json({name, std::nullopt, blocked_exe(), "p", "v"});
  CHECK(utf8::is_valid(json));
  for (const char c : json)
    CHECK_FALSE(ascii::is_control(c));
  CHECK(json.find("\\u0001") != std::string::npos);
  CHECK(json.find("\\u202e") != std::string::npos);
  CHECK(json.find("\\u2028") != std::string::npos);
  CHECK(json.find("日本語") != std::string::npos);
}

TEST_CASE("report/messages: every error has words, a reply and a status of its class") {
  REQUIRE(messages().size() == kErrorCodeCount);
  for (int i = 0; i < kErrorCodeCount; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const Message& row = message(code);
    CAPTURE(error_name(code));
    CHECK(row.code == code);
    CHECK((row.smtp_code == 451 || row.smtp_code == 552 || row.smtp_code == 554));
    CHECK(row.smtp_status.substr(0, 2) == (row.smtp_code == 451 ? "4." : "5."));
    CHECK(row.smtp_text.size() <= 60);
    CHECK((row.exit_status == kExitBlocked || row.exit_status == kExitTrouble));
    for (const std::string_view language : {"ja", "en"}) {
      const std::string words = reason_words(code, "pdf", language);
      CHECK(words.find("PDF") != std::string::npos);
      CHECK(words.find('{') == std::string::npos);
      CHECK(reason_words(code, "", language).find("()") == std::string::npos);
      CHECK(reason_words(code, "unknown", language).find("unknown") == std::string::npos);
      CHECK_FALSE(advice(code, language).empty());
    }
  }
  CHECK(reason_words(ErrorCode::Unsupported, "docuworks", "ja") == "対応していない形式のファイル（DocuWorks文書）です");
  CHECK(reason_words(ErrorCode::Encrypted, "", "ja") == "パスワード付きのファイルのため、検査できません");
  CHECK(reason_words(ErrorCode::Unsupported, "a\nb", "en") == "this type of file (a b) cannot be sanitised");
}

TEST_CASE("report/words: findings of one title are added up, ancillary ones are one number at the end") {
  const auto job = cleaned_docm();
  const auto groups = group_removed(job.findings, "ja");
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].count == 1);
  CHECK(groups[1].count == 2);
  CHECK(groups[2].title == "付随情報");
  CHECK(groups[2].count == 3);
  CHECK(removed_words({}, "ja").empty());
  CHECK(removed_words({{"OOXML-036", Action::Kept, "", 1, ""}}, "en").empty());
  std::vector<Finding> many;
  for (const char* id : {"WML-001", "WML-002", "WML-006", "WML-021", "WML-022", "WML-023", "WML-025", "WML-026"}) {
    many.push_back({id, Action::Removed, "", 1, ""});
  }
  CHECK(removed_words(many, "ja", 2).find("、ほか") != std::string::npos);
  CHECK(removed_words(many, "en", 2).find("more kinds") != std::string::npos);
}

TEST_CASE("report/words: what runs or fetches is never called ancillary") {
  const std::set<std::string_view> active = {
      "OOXML-010", "OOXML-036", "OOXML-041", "OOXML-043", "OOXML-044", "OOXML-045", "OOXML-046", "OOXML-047",
      "OOXML-051", "OOXML-058", "OOXML-061", "WML-001",   "WML-002",   "WML-021",   "SML-001",   "SML-007",
      "SML-017",   "SML-021",   "PML-001",   "DML-001",   "VBA-001",   "HTM-002",   "MIME-010",  "NAM-003",
      "PDF-028",   "PDF-035",   "PDF-036",   "PDF-049",   "ODF-001",   "ODF-003",   "ICS-002",   "CSV-001"};
  for (const std::string_view id : active)
    CHECK_FALSE(is_ancillary(CatalogueId(id)));
  CHECK(is_ancillary("OOXML-057"));
  std::size_t ancillary = 0;
  for (const CatalogueRow& row : catalogue_rows())
    ancillary += is_ancillary(CatalogueId(row.id)) ? 1U : 0U;
  CHECK(ancillary == 130);  // every row of the list exists, and the list is sorted
}

TEST_CASE("report/words: the titles of the catalogue are words, not the names that files have for things") {
  for (const CatalogueRow& row : catalogue_rows()) {
    CAPTURE(row.id);
    for (const std::string_view title : {row.title_en, row.title_ja}) {
      CHECK_FALSE(title.empty());
      CHECK(title.find_first_of("/@\\{}[]<>\"`*") == std::string_view::npos);
      CHECK(title.find("0x") == std::string_view::npos);
      CHECK(display_width(title) <= 70);
    }
    CHECK(utf8::is_valid(row.title_ja));
    CHECK(row.title_ja.find("危険な要素") == std::string_view::npos);  // "dangerous element of …" says nothing
  }
}

TEST_CASE("report/words: every type that detection names has words in both languages, but those that say nothing") {
  const std::set<std::string_view> unnamed = {"empty", "unknown", "opc"};
  for (const detect::TypeRow& row : detect::types()) {
    CAPTURE(row.type);
    CHECK(type_words(row.type, "ja").empty() == unnamed.contains(row.type));
    CHECK(type_words(row.type, "en").empty() == unnamed.contains(row.type));
  }
  CHECK(type_words("no such type", "ja").empty());
}

TEST_CASE("report/messages: an encrypted mail is not called a file with a password") {
  CHECK(special_reason({{"MIME-012", Action::Blocked, "", 1, ""}}) != nullptr);
  CHECK(special_reason({{"MIME-012", Action::Kept, "", 1, ""}, {"ARC-003", Action::Blocked, "", 1, ""}}) == nullptr);
}

TEST_CASE("report/words: a change of type and a reason given already are not told twice") {
  CHECK(removed_words({{"OOXML-007", Action::Rewritten, "", 1, ""}, {"OOXML-036", Action::Removed, "", 1, ""}}, "ja") ==
        "除去：マクロ");
  CHECK(
      group_blocked({{"ARC-003", Action::Blocked, "", 1, ""}, {"EXT-011", Action::Blocked, "", 1, ""}}, "en").empty());
}

TEST_CASE("report/summary: one line a file, then one for each finding and nested file") {
  const FileReport report{"in/a.docm", "out/a.docx", cleaned_docm(), "standard", "0.1.0"};
  const std::string line = summary_line(report, "en");
  CHECK(line.find("in/a.docm -> out/a.docx: cleaned (removed: ") == 0);
  const std::string words = summary(report, "ja");
  CHECK(words.find("無害化しました（除去：") != std::string::npos);
  CHECK(words.find("  OOXML-010 除去: ") != std::string::npos);
  CHECK(words.find(" ×2 [/word/_rels/document.xml.rels] http://x.example/\"a\"\n") != std::string::npos);
  const FileReport refused{"x.exe", std::nullopt, blocked_exe(), "standard", "0.1.0"};
  CHECK(summary(refused, "en").find("x.exe: blocked (such files (pe) are not accepted here; refused: ") == 0);
  CHECK(summary(refused, "ja").find("  forbidden: an executable\n") != std::string::npos);
}

TEST_CASE("report/summary: a file name cannot fake a line or move the cursor") {
  const FileReport report{"a\x1B[2J\nb.docx: cleaned", std::nullopt, blocked_exe(), "p", "v"};
  const std::string line = summary_line(report, "en");
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1B') == std::string::npos);
}

TEST_CASE("report/explain: title, risk and treatment of every row in both languages") {
  for (const CatalogueRow& row : catalogue_rows()) {
    for (const std::string_view language : {"ja", "en"}) {
      const std::string words = explain_finding(CatalogueId(row.id), language);
      CHECK(words.find(row.id) == 0);
      CHECK(words.find(row.treatment) != std::string::npos);
      CHECK(words.back() == '\n');
    }
  }
}

TEST_CASE("report/template: both shipped notices can be read; a wrong one names its line") {
  for (const std::string_view language : {"ja", "en"})
    CHECK(builtin_template(language).size() > 10);
  CHECK(parse_template("first\n?until x {until}\nlast\n"));
  struct Row {
    std::string_view text, words;
  };
  const Row rows[] = {{"first\n{nothing}\nlast\n", "line 2"},     {"first\n?nothing x\nlast\n", "line 2"},
                      {"first\n*each x\nlast\n", "line 2"},       {"first\n{open\nlast\n", "line 2"},
                      {"{receipt} first\nlast\n", "fixed words"}, {"", "fixed words"},
                      {"first\n\x1Bx\nlast\n", "line 2"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto lines = parse_template(row.text);
    REQUIRE_FALSE(lines);
    CHECK(lines.error().detail.find(row.words) != std::string::npos);
  }
}

TEST_CASE("report/template: a policy's notices are read before they are needed") {
  policy::Policy policy;
  CHECK(check_notices(policy));
  policy.notice_ja = "== a\n== b\n";
  CHECK(check_notices(policy));
  policy.notice_en = "== a\n{nothing}\n== b\n";
  const auto checked = check_notices(policy);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().detail.find("notice_en: line 2") != std::string::npos);
}

TEST_CASE("report/notice: a template of one's own decides the frame, a broken one does not") {
  NoticeInput input;
  input.values.receipt = "R-1";
  input.from_address = "a@example.jp";
  CHECK(notice(input, "ja", "== own {receipt}\n?until never\nfrom {from}\n== end\n") ==
        "== own R-1\nfrom 「a@example.jp」\n== end\n");
  CHECK(notice(input, "ja", "{broken") == notice(input, "ja"));
}

TEST_CASE("report/notice: lines that look like those of a notice are marked, once") {
  std::uint32_t marked = 0;
  const std::string text = "hello\n  ━━ 無害化のお知らせ ━━\n== End of the notice ==\nbye\n";
  const std::string once = mark_forged_lines(text, marked);
  CHECK(marked == 2);
  CHECK(once.find("\n|   ━━") != std::string::npos);
  CHECK(mark_forged_lines(once, marked) == once);
  CHECK(marked == 2);
}
