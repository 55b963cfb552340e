// Pictures of documents whose decoders are not in the document's program: each is rebuilt as a file of its own, in a
// process of its own, by image/codecs.
//
// In: one picture of a document, whole. Out: its rebuilt form, outside of this process's memory.
// Limits: those of the job's budget. An Error Unsupported says that the picture was refused; the findings of the nested
// job are reported by it.
#pragma once

#include <memory>
#include <string_view>

#include "lib/core/context.h"
#include "lib/formats/image/rebuild.h"
#include "lib/stream/source.h"

namespace mugai::image {

// TIFF, WebP, JPEG 2000, JPEG XL, HEIF.
bool is_rebuilt_apart(ImageKind kind) noexcept;
// By an extension in small letters, its other spellings included; Other where it is none of a kind that documents hold.
ImageKind kind_of_extension(std::string_view extension) noexcept;
// Whether a file of this kind may have that extension.
bool extension_fits(ImageKind kind, std::string_view extension) noexcept;

struct Apart {
  ImageKind kind = ImageKind::Other;
  std::unique_ptr<Source> bytes;
};
// `name`: of the file that holds it, without its path.
Result<Apart> rebuild_apart(std::string_view name, Bytes picture, Context& context);

}  // namespace mugai::image
