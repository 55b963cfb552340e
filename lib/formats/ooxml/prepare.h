// Before anything is written: pictures are examined and documents inside the document are rebuilt, because what becomes
// of them decides names, content types and relationships.
//
// Memory: rebuilt pictures are kept up to kHeldPictureBytes in all; beyond that they are rebuilt again when written.
#pragma once

#include "lib/formats/ooxml/package.h"

namespace mugai::ooxml {

inline constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{64} << 20;
inline constexpr std::uint64_t kHeldPictureBytes = std::uint64_t{16} << 20;

Result<void> prepare(Package& package, zip::Reader& reader, Context& context, Reporter& reporter);

// Writes one picture of the package to `out`.
Result<void> write_picture(const Part& part, zip::Reader& reader, Context& context, Sink& out);

}  // namespace mugai::ooxml
