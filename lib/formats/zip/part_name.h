// Names of parts in a package (ECMA-376-2 6.2.2) as ZIP item names: without the leading slash.
#pragma once

#include <optional>
#include <string_view>

#include "lib/formats/zip/anomaly.h"

namespace mugai::zip {

// nullopt where `name` may be a part; else PartName or Piece. Folders ("word/") are accepted: they are no parts.
std::optional<Anomaly> check_part_name(std::string_view name);

}  // namespace mugai::zip
