// Colour profiles (ICC.1:2022, ISO 15076-1): read, judged and written anew from their numbers (catalogue IMG-004).
#pragma once

#include <optional>

#include "lib/base/bytes.h"

namespace mugai::image {

inline constexpr std::size_t kMaxProfileBytes = 1 << 20;

// A new profile with the primaries, white point and tone curves of `profile`, and nothing else in it: for RGB
// (`channels` 3) and grey (1) profiles of the matrix and curve kind. nullopt where it is sRGB, which needs no profile,
// is of another kind (tables of a printer, scripts of a monitor), or cannot be read. rebuild(rebuild(x)) is a fixed
// point.
std::optional<Buffer> rebuild_profile(Bytes profile, int channels);

// A profile of the primaries that ITU-T H.273, table 2, numbers (9 BT.2020, 11 and 12 P3), with the curve of sRGB;
// nullopt for all others, which are shown as sRGB.
std::optional<Buffer> profile_of(int primaries);

}  // namespace mugai::image
