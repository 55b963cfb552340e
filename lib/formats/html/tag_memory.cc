#include "lib/formats/html/tag_memory.h"

#include "lib/formats/html/scan.h"

namespace mugai::html {
namespace {

constexpr std::size_t kWords = TagMemory::kMaxBytes / 8 + 1;

// Odd numbers of a linear congruential generator.
constexpr std::array<std::uint64_t, kWords> make_factors() {
  std::array<std::uint64_t, kWords> factors{};
  std::uint64_t value = 0x9E3779B97F4A7C15ULL;
  for (std::uint64_t& factor : factors) {
    value = value * 6364136223846793005ULL + 1442695040888963407ULL;
    factor = value | 1;
  }
  return factors;
}
constexpr std::array<std::uint64_t, kWords> kFactors = make_factors();

// A sum of the words of a text of at most kMaxBytes, each times a number of its own.
std::uint64_t hash_of(std::string_view text) noexcept {
  if (text.size() < 8) return name_key(text) * kFactors[0];
  const auto word_at = [text](std::size_t at) {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, text.data() + at, sizeof word);
    return word;
  };
  std::uint64_t sum = word_at(text.size() - 8) * kFactors[kWords - 1];
  for (std::size_t i = 0; i * 8 + 8 <= text.size(); ++i)
    sum += word_at(i * 8) * kFactors[i];
  return sum;
}

// Bytes before the address of a link or picture.
std::size_t opening_of(std::string_view tag) noexcept {
  constexpr std::string_view kLink = "<a href=\"";
  constexpr std::string_view kPicture = "<img src=\"";
  return tag.starts_with(kLink) ? kLink.size() : tag.starts_with(kPicture) ? kPicture.size() : 0;
}

}  // namespace

// Rows of tags come again as a whole: what came after the last tag the time before is tried first.
TagMemory::Tag* TagMemory::find(std::string_view rest, Key& key) noexcept {
  std::string_view behind = rest;
  if (key.opening = opening_of(rest); key.opening != 0) {
    behind.remove_prefix(key.opening);
    std::size_t size = find_any<'"', '&', '\0'>(behind);
    key.references = size < behind.size() && behind[size] == '&';
    if (key.references) size += find_any<'"', '\0'>(behind.substr(size));
    key.address = behind.substr(0, size);
    behind.remove_prefix(size);
    if (!behind.starts_with('"')) return nullptr;
  }
  if (Tag* next = last_ == nullptr ? nullptr : last_->next;
      next != nullptr && next->opening == key.opening && behind.starts_with(next->text())) {
    key.text = behind.substr(0, next->text_size);
    return last_ = next;
  }
  const std::size_t size = find_any<'>'>(behind.substr(0, kMaxBytes)) + 1;
  if (size > kMaxBytes || size > behind.size()) return nullptr;
  key.text = behind.substr(0, size);
  key.hash = hash_of(key.text) + key.opening * kFactors[0];
  const Slot& slot = slot_of(key.hash);
  if (slot.kept != key.hash || slot.tag == nullptr || slot.tag->opening != key.opening || slot.tag->text() != key.text)
    return nullptr;
  if (last_ != nullptr) last_->next = slot.tag.get();
  return last_ = slot.tag.get();
}

void TagMemory::met(const Key& key, const Name& name, std::span<const Attribute> attributes, bool self_closing) {
  if (attributes.size() > kMaxAttributes) return;
  Slot& slot = slot_of(key.hash);
  if (slot.seen != key.hash) {
    slot.seen = key.hash;
    return;
  }
  slot.kept = key.hash;
  if (slot.tag == nullptr) slot.tag = std::make_unique<Tag>();
  Tag& tag = *slot.tag;
  const auto is_address = [&](std::size_t i) { return i == 0 && key.opening != 0; };
  std::size_t size = key.text.size() + name.size();
  for (std::size_t i = 0; i < attributes.size(); ++i)
    size += attributes[i].name.size() + (is_address(i) ? 0 : attributes[i].value.size());
  tag.bytes.assign(key.text).reserve(size);  // it must not move from here on
  const auto keep = [&tag](std::string_view part) {
    tag.bytes.append(part);
    return std::string_view(tag.bytes).substr(tag.bytes.size() - part.size());
  };
  tag.number = ++last_number_;
  tag.next = nullptr;
  tag.opening = key.opening;
  tag.text_size = key.text.size();
  tag.name = Name(keep(name), name.key());
  tag.self_closing = self_closing;
  tag.count = attributes.size();
  for (std::size_t i = 0; i < tag.count; ++i) {
    tag.attributes[i] = {Name(keep(attributes[i].name), attributes[i].name.key()),
                         is_address(i) ? std::string_view() : keep(attributes[i].value)};
  }
}

}  // namespace mugai::html
