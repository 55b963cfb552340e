// Type 2 charstrings (Adobe Technical Note 5177): run on a checked stack and written again as the bare path.
// Subroutines are written out, arithmetic is done, hints are gone: what is left are numbers, moves, lines, curves and
// the end.
//
// Limits: the stack's 48 numbers, 10 subroutines deep, FontLimits for steps.
// Known gap: accents by endchar with four numbers stay as they are; the reader finds the two glyphs.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

struct Subroutines {
  const std::vector<Bytes>* global = nullptr;
  const std::vector<Bytes>* local = nullptr;
};

// nullopt where the charstring breaks its grammar. `steps` counts down over the whole font.
std::optional<Buffer> flatten_type2(Bytes untrusted_charstring, const Subroutines& subroutines,
                                    const FontLimits& limits, std::uint64_t& steps);

}  // namespace mugai::font
