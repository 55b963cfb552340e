// Names and characters of XML 1.0 (fifth edition) and Namespaces in XML 1.0: the productions that everything else
// stands on.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mugai::xml {

// [2] Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
constexpr bool is_char(char32_t c) noexcept {
  return c >= 0x20 ? c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF)
                   : c == 0x9 || c == 0xA || c == 0xD;
}
// [3] S ::= (#x20 | #x9 | #xD | #xA)+
constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// [4] NCName ::= Name - (Char* ':' Char*)   (Namespaces), Name: XML 1.0 [4], [4a], [5]. Ill-formed UTF-8 is no name.
bool is_ncname(std::string_view text) noexcept;

struct QName {
  std::string_view prefix;  // empty for none
  std::string_view local;
};
// [7] QName ::= PrefixedName | UnprefixedName. nullopt where `text` is none.
std::optional<QName> split_qname(std::string_view text) noexcept;

}  // namespace mugai::xml
