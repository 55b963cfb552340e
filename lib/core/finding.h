// Finding: one dangerous construct that was noticed and handled. Every removal is told (promise 6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/catalogue.h"

namespace mugai {

enum class Action : std::uint8_t {
  Removed,    // left out of the rebuilt file
  Rewritten,  // replaced by a safe form of the same thing
  Flattened,  // replaced by its last static result
  Blocked,    // the reason why the whole file was refused
  Kept,       // noticed, and kept because the policy says so
};
inline constexpr int kActionCount = 5;
std::string_view action_name(Action action) noexcept;  // "removed"

inline constexpr std::size_t kMaxWhereBytes = 200;
inline constexpr std::size_t kMaxDetailBytes = 300;

struct Finding {
  CatalogueId id;  // a row of the catalogue table
  Action action = Action::Removed;
  std::string where;        // place inside the file: part name, element, header name; cleaned by Context::report
  std::uint32_t count = 1;  // how often at that place
  std::string detail;       // what it was, for the operator; may quote the input, cleaned by Context::report
};

// Adds `finding` to `list`, counting up where id, action, where and detail are the same.
void merge_finding(std::vector<Finding>& list, Finding finding);

}  // namespace mugai
