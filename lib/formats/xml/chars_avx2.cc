// AVX2 half of chars.h: 32 bytes at a time, non-ASCII too. UTF-8 is checked after J. Keiser and D. Lemire, "Validating
// UTF-8 in less than one instruction per byte" (2021): each pair of neighbouring bytes is classified by three lookups
// (high and low half of the first, high half of the second) whose intersection is the set of mistakes in the pair.
#include "lib/formats/xml/chars_simd.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define MUGAI_AVX2 __attribute__((target("avx2")))

namespace mugai::xml {

namespace {

// Mistakes that two neighbouring bytes can show.
constexpr unsigned kTooShort = 1u << 0;      // a lead that no continuation follows
constexpr unsigned kTooLong = 1u << 1;       // ASCII that a continuation follows
constexpr unsigned kOverlong3 = 1u << 2;     // E0 80..9F
constexpr unsigned kTooLarge = 1u << 3;      // F4 90.. and above
constexpr unsigned kSurrogate = 1u << 4;     // ED A0..BF
constexpr unsigned kOverlong2 = 1u << 5;     // C0, C1
constexpr unsigned kTooLarge1000 = 1u << 6;  // F5.. 80..8F
constexpr unsigned kOverlong4 = 1u << 6;     // F0 80..8F
constexpr unsigned kTwoConts = 1u << 7;      // two continuations: right only in sequences of three and four
constexpr unsigned kCarry = kTooShort | kTooLong | kTwoConts;

constexpr char c(unsigned bits) {
  return static_cast<char>(bits);
}

MUGAI_AVX2 inline __m256i both(__m128i half) {
  return _mm256_broadcastsi128_si256(half);
}
MUGAI_AVX2 inline __m256i set(unsigned value) {
  return _mm256_set1_epi8(static_cast<char>(value));
}
MUGAI_AVX2 inline __m256i high_half(__m256i v) {
  return _mm256_and_si256(_mm256_srli_epi16(v, 4), set(0x0F));
}

MUGAI_AVX2 inline __m256i first_high_table() {
  constexpr char kAscii = c(kTooLong);
  constexpr char kCont = c(kTwoConts);
  return both(_mm_setr_epi8(kAscii, kAscii, kAscii, kAscii, kAscii, kAscii, kAscii, kAscii, kCont, kCont, kCont, kCont,
                            c(kTooShort | kOverlong2), c(kTooShort), c(kTooShort | kOverlong3 | kSurrogate),
                            c(kTooShort | kTooLarge | kTooLarge1000 | kOverlong4)));
}
MUGAI_AVX2 inline __m256i first_low_table() {
  constexpr char kLarge = c(kCarry | kTooLarge | kTooLarge1000);
  return both(_mm_setr_epi8(c(kCarry | kOverlong3 | kOverlong2 | kOverlong4), c(kCarry | kOverlong2), c(kCarry),
                            c(kCarry), c(kCarry | kTooLarge), kLarge, kLarge, kLarge, kLarge, kLarge, kLarge, kLarge,
                            kLarge, c(kCarry | kTooLarge | kTooLarge1000 | kSurrogate), kLarge, kLarge));
}
MUGAI_AVX2 inline __m256i second_high_table() {
  constexpr unsigned kCont = kTooLong | kOverlong2 | kTwoConts;
  constexpr char kShort = c(kTooShort);
  return both(_mm_setr_epi8(kShort, kShort, kShort, kShort, kShort, kShort, kShort, kShort,
                            c(kCont | kOverlong3 | kTooLarge1000 | kOverlong4), c(kCont | kOverlong3 | kTooLarge),
                            c(kCont | kSurrogate | kTooLarge), c(kCont | kSurrogate | kTooLarge), kShort, kShort,
                            kShort, kShort));
}

template <int N>
MUGAI_AVX2 inline __m256i previous(__m256i v, __m256i before) {
  return _mm256_alignr_epi8(v, _mm256_permute2x128_si256(before, v, 0x21), 16 - N);
}

// Not zero where a byte ends something that is no UTF-8, or is U+FFFE or U+FFFF.
MUGAI_AVX2 inline __m256i mistakes(__m256i v, __m256i before) {
  const __m256i one = previous<1>(v, before);
  const __m256i two = previous<2>(v, before);
  const __m256i three = previous<3>(v, before);
  const __m256i pair =
      _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(first_high_table(), high_half(one)),
                                        _mm256_shuffle_epi8(first_low_table(), _mm256_and_si256(one, set(0x0F)))),
                       _mm256_shuffle_epi8(second_high_table(), high_half(v)));
  const __m256i must_continue = _mm256_and_si256(
      _mm256_or_si256(_mm256_subs_epu8(two, set(0xE0 - 0x80)), _mm256_subs_epu8(three, set(0xF0 - 0x80))), set(0x80));
  const __m256i no_character =
      _mm256_and_si256(_mm256_and_si256(_mm256_cmpeq_epi8(two, set(0xEF)), _mm256_cmpeq_epi8(one, set(0xBF))),
                       _mm256_cmpeq_epi8(_mm256_or_si256(v, set(1)), set(0xBF)));
  return _mm256_or_si256(_mm256_xor_si256(must_continue, pair), no_character);
}

// Bytes below 0x20 other than tab, LF and CR: the low half chooses, the high half must be 0 or 1.
MUGAI_AVX2 inline __m256i forbidden_controls(__m256i v) {
  const __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(v, set(0x1F)), v);
  const __m256i white =
      _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(v, set('\t')), _mm256_cmpeq_epi8(v, set('\n'))),
                      _mm256_cmpeq_epi8(v, set('\r')));
  return _mm256_andnot_si256(white, low);
}

}  // namespace

MUGAI_AVX2 std::size_t good_blocks_avx2(const unsigned char* p, std::size_t size) noexcept {
  std::size_t at = 0;
  __m256i before = _mm256_setzero_si256();
  bool before_is_ascii = true;
  for (; size - at >= 32; at += 32) {
    const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p + at));
    const bool is_ascii = _mm256_movemask_epi8(v) == 0;
    __m256i bad = forbidden_controls(v);
    if (!is_ascii || !before_is_ascii) bad = _mm256_or_si256(bad, mistakes(v, before));
    if (!_mm256_testz_si256(bad, bad)) return at;
    before = v;
    before_is_ascii = is_ascii;
  }
  return at;
}

}  // namespace mugai::xml

#endif
