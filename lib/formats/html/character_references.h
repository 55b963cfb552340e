// Character references (HTML standard 13.2.5.72 to 13.2.5.80 and 13.5): names and numbers → text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mugai::html {

struct NamedReference {
  std::string_view utf8;     // one or two characters; static storage; empty where no name matches
  std::size_t consumed = 0;  // bytes of the input that belong to the reference, the semicolon among them
  bool semicolon = false;    // it ended in one
};

// At most this many bytes after "&" decide which reference it is, and one more whether it is one in an attribute.
std::size_t longest_reference() noexcept;

// `after_ampersand`: ASCII letters and digits and then perhaps one ";". Gives the longest name that is a prefix.
NamedReference match_reference(std::string_view after_ampersand) noexcept;

// The character that a numeric reference stands for (13.2.5.80): U+FFFD for zero, surrogates and what is above
// U+10FFFF; the windows-1252 character for most of 0x80..0x9F.
char32_t numeric_reference(std::uint32_t number) noexcept;

// True for a name with its semicolon, as "amp;", or a legacy name without, as "amp".
inline bool is_reference_name(std::string_view name) noexcept {
  const NamedReference found = match_reference(name);
  return found.consumed == name.size() && !name.empty();
}

}  // namespace mugai::html
