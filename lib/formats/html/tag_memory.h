// Start tags that a page has more than once, to the byte: programs write the same cell hundreds of times in a mail.
// What such a tag was read as is remembered by its bytes, so that it need not be read again.
//
// In:    the text of a whole tag, "<" to ">".
// Limits: 256 bytes and 8 attributes a tag, 128 tags; a tag is kept when it comes for the second time. Two tags that
//         fall on the same place drive each other out: slower, never wrong, since all bytes are compared.
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

  struct Tag {
    std::uint32_t number = 0;  // from 1; no other tag of this memory ever has it
    bool self_closing = false;
    Name name;
    std::size_t count = 0;
    std::string text;  // the tag, and behind it the names and values that are not as the tag has them
    std::array<Attribute, kMaxAttributes> attributes;
  };

  // Null where the tag is not kept.
  [[nodiscard]] const Tag* find(std::string_view text, std::uint64_t hash) const noexcept {
    const Tag* tag = tags_[slot_of(hash)].get();
    if (hashes_[slot_of(hash)] != hash || tag == nullptr || tag->number == 0) return nullptr;
    return std::string_view(tag->text).substr(0, text.size()) == text && text.back() == '>' ? tag : nullptr;
  }

  // The tag `text` was read as this; its views lie in `text` or in `room`.
  void met(std::string_view text, std::uint64_t hash, std::string_view room, const Name& name,
           std::span<const Attribute> attributes, bool self_closing);

  // Of a text of at most kMaxBytes: a sum of its words, each times a number of its own.
  static std::uint64_t hash_of(std::string_view text) noexcept;

 private:
  static constexpr std::size_t kSlots = 128;
  static constexpr std::size_t slot_of(std::uint64_t hash) noexcept { return static_cast<std::size_t>(hash >> 57); }
  static_assert(kSlots == std::size_t{1} << (64 - 57));
  std::array<std::uint64_t, kSlots> hashes_{};
  std::array<std::unique_ptr<Tag>, kSlots> tags_;
  std::uint32_t last_number_ = 0;
};

}  // namespace mugai::html
