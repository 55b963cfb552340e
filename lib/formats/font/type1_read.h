// Type 1 fonts (Adobe Type 1 Font Format): read into a model, as the few constructs that such fonts consist of; the
// PostScript around them is never run.
//
// In:     a whole font, plain or in PFB segments, its private part binary or hexadecimal.
// Limits: 65,535 glyphs and subroutines.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::font {

struct Type1Model {
  std::string name;
  std::vector<std::string> matrix;  // six numbers as they stand, checked
  std::vector<std::string> box;     // four
  bool outlined = false;            // PaintType 2
  std::string stroke_width;
  bool standard_encoding = true;
  std::array<std::string, 256> encoding;  // empty: .notdef
  std::vector<Buffer> subroutines;        // decrypted
  std::vector<std::pair<std::string, Buffer>> glyphs;
};

Result<Type1Model> read_type1(Bytes untrusted_font);

// Chapter 7.3: both of eexec (key 55665) and of charstrings (key 4330).
Buffer decrypt_type1(Bytes bytes, std::uint16_t key);
Buffer encrypt_type1(Bytes bytes, std::uint16_t key);
inline constexpr std::uint16_t kEexecKey = 55'665, kCharstringKey = 4330;

}  // namespace mugai::font
