// The attributes that the text writer looks at, picked out of a start tag in one pass.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/formats/html/removals.h"
#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

struct Picked {
  std::string_view alt, background, bgcolor, border, checked, klass, color, colspan, href, http_equiv, id, language,
      rel, role, rowspan, src, start, style, text, type, value, width, height;
  bool has_href = false, has_hidden = false, has_open = false, has_checked = false;
};

// Also counts what no element may have: event handlers, Office data, resources that would be fetched.
Picked pick_attributes(std::span<const Attribute> attributes, Removals& removals);

// True for a URL that would be fetched from elsewhere: http, https, ftp, "//host", file, UNC.
bool is_remote(std::string_view url) noexcept;

}  // namespace mugai::html
