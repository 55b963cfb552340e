// Fuzz target of XML files: what comes out is the same when it is rebuilt again, and holds no declaration, instruction,
// comment or CDATA section.
#include <cstdint>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/xml_file/handler.h"
#include "tests/support/lone_context.h"

namespace {

using namespace mugai;

bool run(Bytes input, Buffer& output) {
  testing::LoneContext context;
  MemorySource source(input);
  MemorySink sink;
  const bool written = xml_file::handler().sanitize(source, sink, context).has_value();
  output = sink.take();
  return written;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Buffer first, second;
  if (!run(Bytes(data, size), first)) return 0;
  MUGAI_CHECK(as_text(first).find("<!") == std::string_view::npos);
  MUGAI_CHECK(as_text(first).find("<?", 2) == std::string_view::npos);
  MUGAI_CHECK(run(first, second) && first == second);
  return 0;
}
