// Categories of content: the one table behind policy files, `mugaictl policy explain` and warnings.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/policy/policy.h"

namespace mugai::policy {

struct CategoryRow {
  Category category;
  std::string_view key;       // in the [content] section: "external_references"
  bool may_keep;              // active content never can: there is no such state for it
  State standard;             // of the policy "standard", and of a key that a file leaves out
  std::string_view title_en;  // "macros"
  std::string_view title_ja;  // "マクロ"
  std::string_view note_en;   // what removing means, one line
  std::string_view note_ja;
  std::string_view keep_en;  // what keeping means; empty where may_keep is false
  std::string_view keep_ja;
};

// In the order of Category.
std::span<const CategoryRow> category_rows() noexcept;
const CategoryRow& category_row(Category category) noexcept;
const CategoryRow* find_category(std::string_view key) noexcept;  // nullptr where there is none

std::string_view state_name(State state) noexcept;              // "keep"
std::string_view type_action_name(TypeAction action) noexcept;  // "sanitize"

// The text of a policy that is compiled in (config/policies/NAME.conf as it was at build time); empty where `name` is
// none of strict, standard and lenient.
std::string_view builtin_text(std::string_view name) noexcept;

}  // namespace mugai::policy
