// Any bytes as an OpenDocument file, package or flat: no crash, and what comes out is a fixed point in which nothing is
// left to remove.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/odf/handler.h"
#include "tests/support/local_context.h"

using namespace mugai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  testing::LocalContext context;
  MemorySink out;
  MemorySource in(Bytes(data, size));
  if (!odf::handler().sanitize(in, out, context).has_value()) return 0;
  testing::LocalContext again;
  MemorySink twice;
  MemorySource rebuilt(Bytes(out.buffer()));
  MUGAI_CHECK(odf::handler().sanitize(rebuilt, twice, again).has_value());
  MUGAI_CHECK(twice.buffer() == out.buffer());
  MUGAI_CHECK(std::all_of(again.findings().begin(), again.findings().end(),
                          [](const Finding& finding) { return finding.action == Action::Kept; }));
  return 0;
}
