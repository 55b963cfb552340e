// The table of samples of winmail.dat and .msg files.
#include <string>
#include <utility>
#include <vector>

#include "lib/stream/base64.h"
#include "tests/support/mail_samples.h"
#include "tests/support/outlook_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

using std::string;

Buffer of(const string& text) {
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}
Sample row(std::string_view name, std::string_view file, std::vector<std::string_view> ids,
           std::vector<std::string_view> gone, std::vector<std::string_view> kept, string input) {
  return {name, file, false, std::move(ids), std::move(gone), std::move(kept),
          [input = std::move(input)] { return of(input); }};
}
Sample refused(std::string_view name, std::string_view file, std::vector<std::string_view> ids, string input) {
  return {name, file, true, std::move(ids), {}, {}, [input = std::move(input)] { return of(input); }};
}

string zip() {
  return build_stored_zip({{"inner.txt", "inner text"}});
}
// winmail.dat as the part of a mail that has a text of its own.
string in_mail(const string& tnef, const string& type = "application/ms-tnef; name=winmail.dat",
               const string& text = "body text") {
  return multipart_of({"Content-Type: text/plain\r\n\r\n" + text,
                       "Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                           base64::encode(as_bytes(tnef))});
}
string property_attachment(const PropertyList& properties) {
  return TnefBuilder()
      .attribute(2, 0x00069002, le16(1) + le32(0) + string(8, '\0'))
      .attribute(2, 0x00069005, properties.build())
      .build();
}
string message_properties(const PropertyList& properties) {
  return TnefBuilder().attribute(1, 0x00069003, properties.build()).build();
}

const string kObjectRtf =
    "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}seen words{\\object\\objemb{\\*\\objdata "
    "0105000002000000}}\\par}";
const string kHtmlRtf =
    "{\\rtf1\\ansi\\ansicpg932\\fromhtml1{\\fonttbl{\\f0\\fnil\\fcharset128 MS Gothic;}}"
    "{\\*\\htmltag64 <p>}\\htmlrtf hidden\\par\\htmlrtf0 seen \\'93\\'fa\\'96\\'7b words"
    "{\\*\\htmltag72 </p>}{\\*\\htmltag84 <script>alert(1)</script>}}";

// clang-format off
const std::vector<Sample>& table() {
  static const std::vector<Sample> samples = {
      row("tnef/clean", "message.eml", {"TNEF-001"}, {"winmail.dat"}, {"body text", "inner text"}, in_mail(TnefBuilder().file("a.zip", zip()).build())),
      row("tnef/by-name", "message.eml", {"TNEF-001", "MIME-018"}, {"WinMail.DAT"}, {"inner text"}, in_mail(TnefBuilder().file("a.zip", zip()).build(), "application/octet-stream; name=\"WinMail.DAT\"")),
      row("tnef/by-content", "message.eml", {"TNEF-001"}, {}, {"inner text"}, in_mail(TnefBuilder().body("inner body").file("a.zip", zip()).build(), "application/octet-stream; name=notes.dat")),
      row("tnef/file", "winmail.dat", {"TNEF-001", "EML-001"}, {}, {"inner body", "inner text"}, TnefBuilder().body("inner body").file("a.zip", zip()).build()),
      row("tnef/file-japanese", "winmail.dat", {"TNEF-001"}, {}, {"見積書.zip", "本文"}, TnefBuilder().body("\x96\x7B\x95\xB6").file("\x8C\xA9\x90\xCF\x8F\x91.zip", zip()).build()),
      row("tnef/attached-message", "message.eml", {"TNEF-002", "EML-001"}, {}, {"nested words"}, in_mail(property_attachment(PropertyList().number(0x3705, 5).unicode(0x3001, "forwarded").object(0x3701, TnefBuilder().body("nested words").build())))),
      row("tnef/ole-object", "message.eml", {"TNEF-002", "MSG-003"}, {"PAYLOAD"}, {"body text"}, in_mail(property_attachment(PropertyList().number(0x3705, 6).unicode(0x3001, "picture").object(0x3701, "PAYLOAD")))),
      row("tnef/metafile", "message.eml", {"TNEF-002"}, {"METAFILE"}, {"inner text"}, in_mail(TnefBuilder().file("a.zip", zip()).attribute(2, 0x00068011, "METAFILE").build())),
      row("tnef/second-body", "message.eml", {"TNEF-003"}, {"other words"}, {"body text"}, in_mail(TnefBuilder().body("other words").build())),
      row("tnef/recipients", "message.eml", {"TNEF-003"}, {"spy@"}, {"body text"}, in_mail(TnefBuilder().attribute(1, 0x00069004, "spy@example.com").build())),
      row("tnef/only-body", "message.eml", {"TNEF-001"}, {}, {"wrapped words"}, in_mail(TnefBuilder().body("wrapped words").build(), "application/ms-tnef; name=winmail.dat", "")),
      row("tnef/bad-checksum", "message.eml", {"TNEF-004"}, {"inner text"}, {"body text"}, in_mail(TnefBuilder().attribute(2, 0x0006800F, zip(), 1).build())),
      refused("tnef/bad-length", "winmail.dat", {"TNEF-004"}, TnefBuilder().build() + "\x02" + le32(0x0006800F) + le32(0xFFFFFFF0) + "x"),
      refused("tnef/trailing", "winmail.dat", {"TNEF-004"}, TnefBuilder().body("x").build() + "trailing"),
      refused("tnef/many-properties", "winmail.dat", {"TNEF-004"}, TnefBuilder().attribute(1, 0x00069003, le32(0x7FFFFFFF)).build()),
      row("tnef/rtf", "winmail.dat", {"MSG-002"}, {"objdata"}, {"seen words"}, message_properties(PropertyList().binary(0x1009, rtf_container(kObjectRtf, true)))),
      // Outlook messages
      row("msg/clean", "message.msg", {"EML-001"}, {}, {"Subject: Hello", "some words", "sender@example.jp"}, build_msg(simple_msg("Hello", "some words"))),
      row("msg/attachment", "message.msg", {"EML-001"}, {}, {"some words", "inner text", "a.zip"}, build_msg(simple_msg("Hello", "some words").add(msg_attachment(0, "a.zip", zip())))),
      row("msg/two-bodies", "message.msg", {"MSG-001"}, {"hidden"}, {"html words"}, build_msg(simple_msg("Hello", "plain words").binary(0x1013, "<p>html words</p>").binary(0x1009, rtf_container("{\\rtf1 hidden}", false)))),
      row("msg/two-bodies-odd", "message.msg", {"MSG-001"}, {"alert"}, {"html words"}, build_msg(simple_msg("Hello", "html words").text(0x1013, "<p>html words<script>alert(1)</script>").binary(0x1009, rtf_container(kHtmlRtf, true)))),
      row("msg/rtf-html", "message.msg", {"HTM-002"}, {"alert", "hidden", "htmltag"}, {"seen 日本 words"}, build_msg(simple_msg("Hello", "").binary(0x1009, rtf_container(kHtmlRtf, true)))),
      row("msg/rtf-object", "message.msg", {"MSG-002"}, {"objdata", "0105000002"}, {"seen words"}, build_msg(simple_msg("Hello", "").binary(0x1009, rtf_container(kObjectRtf, false)))),
      row("msg/rtf-broken", "message.msg", {"MSG-002"}, {}, {"plain words"}, build_msg(simple_msg("Hello", "plain words").binary(0x1009, [] { string b = rtf_container(kObjectRtf, true); b[13] = static_cast<char>(b[13] ^ 1); return b; }()))),
      row("msg/by-reference", "message.msg", {"MSG-003"}, {"evil.example"}, {"some words"}, build_msg(simple_msg("Hello", "some words").add(storage("__attach_version1.0_#00000000", MsgStorage().number(0x3705, 2).text(0x3707, "a.doc").text(0x3708, "\\\\evil.example\\a.doc").nodes(8))))),
      row("msg/ole", "message.msg", {"MSG-003"}, {"PAYLOAD"}, {"some words"}, build_msg(simple_msg("Hello", "some words").add(storage("__attach_version1.0_#00000000", MsgStorage().number(0x3705, 6).text(0x3707, "x").add(storage("__substg1.0_3701000D", {stream("CONTENTS", "PAYLOAD")})).nodes(8))))),
      row("msg/embedded", "message.msg", {"MSG-003", "EML-001"}, {}, {"some words", "nested words"}, build_msg(simple_msg("Hello", "some words").add(storage("__attach_version1.0_#00000000", MsgStorage().number(0x3705, 5).text(0x3001, "inner").add(storage("__substg1.0_3701000D", simple_msg("Inner", "nested words").nodes(24))).nodes(8))))),
      row("msg/names", "message.msg", {"MSG-004"}, {}, {"some words"}, build_msg(simple_msg("Hello", "some words").add(storage("__attach_version1.0_#00000000", MsgStorage().number(0x3705, 1).text(0x3707, "a.zip").text(0x3704, "A.EXE").binary(0x3701, zip()).nodes(8))))),
      row("msg/names-extension", "message.msg", {"MSG-004"}, {}, {"some words"}, build_msg(simple_msg("Hello", "some words").add(storage("__attach_version1.0_#00000000", MsgStorage().number(0x3705, 1).text(0x3707, "a.zip").text(0x3703, ".scr").binary(0x3701, zip()).nodes(8))))),
      row("msg/reminder", "message.msg", {"MSG-005"}, {"evil.example"}, {"some words"}, build_msg(simple_msg("Hello", "some words").text(0x8000, "\\\\evil.example\\x.wav").add(msg_names({0x851F})))),
      row("msg/reminder-odd", "message.msg", {"MSG-005"}, {"evil"}, {"some words"}, build_msg(simple_msg("Hello", "some words").number(0x8001, 1, 0x0B).text(0x8002, "\\\\evil\\x").add(msg_names({0x8208, 0x851C, 0x851F})))),
      row("msg/form", "message.msg", {"MSG-006"}, {}, {"some words"}, build_msg(simple_msg("Hello", "some words").text(0x001A, "IPM.Note.Evil"))),
      row("msg/form-script", "message.msg", {"MSG-006"}, {"MsgBox"}, {"some words"}, build_msg(simple_msg("Hello", "some words").binary(0x8000, "MsgBox 1").add(msg_names({0x8541})))),
      row("msg/voting", "message.msg", {"MSG-007"}, {"VOTE"}, {"some words"}, build_msg(simple_msg("Hello", "some words").binary(0x8000, "VOTE").add(msg_names({0x8520})))),
      row("msg/sharing", "message.msg", {"MSG-007"}, {"evil.example"}, {"some words"}, build_msg(simple_msg("Hello", "some words").text(0x001A, "IPM.Sharing").text(0x8000, "http://evil.example/").add(msg_names({0x8A05})))),
      row("msg/headers", "message.msg", {"MSG-008"}, {"X-Evil"}, {"some words"}, build_msg(simple_msg("Hello", "some words").text(0x007D, "From: x@example.jp\r\nX-Evil: 1\r\nDKIM-Signature: v=1\r\n"))),
      row("msg/headers-odd", "message.msg", {"MSG-008"}, {"Bcc"}, {"real@example.jp"}, build_msg(MsgStorage().text(0x001A, "IPM.Note").text(0x0037, "s").text(0x1000, "some words").text(0x007D, "Bcc: spy@example.com\r\nfrom: Real\r\n <real@example.jp>\r\n"))),
      row("msg/sender", "message.msg", {"MSG-009"}, {}, {"boss@example.jp", "real@example.com"}, build_msg(simple_msg("Hello", "some words").text(0x5D02, "boss@example.jp").text(0x5D01, "real@example.com"))),
      row("msg/sender-odd", "message.msg", {"MSG-009"}, {"/O=EVIL"}, {"real@example.com"}, build_msg(MsgStorage().text(0x001A, "IPM.Note").text(0x0037, "s").text(0x1000, "words").text(0x0042, "Boss").text(0x0065, "/O=EVIL/CN=BOSS").text(0x0C1A, "R").text(0x0C1F, "real@example.com"))),
      row("msg/hidden", "message.msg", {"MSG-010"}, {}, {"inner text"}, build_msg(simple_msg("Hello", "some words").add(storage("__attach_version1.0_#00000000", MsgStorage().number(0x3705, 1).number(0x7FFE, 1, 0x0B).text(0x3707, "a.zip").binary(0x3701, zip()).nodes(8))))),
      row("msg/hidden-picture", "message.msg", {"MSG-010"}, {}, {"some words"}, build_msg(simple_msg("Hello", "some words").add(storage("__ATTACH_VERSION1.0_#00000000", MsgStorage().number(0x7FFE, 1, 0x0B).number(0x3705, 1).text(0x3704, "A.ZIP").text(0x3712, "cid@x").binary(0x3701, zip()).nodes(8))))),
      row("msg/template", "message.oft", {"MSG-011"}, {}, {"some words"}, build_msg(simple_msg("Hello", "some words"))),
      row("msg/smime", "message.msg", {"MSG-011", "MIME-013"}, {"iQEzBAEB"}, {"signed words"}, build_msg(simple_msg("Hello", "").text(0x001A, "IPM.Note.SMIME.MultipartSigned").add(msg_attachment(0, "smime.p7m", "Content-Type: multipart/signed; boundary=bb; protocol=\"application/pgp-signature\"\r\n\r\n--bb\r\nContent-Type: text/plain\r\n\r\nsigned words\r\n--bb\r\nContent-Type: application/pgp-signature\r\n\r\niQEzBAEB\r\n--bb--\r\n")))),
      refused("msg/cycle", "message.msg", {}, [] { string file = build_msg(simple_msg("Hello", string(3000, 'x'))); const auto at = static_cast<std::size_t>(file.size() - 512); for (std::size_t i = 0; i < 4; ++i) file[at + i] = '\0'; return file; }()),
  };
  return samples;
}
// clang-format on

}  // namespace

std::span<const Sample> outlook_samples() {
  return table();
}

}  // namespace mugai::testing
