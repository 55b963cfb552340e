// Any bytes: engines and chunkings agree, what passes is a fixed point, the reader never dies.
#include <cstdio>
#include <cstdlib>

#include "lib/formats/xml/reader.h"
#include "tests/support/xml_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string failure = mugai::testing::check_xml(text);
  if (!failure.empty()) {
    std::fprintf(stderr, "xml: %s\n", failure.c_str());
    std::abort();
  }
  static_cast<void>(mugai::xml::read_events(mugai::Bytes(data, size)));
  return 0;
}
