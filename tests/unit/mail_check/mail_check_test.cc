// The grammar of a rebuilt mail: what it takes, and each way to miss it.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/formats/mail_check/verify.h"
#include "tests/support/mail_checks.h"

namespace mugai {
namespace {

using mail_check::Fault;

// "こんにちは" and a line end
const std::string kText = "44GT44KT44Gr44Gh44GvDQo=\r\n";
const std::string kHead = "From: a@example.jp\r\nX-Mugai: v=1;\r\n policy=standard\r\nMIME-Version: 1.0\r\n";
const std::string kTextFields = "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
const std::string kPlain = kHead + kTextFields + kText;
const std::string kBoundary = "--" + std::string(mail_check::kBoundary);
const std::string kFileFields =
    "Content-Type: application/zip; name=\"a.zip\"\r\nContent-Disposition: attachment; filename=\"a.zip\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\n";
const std::string kFile = "UEsFBg==\r\n";  // "PK\5\6"

std::string mixed(const std::string& after_head) {
  return kHead + "Content-Type: multipart/mixed; boundary=\"" + std::string(mail_check::kBoundary) + "\"\r\n\r\n" +
         after_head;
}
const std::string kMixed = mixed(kBoundary + "\r\n" + kTextFields + kText + "\r\n" + kBoundary + "\r\n" + kFileFields +
                                 kFile + "\r\n" + kBoundary + "--\r\n");

Fault fault_of(std::string_view message, std::optional<std::span<const Sha256Value>> results = std::nullopt) {
  testing::TextReader reader(message);
  return mail_check::verify(reader, results);
}

std::string replaced(std::string text, const std::string& old, const std::string& with) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), with);
}

TEST_CASE("mail_check: both forms of a rebuilt mail pass") {
  CHECK(fault_of(kPlain) == Fault::None);
  CHECK(fault_of(kMixed) == Fault::None);
}

TEST_CASE("mail_check: each way to miss the grammar has its fault") {
  const struct {
    std::string message;
    Fault fault;
  } rows[] = {
      {"", Fault::Field},
      {kHead, Fault::Field},
      {replaced(kPlain, "X-Mugai", "X-Other"), Fault::Name},
      {replaced(kPlain, "From: a", "From: \xE3\x81\x82"), Fault::Field},
      {replaced(kPlain, "a@example.jp", std::string(1000, 'a')), Fault::Line},
      {replaced(kPlain, "a@example.jp", "a\r@example.jp"), Fault::Line},
      {replaced(kPlain, "a@example.jp", "a\nBcc: b"), Fault::Line},
      {kPlain.substr(0, kPlain.size() - 2), Fault::Line},
      {replaced(kPlain, "text/plain", "text/html"), Fault::Type},
      {replaced(kPlain, "base64", "8bit"), Fault::Type},
      {replaced(kPlain, "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8"), Fault::Type},
      {replaced(kPlain, kText, "44GT=\r\n"), Fault::Base64},
      {replaced(kPlain, kText, "44GTDQ=\r\n"), Fault::Base64},
      {replaced(kPlain, kText, "44GTDR==\r\n"), Fault::Base64},      // unused bits
      {replaced(kPlain, kText, "44GT\r\n" + kText), Fault::Base64},  // a short line before the last
      {replaced(kPlain, kText, "44E=\r\n"), Fault::Text},            // half a character
      {replaced(kPlain, kText, "Gw==\r\n"), Fault::Text},            // ESC
      {replaced(kPlain, kText, "YQ1i\r\n"), Fault::Text},            // a bare CR
      {kPlain + "\r\n" + kBoundary + "\r\n", Fault::Boundary},
      {mixed(""), Fault::Boundary},
      {mixed(kBoundary + "\r\n" + kFileFields + kFile + "\r\n" + kBoundary + "--\r\n"), Fault::Type},
      {replaced(kMixed, kBoundary + "--\r\n", ""), Fault::Boundary},
      {kMixed + "more\r\n", Fault::Boundary},
  };
  for (const auto& row : rows) {
    CAPTURE(row.message);
    CHECK(fault_of(row.message) == row.fault);
    CHECK(!mail_check::fault_words(row.fault).empty());
  }
}

TEST_CASE("mail_check: an attachment passes where its bytes are a result of a job, and nowhere else") {
  Sha256 digest;
  digest.update(as_bytes("PK\5\6"));
  const std::vector<Sha256Value> good = {Sha256Value{}, digest.finish()};
  const std::vector<Sha256Value> other = {Sha256Value{}};
  CHECK(fault_of(kMixed, good) == Fault::None);
  CHECK(fault_of(kMixed, other) == Fault::Attachment);
  CHECK(fault_of(kMixed, std::span<const Sha256Value>()) == Fault::Attachment);
  CHECK(fault_of(kPlain, std::span<const Sha256Value>()) == Fault::None);
}

TEST_CASE("mail_check: no truncated mail with attachments passes") {
  for (std::size_t length = 0; length < kMixed.size(); ++length) {
    CAPTURE(length);
    CHECK(fault_of(std::string_view(kMixed).substr(0, length)) != Fault::None);
  }
}

}  // namespace
}  // namespace mugai
