// The heap as jobs find it.
#pragma once

namespace mugai::sandbox {

// Prepares the heap for the processes that follow, once, at the end of a zygote's warm-up. With an allocator other than
// glibc's it does nothing that matters.
//
// Fills every hole that start-up left among the heap's used blocks. A job's first blocks then lie one after another on
// untouched pages; out of the holes each would come from another page that is shared with the zygote, and the kernel
// would copy most of the heap for every job. Costs the zygote at most the size of the holes.
//
// Behind them lies room for a job without asking the kernel: a little, then one huge page (2 MiB) at its boundary. It
// gives the free end of the heap back first: what strict.h sets aside for its processes must come after it.
void settle_heap();

// In a job, before its lock: the huge page of settle_heap() is taken as one instead of page by page as it is used.
// Worth it where more than about a quarter of it will be used. Does nothing where the system has huge pages switched
// off.
void take_huge_page() noexcept;

}  // namespace mugai::sandbox
