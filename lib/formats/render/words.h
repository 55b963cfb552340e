// Words: the text of drawn pages with its places, as one process tells it to another. What it looks like (all numbers
// little endian, places in 64ths of a pixel, the origin at the top left, y down):
//
//   document = page*                      one for each page of the order
//   page     = u32 count, run*
//   run      = i32 x, i32 y               where the first character's origin lies
//              i32 ax, i32 ay             from there to the end of the last character
//              i32 ux, i32 uy             of the height of the font, towards the top of the characters
//              u8 vertical (0 or 1), u8 bytes, text of that many bytes
//   text     = UTF-8 without controls, line ends, bidi and invisible characters, noncharacters, U+FFFD
//
// A run is a word or a part of one, or one space; its characters are spread evenly over its length.
// Who reads it trusts nothing: whatever breaks the grammar or a limit is Error Malformed, and there is no text at all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/render.h"

namespace mugai::render {

struct Run {
  std::int32_t x = 0, y = 0;
  std::int32_t advance_x = 0, advance_y = 0;
  std::int32_t up_x = 0, up_y = 0;
  bool vertical = false;
  std::string text;
  friend bool operator==(const Run&, const Run&) = default;
};

inline constexpr double kUnitsPerPixel = 64;
inline constexpr std::size_t kMaxRunsPerPage = 60'000;
inline constexpr std::size_t kMaxRunBytes = 240;
// Of a place or a length: more than the largest page and its margins.
inline constexpr std::int32_t kMaxUnits = 64 * 4 * static_cast<std::int32_t>(kMaxPageSide);

// Whether a character may stand in a run.
bool is_word_character(char32_t code) noexcept;

// Appends one page. Runs beyond the limits are left out: false, where there were any.
bool append_page(Buffer& out, const std::vector<Run>& runs);
// Errors: Malformed, Truncated.
Result<std::vector<std::vector<Run>>> parse_words(Bytes untrusted, std::size_t pages);

}  // namespace mugai::render
