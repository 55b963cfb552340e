// Planes: what the decoders of HEVC and AV1 hand over, and their way to red, green and blue.
#pragma once

#include <array>
#include <cstddef>

#include "lib/formats/image/heif/properties.h"

namespace mugai::image::heif {

// Luma and two of chroma, or luma alone. 8 bits a sample, whatever the stream had: the output has no more.
struct Planes {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool grey = false;
  unsigned shift_x = 0;  // chroma has a column for each 1 << shift_x of luma
  unsigned shift_y = 0;
  std::array<Buffer, 3> samples;  // rows without gaps
  Coding coding;                  // as the stream says

  [[nodiscard]] std::uint32_t plane_width(std::size_t plane) const noexcept;
  [[nodiscard]] std::uint32_t plane_height(std::size_t plane) const noexcept;
  // Takes a plane of `bits` (8 to 16; above 8 as two bytes, the low one first) whose rows are `stride` bytes apart.
  void copy(std::size_t plane, const std::uint8_t* from, std::ptrdiff_t stride, unsigned bits);
};

// Rows of planes as RGB (or grey, of one byte a pixel).
class ColorConverter {
 public:
  // Unsupported for a matrix that is not known.
  static Result<ColorConverter> make(const Coding& coding);
  // Row `y` into `out`, of 3 bytes a pixel, or 1 where the planes are grey.
  void row(const Planes& planes, std::uint32_t y, MutableBytes out) const;

 private:
  ColorConverter() = default;
  bool plain_ = false;  // the planes are green, blue and red
  std::array<std::int32_t, 256> luma_{};
  std::array<std::int32_t, 256> red_from_cr_{};
  std::array<std::int32_t, 256> green_from_cb_{};
  std::array<std::int32_t, 256> green_from_cr_{};
  std::array<std::int32_t, 256> blue_from_cb_{};
  std::array<std::uint8_t, 256> tone_{};  // from the transfer function of bright displays to that of sRGB
};

// One picture of HEVC (ISO/IEC 23008-2) or AV1, of `width` x `height` as its item says; another size is Malformed.
// `config` is the body of hvcC. Each library in its own file: hevc.cc, av1.cc.
Result<Planes> decode_hevc(Bytes config, Bytes data, std::uint32_t width, std::uint32_t height);
Result<Planes> decode_av1(Bytes data, std::uint32_t width, std::uint32_t height);
// Starts and ends each decoder once: tables and choices by the processor are made before the process is locked down.
void warm_up_decoders();
void warm_up_hevc();
void warm_up_av1();

}  // namespace mugai::image::heif
