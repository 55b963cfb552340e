// The heap as jobs find it.
#pragma once

namespace mugai::sandbox {

// Fills every hole that start-up left among the heap's used blocks, once, in the zygote after its warm-up. A job's
// first blocks then lie one after another on untouched pages; out of the holes each would come from another page that is
// shared with the zygote, and the kernel would copy most of the heap for every job. Costs the zygote at most the size of
// the holes. With an allocator other than glibc's it does nothing that matters.
void settle_heap();

}  // namespace mugai::sandbox
