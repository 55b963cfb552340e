// The first look at every byte: valid UTF-8 (RFC 3629) made of characters that XML 1.0 allows ([2] Char). Done once a
// window, before the tokenizer, which then needs to look for its own delimiters alone.
//
// In: bytes. Out: how many of them are good. Vector code (SSE2, AVX2 where the processor has it) with a scalar twin.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::xml {

struct CharCheck {
  std::size_t valid = 0;  // bytes of whole, allowed characters from the front
  bool cut_only = false;  // what follows them is nothing, or the beginning of a character that may still be completed
};

// `simd` false: the scalar twin.
CharCheck check_chars(std::string_view text, bool simd) noexcept;

}  // namespace mugai::xml
