// libzip as an independent second reader of the same archive: where it sees something else, the file is ambiguous.
#pragma once

#include <string>
#include <vector>

#include "lib/formats/zip/entry.h"
#include "lib/stream/source.h"

namespace mugai::zip {

// Opens the archive with consistency checks and compares number, names, sizes, CRCs and methods with `entries`. Empty
// where they agree, else what differs, in English. `source` is the archive alone, without data around it.
std::string disagreement(Source& source, const std::vector<Entry>& entries);

}  // namespace mugai::zip
