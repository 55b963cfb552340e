// Elements and attributes that a rebuilt page may have: the allow-list of the catalogue, section 16.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

enum class Role : std::uint8_t {
  Transparent,  // its content alone stays
  Inline,       // written around each piece of text
  Block,        // div, blockquote …: holds anything
  Paragraph,    // p: holds no block
  Heading,      // holds no heading
  List,         // ul, ol: holds items alone
  Item,         // li
  Definitions,  // dl: holds terms alone
  Term,         // dt, dd
  Table,        // holds rows alone
  Row,          // tr: holds cells alone
  Cell,         // td, th
  Caption,      // of a table, before its rows
  Break,        // br, hr: no content
  Dropped,      // it and its content go
};

struct PageElement {
  std::string_view name;     // of the input
  std::string_view written;  // in the output: "div" for a section
  Role role;
};

// By name; a row with Role::Transparent where there is none.
const PageElement& find_page_element(std::string_view name) noexcept;

// The attributes of `element` that may stay, but for style and href: " name="value"…", escaped, in a fixed order.
std::string page_attributes(const PageElement& element, std::span<const Attribute> attributes);

// In double quotes, and as text.
void append_escaped(std::string& out, std::string_view text);

}  // namespace mugai::html
