// Names of the kinds, what a picture is by its first bytes, and what every kind shares: sizes and the report.
#include <algorithm>
#include <array>

#include "lib/formats/image/raster.h"

namespace mugai::image {
namespace {

using namespace std::string_view_literals;

struct KindRow {
  ImageKind kind;
  std::string_view mime, extension;
};
constexpr std::array<KindRow, 13> kKinds = {{{ImageKind::Jpeg, "image/jpeg", "jpeg"},
                                             {ImageKind::Png, "image/png", "png"},
                                             {ImageKind::Gif, "image/gif", "gif"},
                                             {ImageKind::Bmp, "image/bmp", "bmp"},
                                             {ImageKind::Tiff, "image/tiff", "tiff"},
                                             {ImageKind::Webp, "image/webp", "webp"},
                                             {ImageKind::Ico, "image/vnd.microsoft.icon", "ico"},
                                             {ImageKind::Jp2, "image/jp2", "jp2"},
                                             {ImageKind::Jxl, "image/jxl", "jxl"},
                                             {ImageKind::Heif, "image/heif", "heic"},
                                             {ImageKind::Emf, "image/x-emf", "emf"},
                                             {ImageKind::Wmf, "image/x-wmf", "wmf"},
                                             {ImageKind::Svg, "image/svg+xml", "svg"}}};

struct Mark {
  std::size_t offset;
  std::string_view bytes;
  ImageKind kind;
  std::string_view begin = {};  // what the file must begin with where the mark stands further in
};
// Longest and most certain first.
constexpr Mark kMarks[] = {
    {0, "\xFF\xD8\xFF"sv, ImageKind::Jpeg},    {0, "\x89PNG\r\n\x1A\n"sv, ImageKind::Png},
    {0, "GIF87a"sv, ImageKind::Gif},           {0, "GIF89a"sv, ImageKind::Gif},
    {0, "II*\0"sv, ImageKind::Tiff},           {0, "MM\0*"sv, ImageKind::Tiff},
    {0, "II+\0"sv, ImageKind::Tiff},           {0, "MM\0+"sv, ImageKind::Tiff},
    {8, "WEBP"sv, ImageKind::Webp, "RIFF"sv},  {0, "\0\0\0\x0CjP  \r\n\x87\n"sv, ImageKind::Jp2},
    {0, "\xFF\x4F\xFF\x51"sv, ImageKind::Jp2}, {0, "\0\0\0\x0CJXL \r\n\x87\n"sv, ImageKind::Jxl},
    {0, "\xFF\x0A"sv, ImageKind::Jxl},         {4, "ftyphe"sv, ImageKind::Heif},
    {4, "ftypmif1"sv, ImageKind::Heif},        {4, "ftypmif2"sv, ImageKind::Heif},
    {4, "ftypmiaf"sv, ImageKind::Heif},        {4, "ftypmsf1"sv, ImageKind::Heif},
    {4, "ftypavi"sv, ImageKind::Heif},         {40, " EMF"sv, ImageKind::Emf, "\1\0\0\0"sv},
    {0, "\xD7\xCD\xC6\x9A"sv, ImageKind::Wmf}, {0, "\1\0\x09\0\0\x03"sv, ImageKind::Wmf},
    {0, "\1\0\x09\0\0\x01"sv, ImageKind::Wmf}, {0, "\0\0\1\0"sv, ImageKind::Ico},
    {0, "\0\0\2\0"sv, ImageKind::Ico},
};

const KindRow* row_of(ImageKind kind) {
  const auto row = std::find_if(kKinds.begin(), kKinds.end(), [kind](const KindRow& r) { return r.kind == kind; });
  return row == kKinds.end() ? nullptr : &*row;
}

constexpr std::size_t kMaxRemovals = 64;  // names of chunks are the sender's choice

}  // namespace

void ImageReport::add(Removal removal) {
  const auto same = std::find_if(list_.begin(), list_.end(), [&](const Removal& r) {
    return r.id == removal.id && r.what == removal.what && r.kept == removal.kept && r.rewritten == removal.rewritten;
  });
  if (same != list_.end()) {
    ++same->count;
  } else if (list_.size() < kMaxRemovals) {
    list_.push_back(std::move(removal));
  }
}

std::string_view mime_type(ImageKind kind) noexcept {
  const KindRow* row = row_of(kind);
  return row == nullptr ? std::string_view() : row->mime;
}

std::string_view extension(ImageKind kind) noexcept {
  const KindRow* row = row_of(kind);
  return row == nullptr ? std::string_view() : row->extension;
}

ImageKind sniff(Bytes head) noexcept {
  const std::string_view text = as_text(head);
  for (const Mark& mark : kMarks) {
    const bool found =
        text.size() >= mark.offset && text.starts_with(mark.begin) && text.substr(mark.offset).starts_with(mark.bytes);
    if (found) return mark.kind;
  }
  // "BM" size(4) zero(4) offset(4) header size(4), of a header that exists
  if (starts_with(head, "BM") && head.size() >= 18 && head[15] == 0 && head[16] == 0 && head[17] == 0 &&
      (head[14] == 12 || (head[14] >= 16 && head[14] <= 124))) {
    return ImageKind::Bmp;
  }
  return ImageKind::Other;
}

Result<void> check_size(std::uint64_t width, std::uint64_t height, std::uint64_t bytes_per_pixel,
                        const ImageLimits& limits) {
  if (width == 0 || height == 0) return make_error(ErrorCode::Malformed, "a picture without area");
  if (width > limits.pixels / height) return make_error(ErrorCode::TooLarge, "a picture has too many pixels");
  if (limits.budget != nullptr) TRY(limits.budget->charge_unpacked(width * height * bytes_per_pixel));
  return ok();
}

Result<ImageKind> rebuild_image(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  const ImageKind kind = sniff(picture);
  switch (kind) {
    case ImageKind::Jpeg:
      TRY(rebuild_jpeg(picture, out, limits, report));
      return kind;
    case ImageKind::Png:
      TRY(rebuild_png(picture, out, limits, report));
      return kind;
    case ImageKind::Gif:
      TRY(rebuild_gif(picture, out, limits, report));
      return kind;
    case ImageKind::Bmp:
      TRY(rebuild_bmp(picture, out, limits, report));
      return kind;
    case ImageKind::Ico:
      TRY(rebuild_ico(picture, out, limits, report));
      return kind;
    default:
      return make_error(ErrorCode::Unsupported, "a kind of picture that is not rebuilt here");
  }
}

}  // namespace mugai::image
