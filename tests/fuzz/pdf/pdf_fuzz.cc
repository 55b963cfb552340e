// Any bytes as a PDF: no crash, and what comes out is a fixed point in which nothing is left to remove.
#include <cstddef>
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/pdf/handler.h"
#include "tests/support/local_context.h"

using namespace mugai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  testing::LocalContext context;
  MemorySink out;
  MemorySource in(Bytes(data, size));
  if (!pdf::handler().sanitize(in, out, context).has_value()) return 0;
  testing::LocalContext again;
  MemorySink twice;
  MemorySource rebuilt(Bytes(out.buffer()));
  MUGAI_CHECK(pdf::handler().sanitize(rebuilt, twice, again).has_value());
  MUGAI_CHECK(twice.buffer() == out.buffer());
  for (const Finding& finding : again.findings())
    MUGAI_CHECK(finding.action == Action::Kept);
  return 0;
}
