// The end of a source in which a mark is to be found, as of the end record of a ZIP file.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/stream/source.h"

namespace mugai {

struct Tail {
  std::uint64_t offset = 0;  // of the first byte
  Buffer bytes;
};
Result<Tail> read_tail(Source& source, std::uint64_t most);
// The last `most` bytes, or fewer in which the last `mark` of them stands: it mostly stands at the very end.
Result<Tail> read_tail_with(Source& source, std::string_view mark, std::uint64_t most);

}  // namespace mugai
