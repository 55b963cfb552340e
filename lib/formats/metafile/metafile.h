// Windows metafiles: EMF (MS-EMF) and WMF (MS-WMF). A list of drawing records is read by an allow-list and written
// anew: sizes, counts and object numbers are checked, bitmaps rebuilt, text and regions laid out again. Escapes to
// printer drivers, OpenGL, colour spaces with file names, comments and everything unknown are gone (IMG-016, IMG-017).
//
// In: one metafile, whole. Out: the rebuilt one. rebuild(rebuild(x)) == rebuild(x).
// Errors: Malformed, Truncated, TooLarge; Unsupported for EMF that draws by EMF+ records alone.
#pragma once

#include "lib/formats/image/rebuild.h"

namespace mugai::metafile {

Result<void> rebuild_emf(Bytes picture, Sink& out, const image::ImageLimits& limits, image::ImageReport& report);
Result<void> rebuild_wmf(Bytes picture, Sink& out, const image::ImageLimits& limits, image::ImageReport& report);

// Either, by its first bytes; also packed by gzip (.emz, .wmz), which comes out unpacked. Returns Emf or Wmf;
// Unsupported for anything else.
Result<image::ImageKind> rebuild_metafile(Bytes picture, Sink& out, const image::ImageLimits& limits,
                                          image::ImageReport& report);
// True for what rebuild_metafile() takes.
bool is_metafile(Bytes head) noexcept;

}  // namespace mugai::metafile
