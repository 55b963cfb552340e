#include "lib/stream/tail.h"

#include <algorithm>

namespace mugai {

constexpr std::uint64_t kNearBytes = 4096;

Result<Tail> read_tail(Source& source, std::uint64_t most) {
  Tail tail;
  const std::uint64_t length = std::min(source.size(), most);
  tail.offset = source.size() - length;
  TRY_ASSIGN(tail.bytes, source.read_buffer(tail.offset, length));
  return tail;
}

Result<Tail> read_tail_with(Source& source, std::string_view mark, std::uint64_t most) {
  TRY_ASSIGN(Tail near, read_tail(source, std::min(kNearBytes, most)));
  if (as_text(near.bytes).find(mark) != std::string_view::npos || near.offset == 0) return near;
  return read_tail(source, most);
}

}  // namespace mugai
