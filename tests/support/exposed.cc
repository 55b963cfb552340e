#include "tests/support/exposed.h"

#include "tests/support/ooxml_builder.h"

namespace mugai::testing {

std::string exposed(Bytes output) {
  if (!starts_with(output, "PK")) return std::string(as_text(output));
  std::string all;
  for (const auto& [name, bytes] : unzip(output)) {
    all += name + '\n' + bytes + '\n';
  }
  return all;
}

}  // namespace mugai::testing
