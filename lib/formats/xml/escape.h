// Canonical escaping of character data (XML 1.0, 2.4 and 2.3 [10]). One form for each character, so that a rebuilt
// document stays as it is when it is rebuilt again.
#pragma once

#include <string>
#include <string_view>

namespace mugai::xml {

// `text` must be valid UTF-8 made of characters that XML 1.0 allows (is_text()); it is appended
//   in text:       & < > as &amp; &lt; &gt;, CR as &#13;
//   in attributes: also " as &quot;, tab and LF as &#9; and &#10; (else a reader would turn them into spaces)
void append_escaped_text(std::string& out, std::string_view text);
void append_escaped_attribute(std::string& out, std::string_view text);

// True where `text` is valid UTF-8 and every character may stand in an XML 1.0 document (production [2] Char).
bool is_text(std::string_view text) noexcept;

// The fixed XML declaration of every output, with its line end, as Office writes it.
inline constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";

}  // namespace mugai::xml
