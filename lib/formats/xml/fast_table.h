// FastTable: names that the general path has met, that are written canonically and that stay without question. The
// fast path looks tags and attributes up here by their bytes.
//
// A name is compared as two machine words (its first 16 bytes, the rest zero) and, where it is longer, by its tail.
// Entries are never moved or removed; a full table takes no more, which costs speed alone. Only listed names get in,
// so that input cannot fill it with others.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "lib/formats/xml/scope.h"
#include "lib/formats/xml/vocabulary.h"

namespace mugai::xml {

struct NameKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

struct KeyMask {
  std::uint64_t low;
  std::uint64_t high;
};
constexpr std::array<KeyMask, 17> make_key_masks() noexcept {
  std::array<KeyMask, 17> masks{};
  for (unsigned n = 0; n <= 16; ++n) {
    masks[n].low = n >= 8 ? ~0ull : (1ull << (8 * n)) - 1;
    masks[n].high = n <= 8 ? 0 : n == 16 ? ~0ull : (1ull << (8 * (n - 8))) - 1;
  }
  return masks;
}
inline constexpr std::array<KeyMask, 17> kKeyMasks = make_key_masks();

// Reads 16 bytes at `p` whatever the length: the caller's buffer is padded.
inline NameKey read_key(const char* p, std::size_t length) noexcept {
  const KeyMask& mask = kKeyMasks[length < 16 ? length : 16];
  NameKey key;
  std::memcpy(&key.low, p, 8);
  std::memcpy(&key.high, p + 8, 8);
  key.low &= mask.low;
  key.high &= mask.high;
  return key;
}

struct FastName {
  NameKey key;
  std::uint32_t length = 0;  // 0: free
  std::uint32_t owner = 0;   // attributes: index of the element's entry; else 0
  std::uint64_t epoch = 0;   // the state of the scope for which the prefix was found right
  PrefixSlot slot = 0;
  NamespaceId ns = 0;
  bool needs_scope = true;   // false: an attribute without prefix
  std::uint8_t bit = 0;      // attributes: number among those of the element, 0..63
  std::string name;

  [[nodiscard]] bool matches(const NameKey& k, const char* p, std::size_t size, std::uint32_t o) const noexcept {
    return key.low == k.low && key.high == k.high && length == size && owner == o &&
           (size <= 16 || std::memcmp(name.data() + 16, p + 16, size - 16) == 0);
  }
};

struct FastElement {
  FastName name;
  ElementId element = 0;
  TextRule text = TextRule::Keep;
  std::uint32_t index = 0;  // 1…, owner of its attributes
  std::uint8_t attribute_bits = 0;  // how many are given out
};

class FastTable {
 public:
  static constexpr std::size_t kElements = 1024;    // slots; half of them are used at most
  static constexpr std::size_t kAttributes = 4096;

  FastTable() : elements_(new FastElement[kElements]), attributes_(new FastName[kAttributes]) {}

  [[nodiscard]] FastElement* find_element(const NameKey& key, const char* p, std::size_t size) noexcept {
    for (std::size_t at = hash(key, 0) % kElements;; at = (at + 1) % kElements) {
      FastElement& entry = elements_[at];
      if (entry.name.matches(key, p, size, 0)) return &entry;
      if (entry.name.length == 0) return nullptr;
    }
  }
  [[nodiscard]] FastName* find_attribute(const FastElement& element, const NameKey& key, const char* p,
                                         std::size_t size) noexcept {
    for (std::size_t at = hash(key, element.index) % kAttributes;; at = (at + 1) % kAttributes) {
      FastName& entry = attributes_[at];
      if (entry.matches(key, p, size, element.index)) return &entry;
      if (entry.length == 0) return nullptr;
    }
  }

  // The entry of `name`, made where there is none yet; nullptr where the table is full or has
  // the name for another element. `name` may have no padding.
  FastElement* add_element(std::string_view name, ElementId element, TextRule text, NamespaceId ns, PrefixSlot slot);
  void add_attribute(FastElement& element, std::string_view name, NamespaceId ns, PrefixSlot slot);

 private:
  static std::size_t hash(const NameKey& key, std::uint32_t owner) noexcept {
    const std::uint64_t mixed = (key.low ^ (key.high * 0x9E37'79B9'7F4A'7C15u)) + owner * 0xC2B2'AE3D'27D4'EB4Fu;
    return static_cast<std::size_t>((mixed * 0x9E37'79B9'7F4A'7C15u) >> 40);
  }
  std::unique_ptr<FastElement[]> elements_;
  std::unique_ptr<FastName[]> attributes_;
  std::size_t element_count_ = 0;
  std::size_t attribute_count_ = 0;
};

}  // namespace mugai::xml
