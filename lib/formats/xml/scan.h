// Scan: the searches of the fast path, with vector instructions and without. All twins find the same places.
//
// The index of a window is the list of the positions of its stops: " < > & and every byte below 0x20. In canonical
// markup the stops come in a fixed order, so the fast path steps from one to the next and need not search: it is not
// held up by the time that one search takes after another.
//
// Behind the window's data stand a '<' and then NULs (kPaddingBytes of filter.cc), all of them stops; loads may reach
// into that padding.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace mugai::xml {

inline constexpr std::size_t kMaxFastName = 32;  // longer names take the general path
inline constexpr std::size_t kIndexSlack = 128;  // entries that an indexer may write past the last one

enum class Simd : std::uint8_t { None, Sse2, Avx2 };
Simd best_simd() noexcept;  // of this processor

// Writes the positions of the stops in [from, to) of `base` to `out`, which has room for to - from + kIndexSlack
// entries; returns how many. base[to] … base[to + 127] are readable.
std::size_t index_stops(Simd simd, const char* base, std::size_t from, std::size_t to, std::uint32_t* out) noexcept;

// Bytes from `p` up to the first ' ', '/', '=' or '>'; 0 where there is none of them within kMaxFastName bytes.
struct ScalarName {
  static std::size_t length(const char* p) noexcept {
    for (std::size_t n = 0; n < kMaxFastName; ++n) {
      if (p[n] == ' ' || p[n] == '/' || p[n] == '=' || p[n] == '>') return n;
    }
    return 0;
  }
};

}  // namespace mugai::xml

#if defined(__x86_64__)
#include <emmintrin.h>

namespace mugai::xml {

struct Sse2Name {
  static std::size_t length(const char* p) noexcept {
    const unsigned mask = ends(p);
    if (mask != 0) return static_cast<std::size_t>(std::countr_zero(mask));
    const unsigned more = ends(p + 16);
    return more == 0 ? 0 : 16 + static_cast<std::size_t>(std::countr_zero(more));
  }

 private:
  static __m128i equal(__m128i v, char c) noexcept { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }
  static unsigned ends(const char* p) noexcept {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return static_cast<unsigned>(_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(equal(v, ' '), equal(v, '/')), _mm_or_si128(equal(v, '='), equal(v, '>')))));
  }
};
using BestName = Sse2Name;

}  // namespace mugai::xml
#else
namespace mugai::xml {
using BestName = ScalarName;
}
#endif
