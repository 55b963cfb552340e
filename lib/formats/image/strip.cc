#include "lib/formats/image/strip.h"

#include "lib/base/checked.h"
#include "lib/formats/image/walk.h"

namespace mugai::image {

Result<void> check_size(std::uint64_t width, std::uint64_t height) {
  if (width == 0 || height == 0) return make_error(ErrorCode::Malformed, "a picture without area");
  if (width > kMaxPixels / height) return make_error(ErrorCode::TooLarge, "a picture has too many pixels");
  return ok();
}

Result<Stripped> strip(Bytes picture, Sink& out) {
  if (picture.size() > kMaxPictureBytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  Stripped stripped;
  stripped.kind = sniff(picture);
  Removals removals;
  switch (stripped.kind) {
    case PictureKind::Jpeg:
      TRY(walk_jpeg(picture, out, removals));
      break;
    case PictureKind::Png:
      TRY(walk_png(picture, out, removals));
      break;
    case PictureKind::Gif:
      TRY(walk_gif(picture, out, removals));
      break;
    case PictureKind::Other:
      return make_error(ErrorCode::Unsupported, "no JPEG, PNG or GIF");
  }
  stripped.removals = removals.take();
  return stripped;
}

}  // namespace mugai::image
