// What a rebuilt file holds, opened up for a search: of a package the names and unpacked bytes of its members, of any
// other file its bytes. A format that packs its content otherwise adds its way here.
#pragma once

#include <string>

#include "lib/base/bytes.h"

namespace mugai::testing {

std::string exposed(Bytes output);

}  // namespace mugai::testing
