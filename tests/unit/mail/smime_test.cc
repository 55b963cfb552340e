// S/MIME: signatures made here, with keys made here, are found valid, altered, trusted or not.
#include "lib/formats/mail/smime.h"

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

#include "lib/formats/mail/handler.h"
#include "lib/stream/base64.h"
#include "mail_context.h"

using namespace mugai;
using mail::CmsKind;
using mail::Signature;

namespace {

// A key and a certificate of its own, valid from 2026-01-01 to 2028-01-01.
struct Identity {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();

  Identity() {
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20260101000000Z");
    ASN1_TIME_set_string(X509_getm_notAfter(certificate), "20280101000000Z");
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Taro Test"), -1, -1,
                               0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "email:a@example.jp");
    X509_add_ext(certificate, address, -1);
    X509_EXTENSION_free(address);
    X509_sign(certificate, key, EVP_sha256());
  }
  ~Identity() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;

  [[nodiscard]] std::string pem() const {
    BIO* out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, certificate);
    return take(out);
  }
  [[nodiscard]] std::string sign(const std::string& content, bool detached) const {
    BIO* in = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
    const unsigned flags = CMS_BINARY | (detached ? CMS_DETACHED : 0U);
    CMS_ContentInfo* cms = CMS_sign(certificate, key, nullptr, in, flags);
    BIO* out = BIO_new(BIO_s_mem());
    i2d_CMS_bio(out, cms);
    CMS_ContentInfo_free(cms);
    BIO_free(in);
    return take(out);
  }
  static std::string take(BIO* out) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(out, &data);
    std::string bytes(data, static_cast<std::size_t>(size));
    BIO_free(out);
    return bytes;
  }
};

const std::string kEntity = "Content-Type: text/plain; charset=utf-8\r\n\r\nsigned words\r\n";
constexpr std::int64_t kIn2026 = 1'793'577'600;
constexpr std::int64_t kIn2030 = 1'893'456'000;

}  // namespace

TEST_CASE("mail/smime: right and altered content, trusted and unknown signer, time") {
  const Identity signer;
  const Identity other;
  const std::string der = signer.sign(kEntity, true);
  const std::string trusted = signer.pem();
  const std::string strange = other.pem();
  CHECK(mail::cms_kind(as_bytes(der)) == CmsKind::Signed);

  const Signature good = mail::verify_detached(as_bytes(kEntity), as_bytes(der), {trusted, kIn2026});
  CHECK(good.state == Signature::State::Valid);
  CHECK(good.trusted);
  CHECK(good.signer == "Taro Test");
  CHECK(good.address == "a@example.jp");
  CHECK(good.not_after == "2028-01-01");

  std::string with_lf = kEntity;
  std::erase(with_lf, '\r');
  CHECK(mail::verify_detached(as_bytes(with_lf), as_bytes(der), {trusted, kIn2026}).state == Signature::State::Valid);
  const std::string changed = kEntity + "one more line\r\n";
  CHECK(mail::verify_detached(as_bytes(changed), as_bytes(der), {trusted, kIn2026}).state == Signature::State::Altered);
  CHECK_FALSE(mail::verify_detached(as_bytes(kEntity), as_bytes(der), {trusted, kIn2030}).trusted);
  CHECK(mail::verify_detached(as_bytes(kEntity), as_bytes(der), {trusted, std::nullopt}).trusted);
  const Signature unknown = mail::verify_detached(as_bytes(kEntity), as_bytes(der), {strange, kIn2026});
  CHECK(unknown.state == Signature::State::Valid);
  CHECK_FALSE(unknown.trusted);
  CHECK_FALSE(mail::verify_detached(as_bytes(kEntity), as_bytes(der), {"", kIn2026}).trusted);
}

TEST_CASE("mail/smime: every cut of a signature is unreadable or altered, never valid") {
  const Identity signer;
  const std::string der = signer.sign(kEntity, true);
  const std::string trusted = signer.pem();
  for (std::size_t length = 0; length < der.size(); ++length) {
    const Signature cut = mail::verify_detached(as_bytes(kEntity), as_bytes(der.substr(0, length)), {trusted, kIn2026});
    CHECK(cut.state != Signature::State::Valid);
  }
}

TEST_CASE("mail/smime: opaque signed data is opened, and the notice tells of the signature") {
  const Identity signer;
  const std::string der = signer.sign(kEntity, false);
  const auto opened = mail::open_signed(as_bytes(der), {signer.pem(), kIn2026}, 1 << 20);
  REQUIRE(opened);
  CHECK(as_text(opened->content) == kEntity);
  CHECK(opened->signature.state == Signature::State::Valid);
  CHECK_FALSE(mail::open_signed(as_bytes(der), {}, 10));

  const std::string message =
      "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; "
      "smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
      base64::encode(as_bytes(der)) + "\r\n";
  for (const bool known : {true, false}) {
    mail::testing::MailContext ctx;
    ctx.values.date = "Mon, 2 Nov 2026 09:00:00 +0900";
    if (known) ctx.values.trusted_ca = signer.pem();
    MemorySource source{std::string_view(message)};
    MemorySink out;
    REQUIRE(mail::handler().sanitize(source, out, ctx));
    const std::string rebuilt(out.text());
    const std::size_t start = rebuilt.find("base64\r\n\r\n") + 10;
    const std::string text = base64::decode(rebuilt.substr(start)).bytes;
    CHECK(text.find("signed words") != std::string::npos);
    CHECK(text.find("Taro Test") != std::string::npos);
    CHECK((text.find("信頼する認証局の証明書によるものです") != std::string::npos) == known);
    CHECK(ctx.reported("MIME-013"));
  }
}

TEST_CASE("mail/smime: a clear-signed mail, as it was sent and changed on its way") {
  const Identity signer;
  const std::string der = signer.sign(kEntity, true);
  const auto mail_with = [&](const std::string& entity) {
    return "From: a@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary=bb; "
           "protocol=\"application/pkcs7-signature\"; micalg=sha-256\r\n\r\n--bb\r\n" +
           entity +
           "\r\n--bb\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           base64::encode(as_bytes(der)) + "\r\n--bb--\r\n";
  };
  for (const bool honest : {true, false}) {
    const std::string message = mail_with(honest ? kEntity : kEntity + "added\r\n");
    mail::testing::MailContext ctx;
    ctx.values.language = "en";
    MemorySource source{std::string_view(message)};
    MemorySink out;
    REQUIRE(mail::handler().sanitize(source, out, ctx));
    const std::string rebuilt(out.text());
    const std::size_t start = rebuilt.find("base64\r\n\r\n") + 10;
    std::string text = base64::decode(rebuilt.substr(start)).bytes;
    std::replace(text.begin(), text.end(), '\r', ' ');
    CHECK((text.find("does not match") == std::string::npos) == honest);
    CHECK(text.find("smime.p7s") == std::string::npos);
  }
}
