#include "lib/formats/image/apart.h"

#include <array>
#include <string>

#include "lib/base/ascii.h"

namespace mugai::image {
namespace {

// Kinds that documents hold.
constexpr std::array<ImageKind, 7> kInDocuments = {ImageKind::Jpeg, ImageKind::Png,  ImageKind::Gif, ImageKind::Bmp,
                                                   ImageKind::Tiff, ImageKind::Webp, ImageKind::Ico};

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : ascii::lower(name.substr(dot + 1));
}

}  // namespace

bool is_rebuilt_apart(ImageKind kind) noexcept {
  return kind == ImageKind::Tiff || kind == ImageKind::Webp || kind == ImageKind::Jp2 || kind == ImageKind::Jxl ||
         kind == ImageKind::Heif;
}

bool extension_fits(ImageKind kind, std::string_view extension) noexcept {
  if (kind == ImageKind::Jpeg) return extension == "jpeg" || extension == "jpg" || extension == "jpe";
  if (kind == ImageKind::Tiff) return extension == "tiff" || extension == "tif";
  if (kind == ImageKind::Bmp && extension == "dib") return true;
  return extension == image::extension(kind);
}

ImageKind kind_of_extension(std::string_view extension) noexcept {
  for (const ImageKind kind : kInDocuments) {
    if (extension_fits(kind, extension)) return kind;
  }
  return ImageKind::Other;
}

Result<Apart> rebuild_apart(std::string_view name, Bytes picture, Context& context) {
  const FileClaim claim{std::string(name), {}};
  TRY_ASSIGN(NestedOutcome outcome,
             context.sanitize_child(claim, [picture](Sink& sink) { return sink.write(picture); }));
  const ImageKind kind = kind_of_extension(outcome.extension.empty() ? extension_of(name) : outcome.extension);
  if (!has_output(outcome.disposition) || outcome.output == nullptr || kind == ImageKind::Other)
    return make_error(ErrorCode::Unsupported, outcome.detail);
  return Apart{kind, std::move(outcome.output)};
}

}  // namespace mugai::image
