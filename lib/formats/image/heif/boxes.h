// Boxes of the ISO base media file format (ISO/IEC 14496-12, 4.2), of which HEIC and AVIF files are made.
//
// In: bytes that are untrusted and borrowed. Out: boxes one after the other, whose bodies lie inside of those bytes.
// Limits: kMaxBoxes in one row of boxes. Errors: Malformed, Truncated, TooMany.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::image::heif {

inline constexpr std::uint32_t kMaxBoxes = 8192;

// "ftyp" as a number, as boxes, items and references name their types.
constexpr std::uint32_t four(std::string_view text) noexcept {
  std::uint32_t value = 0;
  for (const char c : text)
    value = (value << 8) | static_cast<std::uint8_t>(c);
  return value;
}

struct Box {
  std::uint32_t type = 0;
  Bytes body;  // behind size and type
};

// Reads boxes in a row to the end of `bytes`.
class BoxReader {
 public:
  explicit BoxReader(Bytes bytes) : in_(bytes) {}
  // nullopt at the end.
  Result<std::optional<Box>> next();

 private:
  Cursor in_;
  std::uint32_t count_ = 0;
};

// What opens the body of a full box (4.2.2).
struct FullHead {
  std::uint8_t version = 0;
  std::uint32_t flags = 0;
};
Result<FullHead> read_full_head(Cursor& body);

// A number of 0, 4 or 8 bytes; 0 bytes are a 0.
Result<std::uint64_t> read_sized(Cursor& in, unsigned bytes);

}  // namespace mugai::image::heif
