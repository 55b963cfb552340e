// One shared filter for every URI in every format (catalogue GEN-010). An allow-list: what is not one of the harmless
// kinds is Forbidden. Pure function, no allocation that input can drive beyond a copy of the URI.
//
// Known gap: international host names are not compared with look-alikes (later: lib/text).
#pragma once

#include <string_view>

namespace mugai::uri {

enum class Kind : unsigned char {
  Http,       // http or https with a host
  Mailto,     // mailto with an address
  Tel,        // tel with digits
  Internal,   // "#fragment" (or empty): stays inside the document
  Forbidden,  // everything else: other schemes, UNC and relative paths, monikers, user-info, hidden characters
};

inline constexpr std::size_t kMaxUriBytes = 2083;  // what Office stores for a hyperlink; longer is Forbidden

// `untrusted_uri` is the value after the format's own decoding (XML or HTML attribute, field argument). Percent
// escapes, character references and white space are also looked through here: a scheme hidden by them is found.
// Spaces around it are allowed; control characters, backslashes and a trailing "!" (moniker) are not.
Kind classify(std::string_view untrusted_uri);

constexpr bool is_allowed(Kind kind) noexcept {
  return kind != Kind::Forbidden;
}

}  // namespace mugai::uri
