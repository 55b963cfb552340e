// Fonts of the machine for Japanese, Chinese and Korean text whose document holds no font: mapped once, before the
// process is locked. What is not installed is not there; the library's own serif face stands in.
#pragma once

#include "lib/base/bytes.h"

namespace mugai::render {

// Maps what is installed of the table in fonts.cc. Once a process.
void map_fonts();

// The font file for `name` as a document calls it ("MS-Gothic", "HeiseiMin-W3"), which its descriptor says to have
// serifs or not. Empty where there is none.
Bytes font_for(const char* untrusted_name, bool serif) noexcept;

}  // namespace mugai::render
