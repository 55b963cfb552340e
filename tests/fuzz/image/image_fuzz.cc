// Every kind of picture on any bytes: the decoders end, and what comes out is a fixed point of which nothing is told
// any more. The kind is found by the bytes; seeds of each kind lie in tests/fuzz/corpus/image.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/find_code.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  image::ImageLimits limits;
  limits.pixels = 200'000;
  limits.total_pixels = 1'000'000;
  limits.frames = 20;
  limits.memory_bytes = 32 << 20;
  // The last byte chooses whether low bits are cleared, so that a found input can be run again as it is.
  limits.clear_low_bits = size > 0 && (data[size - 1] & 1U) != 0;
  const Bytes picture(data, size);
  image::ImageReport report;
  MemorySink out(64 << 20);
  const auto kind = image::rebuild_any(picture, out, limits, report);
  if (!kind.has_value()) return 0;
  image::find_codes(picture, image::sniff(picture), limits, report);
  image::ImageReport second;
  MemorySink again(64 << 20);
  const auto same = image::rebuild_any(out.buffer(), again, limits, second);
  MUGAI_CHECK(same.has_value() && *same == *kind);
  MUGAI_CHECK(again.buffer() == out.buffer());
  MUGAI_CHECK(second.list().empty());
  return 0;
}
