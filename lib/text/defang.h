// Links in plain text made inert: mail programs turn http://, www. and other patterns in plain text into live links.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/policy/policy.h"

namespace mugai::text {

struct Defanged {
  std::string text;
  std::uint32_t count = 0;  // links changed or removed (with Links::Keep: forbidden schemes and UNC paths alone)
};

// Defang: hxxps://example[.]jp, www[.]example[.]jp, mailto[:]a@b, tel[:]…, [\\]host\share, any other scheme "x[:]";
// hosts beyond ASCII are shown in punycode. Remove: each link becomes `removed_text`. Keep: http, https, mailto, tel
// and www. stay; every other scheme and UNC paths are defanged all the same. defang(defang(x)) == defang(x).
Defanged defang(std::string_view utf8, policy::Links links, std::string_view removed_text = "[URL]");

// One URL (an href) as it is shown to a person: one line, cleaned and defanged, at most `max_bytes` bytes.
std::string show_url(std::string_view untrusted_url, policy::Links links, std::size_t max_bytes = 500);

}  // namespace mugai::text
