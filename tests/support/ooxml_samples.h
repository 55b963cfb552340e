// Inert samples of every construct that the ooxml handler takes out, each with what must be reported and what must not
// be found in the output. Used by the unit tests and by tests/contract/catalogue (names "ooxml/…" in
// tests/catalogue.tsv).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::testing {

struct OoxmlSample {
  std::string_view name;               // "ooxml/dde-split"
  std::string_view file;               // claimed file name
  bool refused = false;                // the whole file is an Error
  std::vector<std::string_view> ids;   // all must be reported
  std::vector<std::string_view> gone;  // in no member of the output, nor in a member's name
  std::vector<std::string_view> kept;  // in some member of the output
  Buffer (*make)() = nullptr;
};

std::span<const OoxmlSample> ooxml_samples();

}  // namespace mugai::testing
