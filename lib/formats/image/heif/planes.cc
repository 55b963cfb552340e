// YCbCr to RGB by ITU-T H.273, 8.3, in whole numbers, so that every machine makes the same bytes of the same planes.
#include "lib/formats/image/heif/planes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace mugai::image::heif {
namespace {

constexpr int kPoint = 14;  // bits behind the binary point

struct Matrix {
  std::uint16_t number;
  double kr, kb;
};
// H.273, table 4. What is not said is taken for BT.601, as HEIF and all viewers do.
constexpr Matrix kMatrices[] = {{1, 0.2126, 0.0722}, {2, 0.299, 0.114}, {4, 0.30, 0.11},     {5, 0.299, 0.114},
                                {6, 0.299, 0.114},   {7, 0.212, 0.087}, {9, 0.2627, 0.0593}, {12, 0.2126, 0.0722}};
constexpr std::uint16_t kGreenBlueRed = 0;
constexpr std::uint16_t kPq = 16;
constexpr std::uint16_t kHlg = 18;

std::int32_t rounded(double value) {
  return static_cast<std::int32_t>(std::lround(value * (1 << kPoint)));
}

std::uint8_t cut(std::int32_t value) {
  return static_cast<std::uint8_t>(std::clamp<std::int32_t>(value, 0, 255));
}

double srgb(double light) {
  const double x = std::clamp(light, 0.0, 1.0);
  return x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
}

// Light of a bright display, 1 for white as paper has it (203 cd/m2, ITU-R BT.2408).
double light_of(std::uint16_t transfer, double x) {
  if (transfer == kPq) {  // SMPTE ST 2084
    const double p = std::pow(x, 1 / 78.84375);
    return std::pow(std::max(p - 0.8359375, 0.0) / (18.8515625 - 18.6875 * p), 1 / 0.1593017578125) * 10000 / 203;
  }
  const double scene = x <= 0.5 ? x * x / 3 : (std::exp((x - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  return std::pow(scene, 1.2) * 1000 / 203;  // ITU-R BT.2100, HLG
}

std::array<std::uint8_t, 256> tone_table(std::uint16_t transfer) {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<std::uint8_t>(i);
    if (transfer != kPq && transfer != kHlg) continue;
    const double light = light_of(transfer, static_cast<double>(i) / 255);
    table[i] = cut(static_cast<std::int32_t>(std::lround(255 * srgb(light))));
  }
  return table;
}

}  // namespace

std::uint32_t Planes::plane_width(std::size_t plane) const noexcept {
  return plane == 0 ? width : (width + (1U << shift_x) - 1) >> shift_x;
}
std::uint32_t Planes::plane_height(std::size_t plane) const noexcept {
  return plane == 0 ? height : (height + (1U << shift_y) - 1) >> shift_y;
}

void Planes::copy(std::size_t plane, const std::uint8_t* from, std::ptrdiff_t stride, unsigned bits) {
  const std::uint32_t columns = plane_width(plane);
  const std::uint32_t rows = plane_height(plane);
  Buffer& to = samples[plane];
  to.resize(std::size_t{columns} * rows);
  for (std::uint32_t y = 0; y < rows; ++y) {
    const std::uint8_t* row = from + stride * static_cast<std::ptrdiff_t>(y);
    std::uint8_t* into = MutableBytes(to).subspan(std::size_t{y} * columns, columns).data();
    if (bits <= 8) {
      std::memcpy(into, row, columns);
      continue;
    }
    const unsigned shift = bits - 8;
    for (std::uint32_t x = 0; x < columns; ++x) {
      std::uint16_t sample = 0;
      std::memcpy(&sample, row + std::size_t{x} * 2, 2);
      into[x] = cut(static_cast<std::int32_t>((sample + (1U << (shift - 1))) >> shift));
    }
  }
}

Result<ColorConverter> ColorConverter::make(const Coding& coding) {
  ColorConverter made;
  made.plain_ = coding.matrix == kGreenBlueRed;
  const auto* matrix = std::find_if(std::begin(kMatrices), std::end(kMatrices),
                                    [&](const Matrix& m) { return m.number == coding.matrix; });
  if (!made.plain_ && matrix == std::end(kMatrices)) {
    return make_error(ErrorCode::Unsupported, "colours are coded in an unknown way");
  }
  const double kr = made.plain_ ? 0 : matrix->kr;
  const double kb = made.plain_ ? 0 : matrix->kb;
  const double kg = 1 - kr - kb;
  const double black = coding.full_range ? 0 : 16;
  const double luma_scale = coding.full_range ? 1 : 255.0 / 219;
  const double chroma_scale = coding.full_range ? 1 : 255.0 / 224;
  for (int i = 0; i < 256; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double chroma = (i - 128) * chroma_scale;
    made.luma_[at] = rounded((i - black) * luma_scale) + (1 << (kPoint - 1));
    made.red_from_cr_[at] = rounded(2 * (1 - kr) * chroma);
    made.blue_from_cb_[at] = rounded(2 * (1 - kb) * chroma);
    made.green_from_cb_[at] = rounded(-2 * (1 - kb) * kb / kg * chroma);
    made.green_from_cr_[at] = rounded(-2 * (1 - kr) * kr / kg * chroma);
  }
  made.tone_ = tone_table(coding.transfer);
  return made;
}

void ColorConverter::row(const Planes& planes, std::uint32_t y, MutableBytes out) const {
  const Bytes luma = Bytes(planes.samples[0]).subspan(std::size_t{y} * planes.width, planes.width);
  if (planes.grey) {
    for (std::size_t x = 0; x < planes.width; ++x)
      out[x] = tone_[cut(luma_[luma[x]] >> kPoint)];
    return;
  }
  const std::size_t columns = planes.plane_width(1);
  const Bytes blue = Bytes(planes.samples[1]).subspan((y >> planes.shift_y) * columns, columns);
  const Bytes red = Bytes(planes.samples[2]).subspan((y >> planes.shift_y) * columns, columns);
  for (std::size_t x = 0; x < planes.width; ++x) {
    const std::uint8_t cb = blue[x >> planes.shift_x];
    const std::uint8_t cr = red[x >> planes.shift_x];
    const std::int32_t l = luma_[luma[x]];
    const std::array<std::int32_t, 3> rgb =
        plain_ ? std::array<std::int32_t, 3>{luma_[cr], l, luma_[cb]}
               : std::array<std::int32_t, 3>{l + red_from_cr_[cr], l + green_from_cb_[cb] + green_from_cr_[cr],
                                             l + blue_from_cb_[cb]};
    for (std::size_t i = 0; i < 3; ++i)
      out[x * 3 + i] = tone_[cut(rgb[i] >> kPoint)];
  }
}

void warm_up_decoders() {
  warm_up_hevc();
  warm_up_av1();
}

}  // namespace mugai::image::heif
