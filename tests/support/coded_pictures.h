// Small pictures that only a large encoder can make, as bytes, and containers of our own around them.
#pragma once

#include <string>
#include <string_view>

namespace mugai::testing {

// 16 x 16, three colours; arithmetic coding.
std::string arithmetic_jpeg();
// 16 x 16, four colours: YCCK with the Adobe marker.
std::string ycck_jpeg();
// JPEG 2000, 16 x 16, reversible; `boxes` in front of the code stream. Bare: the code stream alone.
std::string make_jp2(std::string_view boxes = {}, bool bare = false);
// JPEG XL, 16 x 16, lossless; `boxes` in front of and behind the code stream. Bare: the code stream alone.
std::string make_jxl(std::string_view boxes = {}, bool bare = false);
// A box of the ISO base media file format.
std::string make_box(std::string_view type, std::string_view body);

}  // namespace mugai::testing
