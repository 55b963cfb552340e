// What the properties of an item say (ISO/IEC 23008-12, 6.5): its size, how its bytes are coded, its colours, and how
// it is to be cropped, turned and mirrored.
//
// In: a container and one of its items. Out: numbers that were checked; spans into the file.
// Errors: Malformed, Truncated, Unsupported (a property that is essential and not known, transformations out of order).
#pragma once

#include <array>
#include <optional>
#include <string>

#include "lib/formats/image/heif/items.h"

namespace mugai::image::heif {

// How colours are coded (ITU-T H.273): numbers as that standard has them; 2 means "not said".
struct Coding {
  std::uint16_t primaries = 2;
  std::uint16_t transfer = 2;
  std::uint16_t matrix = 2;
  bool full_range = false;
};

// Maps a stored pixel to its place in the picture that is shown: column = xx x + xy y + x0, row = yx x + yy y + y0.
// What falls outside of width x height is cropped away.
struct Placement {
  std::int64_t xx = 1, xy = 0, x0 = 0;
  std::int64_t yx = 0, yy = 1, y0 = 0;
  std::uint32_t width = 0;
  std::uint32_t height = 0;

  void crop(std::uint32_t left, std::uint32_t top, std::uint32_t new_width, std::uint32_t new_height) noexcept;
  void turn_left() noexcept;  // by 90 degrees
  void mirror(bool left_right) noexcept;
};

struct Properties {
  std::uint32_t width = 0;  // as stored
  std::uint32_t height = 0;
  Bytes hevc;                    // hvcC: how HEVC is coded
  std::optional<Coding> coding;  // colr of the kind nclx
  Bytes profile;                 // colr of the kinds prof and rICC
  std::string auxiliary;         // what an auxiliary picture is: alpha, depth …
  Placement placement;           // width and height as shown
};

Result<Properties> read_properties(const Container& container, const Item& item);

// True for the two names of an alpha plane (ISO/IEC 23008-12, 6.4.5; MIAF).
bool is_alpha(const Properties& properties) noexcept;

}  // namespace mugai::image::heif
