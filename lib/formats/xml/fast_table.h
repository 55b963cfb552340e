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
#include <deque>
#include <string>
#include <string_view>

#include "lib/formats/xml/fast_shapes.h"
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
  std::uint64_t epoch = 0;  // the state of the scope for which the prefix was found right
  std::uint32_t length = 0;
  PrefixSlot slot = 0;
  NamespaceId ns = 0;
  bool needs_scope = true;  // false: an attribute without prefix
  std::uint8_t bit = 0;     // attributes: number among those of the element, 0..63
  std::string_view name;    // in FastTable::names_

  [[nodiscard]] bool matches(const NameKey& k, const char* p, std::size_t size) const noexcept {
    return ((key.low ^ k.low) | (key.high ^ k.high) | (length ^ size)) == 0 &&
           (size <= 16 || std::memcmp(name.data() + 16, p + 16, size - 16) == 0);
  }
};

// The part of an open element that is the same for all plain ones of its name: kept, no question, no declaration.
struct PlainFrame {
  ElementId element = 0;
  ElementId text_owner = 0;      // whose text rule holds here
  std::uint16_t text_depth = 0;  // depth of the element of which text here is content in the output
  TextRule text = TextRule::Keep;
  bool is_emitted = false;  // its tags are written
  bool is_asked = false;    // on_end() is due
  bool is_dropped = false;  // it and its content go
  bool has_mark = false;    // it has declared namespaces
  bool has_content_guard = false;
  bool has_lost_text = false;       // told already
  std::uint32_t tag_condition = 0;  // of its two tags alone
};

struct FastElement {
  static constexpr std::size_t kHints = 16;
  FastName name;
  PlainFrame frame;
  ShapeEdge end_tag;                    // </NAME>; of length 0 where the name is too long for it
  std::array<FastName*, kHints> hints;  // attributes, by hash: where the last one was found
  std::deque<FastName> attributes;      // at most kMaxAttributes
  ShapeNode* content = nullptr;         // shapes of the tags that were seen in it; nullptr: none yet
  bool is_asked_leaf = false;           // only with its text and end tag, where Delegate::keeps_leaf() says so
  std::uint64_t shape_epoch = 0;        // the state of the scope for which its name and all of `attributes` are right
};

class FastTable {
 public:
  static constexpr std::size_t kSlots = 1024;        // half of them are used at most
  static constexpr std::size_t kMaxAttributes = 64;  // of one element

  FastTable();

  [[nodiscard]] FastElement* find_element(const NameKey& key, const char* p, std::size_t size) noexcept {
    for (std::size_t at = hash(key, size) >> 54;; at = (at + 1) % kSlots) {
      FastElement* entry = slots_[at];
      if (entry->name.matches(key, p, size)) return entry;
      if (entry == &none_) return nullptr;
    }
  }
  [[nodiscard]] static FastName* find_attribute(FastElement& element, const NameKey& key, const char* p,
                                                std::size_t size) noexcept {
    FastName*& hint = element.hints[hash(key, size) >> 60];
    if (hint->matches(key, p, size)) [[likely]]
      return hint;
    FastName* found = search_attribute(element, key, p, size);
    if (found != nullptr) hint = found;
    return found;
  }

  // The entry of `name`, made where there is none yet; nullptr where the table is full or has the name for another
  // element. `name` may have no padding.
  FastElement* add_element(std::string_view name, ElementId element, TextRule text, NamespaceId ns, PrefixSlot slot);
  void add_attribute(FastElement& element, std::string_view name, NamespaceId ns, PrefixSlot slot);

 private:
  static std::size_t hash(const NameKey& key, std::size_t size) noexcept {
    return (key.low + size) * 0x9E37'79B9'7F4A'7C15u;
  }
  static FastName* search_attribute(FastElement& element, const NameKey& key, const char* p, std::size_t size) noexcept;

  FastElement none_;  // stands in free slots; its length is that of no name
  std::array<FastElement*, kSlots> slots_;
  std::deque<FastElement> elements_;
  std::deque<std::string> names_;
};

}  // namespace mugai::xml
