#include "lib/stream/crc32.h"

#include <isa-l/crc.h>

namespace mugai {

std::uint32_t crc32(std::uint32_t crc, Bytes bytes) noexcept {
  return bytes.empty() ? crc : crc32_gzip_refl(crc, bytes.data(), bytes.size());
}

}  // namespace mugai
