#include "tests/support/dkim_signer.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sys/types.h>
#define _Bool bool
#include <opendkim/dkim.h>
#undef _Bool

#include <cstdlib>

#include "lib/base/bytes.h"
#include "lib/stream/base64.h"

namespace mugai::testing {
namespace {

std::string take(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(length));
  BIO_free(bio);
  return text;
}

unsigned char* bytes_of(const std::string& text) {
  return const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(text.c_str()));
}

}  // namespace

DkimKey make_dkim_key(unsigned bits) {
  EVP_PKEY* key = EVP_RSA_gen(bits);
  if (key == nullptr) std::abort();
  BIO* secret = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(secret, key, nullptr, nullptr, 0, nullptr, nullptr);
  BIO* open = BIO_new(BIO_s_mem());
  i2d_PUBKEY_bio(open, key);
  const std::string der = take(open);
  EVP_PKEY_free(key);
  std::string encoded;
  for (const char c : base64::encode(as_bytes(der)))
    if (c != '\r' && c != '\n') encoded.push_back(c);
  return {take(secret), "v=DKIM1; k=rsa; p=" + encoded};
}

std::string sign_mail(const std::string& mail, const DkimKey& key, const std::string& domain,
                      const std::string& selector) {
  DKIM_LIB* library = dkim_init(nullptr, nullptr);
  unsigned bits = 512;  // short keys too: a reader must see through them
  dkim_options(library, DKIM_OP_SETOPT, DKIM_OPTS_MINKEYBITS, &bits, sizeof bits);
  DKIM_STAT status = DKIM_STAT_OK;
  DKIM* dkim = dkim_sign(library, bytes_of("test"), nullptr, bytes_of(key.private_pem), bytes_of(selector),
                         bytes_of(domain), DKIM_CANON_RELAXED, DKIM_CANON_RELAXED, DKIM_SIGN_RSASHA256, -1, &status);
  if (dkim == nullptr) std::abort();
  if (dkim_chunk(dkim, bytes_of(mail), mail.size()) != DKIM_STAT_OK || dkim_chunk(dkim, nullptr, 0) != DKIM_STAT_OK ||
      dkim_eom(dkim, nullptr) != DKIM_STAT_OK) {
    std::abort();
  }
  unsigned char* header = nullptr;
  std::size_t length = 0;
  if (dkim_getsighdr_d(dkim, 16, &header, &length) != DKIM_STAT_OK) std::abort();
  std::string field;
  for (const char c : std::string(reinterpret_cast<const char*>(header), length)) {
    if (c == '\r') continue;
    field += c == '\n' ? "\r\n" : std::string(1, c);
  }
  dkim_free(dkim);
  dkim_close(library);
  return "DKIM-Signature: " + field + "\r\n" + mail;
}

}  // namespace mugai::testing
