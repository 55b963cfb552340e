// Finds the central directory: end record, zip64 locator and end record (APPNOTE 4.3.14 to 4.3.16).
#pragma once

#include <cstdint>

#include "lib/core/context.h"
#include "lib/formats/zip/entry.h"
#include "lib/stream/source.h"

namespace mugai::zip {

// Offsets from the start of the source.
struct EndRecords {
  std::uint64_t base = 0;  // where the archive itself begins: added to every offset stored in it
  std::uint64_t central_offset = 0;
  std::uint64_t central_size = 0;
  std::uint64_t count = 0;        // members
  std::uint64_t archive_end = 0;  // behind the archive comment
};

// Exactly one reading is accepted: the last end signature of the file counts, its directory ends where the end records
// begin, and no other end signature lies behind the start of the directory. Reports comment and trailing data.
Result<EndRecords> find_end_records(Source& source, Mode mode, Context& ctx);

}  // namespace mugai::zip
