// Style attributes of a rebuilt page: declarations by allow-list, in canonical form (catalogue HTM-011, section 16 of
// the allow-list).
//
//   declaration = property ":" value [ "!important" ]        CSS Syntax 3; no functions but colours, no escapes, no
//   strings
#pragma once

#include <string>
#include <string_view>

namespace mugai::html {

// The allowed declarations of `untrusted_css`, "name: value; name: value"; empty where none is. Its own fixed point.
std::string safe_style(std::string_view untrusted_css);

}  // namespace mugai::html
