// The hash that the generated table of named character references is laid out by. Shared by the generator and the
// lookup, so that both agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mugai::html {

inline constexpr std::size_t kReferenceSlots = 8192;  // 2,125 names: nearly every lookup ends at the first slot

// FNV-1a over the bytes, folded to a slot number.
constexpr std::size_t reference_hash(std::string_view name) noexcept {
  std::uint32_t hash = 2166136261U;
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return (hash ^ (hash >> 16)) % kReferenceSlots;
}

}  // namespace mugai::html
