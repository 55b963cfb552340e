#include "lib/policy/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "lib/base/check.h"

namespace mugai::policy {

std::string sha256_hex(Bytes bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  MUGAI_CHECK(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) == 1);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < length; ++i) {
    hex.push_back(kDigits[digest.at(i) >> 4]);
    hex.push_back(kDigits[digest.at(i) & 0x0F]);
  }
  return hex;
}

}  // namespace mugai::policy
