#include "lib/formats/image/codecs/tiff_tags.h"

#include <algorithm>
#include <array>
#include <set>

namespace mugai::image {
namespace {

constexpr std::uint64_t kMaxEntries = 1000;  // of one directory; the specification knows about 150 tags

// TIFF 6.0 and its supplements: the tags that say how pixels look. Read by libtiff and written again from values.
constexpr std::array<std::uint16_t, 33> kPixelTags = {254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278,
                                                      279, 282, 283, 284, 292, 293, 296, 297, 317, 320, 322,
                                                      323, 324, 325, 332, 338, 339, 347, 529, 530, 531, 532};
struct TagName {
  std::uint16_t tag;
  std::string_view id, what;
};
constexpr std::array<TagName, 10> kNames = {{{330, "IMG-011", "pictures below a page (SubIFD)"},
                                             {700, "IMG-003", "XMP data"},
                                             {33723, "IMG-003", "IPTC data"},
                                             {34377, "IMG-003", "Photoshop data"},
                                             {34665, "IMG-003", "EXIF data"},
                                             {34853, "IMG-003", "place (GPS)"},
                                             {33550, "IMG-011", "place (GeoTIFF)"},
                                             {33922, "IMG-011", "place (GeoTIFF)"},
                                             {34735, "IMG-011", "place (GeoTIFF)"},
                                             {37724, "IMG-011", "Photoshop layers"}}};
constexpr std::uint16_t kProfileTag = 34675;  // told of by who rebuilds it

void tell(std::uint16_t tag, ImageReport& report) {
  if (tag == kProfileTag || std::find(kPixelTags.begin(), kPixelTags.end(), tag) != kPixelTags.end()) return;
  for (const TagName& name : kNames) {
    if (name.tag == tag) return report.removed(name.id, std::string(name.what));
  }
  const bool words = (tag >= 269 && tag <= 272) || tag == 285 || tag == 305 || tag == 306 || tag == 315 || tag == 316;
  report.removed(words ? "IMG-003" : "IMG-011", "tag " + std::to_string(tag));
}

class Walker {
 public:
  Walker(Bytes picture, const ImageLimits& limits, ImageReport& report)
      : picture_(picture), limits_(limits), report_(report) {}

  // header = order(2) 42(2) offset(4)  |  order(2) 43(2) 8(2) zero(2) offset(8)
  Result<std::uint32_t> run() {
    Cursor in(picture_);
    big_endian_ = starts_with(picture_, "MM");
    TRY(in.skip(2));
    TRY_ASSIGN(const std::uint64_t version, number(in, 2));
    if (version != 42 && version != 43) return make_error(ErrorCode::Malformed, "no TIFF header");
    big_ = version == 43;
    if (big_) TRY(in.skip(4));
    TRY_ASSIGN(std::uint64_t offset, number(in, big_ ? 8 : 4));
    std::uint32_t pages = 0;
    while (offset != 0) {
      if (!seen_.insert(offset).second) return make_error(ErrorCode::Malformed, "TIFF directories run in a circle");
      if (++pages > limits_.frames) return make_error(ErrorCode::TooMany, "a TIFF has too many pages");
      TRY_ASSIGN(offset, directory(offset));
    }
    if (pages == 0) return make_error(ErrorCode::Malformed, "a TIFF without page");
    return pages;
  }

 private:
  Result<std::uint64_t> number(Cursor& in, unsigned bytes) {
    TRY_ASSIGN(const Bytes raw, in.take(bytes));
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i)
      value = value << 8 | raw[big_endian_ ? i : bytes - 1 - i];
    return value;
  }

  // IFD = count { tag(2) type(2) count value } next; count 2 or 8 bytes, the others 4 or 8
  Result<std::uint64_t> directory(std::uint64_t offset) {
    if (offset > picture_.size()) return make_error(ErrorCode::Truncated, "a TIFF directory lies outside", offset);
    Cursor in(picture_.subspan(static_cast<std::size_t>(offset)), offset);
    TRY_ASSIGN(const std::uint64_t count, number(in, big_ ? 8 : 2));
    if (count > kMaxEntries) return make_error(ErrorCode::TooMany, "a TIFF directory has too many entries", offset);
    for (std::uint64_t i = 0; i < count; ++i) {
      TRY_ASSIGN(const std::uint64_t tag, number(in, 2));
      TRY(in.skip(big_ ? 18 : 10));
      tell(static_cast<std::uint16_t>(tag), report_);
    }
    if (in.at_end()) return std::uint64_t{0};  // some writers leave the last link out
    return number(in, big_ ? 8 : 4);
  }

  Bytes picture_;
  const ImageLimits& limits_;
  ImageReport& report_;
  bool big_endian_ = false;
  bool big_ = false;
  std::set<std::uint64_t> seen_;
};

}  // namespace

Result<std::uint32_t> check_tiff_directories(Bytes picture, const ImageLimits& limits, ImageReport& report) {
  return Walker(picture, limits, report).run();
}

}  // namespace mugai::image
