// format=flowed (RFC 3676) back to whole paragraphs.
#pragma once

#include <string>
#include <string_view>

namespace mugai::text {

// `utf8` has LF line ends. Soft line breaks are joined (with `delsp` the joining space is dropped), space-stuffing is
// removed; quoted lines join only within one quote depth and keep "> " marks; "-- " is never joined.
std::string unflow(std::string_view utf8, bool delsp);

}  // namespace mugai::text
