// Metafiles from any bytes: what comes out is a fixed point of which nothing is told any more.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/metafile/metafile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  image::ImageLimits limits;
  limits.pixels = 200'000;
  image::ImageReport report;
  MemorySink out(64 << 20);
  const auto kind = metafile::rebuild_metafile(Bytes(data, size), out, limits, report);
  if (!kind.has_value()) return 0;
  image::ImageReport second;
  MemorySink again(64 << 20);
  const auto same = metafile::rebuild_metafile(out.buffer(), again, limits, second);
  MUGAI_CHECK(same.has_value() && *same == *kind);
  MUGAI_CHECK(again.buffer() == out.buffer());
  MUGAI_CHECK(second.list().empty());
  return 0;
}
