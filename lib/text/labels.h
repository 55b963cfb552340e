// Inside lib/text only.
#pragma once

#include <string>
#include <string_view>

namespace mugai::text {

// The label as it is compared and reported: lower-case, '_' as '-', no quotes, at most 40 printable ASCII characters.
std::string normalise_label(std::string_view untrusted_label);

}  // namespace mugai::text
