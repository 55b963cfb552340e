// A second format in the same bytes (catalogue GEN-002): what another program, which looks elsewhere than at the start,
// would take the file for. The type of a file is decided by detect.h; this says whether somebody may decide otherwise.
#pragma once

#include <string_view>

#include "lib/base/result.h"
#include "lib/stream/source.h"

namespace mugai::detect {

// The other format's name ("zip", "pdf", "script", …) where a file of `type` is one too; empty where it is not. Asks
// only what has a reader of its own at that place: marks alone, in data that such a reader would not take, do not
// count. Reads at most the first MiB, the last 64 KiB, and of a ZIP file's directory its start. Error: Io.
Result<std::string_view> second_format(Source& source, std::string_view type);

}  // namespace mugai::detect
