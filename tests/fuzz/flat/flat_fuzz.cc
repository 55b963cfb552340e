// Any bytes as a document in one XML file: no crash, and what comes out is a package that the ooxml handler leaves as it
// is.
#include <cstddef>
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/flat/handler.h"
#include "lib/formats/ooxml/handler.h"
#include "tests/support/local_context.h"

using namespace mugai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  testing::LocalContext context;
  MemorySink out;
  MemorySource in(Bytes(data, size));
  if (!flat::handler().sanitize(in, out, context).has_value()) return 0;
  testing::LocalContext again;
  MemorySink twice;
  MemorySource rebuilt(Bytes(out.buffer()));
  MUGAI_CHECK(ooxml::handler().sanitize(rebuilt, twice, again).has_value());
  MUGAI_CHECK(twice.buffer() == out.buffer());
  return 0;
}
