// Inline images (ISO 32000-1 8.9.7): BI, key and value pairs, ID, data, EI. Read by an allow-list of keys, decoded by
// the filters' own end marks or by the size that the dictionary says, so that no "EI" within the data matters.
//
// In:     a Lexer that stands behind BI.
// Out:    the image, its data decoded (InlineImage::data borrows `data`), and the Lexer behind EI.
// Limits: ContentLimits::max_image_bytes. Filters are undone four deep at most.
#pragma once

#include <string>

#include "lib/formats/pdf/content/lexer.h"
#include "lib/formats/pdf/content/rewrite.h"

namespace mugai::pdf {

struct ReadImage {
  bool usable = false;   // `image` is whole; else the image is left out for `why`
  std::string_view why;  // our words
  InlineImage image;
  Buffer data;
  bool mended = false;     // more or less data than the dictionary says
  std::uint64_t work = 0;  // bytes decoded on the way
};

// Error where the end of the image cannot be found: what follows could be read in two ways.
Result<ReadImage> read_inline_image(Lexer& lexer, ContentResources& resources, const ContentLimits& limits);

}  // namespace mugai::pdf
