// The small readers of the mail handler, each by a table.
#include <doctest/doctest.h>

#include <string>

#include "lib/formats/mail/armor.h"
#include "lib/formats/mail/auth_results.h"
#include "lib/formats/mail/enriched.h"
#include "lib/formats/mail/observations.h"
#include "lib/formats/mail/uuencode.h"
#include "lib/text/look_alike.h"
#include "mail_context.h"

using namespace mugai;

TEST_CASE("mail/uuencode: whole files are taken, anything else is text") {
  struct Row {
    std::string_view text;
    std::size_t files;
    std::string_view bytes;
  };
  const Row rows[] = {
      {"a\nbegin 644 x.txt\n#86)C\n`\nend\nb\n", 1, "abc"},
      {"begin 0644 x y.txt\r\n#86)C\r\n\r\nend", 1, "abc"},
      {"begin-base64 644 x\nYWJj\n====\n", 1, "abc"},
      {"begin 644 x\n#86)C\n", 0, ""},
      {"begin 644 x\nnot a line of it\nend\n", 0, ""},
      {" begin 644 x\n#86)C\n`\nend\n", 0, ""},
      {"begin at nine\nend\n", 0, ""},
      {"begin-base64 644 x\nYW!j\n====\n", 0, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto files = mail::find_uuencoded(as_bytes(row.text));
    REQUIRE(files.size() == row.files);
    if (!files.empty()) CHECK(as_text(files.front().bytes) == row.bytes);
  }
}

TEST_CASE("mail/uuencode: yEnc, its escapes, its size and its checksum") {
  const std::string data = "\x8B\x8C=}";  // a, b, and an escaped NUL - 0x13
  const auto one = mail::find_yenc(as_bytes("=ybegin line=128 size=3 name=x.bin\n" + data + "\n=yend size=3\n"));
  REQUIRE(one.size() == 1);
  CHECK_FALSE(one.front().damaged);
  CHECK(one.front().bytes.size() == 3);
  const auto wrong = mail::find_yenc(as_bytes("=ybegin line=128 size=9 name=x\n" + data + "\n=yend size=9\n"));
  REQUIRE(wrong.size() == 1);
  CHECK(wrong.front().damaged);
  CHECK(mail::find_yenc(as_bytes("=ybegin part=1 total=2 line=128 size=3 name=x\nab\n=yend size=2\n")).empty());
}

TEST_CASE("mail/armor: encrypted blocks go, signed text stays without its frame") {
  const auto encrypted = mail::take_armor_off("a\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\nb\n");
  CHECK(encrypted.text == "a\nb\n");
  CHECK(encrypted.encrypted == 1);
  const auto framed = mail::take_armor_off(
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\ntext\n- -- dash\n-----BEGIN PGP "
      "SIGNATURE-----\n\nAA\n-----END PGP SIGNATURE-----\nafter\n");
  CHECK(framed.text == "text\n-- dash\nafter\n");
  CHECK(framed.is_signed == 1);
  const std::string open = "-----BEGIN PGP MESSAGE-----\nhQEM\n";
  CHECK(mail::take_armor_off(open).text == open);
}

TEST_CASE("mail/enriched: commands go, lines join") {
  CHECK(mail::enriched_to_text("<bold>a\nb</bold>\n\nc << d<param>x</param>", false) == "a b\nc < d");
  CHECK(mail::enriched_to_text("a<nl>b<lt>c", true) == "a\nb<c");
}

TEST_CASE("mail/auth_results: what a trusted hop found out is kept, all else is not") {
  const auto fields = [](std::string value) { return mail::Fields({{"Authentication-Results", std::move(value)}}); };
  const std::string own = mail::own_authentication_results(
      fields(" mx.pref.example.lg.jp (comment; x=y); spf=pass smtp.mailfrom=a@example.jp;\r\n dkim=fail "
             "(bad) header.d=example.jp reason=\"x\"; x-evil=pass; dmarc=nonsense"),
      "", "other.example mx.pref.example.lg.jp", "gw.example.lg.jp");
  CHECK(own == "gw.example.lg.jp;\r\n spf=pass smtp.mailfrom=a@example.jp;\r\n dkim=fail header.d=example.jp");
  CHECK(mail::own_authentication_results(fields("evil.example; spf=pass"), "", "mx.pref.example.lg.jp", "gw").empty());
  CHECK(mail::own_authentication_results(fields("mx; spf=pass"), "", "", "gw").empty());
  CHECK(mail::own_authentication_results(fields("mx; spf=pass"), "dkim=pass header.d=example.jp header.s=s1; spf=none",
                                         "mx", "gw") ==
        "gw;\r\n dkim=pass header.d=example.jp header.s=s1;\r\n spf=none;\r\n spf=pass");
}

TEST_CASE("mail/auth_results: who has signed for the sender, and who has not") {
  const std::string pass = "dkim=pass header.d=example.jp header.s=s";
  CHECK(mail::judge_sender(pass, "example.jp").confirmed_by == "example.jp");
  CHECK(mail::judge_sender(pass, "mail.example.jp").confirmed_by == "example.jp");
  for (const char* other : {"badexample.jp", "jp", "example.com", ""})
    CHECK(mail::judge_sender(pass, other).confirmed_by.empty());
  CHECK_FALSE(mail::judge_sender(pass + "; spf=fail smtp.mailfrom=x.example", "example.jp").doubtful);
  CHECK(mail::judge_sender("dkim=fail header.d=a.example; spf=none", "example.jp").doubted == "a.example");
  CHECK(mail::judge_sender("dkim=none; spf=fail smtp.mailfrom=x.example", "example.jp").doubted == "x.example");
  for (const char* calm : {"", "dkim=none; spf=none", "dkim=temperror; spf=temperror", "spf=softfail"})
    CHECK_FALSE(mail::judge_sender(calm, "example.jp").doubtful);
}

TEST_CASE("text/look_alike: punycode, skeletons, scripts") {
  CHECK(text::domain_to_unicode("xn--wgv71a119e.jp") == "日本語.jp");
  CHECK(text::domain_to_unicode("xn--!!.example.jp") == "xn--!!.example.jp");
  CHECK(text::skeleton("ex\xD0\xB0mple.jp") == text::skeleton("example.jp"));
  CHECK(text::skeleton("exarnp1e.jp") == text::skeleton("example.jp"));
  CHECK(text::skeleton("example.jp") != text::skeleton("sample.jp"));
  CHECK(text::mixes_scripts("ex\xD0\xB0mple.jp"));
  CHECK_FALSE(text::mixes_scripts("日本語abc.jp"));
  CHECK(text::is_within("mail.town.example.lg.jp", "town.example.lg.jp"));
  CHECK_FALSE(text::is_within("xtown.example.lg.jp", "town.example.lg.jp"));
}

TEST_CASE("mail/observations: passwords, shared files and meetings are told, words about them are not") {
  struct Row {
    std::string_view text;
    std::string_view id;
  };
  const Row rows[] = {{"パスワード：abcd1234", "BODY-010"}, {"Password is secret", ""},
                      {"パスワードは別途お送りします", ""}, {"https://drive.google.com/x", "BODY-011"},
                      {"the mailbox.com/ of us", ""},       {"https://zoom.us/j/1", "BODY-012"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    mail::testing::MailContext ctx;
    (void)mail::observe_text(row.text, ctx);
    if (row.id.empty()) CHECK(ctx.findings.empty());
    if (!row.id.empty()) CHECK(ctx.reported(row.id));
  }
}
