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
    std::string_view text;     // behind the address, or the whole tag; empty where it could not be kept
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
    [[nodiscard]] std::string_view text() const noexcept { return std::string_view(bytes).substr(0, text_size); }
    std::size_t opening = 0;
    std::size_t text_size = 0;
    std::string bytes;    // the key's text, then names and values
    Tag* next = nullptr;  // the tag that was known after this one the last time
  };

  // The start tag at the front of `rest`; null where it is not kept. `key` is given in both cases.
  Tag* find(std::string_view rest, Key& key) noexcept;

  // The tag with this key, which find() did not know, was read as this.
  void met(const Key& key, const Name& name, std::span<const Attribute> attributes, bool self_closing);

 private:
  static constexpr std::size_t kSlots = 128;
  static_assert(kSlots == std::size_t{1} << (64 - 57));
  struct Slot {
    std::uint64_t kept = 0;  // hash of the tag
    std::uint64_t seen = 0;  // hash of one that takes its place when it comes again
    std::unique_ptr<Tag> tag;
  };
  Slot& slot_of(std::uint64_t hash) noexcept { return slots_[static_cast<std::size_t>(hash >> 57)]; }

  std::array<Slot, kSlots> slots_;
  Tag* last_ = nullptr;  // the last one that was known
  std::uint32_t last_number_ = 0;
};

}  // namespace mugai::html
