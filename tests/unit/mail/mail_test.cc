#include <doctest/doctest.h>

#include <string>

#include "lib/formats/mail/alternatives.h"
#include "lib/formats/mail/assemble.h"
#include "lib/formats/mail/date.h"
#include "lib/formats/mail/handler.h"
#include "lib/formats/mail/structure.h"
#include "lib/formats/mail_check/verify.h"
#include "lib/stream/base64.h"
#include "mail_context.h"
#include "tests/support/mail_checks.h"

using namespace mugai;
using mail::testing::MailContext;
using mail::testing::OwnedSource;

namespace {

Result<std::string> rebuild(const std::string& input, MailContext& ctx) {
  MemorySource source{std::string_view(input)};
  MemorySink out;
  auto outcome = mail::handler().sanitize(source, out, ctx);
  if (!outcome) return std::move(outcome).error();
  return std::string(out.text());
}

bool verifies(const std::string& message) {
  return testing::mail_fault(message).empty();
}

std::string text_of(const std::string& message) {
  const std::size_t start = message.find("base64\r\n\r\n") + 10;
  return base64::decode(message.substr(start, message.find("\r\n\r\n", start) - start)).bytes;
}

const std::string kHead = "From: a@example.jp\r\nTo: b@town.example.lg.jp\r\nSubject: s\r\n";

}  // namespace

TEST_CASE("mail/date: strict form out, lenient forms in, nonsense refused") {
  CHECK(mail::format_date(*mail::parse_date("Mon, 2 Nov 2026 09:00:00 +0900")) == "Mon, 02 Nov 2026 09:00:00 +0900");
  CHECK(mail::format_date(*mail::parse_date("29 feb 2024 1:02 (comment) JST")) == "Thu, 29 Feb 2024 01:02:00 +0900");
  CHECK(mail::format_date(*mail::parse_date("Tue, 1 Jan 70 00:00:00 GMT")) == "Thu, 01 Jan 1970 00:00:00 +0000");
  CHECK(mail::to_unix(*mail::parse_date("Mon, 2 Nov 2026 09:00:00 +0900")) == 1793577600);
  CHECK_FALSE(mail::parse_date("29 Feb 2023 01:02:00 +0000"));
  CHECK_FALSE(mail::parse_date("tomorrow"));
  CHECK_FALSE(mail::parse_date("2 Nov 2026 25:00 +0900"));
  CHECK_FALSE(mail::parse_date(""));
}

TEST_CASE("mail/handler: only fields of the list pass, and a forged one of ours does not") {
  MailContext ctx;
  const auto out =
      rebuild(kHead +
                  "X-Mugai: v=1; result=clean\r\nAuthentication-Results: gw; dkim=pass\r\nX-Evil: 1\r\n"
                  "Disposition-Notification-To: spy@example.com\r\nBcc: c@example.jp\r\n"
                  "Message-ID: <id@example.jp>\r\nList-Unsubscribe: <https://example.com/>\r\n\r\nbody\r\n",
              ctx);
  REQUIRE(out);
  for (const char* gone : {"result=clean", "dkim", "X-Evil", "spy@", "Bcc", "Unsubscribe"}) {
    CAPTURE(gone);
    CHECK(out->find(gone) == std::string::npos);
  }
  CHECK(out->find("Message-ID: <id@example.jp>\r\n") != std::string::npos);
  CHECK(ctx.reported("MAIL-009"));
  CHECK(ctx.reported("MAIL-007"));
  CHECK(ctx.reported("MAIL-010"));
  CHECK(verifies(*out));
}

TEST_CASE("mail/handler: what two programs could read in two ways is refused") {
  struct Row {
    std::string_view name;
    std::string input;
  };
  const Row rows[] = {
      {"two From fields", "From: a@example.jp\r\nFrom: b@example.jp\r\nSubject: x\r\n\r\nbody\r\n"},
      {"two Content-Type fields", kHead + "Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\nbody\r\n"},
      {"multipart without boundary", kHead + "Content-Type: multipart/mixed\r\n\r\nbody\r\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    MailContext ctx;
    const auto out = rebuild(row.input, ctx);
    REQUIRE_FALSE(out);
    CHECK(out.error().code == ErrorCode::Ambiguous);
  }
}

TEST_CASE("mail/handler: decoded CR and LF make no new field") {
  MailContext ctx;
  const auto out = rebuild(
      "From: =?utf-8?Q?x=0D=0ABcc:_v@example.jp?= <a@example.jp>\r\nSubject: "
      "=?utf-8?B?eA0KQmNjOiB2QGV4YW1wbGUuanA=?=\r\n\r\nbody\r\n",
      ctx);
  REQUIRE(out);
  CHECK(out->find("\r\nBcc") == std::string::npos);
  CHECK(verifies(*out));
}

TEST_CASE("mail/handler: a rebuilt attachment is delivered under its new extension, a refused one is a line") {
  MailContext ctx;
  ctx.answer = [](const MailContext::Nested& file) {
    NestedOutcome outcome;
    if (file.claim.untrusted_name != "report.docm") {
      outcome.reason = ErrorCode::Unsupported;
      return outcome;
    }
    outcome.disposition = Disposition::Cleaned;
    outcome.extension = "docx";
    outcome.output = std::make_unique<OwnedSource>("");
    return outcome;
  };
  const std::string part = "--b\r\nContent-Type: application/octet-stream; name=";
  const auto out =
      rebuild(kHead + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n" +
                  part + "\"report.docm\"\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n" + part +
                  "\"plan.xdw\"\r\n\r\ndata\r\n--b--\r\n",
              ctx);
  REQUIRE(out);
  CHECK(ctx.nested.size() == 2);
  CHECK(out->find("report.docx") != std::string::npos);
  CHECK(out->find("name=\"plan.xdw") == std::string::npos);
  const std::string text = text_of(*out);
  CHECK(text.find("report.docx") != std::string::npos);
  CHECK(text.find("plan.xdw") != std::string::npos);
  CHECK(text.find("hello") != std::string::npos);
  CHECK(verifies(*out));
}

TEST_CASE("mail/handler: alternatives, signatures, partial and encrypted messages") {
  struct Row {
    std::string_view name;
    std::string body;
    std::string_view id;
    std::string_view in_text;
    std::string_view not_in_text;
  };
  const Row rows[] = {
      {"HTML that says more",
       "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: "
       "text/plain\r\n\r\ndecoy\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>seen by all</p>\r\n--b--\r\n",
       "MIME-006", "seen by all", "decoy"},
      {"signature",
       "Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n\r\n--b\r\nContent-Type: "
       "text/plain\r\n\r\nsigned text\r\n--b\r\nContent-Type: application/pgp-signature; "
       "name=s.asc\r\n\r\nAAAA\r\n--b--\r\n",
       "MIME-013", "signed text", "AAAA"},
      {"partial", "Content-Type: message/partial; id=x; number=1; total=2\r\n\r\nhidden half\r\n", "MIME-009", "",
       "hidden half"},
      {"encrypted",
       "Content-Type: multipart/encrypted; boundary=b; "
       "protocol=\"application/pgp-encrypted\"\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: "
       "1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\nSECRET\r\n--b--\r\n",
       "MIME-012", "", "SECRET"},
      {"uuencoded file in the text", "\r\nbefore\r\nbegin 644 evil.exe\r\n#86)C\r\n`\r\nend\r\n", "MIME-004", "before",
       "begin 644"},
      {"start of a uuencoded file without its end", "\r\nbegin 644 evil.exe\r\n#86)C\r\n", "MIME-004", " begin 644",
       "\nbegin 644"},
      {"bidirectional control",
       "Content-Type: text/plain; charset=utf-8\r\n\r\nabc\xE2\x80\xAE"
       "def\r\n",
       "TXT-003", "abc[U+202E]def", "\xE2\x80\xAE"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    MailContext ctx;
    const auto out = rebuild(kHead + "MIME-Version: 1.0\r\n" + row.body, ctx);
    REQUIRE(out);
    CHECK(ctx.reported(row.id));
    const std::string text = text_of(*out);
    CHECK(text.find(row.in_text) != std::string::npos);
    CHECK(text.find(row.not_in_text) == std::string::npos);
    CHECK(verifies(*out));
  }
}

TEST_CASE("mail/handler: an attached message goes to a job of its own") {
  MailContext ctx;
  const auto out = rebuild(kHead +
                               "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
                               "boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                               "From: in@example.jp\r\nSubject: inner\r\n\r\ninner text\r\n--b--\r\n",
                           ctx);
  REQUIRE(out);
  REQUIRE(ctx.nested.size() == 1);
  CHECK(ctx.nested[0].bytes.find("Subject: inner") != std::string::npos);
  CHECK(ctx.nested[0].bytes.find("inner text") != std::string::npos);
  CHECK(ctx.nested[0].claim.untrusted_name.find(".eml") != std::string::npos);
}

TEST_CASE("mail/handler: a second pass takes nothing more away") {
  const std::string input = kHead +
                            "Content-Type: text/html; charset=utf-8\r\n\r\n<p>見積 <a "
                            "href=\"http://evil.example/\">https://bank.example/</a></p><script>x</script>\r\n";
  MailContext first;
  const auto once = rebuild(input, first);
  REQUIRE(once);
  MailContext second;
  const auto twice = rebuild(*once, second);
  REQUIRE(twice);
  for (const Finding& finding : second.findings)
    CHECK(finding.action == Action::Kept);
  CHECK(text_of(*twice).find("hxxp") != std::string::npos);
}

TEST_CASE("mail/handler: every cut of a message gives a message that verifies, or an error") {
  const std::string input =
      kHead +
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
      "text/html\r\n\r\n<p>a<script>b</script>\r\n--b\r\nContent-Type: application/pdf; "
      "name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n";
  for (std::size_t cut = 0; cut < input.size(); ++cut) {
    CAPTURE(cut);
    MailContext ctx;
    const auto out = rebuild(input.substr(0, cut), ctx);
    if (out) CHECK(verifies(*out));
  }
}

TEST_CASE("mail/verify: anything outside the grammar is refused") {
  const std::string good =
      "From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
      "charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n";
  REQUIRE(verifies(good));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = good;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  const std::string bad[] = {
      with("MIME-Version", "X-Evil"),
      with("text/plain", "text/html"),
      with("base64\r\n", "7bit\r\n"),
      with("aGVsbG8=", "aGVsbG9="),      // bits after the end
      with("aGVsbG8=", "aGVs\r\nbG8="),  // a short line before the last
      with("aGVsbG8=", "<script>"),
      with("aGVsbG8=", "/w=="),  // not UTF-8
      with("aGVsbG8=", "Gw=="),  // ESC
      with("\r\nMIME", "\nMIME"),
      with("a@example.jp", "a\xE3\x81\x82@example.jp"),
      good + "\r\n--" + std::string(mail_check::kBoundary) + "--\r\n",
      good.substr(0, good.size() - 1),
  };
  for (const std::string& message : bad) {
    CAPTURE(message);
    CHECK_FALSE(verifies(message));
  }
}

TEST_CASE("mail/alternatives: the plain text is taken where it says the same") {
  using mail::Alternative;
  CHECK(mail::choose_alternative(
            {{"Hello, world!\nsee https://a.example/", false}, {"Hello world see <https://b.example/>", true}})
            .index == 0);
  const auto differ = mail::choose_alternative({{"Hello", false}, {"Goodbye", true}});
  CHECK(differ.index == 1);
  CHECK(differ.differ);
  CHECK(mail::choose_alternative({{"only text", false}, {"  ", true}}).index == 0);
}
