// Start tags that a page has more than once: programs write the same cell hundreds of times in a mail, and the same
// link and picture but for the address. What such a tag was read as is remembered by its bytes, so that it need not be
// read again.
//
// In:    text that begins with a tag.
// Limits: 256 bytes without the address and 8 attributes a tag, 128 tags. A tag is kept when it comes for the second
//         time: those that hold a number come once, and drive out none. Two tags that fall on the same place drive each
//         other out: slower, never wrong, since all bytes are compared.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

class TagMemory {
 public:
  static constexpr std::size_t kMaxBytes = 256;
  static constexpr std::size_t kMaxAttributes = 8;

  // What a tag is known by: `<a href="` or `<img src="` and all behind the address, or the whole tag.
  struct Key {
    std::size_t opening = 0;   // bytes before the address; 0 where the tag begins otherwise
    std::string_view address;  // as it is written
    bool references = false;   // in the address
    std::string_view text;     // behind the address, or the whole tag
    std::uint64_t hash = 0;
    [[nodiscard]] std::size_t size() const noexcept { return opening + address.size() + text.size(); }
  };

  struct Tag {
    std::uint32_t number = 0;  // from 1; no other tag of this memory ever has it
    bool self_closing = false;
    Name name;
    std::size_t count = 0;
    std::array<Attribute, kMaxAttributes> attributes;  // the value of the first is to be set where there is an address

   private:
    friend class TagMemory;
    std::size_t opening = 0;
    std::size_t key_size = 0;
    std::string bytes;  // the key's text, then names and values
  };

  // Of the start tag at the front of `rest`, "<" and a letter. Its text is empty where it does not end in `rest`, or
  // could not be kept.
  static Key key_of(std::string_view rest) noexcept;

  // Null where the tag is not kept.
  [[nodiscard]] Tag* find(const Key& key) const noexcept {
    const Slot& slot = slots_[slot_of(key.hash)];
    if (slot.kept != key.hash || slot.tag == nullptr || slot.tag->opening != key.opening) return nullptr;
    return std::string_view(slot.tag->bytes).substr(0, slot.tag->key_size) == key.text ? slot.tag.get() : nullptr;
  }

  // The tag with this key was read as this.
  void met(const Key& key, const Name& name, std::span<const Attribute> attributes, bool self_closing);

 private:
  static constexpr std::size_t kSlots = 128;
  static constexpr std::size_t slot_of(std::uint64_t hash) noexcept { return static_cast<std::size_t>(hash >> 57); }
  static_assert(kSlots == std::size_t{1} << (64 - 57));
  struct Slot {
    std::uint64_t kept = 0;  // hash of the tag
    std::uint64_t seen = 0;  // hash of one that takes its place when it comes again
    std::unique_ptr<Tag> tag;
  };
  std::array<Slot, kSlots> slots_;
  std::uint32_t last_number_ = 0;
};

}  // namespace mugai::html
