// Paths of parts inside a package (ECMA-376-2, 6.2 and 6.4): names without the leading slash, as ZIP items have them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mugai::ooxml {

// "word/document.xml" -> "word/_rels/document.xml.rels"; the package itself ("") -> "_rels/.rels".
std::string relationships_path(std::string_view part);
std::string_view folder_of(std::string_view part);     // "word/", with the slash; "" at the root
std::string_view file_name_of(std::string_view part);  // "document.xml"
std::string extension_of(std::string_view part);       // "xml", lower case; "" where there is none

// The part that `target` names, seen from `source`. nullopt where it leaves the package or is no path of one.
// A fragment is cut off. Percent escapes are kept as they are.
std::optional<std::string> resolve_target(std::string_view source, std::string_view target);
// The inverse: the shortest relative reference from `source` to `part`.
std::string relative_target(std::string_view source, std::string_view part);
// RFC 3986 percent decoding; nullopt where an escape is broken or stands for a slash, backslash or NUL.
std::optional<std::string> decode_percent(std::string_view text);

}  // namespace mugai::ooxml
