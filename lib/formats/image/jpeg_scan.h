// Inside of rebuild_jpeg(): the marker segments of a JPEG, before libjpeg sees any of it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/formats/image/rebuild.h"

namespace mugai::image {

// What the decoder is shown and what is written from values.
struct JpegScan {
  std::vector<Bytes> pieces;  // of the input, in order: SOI, frame, tables, scans; without application data
  bool jfif = false;
  std::optional<std::uint8_t> adobe_transform;  // of an Adobe segment: 0, 1 or 2
  int orientation = 1;
  Buffer profile;  // ICC profile, put together; as it came
  bool progressive = false;
  std::uint8_t components = 0;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

Result<JpegScan> scan_jpeg(Bytes picture, const ImageLimits& limits, ImageReport& report);

// The segments that are written by us, as bodies behind marker and length.
Buffer exif_segment(int orientation);          // APP1
Buffer adobe_segment(std::uint8_t transform);  // APP14
inline constexpr std::string_view kIccMark{"ICC_PROFILE\0", 12};
inline constexpr std::size_t kIccPieceBytes = 65519;  // of a profile in one APP2 segment

}  // namespace mugai::image
