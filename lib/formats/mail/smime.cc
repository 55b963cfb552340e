// The only file of the mail handler that knows OpenSSL.
#include "lib/formats/mail/smime.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <memory>

#include "lib/base/utf8.h"

namespace mugai::mail {
namespace {

template <class T, void (*free)(T*)>
struct Freed {
  void operator()(T* object) const noexcept { free(object); }
};
void free_bio(BIO* bio) {
  BIO_free_all(bio);
}
void free_stack(STACK_OF(X509) * stack) {
  sk_X509_free(stack);
}
void free_stack_and_certificates(STACK_OF(X509) * stack) {
  sk_X509_pop_free(stack, X509_free);
}
using Bio = std::unique_ptr<BIO, Freed<BIO, free_bio>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo, CMS_ContentInfo_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE, X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX, X509_STORE_CTX_free>>;
using Signers = std::unique_ptr<STACK_OF(X509), Freed<STACK_OF(X509), free_stack>>;
using Certificates = std::unique_ptr<STACK_OF(X509), Freed<STACK_OF(X509), free_stack_and_certificates>>;

constexpr int kMaxCertificates = 50;  // of one signature (MIME-013: huge chains)
constexpr std::size_t kMaxShown = 120;

Bio memory_bio(Bytes bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1U << 30))));
}

Cms read_cms(Bytes der) {
  const Bio in = memory_bio(der);
  return Cms(in ? d2i_CMS_bio(in.get(), nullptr) : nullptr);
}

// The last value of that kind in a name, as UTF-8.
std::string name_entry(const X509_NAME* name, int nid) {
  const int at = X509_NAME_get_index_by_NID(name, nid, -1);
  if (at < 0) return {};
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (length < 0) return {};
  std::string shown =
      utf8::one_line({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)}, kMaxShown);
  OPENSSL_free(text);
  return shown;
}

std::string first_of(const X509_NAME* name, std::initializer_list<int> nids) {
  for (const int nid : nids) {
    if (std::string found = name_entry(name, nid); !found.empty()) return found;
  }
  return {};
}

std::string mail_address(X509* certificate) {
  STACK_OF(OPENSSL_STRING)* addresses = X509_get1_email(certificate);
  std::string found;
  if (sk_OPENSSL_STRING_num(addresses) > 0) found = utf8::one_line(sk_OPENSSL_STRING_value(addresses, 0), kMaxShown);
  X509_email_free(addresses);
  return found;
}

std::string date_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
  return text.data();
}

Store trusted_store(const Trust& trust) {
  Store store(X509_STORE_new());
  const Bio in = memory_bio(as_bytes(trust.ca_pem));
  if (!store || !in) return store;
  while (X509* certificate = PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr)) {
    X509_STORE_add_cert(store.get(), certificate);
    X509_free(certificate);
  }
  return store;
}

// RFC 8550: does a chain for mail protection lead to a trusted CA?
void judge_chain(X509* signer, STACK_OF(X509) * others, const Trust& trust, Signature& result) {
  if (trust.ca_pem.empty()) {
    result.why = "no CA is configured";
    return;
  }
  const Store store = trusted_store(trust);
  const StoreContext context(X509_STORE_CTX_new());
  if (!store || !context || X509_STORE_CTX_init(context.get(), store.get(), signer, others) != 1) return;
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SMIME_SIGN);
  X509_VERIFY_PARAM_set_depth(parameters, 8);
  if (trust.now_unix) {
    X509_VERIFY_PARAM_set_time(parameters, static_cast<std::time_t>(*trust.now_unix));
  } else {
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_NO_CHECK_TIME);
  }
  result.trusted = X509_verify_cert(context.get()) == 1;
  if (!result.trusted) result.why = X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get()));
}

void describe(X509* signer, Signature& result) {
  result.signer =
      first_of(X509_get_subject_name(signer), {NID_commonName, NID_pkcs9_emailAddress, NID_organizationName});
  result.address = mail_address(signer);
  if (result.signer.empty()) result.signer = result.address;
  result.issuer = first_of(X509_get_issuer_name(signer), {NID_organizationName, NID_commonName});
  result.not_after = date_of(X509_get0_notAfter(signer));
}

// `content` is nullptr for opaque data, whose content goes to `out`.
Signature verify(CMS_ContentInfo* cms, BIO* content, BIO* out, const Trust& trust) {
  Signature result;
  const Certificates certificates(CMS_get1_certs(cms));
  if (sk_X509_num(certificates.get()) > kMaxCertificates) {
    result.why = "too many certificates";
    return result;
  }
  // The chain is judged apart, so that "altered" and "unknown CA" are two things.
  constexpr unsigned kFlags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
  const bool right = CMS_verify(cms, nullptr, nullptr, content, out, kFlags) == 1;
  const Signers signers(CMS_get0_signers(cms));
  X509* signer = sk_X509_num(signers.get()) > 0 ? sk_X509_value(signers.get(), 0) : nullptr;
  if (signer == nullptr) {
    result.why = "the signer's certificate is not there";
    return result;
  }
  describe(signer, result);
  result.state = right ? Signature::State::Valid : Signature::State::Altered;
  if (right) judge_chain(signer, certificates.get(), trust, result);
  return result;
}

Buffer with_crlf(Bytes bytes) {
  Buffer out;
  out.reserve(bytes.size() + bytes.size() / 16);
  std::uint8_t before = 0;
  for (const std::uint8_t byte : bytes) {
    if (byte == '\n' && before != '\r') out.push_back('\r');
    out.push_back(byte);
    before = byte;
  }
  return out;
}

// What a failed check left behind must not be found by the next one.
struct CleanErrors {
  ~CleanErrors() { ERR_clear_error(); }
};

}  // namespace

// ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, … }. The identifier is looked for where it must stand:
// after the head of the sequence, whose length has one to five bytes.
CmsKind cms_kind(Bytes bytes) noexcept {
  using namespace std::string_view_literals;
  struct Row {
    std::string_view oid;
    CmsKind kind;
  };
  static constexpr std::array<Row, 5> kRows = {{
      {"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv, CmsKind::Signed},
      {"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"sv, CmsKind::Enveloped},
      {"\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17"sv, CmsKind::Enveloped},   // authenticated
      {"\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09"sv, CmsKind::Compressed},  // RFC 3274
      {"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x06"sv, CmsKind::Enveloped},           // encrypted data
  }};
  const std::string_view head = as_text(bytes).substr(0, 24);
  if (!head.starts_with('\x30')) return CmsKind::Other;
  for (const Row& row : kRows) {
    const std::size_t at = head.find(row.oid);
    if (at != std::string_view::npos && at >= 2 && at <= 6) return row.kind;
  }
  return CmsKind::Other;
}

Signature verify_detached(Bytes content, Bytes der, const Trust& trust) {
  const CleanErrors clean;
  Signature unreadable;
  unreadable.why = "no CMS structure";
  const Cms cms = read_cms(der);
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return unreadable;
  const Buffer canonical = with_crlf(content);
  const Bio in = memory_bio(canonical);
  if (!in) return unreadable;
  return verify(cms.get(), in.get(), nullptr, trust);
}

Result<OpenedCms> open_signed(Bytes der, const Trust& trust, std::uint64_t limit) {
  const CleanErrors clean;
  const Cms cms = read_cms(der);
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) {
    return make_error(ErrorCode::Malformed, "no signed CMS structure");
  }
  ASN1_OCTET_STRING** content = CMS_get0_content(cms.get());
  if (content == nullptr || *content == nullptr) return make_error(ErrorCode::Malformed, "signed data without content");
  const auto length = static_cast<std::uint64_t>(std::max(ASN1_STRING_length(*content), 0));
  if (length > limit) return make_error(ErrorCode::TooLarge, "signed data is too large");
  OpenedCms opened;
  const unsigned char* bytes = ASN1_STRING_get0_data(*content);
  if (length > 0) opened.content.assign(bytes, bytes + length);
  opened.signature = verify(cms.get(), nullptr, nullptr, trust);
  return opened;
}

// The algorithms of the default provider, the names of errors and of objects.
void warm_up_smime() {
  const CleanErrors clean;
  OPENSSL_init_crypto(OPENSSL_INIT_ADD_ALL_DIGESTS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
  for (const char* digest : {"SHA1", "SHA256", "SHA384", "SHA512"})
    EVP_MD_free(EVP_MD_fetch(nullptr, digest, nullptr));
  for (const char* key : {"RSA", "EC", "ED25519"})
    EVP_PKEY_CTX_free(EVP_PKEY_CTX_new_from_name(nullptr, key, nullptr));
  (void)X509_STORE_free(X509_STORE_new());
}

}  // namespace mugai::mail
