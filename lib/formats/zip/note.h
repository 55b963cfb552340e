// The text that takes the place of a member that was refused.
#pragma once

#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/error.h"

namespace mugai::zip {

// UTF-8 with byte order mark and CRLF (Windows editors), Japanese first, then English. One constant text a kind of
// reason: no name or value from the input is in it, so that a note is known again by its bytes alone.
std::string_view note_for(ErrorCode reason) noexcept;

// True when `bytes` are exactly one of our notes: a second pass keeps it (fixed point).
bool is_note(Bytes bytes) noexcept;
inline constexpr std::size_t kMaxNoteBytes = 2048;

}  // namespace mugai::zip
