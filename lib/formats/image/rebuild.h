// Pictures are taken apart and written anew: what comes out was built from values that were read and checked, never
// copied. What each kind loses and keeps is in README.md.
//
// In: one picture, whole, in memory. Out: the rebuilt picture, written to `out` (not finished).
// Lossless kinds keep every pixel, JPEG keeps every coefficient: rebuild(rebuild(x)) == rebuild(x) byte for byte.
// Limits: ImageLimits, checked before anything is decoded. No threads, no files, no environment, no global state.
// Errors: Unsupported (a kind or a process that is not rebuilt), Malformed, Truncated, BadChecksum, TooLarge (pixels,
// memory), TooMany (frames, pages, scans, chunks).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/budget.h"
#include "lib/stream/sink.h"

namespace mugai::image {

enum class ImageKind : std::uint8_t { Other, Jpeg, Png, Gif, Bmp, Tiff, Webp, Ico, Jp2, Jxl, Heif, Emf, Wmf, Svg };

inline constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{256} << 20;

struct ImageLimits {
  std::uint64_t input_bytes = kMaxPictureBytes;
  std::uint64_t pixels = 100'000'000;                     // width x height of one frame (IMG-001)
  std::uint64_t total_pixels = 1'000'000'000;             // of all frames or pages together
  std::uint32_t frames = 500;                             // frames of an animation, pages, members of an icon
  std::uint64_t memory_bytes = std::uint64_t{224} << 20;  // what a decoder may hold at once
  bool clear_low_bits = false;                            // IMG-005: the lowest bit of pixels and coefficients goes
  Budget* budget = nullptr;                               // borrowed; unpacked bytes are charged here where set
};

// One kind of thing that was left out or changed.
struct Removal {
  std::string_view id;     // catalogue ID
  std::string what;        // "APP1 segment", "tEXt chunk", "data after the end"
  bool rewritten = false;  // replaced by a safe form, rather than left out
  bool kept = false;       // noticed, and kept
  std::uint32_t count = 1;
};

class ImageReport {
 public:
  // Merged by (id, what), in order of first appearance; at most 64 different ones.
  void removed(std::string_view id, std::string what) { add({id, std::move(what)}); }
  void rewritten(std::string_view id, std::string what) { add({id, std::move(what), true}); }
  void kept(std::string_view id, std::string what) { add({id, std::move(what), false, true}); }
  [[nodiscard]] const std::vector<Removal>& list() const noexcept { return list_; }

 private:
  void add(Removal removal);
  std::vector<Removal> list_;
};

// "image/png"; the usual file extension "png"; both empty for Other.
std::string_view mime_type(ImageKind kind) noexcept;
std::string_view extension(ImageKind kind) noexcept;
// By the first bytes (48 are enough). Never Svg: that is text.
ImageKind sniff(Bytes head) noexcept;

// Rebuilds Jpeg, Png, Gif, Bmp and Ico, the kinds that documents hold; they need no library but libjpeg. Others are
// Unsupported here: Tiff, Webp, Jp2, Jxl and Heif are image/codecs', Emf and Wmf metafile's, Svg svg's.
// Returns the kind of the output.
Result<ImageKind> rebuild_image(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);

// JPEG by its coefficients. Kept: dimensions, sampling, quantisation, JFIF density, the Adobe marker with its
// transform (it says how the colours are coded: also for DCT streams of PDF, where the marker is neither added nor
// taken away), EXIF orientation alone, an ICC profile rebuilt from its values.
struct JpegOptions {
  bool orientation = true;  // keep the EXIF orientation, as an EXIF segment of our own; false for PDF
  bool profile = true;      // keep a colour profile that could be rebuilt; false for PDF, which has its own
};
Result<void> rebuild_jpeg(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report,
                          const JpegOptions& options = {});
Result<void> rebuild_png(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
Result<void> rebuild_gif(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
Result<void> rebuild_bmp(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);
Result<void> rebuild_ico(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report);

// A device-independent bitmap without file header, as metafiles hold it: `header` with its colours (BITMAPINFO, MS-WMF
// 2.2.2.9) and `bits`, read, checked and written anew. The new one follows the same form: header and colours, then
// bits.
struct Dib {
  Buffer header;
  Buffer bits;
};
Result<Dib> rebuild_dib(Bytes header, Bytes bits, const ImageLimits& limits, ImageReport& report);

// A small grey box as PNG: stands where a picture could not be kept. Always the same bytes; a fixed point.
Buffer placeholder_png();

}  // namespace mugai::image
