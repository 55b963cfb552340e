// SVG from any bytes: what comes out is a fixed point of which nothing is told any more, and holds nothing that acts.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/svg/svg.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  image::ImageLimits limits;
  limits.pixels = 200'000;
  image::ImageReport report;
  MemorySink out(64 << 20);
  if (!svg::rebuild_svg(Bytes(data, size), out, limits, report).has_value()) return 0;
  for (const std::string_view active : {"<script", "<foreignObject", "<animate", "<!DOCTYPE", "<?xml-stylesheet"})
    MUGAI_CHECK(out.text().find(active) == std::string_view::npos);
  image::ImageReport second;
  MemorySink again(64 << 20);
  MUGAI_CHECK(svg::rebuild_svg(out.buffer(), again, limits, second).has_value());
  MUGAI_CHECK(again.buffer() == out.buffer());
  MUGAI_CHECK(second.list().empty());
  return 0;
}
