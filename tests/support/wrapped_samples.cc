// Mails whose files come in a wrapping of their own (BinHex, AppleSingle, MacBinary), or twice (invitations). The long
// lines are one sample each: a table reads better so.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/stream/base64.h"
#include "tests/support/macintosh_builder.h"
#include "tests/support/mail_samples.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {

using std::string;

namespace {

Sample row(std::string_view name, std::vector<std::string_view> ids, std::vector<std::string_view> gone, std::vector<std::string_view> kept, string input) {
  return {name, "message.eml", false, std::move(ids), std::move(gone), std::move(kept), [input = std::move(input)] {
            const Bytes bytes = as_bytes(input);
            return Buffer(bytes.begin(), bytes.end());
          }};
}

string zip() { return build_stored_zip({{"inner.txt", "inner text"}}); }
string pack(const string& bytes) { return base64::encode(as_bytes(bytes)); }

const string kPlain = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
const string kText = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";

string part(const string& type, const string& content, const string& more = "") {
  return "Content-Type: " + type + "\r\n" + more + "Content-Transfer-Encoding: base64\r\n\r\n" + pack(content);
}
string with(const string& attached) { return multipart_of({kPlain + "body text", attached}); }

string calendar(const string& summary, const string& method = "REQUEST", const string& stamp = "20261122T000000Z") {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\nUID:1@example.jp\r\nDTSTAMP:" + stamp +
         "\r\nDTSTART:20261201T010000Z\r\nSUMMARY:" + summary + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}
// A mail with an invitation that is shown and a file.
string invitation(const string& shown, const string& attached) {
  return multipart_of({kPlain + "body text", "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n" + shown, attached});
}

// clang-format off
const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      row("invitation/differs", {"ICS-006"}, {"second meeting"}, {"first meeting"}, invitation(calendar("first meeting"), part("application/ics; name=invite.ics", calendar("second meeting"), "Content-Disposition: attachment; filename=invite.ics\r\n"))),
      row("invitation/differs-odd", {"ICS-006"}, {"second meeting"}, {"first meeting"}, multipart_of({part("application/octet-stream; name=invite.dat", "begin:vcalendar\nVERSION:2.0\nBEGIN:VEVENT\nUID:1@example.jp\nDTSTART:20261201T010000Z\nSUMM\n ARY:second meeting\nEND:VEVENT\nEND:VCALENDAR\n", "Content-Disposition: attachment\r\n"), "Content-Type: multipart/alternative; boundary=dd\r\n\r\n--dd\r\n" + kPlain + "body text\r\n--dd\r\n" + part("Text/Calendar; charset=utf-8", calendar("first meeting")) + "\r\n--dd--"})),
      row("invitation/same", {}, {"(2)"}, {"first meeting", "invite.ics"}, invitation(calendar("first meeting"), part("application/ics; name=invite.ics", calendar("first meeting", "PUBLISH", "20261122T000001Z"), "Content-Disposition: attachment; filename=invite.ics\r\n"))),
      row("invitation/two-files", {}, {}, {"first meeting", "second meeting"}, multipart_of({kPlain + "body text", part("text/calendar; name=a.ics", calendar("first meeting"), "Content-Disposition: attachment; filename=a.ics\r\n"), part("text/calendar; name=b.ics", calendar("second meeting"), "Content-Disposition: attachment; filename=b.ics\r\n")})),
      row("macintosh/binhex", {"MIME-018"}, {"This file must"}, {"body text", "inner text", "a.zip"}, with("Content-Type: application/mac-binhex40; name=a.hqx\r\n\r\n" + binhex_of("a.zip", zip(), "resource"))),
      row("macintosh/binhex-odd", {"MIME-018"}, {"resource"}, {"body text", "inner text"}, with(part("application/octet-stream; name=\"A.HQX\"", "words before\r\n" + binhex_of("a.zip", zip(), string(300, 'r'))))),
      row("macintosh/binhex-broken", {"MIME-018"}, {"This file must"}, {"body text"}, with("Content-Type: application/mac-binhex40\r\n\r\n(This file must be converted with BinHex 4.0)\r\n\r\n:!!!!:\r\n")),
      row("macintosh/binhex-program", {"NAM-001"}, {}, {"body text"}, with("Content-Type: application/mac-binhex40; name=a.hqx\r\n\r\n" + binhex_of("tool.exe", "MZ"))),
      row("macintosh/binhex-text", {"MIME-004"}, {"This file must"}, {"before", "after", "inner text"}, mail_of(kText, "before\r\n" + binhex_of("a.zip", zip()) + "after\r\n")),
      row("macintosh/binhex-words", {}, {}, {"is said: (This file must be converted with BinHex 4.0) and more"}, mail_of(kText, "is said: (This file must be converted with BinHex 4.0) and more\r\n")),
      row("macintosh/single", {"MIME-018"}, {"resource fork"}, {"body text", "inner text", "a.zip"}, with(part("application/applefile; name=a", apple_single_of("a.zip", zip())))),
      row("macintosh/double", {"MIME-018"}, {}, {"body text", "inner text"}, with("Content-Type: multipart/appledouble; boundary=dd\r\n\r\n--dd\r\n" + part("application/applefile", apple_single_of("a.zip", "", false)) + "\r\n--dd\r\n" + part("application/zip; name=a.zip", zip()) + "\r\n--dd--")),
      row("macintosh/macbinary", {"MIME-018"}, {}, {"body text", "inner text", "a.zip"}, with(part("application/x-macbinary; name=a.bin", macbinary_of("a.zip", zip())))),
  };
  return samples;
}
// clang-format on

}  // namespace

std::span<const Sample> wrapped_samples() {
  return table();
}

}  // namespace mugai::testing
