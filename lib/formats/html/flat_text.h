// Text of a field in another format (a description in a calendar, an entry of a feed) that its readers show as HTML.
#pragma once

#include <string>
#include <string_view>

namespace mugai::html {

// True where the text has tags that readers act on.
bool looks_like_html(std::string_view text);
// The text that can be read in it; no "<" is left that could open a tag, so that it never looks like HTML again.
std::string flat_text(std::string_view html);

}  // namespace mugai::html
