#include "lib/sandbox/heap.h"

#include <malloc.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace mugai::sandbox {

void settle_heap() {
#ifndef MUGAI_SANITIZED
  constexpr std::size_t kLargestHole = std::size_t{64} << 10;
  // Up to here malloc has a bin for each size and keeps freed blocks at hand (its thread cache).
  constexpr std::size_t kFineSteps = 1040;
  constexpr std::size_t kStep = 16;
  constexpr int kRoomAtTop = 256 << 10;  // what a small job needs without asking the kernel
  ::mallopt(M_TOP_PAD, kRoomAtTop);
  ::malloc_trim(0);
  const auto top = reinterpret_cast<std::uintptr_t>(::sbrk(0));  // all below it is used or a hole
  for (std::size_t size = kLargestHole; size >= kStep; size -= size > kFineSteps ? size / kStep : kStep) {
    for (;;) {
      // Volatile, or the compiler sees that nobody uses the block and drops the call.
      void* volatile const block = std::malloc(size);
      if (block == nullptr) return;
      if (reinterpret_cast<std::uintptr_t>(block) < top) continue;  // a hole filled: never freed, that is the purpose
      // Large ones melt into the free end of the heap again; a small one would be the first that a job is given.
      if (size > kFineSteps) std::free(block);
      break;
    }
  }
#endif
}

}  // namespace mugai::sandbox
