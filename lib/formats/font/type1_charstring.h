// Type 1 charstrings (Adobe Type 1 Font Format, chapter 6): run on a checked stack and written again as the bare path.
// Subroutines are written out, flex becomes two curves, hints are gone, quotients stay quotients.
//
// Limits: the stack's 24 numbers (we allow 64), 10 subroutines deep, FontLimits for steps. Multiple master operators
// (OtherSubrs 14 to 18, CVE-2015-0093 and others) are refused.
// Known gap: accents by seac stay as they are; the reader finds the two glyphs.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

// Both are decrypted. nullopt where the charstring breaks its grammar. `steps` counts down over the whole font.
std::optional<Buffer> flatten_type1(Bytes untrusted_charstring, const std::vector<Buffer>& subroutines,
                                    const FontLimits& limits, std::uint64_t& steps);

}  // namespace mugai::font
