// Inert samples of every construct that a handler takes out, refuses or must leave alone, each with what must be
// reported, what must not be found in the output and what must. One table an area (ooxml_samples.cc, pdf_samples.cc,
// …), joined by all_samples(). Used by the unit tests and by tests/contract/catalogue, whose list tests/catalogue.tsv
// names them.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::testing {

struct Sample {
  std::string_view name;               // "ooxml/dde-split": area, construct
  std::string_view file;               // claimed file name
  bool refused = false;                // the whole file is an Error
  std::vector<std::string_view> ids;   // all must be reported; empty for a clean look-alike
  std::vector<std::string_view> gone;  // nowhere in the output: in no member of a package, nor in a member's name
  std::vector<std::string_view> kept;  // somewhere in the output
  std::function<Buffer()> make;
  std::string_view policy = {};  // of a policy file, "[types]\npdf = flatten"; empty for the standard one. Where pages
                                 // are drawn, `gone` and `kept` hold of what the renderer is given, too
};

// Of every area. Lives as long as the program.
std::vector<const Sample*> all_samples();

}  // namespace mugai::testing
