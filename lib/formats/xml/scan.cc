#include "lib/formats/xml/scan.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace mugai::xml {

namespace {

constexpr bool is_stop(char c) noexcept {
  return c == '"' || c == '&' || c == '<' || c == '>' || static_cast<unsigned char>(c) < 0x20;
}

std::size_t index_scalar(const char* base, std::size_t from, std::size_t to, std::uint32_t* out) noexcept {
  std::uint32_t* const begin = out;
  for (std::size_t at = from; at < to; ++at) {
    *out = static_cast<std::uint32_t>(at);
    out += is_stop(base[at]) ? 1 : 0;
  }
  return static_cast<std::size_t>(out - begin);
}

#if defined(__x86_64__)

// Writes the positions of the set bits of `mask`. Always in groups of eight: how many there are is hard to predict, and
// a few needless writes cost less than a wrong guess.
inline std::uint32_t* write_bits(std::uint64_t mask, std::uint32_t base, std::uint32_t* out) noexcept {
  const int count = std::popcount(mask);
  for (int done = 0; done < count; done += 8) {
    for (int i = 0; i < 8; ++i) {
      out[done + i] = base + static_cast<std::uint32_t>(std::countr_zero(mask | (std::uint64_t{1} << 63)));
      mask &= mask - 1;
    }
  }
  return out + count;
}

inline std::uint64_t stops_sse2(const char* p) noexcept {
  std::uint64_t mask = 0;
  for (int i = 0; i < 4; ++i) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i));
    // '<' and '>' differ in one bit, so do '"' and '&'.
    const __m128i angle = _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(2)), _mm_set1_epi8('>'));
    const __m128i mark = _mm_cmpeq_epi8(_mm_or_si128(v, _mm_set1_epi8(4)), _mm_set1_epi8('&'));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
    const __m128i any = _mm_or_si128(_mm_or_si128(angle, mark), control);
    mask |= std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(any))} << (16 * i);
  }
  return mask;
}

std::size_t index_sse2(const char* base, std::size_t from, std::size_t to, std::uint32_t* out) noexcept {
  std::uint32_t* const begin = out;
  for (std::size_t at = from; at < to; at += 64) {
    std::uint64_t mask = stops_sse2(base + at);
    if (to - at < 64) mask &= (std::uint64_t{1} << (to - at)) - 1;
    out = write_bits(mask, static_cast<std::uint32_t>(at), out);
  }
  return static_cast<std::size_t>(out - begin);
}

__attribute__((target("avx2"))) inline std::uint32_t stops_avx2(const char* p) noexcept {
  const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  const __m256i angle = _mm256_cmpeq_epi8(_mm256_or_si256(v, _mm256_set1_epi8(2)), _mm256_set1_epi8('>'));
  const __m256i mark = _mm256_cmpeq_epi8(_mm256_or_si256(v, _mm256_set1_epi8(4)), _mm256_set1_epi8('&'));
  const __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1F)), v);
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(angle, mark), control)));
}

// The same as write_bits(), compiled for processors that count zeros in one instruction.
__attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt"))) std::size_t index_avx2(const char* base, std::size_t from,
                                                                             std::size_t to,
                                                                             std::uint32_t* out) noexcept {
  std::uint32_t* const begin = out;
  for (std::size_t at = from; at < to; at += 64) {
    std::uint64_t mask = stops_avx2(base + at) | (std::uint64_t{stops_avx2(base + at + 32)} << 32);
    if (to - at < 64) mask &= (std::uint64_t{1} << (to - at)) - 1;
    const auto count = static_cast<unsigned>(__builtin_popcountll(mask));
    for (unsigned done = 0; done < count; done += 8) {
      for (unsigned i = 0; i < 8; ++i) {
        out[done + i] = static_cast<std::uint32_t>(at + _tzcnt_u64(mask));
        mask = _blsr_u64(mask);
      }
    }
    out += count;
  }
  return static_cast<std::size_t>(out - begin);
}

#endif

}  // namespace

Simd best_simd() noexcept {
#if defined(__x86_64__)
  static const Simd best = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? Simd::Avx2 : Simd::Sse2;
  return best;
#else
  return Simd::None;
#endif
}

std::size_t index_stops(Simd simd, const char* base, std::size_t from, std::size_t to, std::uint32_t* out) noexcept {
#if defined(__x86_64__)
  if (simd == Simd::Avx2) return index_avx2(base, from, to, out);
  if (simd == Simd::Sse2) return index_sse2(base, from, to, out);
#else
  static_cast<void>(simd);
#endif
  return index_scalar(base, from, to, out);
}

}  // namespace mugai::xml
