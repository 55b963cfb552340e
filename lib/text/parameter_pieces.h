// The pieces of a Content-Type or Content-Disposition as they stand, neither joined nor decoded. Inside lib/text only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/text/parameters.h"

namespace mugai::text {

struct Piece {
  std::string name;                      // lower-case, without stars and number
  std::optional<std::uint64_t> section;  // name*N
  bool extended = false;                 // a star at the end: percent-encoded
  std::string raw;                       // unquoted
  std::vector<std::string> other_raw;    // other unquoted readings
};

// Splits one unfolded field body. Sets value, syntax_error and too_many of `out`; fills no parameter.
std::vector<Piece> split_parameters(std::string line, Parameters& out);

}  // namespace mugai::text
