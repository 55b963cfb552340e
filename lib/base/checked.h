// Checked arithmetic on sizes. Every number that came from input goes through these before it is an offset, a size
// or an allocation (catalogue GEN-006).
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <utility>

#include "lib/base/result.h"

namespace mugai {

template <std::integral T>
[[nodiscard]] Result<T> checked_add(T a, T b) {
  T sum{};
  if (__builtin_add_overflow(a, b, &sum)) return make_error(ErrorCode::Malformed, "a sum overflows");
  return sum;
}

template <std::integral T>
[[nodiscard]] Result<T> checked_mul(T a, T b) {
  T product{};
  if (__builtin_mul_overflow(a, b, &product)) return make_error(ErrorCode::Malformed, "a product overflows");
  return product;
}

// Narrowing that must succeed by our own reasoning; a failure is a bug.
template <std::integral To, std::integral From>
[[nodiscard]] constexpr To checked_cast(From value) {
  MUGAI_CHECK(std::in_range<To>(value));
  return static_cast<To>(value);
}

// Narrowing of a number that came from input.
template <std::integral To, std::integral From>
[[nodiscard]] Result<To> narrow(From value) {
  if (!std::in_range<To>(value)) return make_error(ErrorCode::Malformed, "a number is out of range");
  return static_cast<To>(value);
}

// True when [offset, offset + length) lies within [0, size). Never overflows.
[[nodiscard]] constexpr bool fits(std::uint64_t offset, std::uint64_t length, std::uint64_t size) noexcept {
  return offset <= size && length <= size - offset;
}

}  // namespace mugai
