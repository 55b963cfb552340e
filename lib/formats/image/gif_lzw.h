// Inside of GIF: the LZW codes of one image (89a specification, appendix F).
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"

namespace mugai::image {

// Decodes `codes` (sub-blocks put together) to at most `pixels` indices, each below 2^code_size.
struct LzwResult {
  Buffer indices;     // fewer than asked for where the codes end early or are wrong
  bool clean = true;  // ended with its end code, right behind the last pixel
};
LzwResult lzw_decode(Bytes codes, unsigned code_size, std::uint64_t pixels);

// code_size 2 to 8. Deterministic.
Buffer lzw_encode(Bytes indices, unsigned code_size);

}  // namespace mugai::image
