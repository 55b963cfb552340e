#include "lib/formats/xml/chars.h"

#include <cstring>

#include "lib/formats/xml/chars_simd.h"
#include "lib/formats/xml/names.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace mugai::xml {

namespace {

enum class Step : std::uint8_t { Good, Bad, Cut };
struct Character {
  Step step;
  std::uint8_t length;
};

// RFC 3629, section 4. A sequence that is cut counts as Cut only while every byte seen is in its range.
Character step_character(const unsigned char* p, std::size_t left) noexcept {
  const unsigned char lead = p[0];
  if (lead < 0x80) return {is_char(lead) ? Step::Good : Step::Bad, 1};
  std::uint8_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {Step::Bad, 1};
  }
  for (std::uint8_t i = 1; i < length; ++i) {
    if (i >= left) return {Step::Cut, i};
    if (p[i] < low || p[i] > high) return {Step::Bad, 1};
    low = 0x80;
    high = 0xBF;
  }
  // U+FFFE and U+FFFF are no characters of XML.
  if (lead == 0xEF && p[1] == 0xBF && p[2] >= 0xBE) return {Step::Bad, 1};
  return {Step::Good, length};
}

CharCheck check_scalar(const unsigned char* p, std::size_t size, std::size_t at) noexcept {
  while (at < size) {
    const Character character = step_character(p + at, size - at);
    if (character.step != Step::Good) return {at, character.step == Step::Cut};
    at += character.length;
  }
  return {at, true};
}

#if defined(__x86_64__)

// Bytes below 0x20 other than tab, LF and CR.
__m128i forbidden_controls(__m128i v) noexcept {
  const __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1F)), v);
  const __m128i white =
      _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\t')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'))),
                   _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
  return _mm_andnot_si128(white, low);
}

// ASCII in blocks of 16; anything else one character at a time until the next block boundary.
CharCheck check_sse2(const unsigned char* p, std::size_t size) noexcept {
  std::size_t at = 0;
  while (size - at >= 16) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + at));
    if (_mm_movemask_epi8(_mm_or_si128(v, forbidden_controls(v))) == 0) {
      at += 16;
      continue;
    }
    const std::size_t block = at + 16;
    while (at < block) {
      const Character character = step_character(p + at, size - at);
      if (character.step != Step::Good) return {at, character.step == Step::Cut};
      at += character.length;
    }
  }
  return check_scalar(p, size, at);
}

bool has_avx2() noexcept {
  static const bool has = __builtin_cpu_supports("avx2");
  return has;
}

// The beginning of the character that ends at or reaches over `at`, where everything before is good but for its end.
std::size_t character_begin(const unsigned char* p, std::size_t at) noexcept {
  for (std::size_t back = 1; back <= 3 && back <= at; ++back) {
    const unsigned char byte = p[at - back];
    if (byte < 0x80) return at;
    if (byte >= 0xC0) return at - back;
  }
  return at;
}

#endif

}  // namespace

CharCheck check_chars(std::string_view text, bool simd) noexcept {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
#if defined(__x86_64__)
  if (simd && has_avx2()) {
    return check_scalar(p, text.size(), character_begin(p, good_blocks_avx2(p, text.size())));
  }
  if (simd) return check_sse2(p, text.size());
#else
  static_cast<void>(simd);
#endif
  return check_scalar(p, text.size(), 0);
}

}  // namespace mugai::xml
