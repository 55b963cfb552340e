// Apart from the rest, so that a program that only reads policies needs no OpenSSL.
#include "lib/stream/digest.h"

#include "lib/policy/policy.h"

namespace mugai::policy {

std::string Policy::digest() const {
  return sha256_hex(as_bytes(encode()));
}

}  // namespace mugai::policy
