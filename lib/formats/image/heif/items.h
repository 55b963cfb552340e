// The items of a HEIF file (ISO/IEC 23008-12): what pictures it holds, where their bytes lie, what belongs to what.
//
// In: the whole file, borrowed. Out: Container, whose spans point into it. Boxes are read by an allow-list; what else
// lies in the file is told to the report and not read.
// Limits: kMaxItems, kMaxReferences, kMaxExtents; bytes of an item never more than the file has.
// Errors: Malformed, Truncated, TooMany, Unsupported (data outside of the file, or in other items).
#pragma once

#include <vector>

#include "lib/formats/image/heif/boxes.h"
#include "lib/formats/image/rebuild.h"

namespace mugai::image::heif {

inline constexpr std::uint32_t kMaxItems = 4096;
inline constexpr std::uint32_t kMaxReferences = 65536;
inline constexpr std::uint32_t kMaxExtents = 1024;

struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
struct Association {
  std::uint32_t property = 0;  // counted from 1; 0: none
  bool essential = false;
};
struct Item {
  std::uint32_t id = 0;
  std::uint32_t type = 0;  // 'hvc1', 'av01', 'grid', 'Exif' …
  bool locked = false;     // an item protection says how it is encrypted
  bool in_idat = false;    // where its extents lie: in the box of data inside of the meta box, or in the file
  bool elsewhere = false;  // in another file or item
  std::vector<Extent> extents;
  std::vector<Association> properties;
};
// `from` is made of, or describes, `to`.
struct Reference {
  std::uint32_t type = 0;
  std::uint32_t from = 0;
  std::vector<std::uint32_t> to;
};
struct Container {
  Bytes file;
  Bytes idat;
  std::uint32_t primary = 0;
  std::vector<Item> items;
  std::vector<Reference> references;
  std::vector<Box> properties;

  [[nodiscard]] const Item* find(std::uint32_t id) const noexcept;
};

Result<Container> read_container(Bytes file, ImageReport& report);

// The bytes of an item, its extents joined.
Result<Buffer> read_item(const Container& container, const Item& item);

}  // namespace mugai::image::heif
