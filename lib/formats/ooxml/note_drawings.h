// Note drawings: the VML part that shows a sheet's notes. Excel reads VML that is no XML (an open <br>, attributes
// without quotes); such a part is not repaired but written anew from the sheet's notes, one plain box a note, and goes
// where the sheet has none (DML-022).
//
// In:  the graph, before its parts are written. Out: part.bytes of the drawings that were written anew.
// Limits: kMaxDrawingBytes read; kMaxNotes boxes.
#pragma once

#include "lib/formats/ooxml/package.h"
#include "lib/formats/ooxml/reporter.h"

namespace mugai::ooxml {

inline constexpr std::uint64_t kMaxDrawingBytes = std::uint64_t{16} << 20;
inline constexpr std::size_t kMaxNotes = 20'000;

Result<void> rebuild_loose_drawings(Package& package, zip::Reader& reader, Context& context, Reporter& reporter);

}  // namespace mugai::ooxml
