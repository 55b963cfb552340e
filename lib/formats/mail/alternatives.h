// Which of a mail's alternatives (multipart/alternative) is taken for its text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mugai::mail {

struct Alternative {
  std::string_view text;  // UTF-8
  bool is_html = false;   // rendered from HTML
};

struct Choice {
  std::size_t index = 0;  // meaningful where there is an alternative
  bool differ = false;  // the plain alternative says something else than the HTML that a mail program would have shown
};

// The last HTML one that has text is what the sender's readers see. A plain one that says the same (letters and digits
// alike, addresses of links aside) is preferred for its layout. Without HTML the last one that has text.
Choice choose_alternative(const std::vector<Alternative>& all);

}  // namespace mugai::mail
