// The table of mail samples. Its long lines are one sample each: a table reads better so.
#include "tests/support/mail_samples.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/stream/base64.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/outlook_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {

using std::string;

string mail_of(const string& fields, const string& body) {
  return "From: a@example.jp\r\nTo: b@town.example.lg.jp\r\nSubject: s\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\n" +
         fields + "\r\n" + body;
}

string multipart_of(const std::vector<string>& parts, const string& type) {
  string body;
  for (const string& part : parts)
    body += "--bb\r\n" + part + "\r\n";
  return mail_of("MIME-Version: 1.0\r\nContent-Type: " + type + (type.find("boundary") == string::npos ? "; boundary=bb" : "") + "\r\n", body + "--bb--\r\n");
}

string attachment_of(const string& disposition, const string& type, const string& content) {
  return multipart_of({"Content-Type: text/plain\r\n\r\nbody text", "Content-Type: " + type + "\r\nContent-Disposition: attachment; " + disposition + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + content});
}

namespace {

Buffer of(const string& text) {
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

Sample row(std::string_view name, std::vector<std::string_view> ids, std::vector<std::string_view> gone, std::vector<std::string_view> kept, string input, std::string_view file = "message.eml") {
  return {name, file, false, std::move(ids), std::move(gone), std::move(kept), [input = std::move(input)] { return of(input); }};
}
Sample refused(std::string_view name, std::vector<std::string_view> ids, string input, std::string_view file = "message.eml") {
  return {name, file, true, std::move(ids), {}, {}, [input = std::move(input)] { return of(input); }};
}

const string kPlain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
const string kHtml = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n";
const string kText = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";

// From, then the rest of a mail.
string from(const string& field, const string& more = "") {
  return "From: " + field + "\r\nTo: b@town.example.lg.jp\r\nSubject: s\r\n" + more + "\r\nbody text\r\n";
}
string html(const string& content) { return mail_of(kHtml, "<p>before</p>" + content + "<p>after</p>\r\n"); }
string zipped() { return base64::encode(as_bytes(build_stored_zip({{"inner.txt", "inner text"}}))); }

string pack(const string& bytes) { return base64::encode(as_bytes(bytes)); }

// clang-format off
const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      // Headers
      row("mail/clean", {}, {}, {"body text", "Subject: s"}, mail_of(kText, "body text\r\n")),
      row("mail/clean-japanese", {}, {}, {"見積書の件", "本文です"}, "From: =?UTF-8?B?5bGx55Sw?= <a@example.jp>\r\nTo: b@town.example.lg.jp\r\nSubject: =?ISO-2022-JP?B?GyRCOCtAUT1xJE43bxsoQg==?=\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\nMessage-ID: <x@example.jp>\r\n" + kText + "\r\n本文です\r\n"),
      row("mail/duplicate-id", {"MAIL-001"}, {"second@"}, {"first@example.jp"}, mail_of("Message-ID: <first@example.jp>\r\nMessage-ID: <first@example.jp>\r\n", "body text\r\n")),
      refused("mail/duplicate-type", {"MAIL-001"}, mail_of("Content-Type: text/plain\r\ncontent-TYPE: text/html\r\n", "<p>x\r\n")),
      row("mail/space-before-colon", {"MAIL-002"}, {}, {"body text"}, mail_of("X-Odd : 1\r\n", "body text\r\n")),
      row("mail/blank-line", {"MAIL-002"}, {}, {"body text"}, mail_of("X-Odd: 1\r\n \t\r\nX-More: 2\r\n", "body text\r\n")),
      refused("mail/line-without-colon", {"MAIL-002"}, mail_of("this is no field\r\n", "body\r\n")),
      row("mail/injected-subject", {"MAIL-003"}, {"\nBcc:"}, {"body text"}, "From: a@example.jp\r\nSubject: =?UTF-8?Q?x=0D=0ABcc:_spy@example.com?=\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\n\r\nbody text\r\n"),
      row("mail/injected-name", {"MAIL-003"}, {"\nX-Evil:"}, {"body text"}, from("=?ISO-8859-1?B?" + pack("Name\r\nX-Evil: 1") + "?= <a@example.jp>")),
      row("mail/word-unterminated", {"MAIL-004"}, {}, {"body text"}, "From: a@example.jp\r\nSubject: =?UTF-8?B?6KaL56mN\r\n\r\nbody text\r\n"),
      row("mail/word-broken-jis", {"MAIL-004"}, {}, {"body text"}, "From: a@example.jp\r\nSubject: =?ISO-2022-JP?B?GyRCMP//?=\r\n\r\nbody text\r\n"),
      row("mail/word-like", {}, {}, {"a =? b ?= c"}, "From: a@example.jp\r\nSubject: a =? b ?= c\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\n\r\nbody text\r\n"),
      row("mail/parameter-twice", {"MAIL-005"}, {}, {"body text"}, attachment_of("filename=a.zip; filename=a.zip", "application/zip", zipped())),
      refused("mail/boundary-2231", {"MAIL-005"}, multipart_of({kPlain + "x"}, "multipart/mixed; boundary*0=b; boundary*1=b")),
      refused("mail/boundary-twice", {"MAIL-005"}, multipart_of({kPlain + "x"}, "multipart/mixed; boundary=bb; boundary=cc")),
      row("mail/name-shows-address", {"MAIL-006"}, {}, {"body text", "evil@example.com"}, from("\"ceo@town.example.lg.jp\" <evil@example.com>")),
      row("mail/from-group", {"MAIL-006"}, {}, {"body text"}, from("Bosses: (a comment) boss@example.jp, <x@example.jp><y@example.jp>;")),
      row("mail/reply-elsewhere", {"MAIL-007"}, {}, {"body text"}, mail_of("Reply-To: thief@example.com\r\n", "body text\r\n")),
      row("mail/receipt", {"MAIL-007"}, {"Disposition-Notification"}, {"body text"}, mail_of("disposition-NOTIFICATION-to: spy@example.com\r\nX-Confirm-Reading-To: spy@example.com\r\n", "body text\r\n")),
      row("mail/reply-same", {}, {}, {"body text", "other@example.jp"}, mail_of("Reply-To: other@example.jp\r\n", "body text\r\n")),
      row("mail/idn", {"MAIL-008"}, {}, {"xn--"}, from("a@xn--exmple-cua.jp")),
      row("mail/idn-mixed", {"MAIL-008"}, {}, {"xn--"}, from("a@ex\xD0\xB0mple.jp")),
      row("mail/forged-results", {"MAIL-009"}, {"dkim=pass"}, {"body text"}, mail_of("Authentication-Results: gw; dkim=pass\r\n", "body text\r\n")),
      row("mail/forged-vendor", {"MAIL-009"}, {"X-MS-Exchange", "ARC-"}, {"body text"}, mail_of("X-MS-Exchange-Organization-SCL: -1\r\nARC-Seal: i=1; cv=pass\r\nReceived-SPF: pass\r\n", "body text\r\n")),
      row("mail/list-fields", {"MAIL-010"}, {"List-Unsubscribe"}, {"body text"}, mail_of("List-Unsubscribe: <https://example.com/u>\r\n", "body text\r\n")),
      row("mail/odd-fields", {"MAIL-010"}, {"X-Message-Flag", "Autocrypt"}, {"body text"}, mail_of("x-message-flag: hi\r\nAutocrypt: addr=a\r\nThread-Index: AAAA\r\n", "body text\r\n")),
      row("mail/subject-reordered", {"MAIL-011"}, {"\xE2\x80\xAE"}, {"body text"}, "From: a@example.jp\r\nSubject: invoice \xE2\x80\xAE" "fdp\r\n\r\nbody text\r\n"),
      row("mail/subject-invisible", {"MAIL-011"}, {"\xE2\x80\x8B"}, {"invoice"}, "From: a@example.jp\r\nSubject: =?UTF-8?Q?in=E2=80=8Bvo=C2=ADice?=\r\n\r\nbody text\r\n"),
      row("mail/no-date", {"MAIL-012"}, {"tomorrow"}, {"body text"}, "From: a@example.jp\r\nDate: tomorrow\r\n\r\nbody text\r\n"),
      row("mail/ids-odd", {"MAIL-012"}, {"two@"}, {"one@example.jp"}, mail_of("Message-ID: <one@example.jp> <two@example.jp>\r\n", "body text\r\n")),
      // MIME
      row("mime/clean-mixed", {}, {}, {"body text", "inner text"}, attachment_of("filename=\"a.zip\"", "application/zip", zipped())),
      row("mime/clean-alternative", {}, {}, {"same words"}, multipart_of({kPlain + "same words", "Content-Type: text/html; charset=utf-8\r\n\r\n<p>same words</p>"}, "multipart/alternative")),
      refused("mime/no-boundary", {"MIME-001"}, mail_of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n", "--x\r\n\r\ny\r\n--x--\r\n")),
      refused("mime/boundary-prefix", {"MIME-001"}, multipart_of({"Content-Type: multipart/mixed; boundary=bbb\r\n\r\n--bbb\r\n\r\nx\r\n--bbb--"})),
      refused("mime/parts-after-end", {"MIME-001"}, multipart_of({kPlain + "x"}) + "--bb\r\nContent-Type: text/plain\r\n\r\nhidden\r\n--bb--\r\n"),
      row("mime/cut-off", {"MIME-001"}, {}, {"body text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=bb\r\n", "--bb\r\n" + kPlain + "body text\r\n")),
      row("mime/preamble", {"MIME-002"}, {"hidden words"}, {"body text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=bb\r\n", "hidden words\r\n--bb\r\n" + kPlain + "body text\r\n--bb--\r\n")),
      row("mime/epilogue", {"MIME-002"}, {"M86)C"}, {"body text"}, multipart_of({kPlain + "body text"}) + "begin 644 x.exe\r\nM86)C\r\nend\r\n"),
      row("mime/preamble-usual", {}, {}, {"body text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=bb\r\n", "This is a multi-part message in MIME format.\r\n--bb\r\n" + kPlain + "body text\r\n--bb--\r\n")),
      row("mime/encoding-unknown", {"MIME-003"}, {"squeezed"}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: text/plain\r\nContent-Transfer-Encoding: x-gzip64\r\n\r\nsqueezed"})),
      row("mime/base64-two-ways", {"MIME-003"}, {}, {"body text"}, attachment_of("filename=a.zip", "application/zip", "UEsDBA==UEsDBAo=")),
      refused("mime/encoded-multipart", {"MIME-003"}, mail_of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=bb\r\nContent-Transfer-Encoding: base64\r\n", "--bb\r\n\r\nx\r\n--bb--\r\n")),
      row("mime/base64-footer", {"MIME-003"}, {}, {"list text", "footer of the list"}, mail_of(kText + "Content-Transfer-Encoding: base64\r\n", pack("list text padded\n") + "\r\n\r\nfooter of the list\r\n")),
      row("mime/uuencode", {"MIME-004"}, {"begin 644"}, {"before", "after", "inner text"}, mail_of(kText, [] {
            const string zip = build_stored_zip({{"inner.txt", "inner text"}});
            string lines;
            for (std::size_t at = 0; at < zip.size(); at += 45) {
              const string piece = zip.substr(at, 45);
              lines.push_back(static_cast<char>(' ' + piece.size()));
              for (std::size_t i = 0; i < piece.size(); i += 3) {
                unsigned bits = 0;
                for (std::size_t j = 0; j < 3; ++j) bits = bits << 8 | (i + j < piece.size() ? static_cast<unsigned char>(piece[i + j]) : 0U);
                for (int shift = 18; shift >= 0; shift -= 6) lines.push_back(static_cast<char>((bits >> shift & 63U) == 0 ? '`' : ' ' + (bits >> shift & 63U)));
              }
              lines += "\r\n";
            }
            return "before\r\nbegin 644 a.zip\r\n" + lines + "`\r\nend\r\nafter\r\n";
          }())),
      row("mime/yenc", {"MIME-004"}, {"=ybegin"}, {"before", "after", "inner text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n", [] {
            const string zip = build_stored_zip({{"inner.txt", "inner text"}});
            string data;
            for (const char c : zip) {
              const char e = static_cast<char>(c + 42);
              if (static_cast<unsigned char>(e) < 0x20 || e == 0x7F || e == '=') data += string("=") + static_cast<char>(e + 64);
              else data.push_back(e);
            }
            return "before\r\n=ybegin line=128 size=" + std::to_string(zip.size()) + " name=a.zip\r\n" + data + "\r\n=yend size=" + std::to_string(zip.size()) + "\r\nafter\r\n";
          }())),
      row("mime/begin-words", {}, {}, {"begin at nine", "end"}, mail_of(kText, "we\r\nbegin at nine\r\nend\r\n")),
      row("mime/text-that-is-none", {"MIME-005"}, {}, {"body text", "inner text"}, multipart_of({kPlain + "body text", "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()})),
      row("mime/type-invalid", {"MIME-005"}, {}, {"body text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: ///;;\r\n", "body text\r\n")),
      row("mime/alternatives-differ", {"MIME-006"}, {"decoy"}, {"seen by all"}, multipart_of({kPlain + "decoy", "Content-Type: text/html\r\n\r\n<p>seen by all</p>"}, "multipart/alternative")),
      row("mime/alternative-attachment", {"MIME-006"}, {"decoy"}, {"seen by all", "inner text"}, multipart_of({kPlain + "decoy", "Content-Type: text/html\r\n\r\n<b>seen</b> by all", "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()}, "multipart/alternative")),
      row("mime/related-html", {"MIME-007"}, {}, {"root text"}, multipart_of({"Content-Type: text/html\r\n\r\n<p>root text</p>", "Content-Type: text/html\r\nContent-ID: <x>\r\n\r\n<p>second page</p>"}, "multipart/related")),
      row("mime/related-start", {"MIME-007"}, {}, {"root text"}, multipart_of({"Content-Type: text/html\r\nContent-ID: <x>\r\n\r\n<p>decoy root</p>", "Content-Type: text/html\r\nContent-ID: <r>\r\n\r\n<p>root text</p>", "Content-Type: image/png\r\nContent-ID: <r>\r\n\r\n"}, "multipart/related; start=\"<r>\"; boundary=bb")),
      row("mime/unusual-multipart", {"MIME-008"}, {}, {"body text"}, multipart_of({kPlain + "body text"}, "multipart/x-mixed-replace")),
      row("mime/form-data", {"MIME-008"}, {}, {"body text"}, multipart_of({"Content-Disposition: form-data; name=x\r\n" + kPlain + "body text", kPlain + "more"}, "Multipart/FORM-data")),
      row("mime/digest", {}, {}, {"first message", "second message"}, multipart_of({"\r\nFrom: x@example.jp\r\nSubject: 1\r\n\r\nfirst message", "\r\nFrom: y@example.jp\r\nSubject: 2\r\n\r\nsecond message"}, "multipart/digest")),
      row("mime/partial", {"MIME-009"}, {"hidden half"}, {}, mail_of("MIME-Version: 1.0\r\nContent-Type: message/partial; id=x; number=1; total=2\r\n", "hidden half\r\n")),
      row("mime/partial-within", {"MIME-009"}, {"hidden half"}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: MESSAGE/Partial; id=x; number=2; total=2\r\n\r\nhidden half"})),
      row("mime/external", {"MIME-010"}, {}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: message/external-body; access-type=anon-ftp; site=evil.example; name=x\r\n\r\nContent-Type: text/plain\r\n\r\n"})),
      row("mime/external-alone", {"MIME-010"}, {"evil.example"}, {}, mail_of("MIME-Version: 1.0\r\nContent-Type: Message/External-Body; access-type=local-file; name=\"/etc/passwd\"; site=evil.example\r\n", "Content-Type: text/plain\r\n\r\n")),
      row("mime/attached-message", {"MIME-011", "EML-001"}, {"alert"}, {"body text", "inner words"}, multipart_of({kPlain + "body text", "Content-Type: message/rfc822\r\n\r\nFrom: in@example.jp\r\nSubject: inner\r\nContent-Type: text/html\r\n\r\n<p>inner words</p><script>alert(1)</script>"})),
      row("mime/attached-eml", {"EML-001"}, {"alert"}, {"inner words"}, attachment_of("filename=mail.eml", "application/octet-stream", pack("From: in@example.jp\r\nSubject: inner\r\nContent-Type: text/html\r\n\r\n<p>inner words</p><script>alert(1)</script>\r\n"))),
      row("mime/mbox", {"EML-001"}, {"alert"}, {"first message", "second message"}, attachment_of("filename=mail.mbox", "application/mbox", pack("From x Mon Nov  2 09:00:00 2026\nFrom: a@example.jp\nSubject: 1\n\nfirst message\n\nFrom y Mon Nov  2 09:00:00 2026\nFrom: b@example.jp\nSubject: 2\nContent-Type: text/html\n\nsecond message<script>alert(1)</script>\n"))),
      row("mime/report", {"MIME-011"}, {}, {"could not be delivered", "Status: 5.1.1"}, multipart_of({kPlain + "could not be delivered", "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\nFinal-Recipient: rfc822; x@example.jp\r\nStatus: 5.1.1\r\n", "Content-Type: message/rfc822\r\n\r\nFrom: a@example.jp\r\nSubject: lost\r\n\r\nlost text"}, "multipart/report; report-type=delivery-status")),
      row("mime/encrypted", {"MIME-012"}, {"SECRET"}, {}, multipart_of({"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", "Content-Type: application/octet-stream\r\n\r\nSECRET"}, "multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=bb")),
      row("mime/encrypted-smime", {"MIME-012"}, {}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: application/octet-stream; name=SMIME.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3DQEHA6CAMIACAQAxAA=="})),
      row("mime/encrypted-armour", {"MIME-012"}, {"hQEMA"}, {"before", "after"}, mail_of(kText, "before\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA1\r\n-----END PGP MESSAGE-----\r\nafter\r\n")),
      row("mime/signed-pgp", {"MIME-013"}, {"iQEzBAEB"}, {"signed text"}, multipart_of({kPlain + "signed text", "Content-Type: application/pgp-signature; name=s.asc\r\n\r\niQEzBAEB"}, "multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha256; boundary=bb")),
      row("mime/signed-armour", {"MIME-013"}, {"iQEzBAEB", "BEGIN PGP"}, {"signed text", "- dashed"}, mail_of(kText, "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nsigned text\r\n- - dashed\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQEzBAEB\r\n-----END PGP SIGNATURE-----\r\n")),
      row("mime/armour-words", {}, {}, {"BEGIN PGP words"}, mail_of(kText, "they write -----BEGIN PGP words-----\r\n")),
      row("mime/amp", {"MIME-014"}, {"amp-list"}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: text/x-amp-html\r\n\r\n<amp-list src=https://evil.example>"}, "multipart/alternative")),
      row("mime/enriched", {"MIME-014"}, {"<bold>"}, {"strong words", "a < b"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/enriched\r\n", "<bold>strong\r\nwords</bold>\r\n\r\na << b <param>hidden</param>\r\n")),
      row("mime/vbscript", {"MIME-014"}, {"MsgBox"}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: text/vbscript\r\n\r\nMsgBox 1"})),
      row("mime/disposition-inline", {"MIME-015"}, {}, {"body text", "inner text"}, multipart_of({kPlain + "body text", "Content-Type: application/zip; name=a.zip\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()})),
      row("mime/disposition-unknown", {"MIME-015"}, {}, {"body text", "inner text"}, multipart_of({kPlain + "body text", "Content-Type: application/zip\r\nContent-Disposition: x-run; filename=\"a.zip\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()})),
      row("mime/mislabelled", {"MIME-016"}, {}, {"日本語です"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n", "\x93\xFA\x96\x7B\x8C\xEA\x82\xC5\x82\xB7\r\n")),
      row("mime/utf-7", {"BODY-009"}, {"alert"}, {"seen"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-7\r\n", "<p>seen</p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-\r\n")),
      row("mime/charset-broken", {"MIME-016"}, {}, {"\xEF\xBF\xBD"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"iso-2022-jp\r\n", "\x1B$B0!\x1B(B ok \x1B$B0\x1B(B\r\n")),
      row("mime/flowed", {"MIME-017"}, {}, {"one long line of words"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; format=flowed\r\n", "one long line \r\nof words\r\n")),
      row("mime/flowed-delsp", {"MIME-017"}, {}, {"途中で折り返す"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; Format=Flowed; DelSp=Yes\r\n", "途中で \r\n折り返す\r\n")),
      row("mime/winmail", {"MIME-018", "TNEF-001"}, {"winmail.dat"}, {"body text", "inner text"}, multipart_of({kPlain + "body text", "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" + pack(TnefBuilder().file("a.zip", build_stored_zip({{"inner.txt", "inner text"}})).build())})),
      row("mime/appledouble", {"MIME-018"}, {}, {"body text", "inner text"}, multipart_of({kPlain + "body text", "Content-Type: multipart/appledouble; boundary=dd\r\n\r\n--dd\r\nContent-Type: application/applefile\r\n\r\nRESOURCE\r\n--dd\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped() + "\r\n--dd--"})),
      row("mime/empty-part", {"MIME-019"}, {}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: application/octet-stream\r\n\r\n"})),
      row("mime/empty-parts", {"MIME-019"}, {}, {"body text"}, multipart_of({kPlain + "body text", "Content-Type: image/gif\r\nContent-ID: <x>\r\n\r\n", "Content-Type: application/x-unknown\r\n\r\n"})),
      row("mime/part-fields", {"MIME-020"}, {"evil.example"}, {"body text"}, mail_of(kText + "Content-Base: http://evil.example/\r\n", "body text\r\n")),
      row("mime/part-location", {"MIME-020"}, {"evil.example"}, {"body text"}, multipart_of({"content-LOCATION: http://evil.example/\r\nContent-MD5: x\r\n" + kPlain + "body text"})),
      // Text
      row("body/remote-picture", {"BODY-001"}, {}, {"before", "after"}, html("<img src=\"https://evil.example/p.gif\" width=1 height=1>")),
      row("body/remote-background", {"BODY-001"}, {}, {"before", "after"}, html("<table BACKGROUND='//evil.example/b'><tr><td>x</table><video poster=https://evil.example/v></video>")),
      row("body/link-elsewhere", {"BODY-002"}, {}, {"before", "evil[.]example"}, html("<a href=\"https://evil.example/\">https://bank.example/</a>")),
      row("body/link-userinfo", {"BODY-002"}, {}, {"before"}, html("<a href=\"https://bank.example@evil.example/\">bank.example</a>")),
      row("body/link-same", {"BODY-009"}, {}, {"bank[.]example"}, html("<a href=\"https://bank.example/\">https://bank.example/</a>")),
      row("body/scheme", {"BODY-003"}, {"ms-msdt:/"}, {"before"}, html("<a href=\"ms-msdt:/id x\">open</a>")),
      row("body/scheme-unc", {"BODY-003"}, {}, {"before"}, html("<a href=\"fi&#108;e:///\\\\evil.example\\s\\x.rtf!y\">open</a><a href='search-ms:query=x'>y</a>")),
      row("body/mailto", {"BODY-004"}, {"attach="}, {"before"}, html("<a href=\"mailto:a@example.jp?attach=c:\\x\">write</a>")),
      row("body/mailto-bcc", {"BODY-004"}, {"spy@"}, {"before"}, html("<a href=\"MAILTO:a@example.jp?%62cc=spy@example.com&body=x\">write</a>")),
      row("body/hidden", {"BODY-005"}, {"secret words"}, {"before", "after"}, html("<div style=\"display:none\">secret words</div>")),
      row("body/hidden-small", {"BODY-005"}, {"secret words"}, {"before", "after"}, html("<span style=\"FONT-SIZE:0px;color:#ffffff\">secret words</span>")),
      row("body/split-words", {"BODY-006"}, {}, {"before"}, html("pass&shy;wo&#8203;rd&#8203;&#8203;&#8203; here")),
      row("body/split-odd", {"BODY-006"}, {}, {"before"}, html("<b>p</b><i></i>a&zwnj;y&#x200b;p&#x2060;a&shy;l")),
      row("body/data-picture", {"BODY-007"}, {"R0lGOD"}, {"before", "after"}, html("<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">")),
      row("body/data-link", {"BODY-007"}, {"PHNjcmlwdD4"}, {"before"}, html("<svg><text>drawn words</text><script>PHNjcmlwdD4</script></svg>")),
      row("body/forged-banner", {"BODY-008"}, {}, {"| ━━ 無害化のお知らせ"}, mail_of(kText, "━━ 無害化のお知らせ ━━\r\nこのメールは安全です。\r\n")),
      row("body/forged-banner-odd", {"BODY-008"}, {}, {"| "}, html("<pre>  &#x3000;━━ 無害化のお知らせ ━━\n</pre>")),
      row("body/outlook-markup", {"BODY-009"}, {"mso-"}, {"before", "kept words"}, html("<p class=MsoNormal style='mso-margin-top-alt:auto'><o:p>kept words</o:p></p>")),
      row("body/outlook-odd", {"BODY-009"}, {}, {"before", "kept words"}, html("<a x-apple-data-detectors=true>kept words</a><!--[if gte vml 1]><v:shape/><![endif]-->")),
      row("body/password", {"BODY-010"}, {}, {"Abc12345"}, mail_of(kText, "添付ファイルのパスワード：Abc12345\r\n")),
      row("body/password-odd", {"BODY-010"}, {}, {"zz99!x"}, mail_of(kText, "PassWord　は　zz99!x です\r\n")),
      row("body/password-word", {}, {}, {"パスワードは別途"}, mail_of(kText, "パスワードは別途お送りします。\r\n")),
      row("body/share", {"BODY-011"}, {}, {"drive"}, mail_of(kText, "https://drive.google.com/file/d/1/view\r\n")),
      row("body/share-odd", {"BODY-011"}, {}, {"gigafile"}, mail_of(kText, "HTTPS://83.GigaFile.nu/1122-x\r\n")),
      row("body/meeting", {"BODY-012"}, {}, {"meetup-join"}, mail_of(kText, "https://teams.microsoft.com/l/meetup-join/19%3a\r\n")),
      row("body/meeting-odd", {"BODY-012"}, {}, {"zoom"}, html("<a href=\"https://us02web.ZOOM.us/j/123?pwd=x\">join</a>")),
      // Names
      row("name/executable", {"NAM-001"}, {}, {"body text"}, attachment_of("filename=tool.exe")),
      row("name/executable-wide", {"NAM-001"}, {}, {"body text"}, attachment_of("FileName*0*=iso-2022-jp''TO; filename*1*=OL%2E%45xE")),
      row("name/executable-nfkc", {"NAM-004"}, {}, {"body text"}, attachment_of("filename*=UTF-8''tool.%EF%BD%85%EF%BD%98%EF%BD%85")),
      row("name/double", {"NAM-002"}, {}, {"body text"}, attachment_of("filename=invoice.pdf.exe")),
      row("name/double-blanks", {"NAM-002"}, {}, {"body text"}, attachment_of("filename=\"invoice.pdf                .scr\"")),
      row("name/double-honest", {}, {}, {"body text", "report.v2.zip"}, attachment_of("filename=report.v2.zip", "application/zip", zipped())),
      row("name/reordered", {"NAM-003"}, {"\xE2\x80\xAE"}, {"body text"}, attachment_of("filename*=UTF-8''%E2%80%AEpiz.zip", "application/zip", zipped())),
      row("name/reordered-exe", {"NAM-003"}, {}, {"body text"}, attachment_of("filename=\"=?UTF-8?B?" + pack("cod\xE2\x80\xAE" "fdp.exe") + "?=\"")),
      row("name/invisible", {"NAM-004"}, {"\xE2\x80\x8B"}, {"body text"}, attachment_of("filename*=UTF-8''a%E2%80%8B.zip", "application/zip", zipped())),
      row("name/trailing-dot", {"NAM-005"}, {}, {"inner text"}, attachment_of("filename=\"a.zip. .\"", "application/zip", zipped())),
      row("name/leading-dots", {"NAM-005"}, {}, {"inner text"}, attachment_of("filename=\" ..-~a.zip\"", "application/zip", zipped())),
      row("name/forbidden", {"NAM-006"}, {"a<b>"}, {"inner text"}, attachment_of("filename=\"a<b>c|d.zip\"", "application/zip", zipped())),
      row("name/forbidden-line", {"NAM-006"}, {"\nX-Evil"}, {"inner text"}, attachment_of("filename*=UTF-8''a%0D%0AX-Evil%3A1.zip", "application/zip", zipped())),
      row("name/stream", {"NAM-007"}, {}, {"body text"}, attachment_of("filename=\"a.txt:evil.exe\"")),
      row("name/stream-data", {"NAM-007"}, {}, {"body text"}, attachment_of("filename*=UTF-8''a.zip%3A%3A%24DATA")),
      row("name/device", {"NAM-008"}, {}, {"inner text", "_CON.zip"}, attachment_of("filename=CON.zip", "application/zip", zipped())),
      row("name/device-odd", {"NAM-008"}, {}, {"inner text"}, attachment_of("filename*=UTF-8''lpt%C2%B9.tar.zip", "application/zip", zipped())),
      row("name/clsid", {"NAM-009"}, {}, {"body text"}, attachment_of("filename=\"x.{00021401-0000-0000-C000-000000000046}\"")),
      row("name/clsid-inner", {"NAM-009"}, {}, {"body text"}, attachment_of("filename=\"a.{645FF040-5081-101B-9F08-00AA002F954E}.zip\"")),
      row("name/path", {"NAM-010"}, {".."}, {"inner text", "a.zip"}, attachment_of("filename=\"../../a.zip\"", "application/zip", zipped())),
      row("name/path-odd", {"NAM-010"}, {"share"}, {"inner text", "a.zip"}, attachment_of("filename=\"\\\\\\\\server\\\\share\\\\a.zip\"", "application/zip", zipped())),
      row("name/long", {"NAM-011"}, {}, {"inner text"}, attachment_of("filename=\"" + string(300, 'a') + ".zip\"", "application/zip", zipped())),
      row("name/long-wide", {"NAM-011"}, {}, {"inner text"}, attachment_of("filename*=UTF-8''" + [] { string s; for (int i = 0; i < 120; ++i) s += "%E3%81%82"; return s; }() + ".zip", "application/zip", zipped())),
      row("name/special", {"NAM-012"}, {}, {"body text"}, attachment_of("filename=desktop.ini")),
      row("name/special-odd", {"NAM-012"}, {}, {"body text"}, attachment_of("filename=\"AutoRun.INF \"")),
      row("name/hidden-reading", {"NAM-013"}, {}, {"body text"}, attachment_of("filename=\"a%2Eexe%00.zip\"")),
      row("name/hidden-percent", {"NAM-013"}, {}, {"body text"}, attachment_of("filename=\"tool%2Eexe\"")),
      row("name/encoded-honest", {}, {}, {"inner text", "見積.zip"}, attachment_of("filename=\"=?UTF-8?B?6KaL56mN?=.zip\"", "application/zip", zipped())),
      row("name/disagree", {"NAM-014"}, {}, {"inner text"}, attachment_of("filename=a.zip", "application/zip; name=a.docx", zipped())),
      row("name/disagree-exe", {"NAM-014"}, {}, {"body text"}, attachment_of("filename=safe.pdf; filename*=UTF-8''evil.exe")),
      row("name/same", {"NAM-015"}, {}, {"a (2).zip"}, multipart_of({"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped(), "Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()})),
      row("name/same-odd", {"NAM-015"}, {}, {"(2)"}, multipart_of({"Content-Type: application/zip; name*=UTF-8''%E3%82%AC.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped(), "Content-Type: application/zip; name*=UTF-8''%E3%82%AB%E3%82%99.ZIP\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()})),
      row("name/none-program", {"NAM-016"}, {"MZ"}, {"body text"}, attachment_of("filename=readme", "text/plain", pack("MZ" + string(60, '\0') + "PE"))),
      row("name/none-script", {"NAM-016"}, {"rm -rf"}, {"body text"}, attachment_of("filename=\"README \"", "text/plain", pack("#!/bin/sh\nrm -rf x\n"))),
  };
  return samples;
}
// clang-format on

}  // namespace

std::span<const Sample> mail_samples() {
  return table();
}

}  // namespace mugai::testing
