// Names of tags and attributes as they are looked up: the text, and its first eight bytes as one number. Nearly every
// name that matters is that short, so that a lookup is a multiplication and one comparison.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace mugai::html {

// The first eight bytes, the first of them lowest; zero where there are fewer.
constexpr std::uint64_t name_key(std::string_view name) noexcept {
  std::uint64_t key = 0;
  if (!std::is_constant_evaluated() && std::endian::native == std::endian::little && name.size() >= 8) {
    __builtin_memcpy(&key, name.data(), sizeof key);
    return key;
  }
  for (std::size_t i = 0; i < name.size() && i < 8; ++i)
    key |= std::uint64_t{static_cast<unsigned char>(name[i])} << (8 * i);
  return key;
}

// ASCII lower-case, as the tokenizer gives it. A view: it lives as long as what it was made of.
class Name : public std::string_view {
 public:
  constexpr Name() = default;
  constexpr Name(std::string_view text) : std::string_view(text), key_(name_key(text)) {}  // NOLINT: a name is text
  constexpr Name(const char* text) : Name(std::string_view(text)) {}                       // NOLINT
  // `key` must be name_key(text).
  constexpr Name(std::string_view text, std::uint64_t key) : std::string_view(text), key_(key) {}
  [[nodiscard]] constexpr std::uint64_t key() const noexcept { return key_; }
  // The same name: == by the keys, which tell most of them apart.
  [[nodiscard]] constexpr bool is(const Name& other) const noexcept {
    return key_ == other.key_ && size() == other.size() &&
           (size() <= 8 || std::string_view(*this) == std::string_view(other));
  }

 private:
  std::uint64_t key_ = 0;
};

// Where in a table of rows with a `name` a name stands. Built by the compiler: a hash table with linear probing, at
// most half full.
template <std::size_t Slots>
class NameIndex {
 public:
  template <class Row, std::size_t Count>
  constexpr explicit NameIndex(const Row (&rows)[Count]) {
    static_assert(Count < 255 && Count * 2 <= Slots && (Slots & (Slots - 1)) == 0);
    for (std::size_t i = 0; i < Count; ++i) {
      std::size_t slot = slot_of(name_key(rows[i].name));
      while (numbers_[slot] != 0)
        slot = (slot + 1) % Slots;
      keys_[slot] = name_key(rows[i].name);
      numbers_[slot] = static_cast<std::uint8_t>(i + 1);
    }
  }

  // The row of `rows`, which the index was built from; null where there is none.
  template <class Row, std::size_t Count>
  [[nodiscard]] constexpr const Row* find(const Row (&rows)[Count], const Name& name) const noexcept {
    for (std::size_t slot = slot_of(name.key()); numbers_[slot] != 0; slot = (slot + 1) % Slots) {
      if (keys_[slot] != name.key()) continue;
      const Row& row = rows[numbers_[slot] - 1];
      if (row.name.size() == name.size() && (name.size() <= 8 || row.name == name)) return &row;
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t slot_of(std::uint64_t key) noexcept {
    return static_cast<std::size_t>(((key * 0x9E3779B97F4A7C15ULL) >> 32) % Slots);
  }
  std::array<std::uint64_t, Slots> keys_{};
  std::array<std::uint8_t, Slots> numbers_{};  // row number plus one
};

}  // namespace mugai::html
