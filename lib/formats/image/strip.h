// Pictures inside documents: JPEG, PNG and GIF are walked by their structure and written anew without metadata and
// without anything after the end marker. Pixels are not decoded (a later handler re-encodes them); what cannot be
// walked to its end is refused.
//
// In: the whole picture in memory (at most kMaxPictureBytes). Out: the stripped picture. strip(strip(x)) == strip(x).
// Catalogue: IMG-001..003, IMG-007..009.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/stream/sink.h"

namespace mugai::image {

enum class PictureKind : std::uint8_t { Jpeg, Png, Gif, Other };

inline constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kMaxPixels = 100'000'000;  // width x height of one picture (IMG-001)
inline constexpr std::uint32_t kMaxFrames = 500;          // of an animation

// "image/png", and the usual file extension "png". Kind Other has neither: both are empty.
std::string_view mime_type(PictureKind kind) noexcept;
std::string_view extension(PictureKind kind) noexcept;

// By the first bytes alone (12 are enough).
PictureKind sniff(Bytes head) noexcept;

// One kind of thing that was left out.
struct Removal {
  std::string_view id;  // catalogue ID
  std::string what;     // "APP1 segment", "tEXt chunk", "data after the end"
  std::uint32_t count = 1;
};

struct Stripped {
  PictureKind kind = PictureKind::Other;
  std::vector<Removal> removals;  // merged by (id, what), in order of first appearance
};

// Walks `picture` and writes the stripped one to `out` (not finished). Errors: Unsupported for another type,
// Malformed, Truncated, BadChecksum (PNG CRC), TooLarge (pixels), TooMany (frames, chunks).
Result<Stripped> strip(Bytes picture, Sink& out);

// A small grey box as PNG: stands where a picture could not be kept. Always the same bytes; strip() leaves it as it is.
Buffer placeholder_png();

}  // namespace mugai::image
