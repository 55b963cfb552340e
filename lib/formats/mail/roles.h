// What a part is to a reader, by its type: the tables that decide how a MIME tree is walked.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/formats/mail/structure.h"

namespace mugai::mail {

enum class MultipartRole : std::uint8_t {
  Mixed,        // one part after the other
  Alternative,  // RFC 2046 5.1.4
  Related,      // RFC 2387
  Signed,       // RFC 1847
  Encrypted,    // RFC 1847
  Unusual,      // read as mixed, told (MIME-008)
};
MultipartRole multipart_role(std::string_view type) noexcept;

enum class LeafRole : std::uint8_t {
  File,          // an attachment
  Text,          // shown as text
  Smime,         // application/pkcs7-mime: signed or enveloped, by its content
  Encrypted,     // OpenPGP
  Signature,     // of either kind
  Winmail,       // TNEF
  Macintosh,     // RFC 1740, RFC 1741, MacBinary: a file and what only a Macintosh of old could use
  Script,        // a text type that is code
  ExternalBody,  // RFC 2046 5.2.3
};
LeafRole leaf_role(const Part& part);

bool is_signature_type(std::string_view type) noexcept;
bool is_smime_signature(std::string_view type) noexcept;
// Alternatives that no reader here is to see: they may load what they show (AMP).
bool is_dropped_alternative(std::string_view type) noexcept;

}  // namespace mugai::mail
