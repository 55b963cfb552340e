// Inside of PNG: the header, the lines of its passes, and the five filters (ISO/IEC 15948, 7 to 9).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "lib/formats/image/rebuild.h"

namespace mugai::image {

struct PngHeader {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint8_t depth = 8;
  std::uint8_t color = 2;  // 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
  bool interlaced = false;

  [[nodiscard]] std::uint32_t channels() const noexcept;
  [[nodiscard]] std::uint32_t pixel_bits() const noexcept { return channels() * depth; }
  [[nodiscard]] std::uint32_t pixel_bytes() const noexcept { return (pixel_bits() + 7) / 8; }  // of the filters
};

Result<PngHeader> read_png_header(Bytes data, const ImageLimits& limits);
Buffer write_png_header(const PngHeader& header);

// One of the seven reduced pictures of an interlaced one, or the whole picture.
struct PngPass {
  std::uint32_t height = 0;
  std::uint64_t row_bytes = 0;  // without the filter byte
};
// Those that have pixels, in order.
std::vector<PngPass> png_passes(const PngHeader& header);
// Of all lines with their filter bytes.
std::uint64_t png_data_bytes(const PngHeader& header);

// Takes the filter off `row`; `above` is the unfiltered row above (zeros for the first of a pass). Malformed for a
// filter that does not exist.
Result<void> unfilter(std::uint8_t filter, MutableBytes row, Bytes above, std::size_t pixel_bytes);
// Appends filter byte and filtered row: of the five the one with the smallest sum of differences. Deterministic.
void append_filtered(Bytes row, Bytes above, std::size_t pixel_bytes, Buffer& out);

}  // namespace mugai::image
