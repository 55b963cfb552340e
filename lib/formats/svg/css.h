// Styles of SVG: declarations and simple rules by an allow-list of properties.
#pragma once

#include <string>
#include <string_view>

namespace mugai::svg {

// True for a value that fetches nothing: no url() but url(#name), no escape, no markup, no control characters.
bool is_safe_value(std::string_view value);

struct Styled {
  std::string text;
  bool changed = false;  // something was left out
};
// "fill:red; stroke:url(#a)": known properties with safe values, as "name:value;name:value".
Styled filter_declarations(std::string_view text);
// A style sheet: rules with simple selectors; comments, @rules and everything else is left out.
Styled filter_sheet(std::string_view text);

}  // namespace mugai::svg
