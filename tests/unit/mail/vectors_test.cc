// The measured mails of Japanese senders: what their subject, body and file name must become. Each is built here byte
// by byte; the numbers are those of the table of test vectors.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/base/utf8.h"
#include "lib/formats/mail/handler.h"
#include "lib/formats/mail/structure.h"
#include "lib/stream/base64.h"
#include "lib/text/file_name.h"
#include "lib/text/header_words.h"
#include "mail_context.h"
#include "tests/support/mail_checks.h"

using namespace mugai;
using mail::testing::MailContext;

namespace {

std::string bytes_of(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out.push_back(static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return out;
}

struct Rebuilt {
  bool ok = false;
  std::string message;
  std::string subject;
  std::string text;
};

std::string field(const std::string& message, const std::string& name) {
  const std::size_t at = message.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  std::size_t end = at + 2;
  do {
    end = message.find("\r\n", end + 2);
  } while (end != std::string::npos && message[end + 2] == ' ');
  return message.substr(at + name.size() + 4, end - at - name.size() - 4);
}

Rebuilt rebuild(const std::string& input, MailContext& ctx) {
  MemorySource source{std::string_view(input)};
  MemorySink out;
  Rebuilt rebuilt;
  rebuilt.ok = mail::handler().sanitize(source, out, ctx).has_value();
  if (!rebuilt.ok) return rebuilt;
  rebuilt.message = "\r\n" + std::string(out.text());
  rebuilt.subject = text::decode_header(field(rebuilt.message, "Subject")).text;
  const std::size_t start = rebuilt.message.find("base64\r\n\r\n") + 10;
  const std::size_t end = rebuilt.message.find("\r\n\r\n", start);
  rebuilt.text = base64::decode(rebuilt.message.substr(start, end - start)).bytes;
  CHECK(testing::mail_fault(std::string_view(rebuilt.message).substr(2)) == "");
  return rebuilt;
}

std::string simple(const std::string& subject, const std::string& content_fields, const std::string& body) {
  return "From: test@example.jp\r\nTo: shokuin@town.example.lg.jp\r\nSubject: " + subject +
         "\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\nMessage-ID: <v@example.jp>\r\nMIME-Version: 1.0\r\n" +
         content_fields + "\r\n" + body + "\r\n";
}

std::string plain(std::string_view charset) {
  return "Content-Type: text/plain; charset=" + std::string(charset) + "\r\nContent-Transfer-Encoding: 8bit\r\n";
}

std::string with_file(const std::string& part_fields) {
  return "From: t@example.jp\r\nTo: s@town.example.lg.jp\r\nSubject: f\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; "
         "charset=utf-8\r\n\r\nx\r\n"
         "--b\r\n" +
         part_fields + "Content-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n";
}

const std::string kJisSubject = bytes_of("1B24422D212D6A7C6279751B284936451B2842");  // ①㈱髙﨑ｶﾅ

}  // namespace

TEST_CASE("mail/vectors: subjects and bodies of E01 to E16") {
  struct Row {
    std::string_view name;
    std::string input;
    std::string_view subject;
    std::string_view body;  // a piece of it
  };
  const Row rows[] = {
      {"E01 CP50221 as ISO-2022-JP",
       simple("=?ISO-2022-JP?B?GyRCLSEtanxieXUbKEk2RRsoQg==?=", plain("ISO-2022-JP"), kJisSubject), "①㈱髙﨑ｶﾅ",
       "①㈱髙﨑ｶﾅ"},
      {"E02 Shift_JIS as us-ascii",
       simple(bytes_of("93FA967B8CEA"), plain("us-ascii"), bytes_of("93FA967B8CEA8740FBFCED9582C582B78142")), "日本語",
       "日本語①髙﨑です。"},
      {"E03 JIS without a charset",
       simple(bytes_of("1B2442242A434E2469242A2D211B2842"), "", bytes_of("1B2442242A434E2469242A2D211B2842")),
       "お知らお①", "お知らお①"},
      {"E04 raw UTF-8", simple("お知らせ①", "", "本文です。"), "お知らせ①", "本文です。"},
      {"E05 words cut inside a character",
       simple("=?UTF-8?B?5oOF5aA=?= =?UTF-8?B?seOCu+OCreODpeODquODhuOCow==?=", plain("utf-8"), "x"), "情報セキュリティ",
       "x"},
      {"E06 JIS words cut without a return to ASCII",
       simple("=?ISO-2022-JP?B?GyRCPnBKcw==?= =?ISO-2022-JP?B?GyRCQC86dhsoQg==?=", plain("utf-8"), "x"), "情報政策",
       "x"},
      {"E08b raw space in a Q word", simple("=?UTF-8?Q?=E4=BC=9A=E8=AD=B0 no=E8=B3=87=E6=96=99?=", plain("utf-8"), "x"),
       "会議 no資料", "x"},
      {"E09 base64 without padding", simple("=?UTF-8?B?5Lya6K2w6LOH5paZeA?=", plain("utf-8"), "x"), "会議資料x", "x"},
      {"E11 QP Shift_JIS with a soft break inside a character",
       simple("x", "Content-Type: text/plain; charset=Shift_JIS\r\nContent-Transfer-Encoding: quoted-printable\r\n",
              "=95=\r\n=5C=83=5C=94=5C=97=5C=8F=5C"),
       "x", "表ソ能予十"},
      {"E12 format=flowed, delsp",
       simple("x", "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n",
              "これは一行目の \r\n途中で折り返されて \r\nいます。"),
       "x", "これは一行目の途中で折り返されています。"},
      {"E13 UTF-7", simple("=?UTF-7?B?K1plVm5MSXFlLQ==?=", plain("utf-7"), "+ADw-script+AD4-"), "日本語", "<script>"},
      {"E14 carrier emoji in Shift_JIS",
       simple("=?Shift_JIS?B?+J+Jwg==?=", plain("Shift_JIS"), bytes_of("F89F") + " OK"), "〓可", "〓 OK"},
      {"E14b carrier emoji in JIS",
       simple("=?ISO-2022-JP?B?GyRCdUEbKEI=?=", plain("ISO-2022-JP"), bytes_of("1B2442754124221B2842")), "〓", "〓あ"},
      {"E15 two-byte state over the line's end", simple("x", plain("ISO-2022-JP"), bytes_of("1B244230210D0A3022")), "x",
       "亜\r\n0\""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    MailContext ctx;
    const Rebuilt rebuilt = rebuild(row.input, ctx);
    REQUIRE(rebuilt.ok);
    CHECK(rebuilt.subject == row.subject);
    CHECK(rebuilt.text.find(row.body) != std::string::npos);
    CHECK(rebuilt.text.find('\x1B') == std::string::npos);
    CHECK(rebuilt.message.find('\x1B') == std::string::npos);
  }
}

TEST_CASE("mail/vectors: E16, markup hidden by an escape sequence, leaves no markup") {
  MailContext ctx;
  const Rebuilt rebuilt = rebuild(simple("x", "Content-Type: text/html; charset=ISO-2022-JP\r\n",
                                         "<p>" + bytes_of("1B284A") + "<img src=\"x" + bytes_of("1B2442") +
                                             "\" onerror=alert(1)>" + bytes_of("1B2842") + "</p>"),
                                  ctx);
  REQUIRE(rebuilt.ok);
  CHECK(rebuilt.text.find("onerror") == std::string::npos);
  CHECK(rebuilt.text.find("<img") == std::string::npos);
}

TEST_CASE("mail/vectors: file names of F01 to F16 reach the nested job decoded") {
  constexpr std::string_view kName = "令和６年度①髙﨑様_見積書.pdf";
  const std::string sjis = bytes_of("97DF98618255944E93788740FBFCED95976C5F8CA990CF8F912E706466");
  struct Row {
    std::string_view name;
    std::string fields;
    std::string_view expected;
  };
  const Row rows[] = {
      {"F01 encoded words in both",
       "Content-Type: application/pdf;\r\n "
       "name=\"=?ISO-2022-JP?B?GyRCTmFPQiM2Ry9FWS0hfGJ5dU1NGyhCXxskQjgrQFE9cRsoQi5wZGY=?=\"\r\n"
       "Content-Disposition: attachment;\r\n "
       "filename=\"=?ISO-2022-JP?B?GyRCTmFPQiM2Ry9FWS0hfGJ5dU1NGyhCXxskQjgrQFE9cRsoQi5wZGY=?=\"\r\n",
       kName},
      {"F04 raw Shift_JIS",
       "Content-Type: application/pdf; name=\"" + sjis + "\"\r\nContent-Disposition: attachment; filename=\"" + sjis +
           "\"\r\n",
       kName},
      {"F05 raw UTF-8",
       "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"" + std::string(kName) + "\"\r\n",
       kName},
      {"F12 path",
       "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"..\\..\\windows\\x.pdf\"\r\n",
       "x.pdf"},
      {"F14 no name", "Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n", "添付ファイル1.pdf"},
      {"F15 Shift_JIS with 5C",
       "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"" + bytes_of("955C835C945C") +
           ".pdf\"\r\n",
       "表ソ能.pdf"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    MailContext ctx;
    REQUIRE(rebuild(with_file(row.fields), ctx).ok);
    REQUIRE(ctx.nested.size() == 1);
    CHECK(ctx.nested[0].claim.untrusted_name == row.expected);
    CHECK(ctx.nested[0].bytes == "hello");
  }
}

TEST_CASE("mail/vectors: F07 and F10, a name that is executable in any reading is refused before it is looked at") {
  for (const char* fields : {"Content-Type: application/pdf; name=\"safe.pdf\"\r\nContent-Disposition: attachment; "
                             "filename=\"safe.pdf\"; filename*=UTF-8''evil.exe\r\n",
                             "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
                             "filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8%E2%80%AEfdp.exe\r\n"}) {
    CAPTURE(fields);
    MailContext ctx;
    const Rebuilt rebuilt = rebuild(with_file(fields), ctx);
    REQUIRE(rebuilt.ok);
    CHECK(ctx.nested.empty());
    CHECK(rebuilt.message.find("multipart") == std::string::npos);
    CHECK(rebuilt.text.find(".exe") != std::string::npos);
    CHECK(rebuilt.text.find("\xE2\x80\xAE") == std::string::npos);
  }
}

TEST_CASE("mail/vectors: F11, a name of 300 characters is cut and keeps its extension") {
  std::string name;
  for (int i = 0; i < 300; ++i)
    name += "あ";
  MailContext ctx;
  REQUIRE(rebuild(with_file("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"" + name +
                            ".pdf\"\r\n"),
                  ctx)
              .ok);
  REQUIRE(ctx.nested.size() == 1);
  const std::string& shown = ctx.nested[0].claim.untrusted_name;
  CHECK(shown.size() <= 200);
  CHECK(utf8::is_valid(shown));
  CHECK(shown.substr(shown.size() - 4) == ".pdf");
}
