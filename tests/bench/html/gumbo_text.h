// What gumbo, an independent HTML parser, takes for the text of a document. The only place that includes its header.
#pragma once

#include <string>
#include <string_view>

// Text nodes in document order, without those of script, style, title, iframe, noembed and noframes; white space left
// out.
std::string gumbo_text(std::string_view utf8_html);

// Bytes of text in the tree: parses and walks, for timing.
std::size_t gumbo_parse(std::string_view utf8_html);
