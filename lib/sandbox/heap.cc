#include "lib/sandbox/heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace mugai::sandbox {
namespace {

#ifndef MUGAI_SANITIZED
constexpr std::size_t kHugePage = std::size_t{2} << 20;
// Between the last used block and the huge page: what the zygote itself still allocates must not touch that.
constexpr std::size_t kSmallPages = std::size_t{64} << 10;

std::uintptr_t huge_page = 0;  // where it begins; 0: there is none

std::uintptr_t end_of_heap() noexcept {
  return reinterpret_cast<std::uintptr_t>(::sbrk(0));
}

void fill_holes() {
  constexpr std::size_t kLargestHole = std::size_t{64} << 10;
  // Up to here malloc has a bin for each size and keeps freed blocks at hand (its thread cache).
  constexpr std::size_t kFineSteps = 1040;
  constexpr std::size_t kStep = 16;
  const std::uintptr_t top = end_of_heap();  // all below it is used or a hole
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
}

// A block that nobody uses ends kSmallPages before a boundary of huge pages; the free end of the heap begins there.
void place_huge_page() {
  void* volatile const first = std::malloc(kSmallPages);
  const auto begin = reinterpret_cast<std::uintptr_t>(static_cast<void*>(first));
  std::free(first);
  const std::uintptr_t boundary = (begin + 2 * kSmallPages + kHugePage - 1) / kHugePage * kHugePage;
  ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(2 * kHugePage));  // the next block comes out of the heap
  ::mallopt(M_TOP_PAD, static_cast<int>(kHugePage + kSmallPages));
  void* volatile const unused = std::malloc(boundary - begin - kSmallPages);
  ::mallopt(M_MMAP_THRESHOLD, static_cast<int>(kHugePage / 2));
  if (unused == nullptr || end_of_heap() < boundary + kHugePage) return;
  if (::madvise(reinterpret_cast<void*>(boundary), kHugePage, MADV_NOHUGEPAGE) == 0) huge_page = boundary;
}
#endif

}  // namespace

void settle_heap() {
#ifndef MUGAI_SANITIZED
  ::malloc_trim(0);
  fill_holes();
  place_huge_page();
  ::mallopt(M_TRIM_THRESHOLD, -1);  // never: a job's memory is given back when it ends
#endif
}

void take_huge_page() noexcept {
#ifndef MUGAI_SANITIZED
  if (huge_page != 0) ::madvise(reinterpret_cast<void*>(huge_page), kHugePage, MADV_HUGEPAGE);
#endif
}

}  // namespace mugai::sandbox
