#include "lib/formats/image/png_lines.h"

#include <algorithm>
#include <cstdlib>

#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

struct ColorRow {
  std::uint8_t color, channels, depths;  // depths: bit n set where 2^n bits are allowed
};
// Table 11.1 of the specification.
constexpr std::array<ColorRow, 5> kColors = {{{0, 1, 0x1F}, {2, 3, 0x18}, {3, 1, 0x0F}, {4, 2, 0x18}, {6, 4, 0x18}}};

const ColorRow* color_row(std::uint8_t color) {
  const auto row =
      std::find_if(kColors.begin(), kColors.end(), [color](const ColorRow& r) { return r.color == color; });
  return row == kColors.end() ? nullptr : &*row;
}

struct Adam7 {
  std::uint8_t x, y, step_x, step_y;
};
constexpr std::array<Adam7, 7> kAdam7 = {
    {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};

int paeth(int left, int above, int corner) {
  const int estimate = left + above - corner;
  const int to_left = std::abs(estimate - left);
  const int to_above = std::abs(estimate - above);
  const int to_corner = std::abs(estimate - corner);
  if (to_left <= to_above && to_left <= to_corner) return left;
  return to_above <= to_corner ? above : corner;
}

std::uint8_t predict(std::uint8_t filter, int left, int above, int corner) {
  switch (filter) {
    case 1:
      return static_cast<std::uint8_t>(left);
    case 2:
      return static_cast<std::uint8_t>(above);
    case 3:
      return static_cast<std::uint8_t>((left + above) / 2);
    case 4:
      return static_cast<std::uint8_t>(paeth(left, above, corner));
    default:
      return 0;
  }
}

}  // namespace

std::uint32_t PngHeader::channels() const noexcept {
  const ColorRow* row = color_row(color);
  return row == nullptr ? 1 : row->channels;
}

// IHDR = width(4) height(4) depth(1) colour(1) compression(1) filter(1) interlace(1)  (11.2.2)
Result<PngHeader> read_png_header(Bytes data, const ImageLimits& limits) {
  Cursor in(data);
  PngHeader header;
  TRY_ASSIGN(header.width, in.u32be());
  TRY_ASSIGN(header.height, in.u32be());
  TRY_ASSIGN(header.depth, in.u8());
  TRY_ASSIGN(header.color, in.u8());
  TRY_ASSIGN(const std::uint16_t methods, in.u16be());
  TRY_ASSIGN(const std::uint8_t interlace, in.u8());
  const ColorRow* row = color_row(header.color);
  bool depth_fits = false;
  for (unsigned n = 0; row != nullptr && n < 5; ++n)
    depth_fits = depth_fits || (header.depth == 1U << n && (row->depths >> n & 1U) != 0);
  if (!in.at_end() || methods != 0 || interlace > 1 || !depth_fits) {
    return make_error(ErrorCode::Malformed, "a PNG header is not acceptable");
  }
  header.interlaced = interlace == 1;
  TRY(check_size(header.width, header.height, header.pixel_bytes(), limits));
  return header;
}

Buffer write_png_header(const PngHeader& header) {
  Buffer out;
  put_be(out, header.width, 4);
  put_be(out, header.height, 4);
  out.insert(out.end(), {header.depth, header.color, 0, 0, static_cast<std::uint8_t>(header.interlaced ? 1 : 0)});
  return out;
}

std::vector<PngPass> png_passes(const PngHeader& header) {
  const auto row_bytes = [&](std::uint64_t width) { return (width * header.pixel_bits() + 7) / 8; };
  if (!header.interlaced) return {{header.height, row_bytes(header.width)}};
  std::vector<PngPass> passes;
  for (const Adam7& pass : kAdam7) {
    if (header.width <= pass.x || header.height <= pass.y) continue;
    const std::uint32_t width = (header.width - pass.x + pass.step_x - 1) / pass.step_x;
    const std::uint32_t height = (header.height - pass.y + pass.step_y - 1) / pass.step_y;
    passes.push_back({height, row_bytes(width)});
  }
  return passes;
}

std::uint64_t png_data_bytes(const PngHeader& header) {
  std::uint64_t bytes = 0;
  for (const PngPass& pass : png_passes(header))
    bytes += pass.height * (pass.row_bytes + 1);
  return bytes;
}

Result<void> unfilter(std::uint8_t filter, MutableBytes row, Bytes above, std::size_t pixel_bytes) {
  if (filter > 4) return make_error(ErrorCode::Malformed, "a PNG filter that does not exist");
  MUGAI_CHECK(above.size() >= row.size());
  if (filter == 0) return ok();
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int left = i >= pixel_bytes ? row[i - pixel_bytes] : 0;
    const int corner = i >= pixel_bytes ? above[i - pixel_bytes] : 0;
    row[i] = static_cast<std::uint8_t>(row[i] + predict(filter, left, above[i], corner));
  }
  return ok();
}

void append_filtered(Bytes row, Bytes above, std::size_t pixel_bytes, Buffer& out) {
  MUGAI_CHECK(above.size() >= row.size());
  std::array<std::uint64_t, 5> sums{};
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int left = i >= pixel_bytes ? row[i - pixel_bytes] : 0;
    const int corner = i >= pixel_bytes ? above[i - pixel_bytes] : 0;
    for (std::uint8_t filter = 0; filter < 5; ++filter) {
      const auto difference = static_cast<std::uint8_t>(row[i] - predict(filter, left, above[i], corner));
      sums[filter] += difference < 128 ? difference : 256U - difference;
    }
  }
  const auto best = static_cast<std::uint8_t>(std::min_element(sums.begin(), sums.end()) - sums.begin());
  out.push_back(best);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int left = i >= pixel_bytes ? row[i - pixel_bytes] : 0;
    const int corner = i >= pixel_bytes ? above[i - pixel_bytes] : 0;
    out.push_back(static_cast<std::uint8_t>(row[i] - predict(best, left, above[i], corner)));
  }
}

}  // namespace mugai::image
