// Rows with PNG predictors, and the one look into a JPEG that a dictionary needs. In, out and limits: pictures.h.
#include "lib/formats/pdf/pictures.h"

#include <algorithm>
#include <cstdlib>

namespace mugai::pdf {
namespace {

std::uint8_t guess_of(int kind, int left, int up, int corner) {
  if (kind == 1) return static_cast<std::uint8_t>(left);
  if (kind == 2) return static_cast<std::uint8_t>(up);
  const int a = std::abs(up - corner);
  const int b = std::abs(left - corner);
  const int c = std::abs(left + up - 2 * corner);
  return static_cast<std::uint8_t>(a <= b && a <= c ? left : b <= c ? up : corner);
}

// Sub, Up and Paeth are tried (PNG 12.8); returns the sum of the differences.
std::uint64_t filter_row(int kind, std::size_t step, Bytes row, Bytes above, Buffer& out) {
  std::uint64_t sum = 0;
  out.resize(row.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int left = i >= step ? row[i - step] : 0;
    const int up = above.empty() ? 0 : above[i];
    const int corner = i >= step && !above.empty() ? above[i - step] : 0;
    out[i] = static_cast<std::uint8_t>(row[i] - guess_of(kind, left, up, corner));
    sum += static_cast<std::uint64_t>(std::min<int>(out[i], 256 - out[i]));
  }
  return sum;
}

}  // namespace

Buffer predict_rows(const Predictor& rows, Bytes samples) {
  const auto row_bytes = static_cast<std::size_t>(rows.row_bytes());
  const std::size_t step = std::max<std::size_t>(1, std::size_t{rows.colors} * rows.bits / 8);
  Buffer out;
  out.reserve(samples.size() + samples.size() / row_bytes + 1);
  Bytes above;
  Buffer best;
  Buffer tried;
  for (std::size_t at = 0; at + row_bytes <= samples.size(); at += row_bytes) {
    const Bytes row = samples.subspan(at, row_bytes);
    std::uint64_t least = ~std::uint64_t{0};
    std::uint8_t tag = 0;
    for (const int kind : {1, 2, 4}) {
      const std::uint64_t sum = filter_row(kind, step, row, above, tried);
      if (sum >= least) continue;
      least = sum;
      tag = static_cast<std::uint8_t>(kind);
      std::swap(best, tried);
    }
    out.push_back(tag);
    out.insert(out.end(), best.begin(), best.end());
    above = row;
  }
  return out;
}

// SOFn: length, precision, height, width, components (ITU-T T.81 B.2.2)
std::uint32_t jpeg_components(Bytes jpeg) noexcept {
  for (std::size_t at = 2; at + 9 < jpeg.size() && jpeg[at] == 0xFF;) {
    const unsigned marker = jpeg[at + 1];
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) return jpeg[at + 9];
    if (marker == 0xDA) break;
    at += 2 + (std::size_t{jpeg[at + 2]} << 8) + jpeg[at + 3];
  }
  return 3;
}

}  // namespace mugai::pdf
