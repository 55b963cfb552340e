#include "lib/formats/html/plain_run.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "lib/formats/html/scan.h"

namespace mugai::html {
namespace {

constexpr bool is_continuation(char c) noexcept {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// plain_run(), a byte at a time, where the first `from` bytes are known.
std::size_t plain_run_scalar(std::string_view text, std::size_t from = 0) noexcept {
  std::size_t i = from;
  while (i < text.size()) {
    if (text[i] >= 0x20 && text[i] != 0x7F) {
      if (text[i] == ' ' && i > 0 && text[i - 1] == ' ') break;
      ++i;
      continue;
    }
    if (i + 3 > text.size() || !is_continuation(text[i + 1]) || !is_continuation(text[i + 2])) break;
    const bool kana_or_kanji = text[i] >= '\xE3' && text[i] <= '\xE9';
    const bool full_width = text[i] == '\xEF' && (text[i + 1] == '\xBC' || text[i + 1] == '\xBD');
    if (!kana_or_kanji && !full_width) break;
    i += 3;
  }
  return i;
}

#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
// One bit a byte.
struct Classes {
  std::uint64_t ascii = 0;  // printable
  std::uint64_t space = 0;
  std::uint64_t lead = 0;        // the first of three bytes of one of the characters above
  std::uint64_t full_width = 0;  // the first byte of U+F000..U+FFFF
  std::uint64_t continuation = 0;
  std::uint64_t form = 0;  // the second byte of U+FF00..U+FF7F
};

inline void classify(const char* at, unsigned shift, Classes& out) noexcept {
  __m128i block;
  __builtin_memcpy(&block, at, sizeof block);
  const auto bits = [shift](__m128i mask) {
    return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(mask))} << shift;
  };
  const __m128i full_width = _mm_cmpeq_epi8(block, _mm_set1_epi8('\xEF'));
  const __m128i kana_or_kanji =
      _mm_and_si128(_mm_cmpgt_epi8(block, _mm_set1_epi8('\xE2')), _mm_cmplt_epi8(block, _mm_set1_epi8('\xEA')));
  out.ascii |=
      bits(_mm_andnot_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8(0x7F)), _mm_cmpgt_epi8(block, _mm_set1_epi8(0x1F))));
  out.space |= bits(_mm_cmpeq_epi8(block, _mm_set1_epi8(' ')));
  out.lead |= bits(_mm_or_si128(full_width, kana_or_kanji));
  out.full_width |= bits(full_width);
  out.continuation |= bits(_mm_cmplt_epi8(block, _mm_set1_epi8('\xC0')));
  out.form |= bits(_mm_cmpeq_epi8(_mm_or_si128(block, _mm_set1_epi8(1)), _mm_set1_epi8('\xBD')));
}

// plain_run_scalar for the first `size` bytes, at most 64, of which `classes` tells. `space_before`: a blank stands
// before them.
inline std::size_t plain_bytes(const Classes& c, std::size_t size, bool space_before) noexcept {
  const std::uint64_t all = size >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
  const std::uint64_t expected = (c.lead << 1) | (c.lead << 2);  // where continuation bytes belong
  const std::uint64_t known = c.ascii | c.lead | c.continuation;
  const std::uint64_t bad = ~known | (expected ^ c.continuation) | ((c.full_width << 1) & ~c.form) |
                            (c.space & ((c.space << 1) | (space_before ? 1U : 0U)));
  const std::uint64_t stop = bad & all;
  std::size_t end = stop != 0 ? static_cast<std::size_t>(std::countr_zero(stop)) : size;
  // A character that is cut, or not one of those, is left whole.
  if (end > 0 && (c.lead >> (end - 1) & 1) != 0) return end - 1;
  if (end > 1 && (c.lead >> (end - 2) & 1) != 0) return end - 2;
  return end;
}
#endif

}  // namespace

std::size_t plain_run(std::string_view text) noexcept {
#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
  constexpr std::size_t kBlock = 16;
  constexpr std::size_t kWindow = 64;
  std::size_t i = 0;
  while (text.size() - i >= kBlock) {
    const std::size_t size = std::min(kWindow, text.size() - i);
    Classes classes;
    for (std::size_t at = 0; at + kBlock <= size; at += kBlock)
      classify(text.data() + i + at, static_cast<unsigned>(at), classes);
    if (size % kBlock != 0)  // the last bytes: a block that overlaps the one before
      classify(text.data() + i + size - kBlock, static_cast<unsigned>(size - kBlock), classes);
    const std::size_t taken = plain_bytes(classes, size, i > 0 && text[i - 1] == ' ');
    i += taken;
    if (taken + 2 < size || size < kWindow) return taken + 2 < size || i == text.size() ? i : plain_run_scalar(text, i);
  }
  return plain_run_scalar(text, i);
#else
  return plain_run_scalar(text);
#endif
}

}  // namespace mugai::html
