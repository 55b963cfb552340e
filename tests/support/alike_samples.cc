// Mails that look like the constructs of the other tables and are none: each must come out with what it says, and
// nothing may be told about it. The long lines are one sample each: a table reads better so.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/stream/base64.h"
#include "tests/support/mail_samples.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/outlook_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {

using std::string;

namespace {

Sample row(std::string_view name, std::vector<std::string_view> kept, string input) {
  return {name, "message.eml", false, {}, {}, std::move(kept), [input = std::move(input)] {
            const Bytes bytes = as_bytes(input);
            return Buffer(bytes.begin(), bytes.end());
          }};
}

string zipped() { return base64::encode(as_bytes(build_stored_zip({{"inner.txt", "inner text"}}))); }
string subject(const string& field) {
  return "From: a@example.jp\r\nTo: b@town.example.lg.jp\r\nSubject: " + field + "\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\nMessage-ID: <x@example.jp>\r\n\r\nbody text\r\n";
}
string from(const string& field) {
  return "From: " + field + "\r\nTo: b@town.example.lg.jp\r\nSubject: s\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\nMessage-ID: <x@example.jp>\r\n\r\nbody text\r\n";
}
string plain(const string& text) { return mail_of(string("Message-ID: <x@example.jp>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"), text); }

const string kPlain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";

// clang-format off
const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      row("alike/received-twice", {"body text"}, mail_of("Received: from a by b; Mon, 2 Nov 2026 09:00:00 +0900\r\nReceived: from c by a; Mon, 2 Nov 2026 08:59:00 +0900\r\n", "body text\r\n")),
      row("alike/folded-field", {"one two"}, "From: a@example.jp\r\nTo: b@town.example.lg.jp\r\nSubject: one\r\n two\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900\r\n\r\nbody text\r\n"),
      row("alike/subject-names-field", {"Bcc: nobody"}, subject("Bcc: nobody")),
      row("alike/subject-two-words", {"見積書の件"}, subject("=?UTF-8?B?6KaL56mN?=\r\n =?UTF-8?B?5pu444Gu5Lu2?=")),
      row("alike/subject-kana-emoji", {"ｶﾅ 😀 ①"}, subject("=?UTF-8?B?7722776FIPCfmIAg4pGg?=")),
      row("alike/name-in-quotes", {"body text", "a;b.zip"}, attachment_of("filename=\"a;b.zip\"", "application/zip", zipped())),
      row("alike/from-at", {"Help @ Town"}, from("\"Help @ Town\" <help@example.jp>")),
      row("alike/domain-digits", {"a@1and1.example"}, from("a@1and1.example")),
      row("alike/threading", {"<y@example.jp>", "<z@example.jp>"}, mail_of("In-Reply-To: <y@example.jp>\r\nReferences: <z@example.jp> <y@example.jp>\r\nSender: a@example.jp\r\n", "body text\r\n")),
      row("alike/date-comment", {"Mon, 02 Nov 2026 09:00:00 +0900"}, "From: a@example.jp\r\nTo: b@town.example.lg.jp\r\nSubject: s\r\nDate: Mon, 2 Nov 2026 09:00:00 +0900 (JST)\r\n\r\nbody text\r\n"),
      row("alike/boundary-quoted", {"body text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_(a)+b/c:d?e=_" + string(40, 'x') + "\"\r\n", "--=_(a)+b/c:d?e=_" + string(40, 'x') + "\r\n" + kPlain + "body text\r\n--=_(a)+b/c:d?e=_" + string(40, 'x') + "--\r\n")),
      row("alike/boundary-in-text", {"--not-it", "body text"}, multipart_of({kPlain + "body text\r\n--not-it\r\nmore"})),
      row("alike/base64-spelling", {"inner text"}, multipart_of({kPlain + "body text", "Content-Type: APPLICATION/Zip; name=a.zip\r\nContent-Transfer-Encoding: BASE64\r\n\r\n" + zipped() + "\r\n\r\n"})),
      row("alike/text-about-types", {"message/partial", "external-body", "winmail.dat"}, plain("message/partial and message/external-body, winmail.dat\r\n")),
      row("alike/text-lines", {"From the town", ".hidden", "begin with care"}, plain("From the town\r\n.hidden\r\nbegin with care\r\nend\r\n")),
      row("alike/text-armour", {"-- BEGIN PGP --"}, plain("-- BEGIN PGP --\r\n")),
      row("alike/text-quoted", {"> first", ">> second"}, plain("> first\r\n>> second\r\nanswer\r\n")),
      row("alike/charset-right", {"見積書"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n", "\x1B$B8+@Q=q\x1B(B\r\n")),
      row("alike/inline-text", {"body text"}, mail_of("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: inline\r\n", "body text\r\n")),
      row("alike/name-winmail", {"inner text", "winmails.zip"}, attachment_of("filename=winmails.zip", "application/zip", zipped())),
      row("alike/name-exe-word", {"inner text", "exe.zip"}, attachment_of("filename=exe.zip", "application/zip", zipped())),
      row("alike/name-con", {"inner text", "contract.zip"}, attachment_of("filename=contract.zip", "application/zip", zipped())),
      row("alike/name-desktop", {"inner text", "desktop.zip"}, attachment_of("filename=desktop.zip", "application/zip", zipped())),
      row("alike/name-both-same", {"inner text", "見積.zip"}, attachment_of("filename*=UTF-8''%E8%A6%8B%E7%A9%8D.zip", "application/zip; name=\"=?UTF-8?B?6KaL56mNLnppcA==?=\"", zipped())),
      row("alike/names-differ", {"a.zip", "b.zip"}, multipart_of({"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped(), "Content-Type: application/zip; name=b.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" + zipped()})),
      row("alike/share-host", {"inbox[.]example", "mydropbox[.]com"}, plain("https://inbox.example/box.com https://mydropbox.com/x\r\n")),
      row("alike/meeting-words", {"zoom.us"}, plain("zoom.us で打合せ\r\n")),
      row("alike/password-elsewhere", {"パスワードは別メール"}, plain("パスワードは別メールで送ります。\r\n")),
      row("alike/notice-words", {"無害化のお知らせについて"}, plain("無害化のお知らせについて\r\n")),
  };
  return samples;
}
// clang-format on

}  // namespace

std::span<const Sample> alike_samples() {
  return table();
}

}  // namespace mugai::testing
