// Reads and checks the whole directory of an archive: central headers, local headers, data descriptors, and that they
// cover the file without overlap (catalogue OOXML-001..004, 026..034, ARC-001).
#pragma once

#include <vector>

#include "lib/core/context.h"
#include "lib/formats/zip/end_records.h"
#include "lib/formats/zip/entry.h"
#include "lib/formats/zip/overlay.h"
#include "lib/stream/source.h"

namespace mugai::zip {

// Central headers of all members, in their order. Names are checked for the mode; offsets are absolute; data_offset is
// still 0. Limits: 64 MiB of directory.
Result<std::vector<Entry>> read_central_directory(Source& source, const EndRecords& records, Mode mode, Context& ctx);

// Holds every local header and data descriptor against `entries`, fills in data_offset, and accounts for every byte
// from the start of the source to the central directory. Returns what the second reader must not see (overlay.h).
Result<std::vector<Patch>> check_local_headers(Source& source, const EndRecords& records, std::vector<Entry>& entries,
                                               Mode mode, Context& ctx);

}  // namespace mugai::zip
