// The only list of what can be rebuilt. A type that detect names and that has no row here is refused.
#pragma once

#include <span>
#include <string_view>

#include "lib/core/family.h"

namespace mugai::formats {

struct Row {
  std::string_view type;       // as detect names it: "docx"
  std::string_view extension;  // usual extension of the input
  std::string_view output;     // extension of the output
  std::string_view handler;    // Handler::name()
  Family family;               // whose worker program holds the handler
};

std::span<const Row> rows() noexcept;
// nullptr where no handler rebuilds the type.
const Row* find(std::string_view type) noexcept;

}  // namespace mugai::formats
