// What a picture is, by its first bytes; names of the kinds.
#include "lib/formats/image/strip.h"

namespace mugai::image {

std::string_view mime_type(PictureKind kind) noexcept {
  switch (kind) {
    case PictureKind::Jpeg:
      return "image/jpeg";
    case PictureKind::Png:
      return "image/png";
    case PictureKind::Gif:
      return "image/gif";
    case PictureKind::Other:
      break;
  }
  return {};
}

std::string_view extension(PictureKind kind) noexcept {
  switch (kind) {
    case PictureKind::Jpeg:
      return "jpeg";
    case PictureKind::Png:
      return "png";
    case PictureKind::Gif:
      return "gif";
    case PictureKind::Other:
      break;
  }
  return {};
}

PictureKind sniff(Bytes head) noexcept {
  using namespace std::string_view_literals;
  if (starts_with(head, "\xFF\xD8\xFF"sv)) return PictureKind::Jpeg;
  if (starts_with(head, "\x89PNG\r\n\x1A\n"sv)) return PictureKind::Png;
  if (starts_with(head, "GIF87a"sv) || starts_with(head, "GIF89a"sv)) return PictureKind::Gif;
  return PictureKind::Other;
}

}  // namespace mugai::image
