// Names that are dangerous whatever the bytes are (catalogue NAM-001..016, EXT-001..010).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/core/catalogue.h"

namespace mugai::detect {

// Why a file of this name is refused: by its last extension or any earlier one (NAM-002), after the tricks have been
// undone that make it look like another (compatibility forms, dot look-alikes, invisible and bidirectional characters,
// trailing dots and spaces), and by what Windows makes of it (CLSID suffix, alternate data stream, special names).
// `untrusted_name` is UTF-8, one name without folders or a path whose last segment counts. nullopt: nothing against it.
std::optional<CatalogueId> dangerous_name(std::string_view untrusted_name);

// The last extension as a program would see it: lower case, tricks undone; empty where there is none.
std::string effective_extension(std::string_view untrusted_name);

}  // namespace mugai::detect
