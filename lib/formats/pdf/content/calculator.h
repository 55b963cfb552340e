// Calculator functions (function type 4, ISO 32000-1 7.10.5): a subset of PostScript without loops, names or strings.
//
// In:     decoded bytes of the function's stream.
// Out:    the same program in canonical form, appended to `out`: a fixed point.
// Limits: kMaxCalculatorDepth braces, kMaxCalculatorTokens tokens.
// Anything but the 42 operators of Table 42, numbers and braces in their places is an Error: half a function would draw
// something else.
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"

namespace mugai::pdf {

inline constexpr std::uint32_t kMaxCalculatorDepth = 32;
inline constexpr std::uint32_t kMaxCalculatorTokens = 100'000;

Result<void> rewrite_calculator(Bytes untrusted_program, Buffer& out);

}  // namespace mugai::pdf
