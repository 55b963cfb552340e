// Fuzz target of bare CFF fonts.
//
// In:    a font.
// Holds: see tests/support/font_checks.h.
#include <cstdint>

#include "tests/support/font_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mugai::testing::check_font({data, size}, mugai::font::FontKind::Cff);
  return 0;
}
