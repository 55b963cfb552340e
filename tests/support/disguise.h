// Writes an Office document in another, equally valid way: other prefixes, the namespaces and relationship types of
// ISO/IEC 29500 strict, characters as references, UTF-16, other part names. What it says stays the same.
#pragma once

#include "lib/base/bytes.h"

namespace mugai::testing {

// `package` is a ZIP file that unzip() can read. Media and other binary parts stay as they are.
Buffer disguise(Bytes package);

}  // namespace mugai::testing
