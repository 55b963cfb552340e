// The picture of a page as an image of a PDF (ISO 32000-1 8.9): grey, a palette or RGB, whatever holds all colours, in
// Flate; as JPEG where the page is a photograph or a scan and Flate would be large.
//
// In:     rows of RGB, three bytes a pixel, of exactly the size that was asked for.
// Out:    the image's dictionary and its bytes. The same pixels give the same bytes.
// Limits: those of core/render.h; memory a few times the picture's.
#pragma once

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/render.h"
#include "lib/formats/pdf/writer.h"
#include "lib/stream/source.h"

namespace mugai::pdf::flatten {

enum class Coding : std::uint8_t { Auto, Lossless };  // in the order of policy::FlattenPictures

struct Picture {
  Dict dict;
  Buffer data;
};

// `offset`: where in `pixels` the page begins. Errors: those of `pixels`, Truncated where it is too short.
Result<Picture> encode_picture(Source& pixels, std::uint64_t offset, const PageSize& size, Coding coding,
                               Deflater& deflater);

}  // namespace mugai::pdf::flatten
