// S/MIME (RFC 8551) over CMS (RFC 5652): is the signature over these bytes right, whose is it, and does its chain lead
// to a CA that this organisation trusts? Asked before the mail is rebuilt, as no signature survives that. OpenSSL reads
// the structure and does the arithmetic; it opens no file and asks no network: the trusted CAs and the time come in as
// values. Nothing is decrypted here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::mail {

enum class CmsKind : std::uint8_t { Signed, Enveloped, Compressed, Other };
// By the object identifier at the start of a ContentInfo, DER or BER; `bytes` may be its beginning alone.
CmsKind cms_kind(Bytes bytes) noexcept;

struct Trust {
  std::string_view ca_pem;               // certificates, PEM, one after another; empty where none are configured
  std::optional<std::int64_t> now_unix;  // seconds; without it the period of validity is told but not judged
};

struct Signature {
  enum class State : std::uint8_t {
    Valid,       // the content is what was signed
    Altered,     // it is not
    Unreadable,  // no signature that could be checked
  };
  State state = State::Unreadable;
  bool trusted = false;   // the chain leads to one of the configured CAs and is valid now
  std::string signer;     // common name, else mail address; untrusted text
  std::string address;    // the certificate's mail address; may be empty
  std::string issuer;     // common name or organisation of who issued it
  std::string not_after;  // "2027-01-31"
  std::string why;        // why not trusted or not readable, English, for the operator
};

// `content`: the signed entity with its header, as it was sent; line ends are made CRLF here (RFC 8551 3.1.1).
Signature verify_detached(Bytes content, Bytes der, const Trust& trust);

struct OpenedCms {
  Signature signature;
  Buffer content;  // the signed entity
};
// Opaque signed data. Error Malformed where no content can be read out; `limit` bounds it.
Result<OpenedCms> open_signed(Bytes der, const Trust& trust, std::uint64_t limit);

// Whatever OpenSSL looks up at first use; once, before the lock.
void warm_up_smime();

}  // namespace mugai::mail
