// Small HEIC and AVIF files made in memory, honest ones and ones that lie: containers of our own around pictures of
// 64 x 64 with four fields (red, green / blue, yellow) and an alpha plane whose left half is opaque.
#pragma once

#include <string>
#include <string_view>

namespace mugai::testing {

struct HeifOptions {
  bool av1 = false;
  bool deep = false;  // AV1 of 10 bits, 4:4:4
  bool grid = false;  // two columns, two rows of the picture, cut to 120 x 100
  bool alpha = false;
  int turn = 0;                       // quarters to the left
  int mirror = -1;                    // 0 top and bottom, 1 left and right
  std::string_view exif = {};         // text of an EXIF item
  std::string_view xmp = {};          // text of an item of metadata
  bool thumbnail = false;             // another picture, as a thumbnail of the first
  std::string_view depth = {};        // name of an auxiliary picture
  std::string_view unknown_box = {};  // text of a box that nobody knows, in the file and in the meta box
  bool film = false;                  // a moov box
  std::string_view tail = {};         // bytes behind the last box
  // Lies
  bool self_grid = false;   // a grid whose tiles are the grid
  bool outside = false;     // the picture's bytes lie behind the end
  bool essential = false;   // the picture has an essential property that nobody knows
  bool overlay = false;     // the primary item is an overlay
  bool wide = false;        // ispe says 60000 x 60000
  bool other_size = false;  // ispe says 128 x 128
  bool locked = false;      // the picture is said to be encrypted
};
std::string make_heif(const HeifOptions& options = {});

}  // namespace mugai::testing
