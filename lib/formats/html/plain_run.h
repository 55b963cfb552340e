// Text that needs no second look before it is shown: what nearly all text is.
#pragma once

#include <cstddef>
#include <string_view>

namespace mugai::html {

// Bytes at the front of `text`, whole characters: printable ASCII with single blanks between words, and characters of
// U+3000..U+9FFF and U+FF00..U+FF7F (full-width forms). SSE2 where there is SSE2.
std::size_t plain_run(std::string_view text) noexcept;

}  // namespace mugai::html
