// HTML → a page of harmless elements: the "page" form of HTML files (policy web_pages).
//
// In:    one HTML document as valid UTF-8.
// Out:   a whole HTML document: elements, attributes and styles by allow-list (page_elements.cc, page_style.cc), well
//        nested, no picture, script, style sheet, form, comment or foreign element; nothing that is hidden in a mail
//        program. It is its own fixed point: the page is built again from the output, and must come out the same.
// How:   blocks are written as they begin and end, after rules that no parser has to repair (a paragraph holds no
// block,
//        a table rows, a row cells …). Inline elements are written around each piece of text anew: they never overlap.
// Gaps:  pictures are left out (their alternative text stays); style sheets are not applied but for what they hide.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/policy/policy.h"

namespace mugai::html {

// `links`: keep leaves http, https, mailto and tel as links; otherwise the target stands behind the text, made inert
// (defang), or nowhere (remove). Error Ambiguous where no fixed point is reached, TooLarge.
Result<std::string> to_page(std::string_view utf8_html, policy::Links links);

}  // namespace mugai::html
