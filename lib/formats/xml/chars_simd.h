// Inside of chars: the part that needs instructions beyond the baseline. Call only where the processor has AVX2.
#pragma once

#include <cstddef>

namespace mugai::xml {

#if defined(__x86_64__)
// How many bytes from the front, in blocks of 32, show no mistake. The last character may be cut.
std::size_t good_blocks_avx2(const unsigned char* p, std::size_t size) noexcept;
#endif

}  // namespace mugai::xml
