// Fuzz target of TrueType and OpenType fonts.
//
// In:    a font.
// Holds: see tests/support/font_checks.h.
#include <cstdint>

#include "tests/support/font_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mugai::testing::check_font({data, size}, mugai::font::FontKind::TrueType);
  return 0;
}
