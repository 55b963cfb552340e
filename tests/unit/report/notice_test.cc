#include "lib/report/notice.h"

#include <doctest/doctest.h>

#include <sstream>

#include "lib/base/utf8.h"
#include "lib/report/layout.h"

using namespace mugai;
using namespace mugai::report;

namespace {

NoticeAttachment delivered(std::string name, std::uint64_t bytes, std::vector<Finding> findings) {
  NoticeAttachment attachment;
  attachment.name = name;
  attachment.delivered_name = std::move(name);
  attachment.bytes = bytes;
  attachment.outcome.disposition = findings.empty() ? Disposition::Unchanged : Disposition::Cleaned;
  attachment.outcome.findings = std::move(findings);
  return attachment;
}

NoticeAttachment refused(std::string name, std::uint64_t bytes, ErrorCode code, std::string type) {
  NoticeAttachment attachment;
  attachment.name = std::move(name);
  attachment.bytes = bytes;
  attachment.outcome.disposition = Disposition::Blocked;
  attachment.outcome.reason = code;
  attachment.outcome.type = std::move(type);
  return attachment;
}

NoticeInput example() {
  NoticeInput input;
  input.values.receipt = "20261122-000123";
  input.values.original_until = "2026-12-06";
  input.was_html = true;
  input.from_address = "taro@example.jp";
  input.attachments.push_back(delivered("見積書①.xlsx", 182 * 1024, {{"OOXML-057", Action::Removed, "", 2, ""}}));
  input.attachments.push_back(refused("図面.zip", 1'258'291, ErrorCode::Encrypted, "zip"));
  input.attachments.push_back(refused("資料.xdw", 340 * 1024, ErrorCode::Unsupported, "docuworks"));
  input.attachments.back().names_disagree = true;
  input.links_defanged = 4;
  input.link_mismatches = 1;
  input.charset_repairs = {"iso-2022-jp -> cp50221"};
  input.characters_replaced = 2;
  return input;
}

// No line of the notice may begin with what only we write, unless we wrote it.
std::size_t count_lines_that_begin(const std::string& text, std::string_view prefix) {
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t start = line.find_first_not_of(' ');
    if (start != std::string::npos && std::string_view(line).substr(start).substr(0, prefix.size()) == prefix) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("notice: the Japanese notice of a mail with three attachments") {
  CHECK(notice(example(), "ja") ==
        "━━ 無害化のお知らせ（受付番号 20261122-000123）━━\n"
        "このメールは無害化されています（方式：HTMLメールをテキスト化）。\n"
        "差出人のアドレス：「taro@example.jp」\n"
        "■添付ファイル（3件）\n"
        " 1. 「見積書①.xlsx」 (182KB) … 無害化して添付（付随情報のみ除去）\n"
        " 2. 「図面.zip」 (1.2MB) … 削除：パスワード付きのファイル（ZIP）のため、\n"
        "    検査できません\n"
        "    送信者に、パスワードなしのファイルを安全な方法で送るよう依頼してください。\n"
        " 3. 「資料.xdw」 (340KB) … 削除：対応していない形式のファイル（DocuWorks文\n"
        "    書）です\n"
        "    送信者に、別の形式（.docx、.xlsx、PDFなど）での送付を依頼してください。\n"
        "    ※ファイル名が二通りあり、種類が食い違っています（名前不一致）。\n"
        "■本文：リンク4件を無効化、表示と行き先が異なるリンク1件（注意）\n"
        "■文字コードを補正：iso-2022-jp→cp50221、読めない文字2字を「\xEF\xBF\xBD」に置換\n"
        "元のメールが必要なときは、インターネット接続系端末の申請画面で受付番号を入力\n"
        "してください（保管期限 2026-12-06）。\n"
        "━━ お知らせはここまでです ━━\n");
}

TEST_CASE("notice: the English notice says the same") {
  CHECK(notice(example(), "en") ==
        "== Sanitisation notice (receipt number 20261122-000123) ==\n"
        "This message has been sanitised (HTML mail turned into plain text).\n"
        "Sender's address: \"taro@example.jp\"\n"
        "* Attachments (3)\n"
        " 1. \"見積書①.xlsx\" (182KB) … sanitised and attached (only ancillary data\n"
        "    removed)\n"
        " 2. \"図面.zip\" (1.2MB) … removed: the file (ZIP) is protected by a password\n"
        "    and cannot be inspected\n"
        "    Ask the sender for the file without a password, in a secure way.\n"
        " 3. \"資料.xdw\" (340KB) … removed: this type of file (DocuWorks) cannot be\n"
        "    sanitised\n"
        "    Ask the sender for it in another format, such as .docx, .xlsx or PDF.\n"
        "    Note: the message gives two file names of different types.\n"
        "* Text: links disabled: 4, links that lead elsewhere than they say: 1\n"
        "  (beware)\n"
        "* Character encoding corrected: iso-2022-jp read as cp50221, 2 unreadable\n"
        "  characters shown as \"\xEF\xBF\xBD\"\n"
        "If you need the original message, enter the receipt number on the request\n"
        "page of a terminal of the Internet network (kept until 2026-12-06).\n"
        "== End of the notice ==\n");
}

TEST_CASE("notice: a plain mail without anything gets a short notice") {
  NoticeInput input;
  input.values.receipt = "1";
  CHECK(notice(input, "ja") ==
        "━━ 無害化のお知らせ（受付番号 1）━━\n"
        "このメールは無害化されています（方式：テキスト化）。\n"
        "元のメールが必要なときは、受付番号を添えて情報システム担当にご連絡ください。\n"
        "━━ お知らせはここまでです ━━\n");
  input.values.receipt = "";  // as the command line has it
  CHECK(notice(input, "ja") ==
        "━━ 無害化のお知らせ ━━\n"
        "このメールは無害化されています（方式：テキスト化）。\n"
        "━━ お知らせはここまでです ━━\n");
}

TEST_CASE("notice: nothing that a sender writes can begin a line or close its quotation") {
  const std::string evil =
      "x」 (1KB) … 無害化して添付\n■添付ファイル（0件）\r\n━━ お知らせはここまでです ━━\xE2\x80\xA8■本文：安全 ";
  for (const std::string_view language : {"ja", "en"}) {
    NoticeInput input = example();
    input.from_address = evil + evil;
    input.values.receipt = "1\n■x";
    input.charset_repairs = {"a\n■b"};
    input.remarks = {"c\n■d"};
    for (NoticeAttachment& attachment : input.attachments) {
      attachment.name = evil + evil + "\"" + evil;
      attachment.delivered_name = evil;
      attachment.outcome.type = "t\n■e";
    }
    const std::string text = notice(input, language);
    CHECK(utf8::is_valid(text));
    CHECK(count_lines_that_begin(text, "■添付ファイル（") == (language == "ja" ? 1 : 0));
    CHECK(count_lines_that_begin(text, "■添付ファイル（0") == 0);
    CHECK(count_lines_that_begin(text, "■本文：安全") == 0);
    CHECK(count_lines_that_begin(text, "━━ お知らせ") == (language == "ja" ? 1 : 0));
    if (language == "ja") CHECK(text.find("x」") == std::string::npos);
    for (const char c : text)
      CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  }
}

TEST_CASE("notice: a long list is cut and counted") {
  NoticeInput input;
  for (int i = 0; i < 150; ++i)
    input.attachments.push_back(delivered("a.docx", 1, {}));
  const std::string text = notice(input, "ja");
  CHECK(text.find("■添付ファイル（150件）") != std::string::npos);
  CHECK(text.find(" 100. ") != std::string::npos);
  CHECK(text.find(" 101. ") == std::string::npos);
  CHECK(text.find(" ほか50件\n") != std::string::npos);
}

TEST_CASE("notice: a renamed attachment and refused members inside an archive are told") {
  NoticeInput input;
  input.attachments.push_back(delivered("a.docm", 1, {{"OOXML-036", Action::Removed, "", 1, ""}}));
  input.attachments.back().delivered_name = "a.docx";
  input.attachments.push_back(delivered("b.zip", 1, {{"EXT-001", Action::Blocked, "", 1, ""}}));
  const std::string text = notice(input, "ja");
  CHECK(text.find("無害化し、「a.docx」として添付（除去：") != std::string::npos);
  CHECK(text.find("中から削除：") != std::string::npos);
}

TEST_CASE("notice: warnings come before the attachments; an empty text and differing forms are told") {
  NoticeInput input = example();
  input.remarks = {"注意です。"};
  input.text_is_empty = true;
  input.findings = {{"MIME-006", Action::Rewritten, "", 1, ""}, {"HTM-010", Action::Removed, "", 2, ""}};
  const std::string text = notice(input, "ja");
  CHECK(text.find("\n※注意です。\n") < text.find("\n■添付ファイル"));
  CHECK(text.find("■本文：なし") != std::string::npos);
  CHECK(text.find("テキスト版とHTML版で内容が異なる") != std::string::npos);
  CHECK(text.find("■そのほかに除去したもの：入力フォーム2件\n") != std::string::npos);
}

TEST_CASE("notice: a charset that was right is not told where only characters were replaced") {
  NoticeInput input;
  input.charset_repairs = {"utf-8 -> utf-8", "(none) -> cp932"};
  input.characters_replaced = 1;
  CHECK(notice(input, "ja").find("■文字コードを補正：指定なし→cp932、読めない文字1字を") != std::string::npos);
  CHECK(notice(input, "en").find("corrected: (not declared) read as cp932, 1 unreadable") != std::string::npos);
}

TEST_CASE("notice: an opening bracket does not end a line") {
  for (std::size_t length = 20; length < 50; ++length) {
    NoticeInput input;
    input.attachments.push_back(refused(std::string(length, 'a') + ".bin", 1, ErrorCode::Unsupported, "unknown"));
    input.attachments.back().outcome.findings = {{"NAM-002", Action::Blocked, "", 1, ""}};
    const std::string text = notice(input, "ja");
    CHECK(text.find("（二重拡張子）") != std::string::npos);
    CHECK(text.find("（\n") == std::string::npos);
  }
}

TEST_CASE("notice: no line of ours is wider than the page") {
  NoticeInput input = example();
  input.remarks = {std::string("とても長い注意書きです。")
                       .append("これは折り返しの確認のための文で、", 51)
                       .append("句読点は行の先頭に来ません。きゃっきゅっきょっという文字も、行の先頭には来ません。なが"
                               "いながいながい。")};
  for (const std::string_view language : {"ja", "en"}) {
    std::istringstream lines(notice(input, language));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(display_width(line) <= kLineColumns + 4);  // what may not begin a line hangs over
      const std::size_t start = line.find_first_not_of(' ');
      REQUIRE(start != std::string::npos);
      CHECK(std::string_view("、。）」").find(std::string_view(line).substr(start, 3)) == std::string_view::npos);
    }
  }
}

TEST_CASE("notice: sizes are rounded so that nothing looks empty") {
  struct Row {
    std::uint64_t bytes;
    const char* words;
  };
  for (const Row& row : {Row{0, "0KB"}, Row{1, "1KB"}, Row{1024, "1KB"}, Row{1025, "2KB"}, Row{1'048'575, "1024KB"},
                         Row{1'048'576, "1.0MB"}, Row{1'258'291, "1.2MB"}, Row{3ull << 30, "3.0GB"},
                         Row{5ull << 40, "5.0TB"}, Row{UINT64_MAX, "16777216.0TB"}}) {
    CHECK(size_words(row.bytes) == row.words);
  }
}

TEST_CASE("notice/layout: what stands between two Japanese commas is kept on one line where it can be") {
  std::string out;
  const std::string first = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四、";
  Filler(out, 0, 2).words(first + "外部ブックへのリンク、危険").end();
  CHECK(out == first + "\n  外部ブックへのリンク、危険\n");
  out.clear();
  const std::string prose = "あいうえおかきくけこさしすせそたちつてとなにぬねの";  // too long for one clause
  Filler(out, 0, 2).words(first + prose).end();
  CHECK(out == first + "あいう\n  えおかきくけこさしすせそたちつてとなにぬねの\n");
}

TEST_CASE("notice/layout: widths of a Japanese line") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("日本語①…") == 10);
  CHECK(display_width("ｶﾅ") == 2);
  CHECK(display_width("か\xE3\x82\x99") == 2);
  CHECK(quoted("a「b」c", "ja", 100) == "「a『b』c」");
  CHECK(quoted("a\"b", "en", 100) == "\"a'b\"");
}
