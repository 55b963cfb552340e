// The table of types that detection can name.
#pragma once

#include <span>
#include <string_view>

#include "lib/detect/detect.h"

namespace mugai::detect {

struct TypeRow {
  std::string_view type;
  std::string_view extensions;  // usual one first, separated by spaces; a claim with any of them fits
  std::string_view mime;
  Group group;
  std::string_view catalogue;  // row that explains a refusal; empty: EXT-011, "cannot be sanitised"
};

std::span<const TypeRow> types() noexcept;
// nullptr where the table does not know the type.
const TypeRow* find_type(std::string_view type) noexcept;
// True when `extension` (lower case, no dot) is one of the type's own.
bool has_extension(const TypeRow& row, std::string_view extension) noexcept;

// A signature at a fixed place in the head of the file.
struct Signature {
  std::uint32_t offset;
  std::string_view bytes;
  std::string_view type;
  std::string_view begin = {};  // what the file must begin with where the signature stands further in
};
std::span<const Signature> signatures() noexcept;

}  // namespace mugai::detect
