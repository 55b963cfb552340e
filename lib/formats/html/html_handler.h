// Handler "html": HTML files → a text file of what can be read in them, or, by policy (web_pages = page), a page of
// harmless elements alone. "mhtml": web archives → the same of their page (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::html {

// One instance each for the process.
Handler& html_handler();
Handler& mhtml_handler();

}  // namespace mugai::html
