// Inside of BMP, ICO, EMF and WMF: the device-independent bitmap (MS-WMF 2.2.2.9, Windows GDI "Bitmap Header Types").
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "lib/formats/image/rebuild.h"

namespace mugai::image {

enum class DibCoding : std::uint8_t { Plain = 0, Rle8 = 1, Rle4 = 2, Masks = 3 };

struct DibHeader {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  bool top_down = false;
  std::uint16_t bits = 24;  // a pixel: 1, 2, 4, 8, 16, 24, 32
  DibCoding coding = DibCoding::Plain;
  std::array<std::uint32_t, 4> masks{};  // red, green, blue, alpha; where coding is Masks
  std::int32_t per_meter_x = 0;
  std::int32_t per_meter_y = 0;
  Buffer colors;                   // blue, green, red, 0 of each; empty where bits is above 8
  std::uint64_t header_bytes = 0;  // of the input, masks and colours included: where bits of a packed bitmap begin

  [[nodiscard]] std::uint64_t row_bytes() const noexcept { return (std::uint64_t{width} * bits + 31) / 32 * 4; }
};

enum class DibUse : std::uint8_t { File, Icon, Metafile };

// Reads header, masks and colours from `in`. Of an icon the height counts picture and mask; it is halved here.
Result<DibHeader> read_dib_header(Bytes in, DibUse use, const ImageLimits& limits, ImageReport& report);
// BITMAPINFOHEADER with masks and colours; with an alpha mask BITMAPV4HEADER. `image_bytes`: of the bits.
Buffer write_dib_header(const DibHeader& header, DibUse use, std::uint64_t image_bytes);

// Rows of `bits`, each filled up to 4 bytes with zeros; run-length codes are decoded and coded again. Truncated where
// rows are missing.
Result<Buffer> rebuild_dib_bits(const DibHeader& header, Bytes bits, ImageReport& report,
                                std::uint64_t* used = nullptr);

}  // namespace mugai::image
