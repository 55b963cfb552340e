// Search for the first of a few bytes: the inner loop of every text state. SSE2 where the machine has it (all x86-64),
// with a scalar twin that gives the same answer and also takes the last bytes of a run.
#pragma once

#include <bit>
#include <cstddef>
#include <string_view>

#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
#include <emmintrin.h>
#endif

namespace mugai::html {

template <char... Wanted>
constexpr std::size_t find_any_scalar(std::string_view text, std::size_t from = 0) noexcept {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (((text[i] == Wanted) || ...)) return i;
  }
  return text.size();
}

// Offset of the first byte of `text` that is one of Wanted; text.size() where there is none.
template <char... Wanted>
inline std::size_t find_any(std::string_view text) noexcept {
  std::size_t i = 0;
#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
  for (; i + 16 <= text.size(); i += 16) {
    __m128i block;
    __builtin_memcpy(&block, text.data() + i, sizeof block);
    __m128i hit = _mm_setzero_si128();
    ((hit = _mm_or_si128(hit, _mm_cmpeq_epi8(block, _mm_set1_epi8(Wanted)))), ...);
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hit));
    if (mask != 0) return i + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  return find_any_scalar<Wanted...>(text, i);
}

}  // namespace mugai::html
