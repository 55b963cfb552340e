#include "lib/formats/html/tag_memory.h"

#include <algorithm>
#include <functional>

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

// Where `part` of one of the two texts lies in `copy`, which holds them one after the other.
std::string_view moved(std::string_view part, std::string_view text, std::string_view room, std::string_view copy) {
  const auto within = [part](std::string_view whole) {
    return !part.empty() && std::greater_equal<>()(part.data(), whole.data()) &&
           std::less_equal<>()(part.data() + part.size(), whole.data() + whole.size());
  };
  if (within(text)) return copy.substr(static_cast<std::size_t>(part.data() - text.data()), part.size());
  if (within(room)) return copy.substr(text.size() + static_cast<std::size_t>(part.data() - room.data()), part.size());
  return {};
}

}  // namespace

std::uint64_t TagMemory::hash_of(std::string_view text) noexcept {
  if (text.size() < 8) return name_key(text) * kFactors[0];
  const auto word_at = [text](std::size_t at) {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, text.data() + at, sizeof word);
    return word ^ (word >> 31);
  };
  std::uint64_t sum = text.size() + word_at(text.size() - 8) * kFactors[kWords - 1];
  for (std::size_t i = 0; i * 8 + 8 <= text.size(); ++i)
    sum += word_at(i * 8) * kFactors[i];
  return sum ^ (sum << 29);
}

void TagMemory::met(std::string_view text, std::uint64_t hash, std::string_view room, const Name& name,
                    std::span<const Attribute> attributes, bool self_closing) {
  std::uint64_t& last = hashes_[slot_of(hash)];
  std::unique_ptr<Tag>& place = tags_[slot_of(hash)];
  if (last != hash) {  // for the first time
    last = hash;
    if (place != nullptr) place->number = 0;
    return;
  }
  if (place == nullptr) place = std::make_unique<Tag>();
  Tag& tag = *place;
  tag.number = ++last_number_;
  tag.text.assign(text).append(room);
  const auto move = [&](std::string_view part) { return moved(part, text, room, tag.text); };
  tag.name = Name(move(name), name.key());
  tag.self_closing = self_closing;
  tag.count = std::min(attributes.size(), kMaxAttributes);
  for (std::size_t i = 0; i < tag.count; ++i)
    tag.attributes[i] = {Name(move(attributes[i].name), attributes[i].name.key()), move(attributes[i].value)};
}

}  // namespace mugai::html
