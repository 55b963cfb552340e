// Little helpers of the writers: numbers appended to a buffer in the byte order of the format.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::image {

inline void put_le(Buffer& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i)
    out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFF));
}
inline void put_be(Buffer& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = bytes; i-- > 0;)
    out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFF));
}
void put(Buffer& out, Bytes bytes);
void put(Buffer& out, std::string_view text);

}  // namespace mugai::image
