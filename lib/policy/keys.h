// Keys: the tables of everything in a policy file that is no category: choices, numbers. Shared by the reader, the
// writer and explain(), so that none of them can forget a key.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/policy/policy.h"

namespace mugai::policy {

// A key with a closed list of words; the index of a word is the value of the enumerator.
struct ChoiceKey {
  std::string_view section, key;
  std::span<const std::string_view> words;
  std::size_t (*get)(const Policy&);
  void (*set)(Policy&, std::size_t);
  std::string_view title_en, title_ja;
  std::span<const std::string_view> words_ja;  // for explain(), one for each word
};
std::span<const ChoiceKey> choice_keys() noexcept;

enum class Unit : std::uint8_t { Count, Bytes, Milliseconds };
// A number of the [limits] section.
struct LimitKey {
  std::string_view key;
  Unit unit;
  std::uint64_t least, most;
  std::uint64_t (*get)(const BudgetLimits&);
  void (*set)(BudgetLimits&, std::uint64_t);
  std::string_view title_en, title_ja;
};
std::span<const LimitKey> limit_keys() noexcept;

inline constexpr std::size_t kMaxSubjectPrefixBytes = 60;

}  // namespace mugai::policy
