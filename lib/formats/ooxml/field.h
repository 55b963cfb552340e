// Field instructions of WordprocessingML (ECMA-376-1, 17.16): which may stay. An allow-list of field names; a field
// that may not stay is flattened to its last result by the caller. Pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::ooxml {

struct FieldVerdict {
  bool keep = false;
  std::string_view id;    // catalogue row where it does not stay
  bool link = false;      // it is a hyperlink (policy category Hyperlinks), kept or not
  bool property = false;  // shows a document property (policy category Properties)
};

// Longer instructions are taken apart by nobody and serve to hide something (WML-019).
inline constexpr std::size_t kMaxInstructionBytes = 4096;

// `instruction` is the whole text between begin and separate, without that of nested fields; `nests` says whether it
// held any nested field.
FieldVerdict judge_field(std::string_view instruction, bool nests);

}  // namespace mugai::ooxml
