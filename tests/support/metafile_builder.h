// Small metafiles made in memory, honest ones and ones that lie.
#pragma once

#include <string>

namespace mugai::testing {

// A pen, a line, the word "seen", a bitmap of 2 x 2; with escapes, colour spaces and comments where asked.
std::string make_emf(bool escapes);
// Counts, offsets and object numbers that reach beyond their records.
std::string make_lying_emf();
// Draws by EMF+ records alone.
std::string make_plus_emf();
// A brush, a rectangle, the word "seen"; an escape that sets an abort procedure where asked.
std::string make_wmf(bool placeable, bool escape);

}  // namespace mugai::testing
