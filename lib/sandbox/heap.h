// The heap as jobs find it.
#pragma once

namespace mugai::sandbox {

// Fills every hole that start-up left among the heap's used blocks, once, at the end of a zygote's warm-up. A job's
// first blocks then lie one after another on untouched pages; out of the holes each would come from another page that
// is shared with the zygote, and the kernel would copy most of the heap for every job. Costs the zygote at most the
// size of the holes. It gives the free end of the heap back: what strict.h sets aside for its processes must come after
// it. With an allocator other than glibc's it does nothing that matters.
void settle_heap();

}  // namespace mugai::sandbox
