// Scan: the three searches of the fast path, with vector instructions (SSE2) and without. Both find the same places.
//
// Each starts at a byte of the window and stops at the first delimiter. Behind the window's data stand a '<' and then
// NULs (kPaddingBytes of filter.cc), which stop every search; loads may reach into that padding.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace mugai::xml {

inline constexpr std::size_t kMaxFastName = 32;  // longer names take the general path

struct ScalarScan {
  // Bytes up to ' ', '/', '=' or '>'; 0 where there is none of them within kMaxFastName bytes.
  static std::size_t name(const char* p) noexcept {
    for (std::size_t n = 0; n < kMaxFastName; ++n) {
      if (p[n] == ' ' || p[n] == '/' || p[n] == '=' || p[n] == '>') return n;
    }
    return 0;
  }
  // First of " < > & and the bytes below 0x20.
  static const char* value(const char* p) noexcept {
    while (*p != '"' && *p != '<' && *p != '>' && *p != '&' && static_cast<unsigned char>(*p) >= 0x20) ++p;
    return p;
  }
  // First of < > & CR.
  static const char* text(const char* p) noexcept {
    while (*p != '<' && *p != '>' && *p != '&' && *p != '\r') ++p;
    return p;
  }
};

#if defined(__x86_64__)

struct Sse2Scan {
  static std::size_t name(const char* p) noexcept {
    unsigned mask = name_mask(load(p));
    if (mask != 0) return static_cast<std::size_t>(std::countr_zero(mask));
    mask = name_mask(load(p + 16));
    return mask == 0 ? 0 : 16 + static_cast<std::size_t>(std::countr_zero(mask));
  }
  static const char* value(const char* p) noexcept {
    while (true) {
      const unsigned mask = value_mask(load(p));
      if (mask != 0) return p + std::countr_zero(mask);
      p += 16;
    }
  }
  static const char* text(const char* p) noexcept {
    while (true) {
      const unsigned mask = text_mask(load(p));
      if (mask != 0) return p + std::countr_zero(mask);
      p += 16;
    }
  }

 private:
  static __m128i load(const char* p) noexcept { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }
  static __m128i equal(__m128i v, char c) noexcept { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }
  static unsigned bits(__m128i v) noexcept { return static_cast<unsigned>(_mm_movemask_epi8(v)); }

  static unsigned name_mask(__m128i v) noexcept {
    return bits(_mm_or_si128(_mm_or_si128(equal(v, ' '), equal(v, '/')), _mm_or_si128(equal(v, '='), equal(v, '>'))));
  }
  static unsigned value_mask(__m128i v) noexcept {
    // '<' and '>' differ in one bit, '"' and '&' in one bit: two comparisons less.
    const __m128i angle = equal(_mm_or_si128(v, _mm_set1_epi8(2)), '>');
    const __m128i mark = equal(_mm_or_si128(v, _mm_set1_epi8(4)), '&');
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    return bits(_mm_or_si128(_mm_or_si128(angle, mark), control));
  }
  static unsigned text_mask(__m128i v) noexcept {
    const __m128i angle = equal(_mm_or_si128(v, _mm_set1_epi8(2)), '>');
    return bits(_mm_or_si128(_mm_or_si128(angle, equal(v, '&')), equal(v, '\r')));
  }
};
using BestScan = Sse2Scan;

#else
using BestScan = ScalarScan;
#endif

}  // namespace mugai::xml
