// The zip handler on any bytes: it ends, and what it puts out is a fixed point in which nothing is found any more.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/zip/handler.h"
#include "tests/support/local_context.h"

namespace {

mugai::policy::Policy small_policy() {
  mugai::policy::Policy policy;
  policy.limits.unpacked_bytes = 8 << 20;
  policy.limits.output_bytes = 8 << 20;
  policy.limits.members = 200;
  policy.limits.depth = 3;
  return policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  static const policy::Policy policy = small_policy();
  const FileClaim claim{.untrusted_name = "x.zip", .untrusted_mime_type = {}};
  testing::LocalContext first(claim, policy);
  MemorySource in(Bytes(data, size));
  MemorySink out(16 << 20);
  if (!zip::handler().sanitize(in, out, first)) return 0;
  testing::LocalContext second(claim, policy);
  MemorySource again{Bytes(out.buffer())};
  MemorySink same(16 << 20);
  MUGAI_CHECK(zip::handler().sanitize(again, same, second).has_value());
  MUGAI_CHECK(same.buffer() == out.buffer());
  MUGAI_CHECK(second.findings().empty());
  return 0;
}
