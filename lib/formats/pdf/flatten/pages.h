// The pages of a rebuilt PDF as they are shown: their sizes, and how large their pictures become.
//
// In:     a file that this program has written (a flat page tree, nothing inherited); read by the same reader as any.
// Out:    a Page each, in order. Errors: those of the reader; Malformed without pages; TooMany.
#pragma once

#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/render.h"

namespace mugai::pdf::flatten {

struct Page {
  double width = 0;  // of the visible part, turned as it is shown, in units of the page
  double height = 0;
  double unit = 1;  // points each (UserUnit)
};

Result<std::vector<Page>> read_pages(Bytes rebuilt);

// At `dpi` pixels an inch, less where the picture would be over the limits of core/render.h; at least one pixel.
PageSize picture_size(const Page& page, std::uint32_t dpi) noexcept;

}  // namespace mugai::pdf::flatten
