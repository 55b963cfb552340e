// Compressed RTF of MAPI messages (MS-OXRTFCP): a header, and a body that is stored (MELA) or compressed (LZFu).
#pragma once

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::mapi {

inline constexpr std::uint64_t kMaxRtfBytes = std::uint64_t{16} << 20;

// Errors: Malformed, Truncated, BadChecksum, TooLarge (above kMaxRtfBytes or above what the header promises).
Result<Buffer> decompress_rtf(Bytes bytes);

}  // namespace mugai::mapi
