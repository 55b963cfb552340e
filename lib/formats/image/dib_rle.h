// Inside of bitmaps: run-length codes of 8 and 4 bits a pixel (Windows GDI "Bitmap Compression").
#pragma once

#include "lib/formats/image/dib.h"

namespace mugai::image {

struct RleRows {
  std::vector<std::int16_t> pixels;  // rows bottom up; -1 where the codes skip a pixel
  bool clean = true;                 // ended with its end code, inside of the picture
  std::uint64_t used = 0;            // bytes of the input
};
// Error Truncated where the codes end before any row is complete.
Result<RleRows> rle_decode(const DibHeader& header, Bytes codes);
Buffer rle_encode(const DibHeader& header, const RleRows& rows);

}  // namespace mugai::image
