// The elements that the text writer knows, and how each one behaves. One table (elements.cc); an element that is not in
// it is inline and shows its content.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/formats/html/names.h"

namespace mugai::html {

enum class Tag : std::uint8_t {
  Unknown,
  A,
  Applet,
  Area,
  Audio,
  Base,
  Blockquote,
  Body,
  Br,
  Button,
  Canvas,
  Caption,
  Center,
  Col,
  Dd,
  Del,
  Details,
  Dialog,
  Div,
  Dl,
  Dt,
  Embed,
  Fieldset,
  Font,
  Form,
  Frame,
  Frameset,
  Head,
  Heading,
  Hr,
  Html,
  Iframe,
  Image,
  Input,
  Li,
  Link,
  Listing,
  Map,
  Marquee,
  Math,
  Meta,
  Noembed,
  Noframes,
  Noscript,
  Object,
  Ol,
  Optgroup,
  Option,
  P,
  Param,
  Plaintext,
  Pre,
  Q,
  Rp,
  Rt,
  Ruby,
  Script,
  Section,
  Select,
  Source,
  Span,
  Strike,
  Style,
  Sub,
  Sup,
  Svg,
  Table,
  Tbody,
  Td,
  Template,
  Textarea,
  Tfoot,
  Thead,
  Title,
  Tr,
  Ul,
  Video,
  Xml,
  Xmp,
  Foreign,
};
inline constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::Foreign) + 1;

enum ElementFlag : std::uint32_t {
  kVoid = 1,          // has no content and no end tag
  kBlock = 2,         // begins and ends a line
  kMargin = 4,        // and has an empty line around it
  kHidden = 8,        // shows nothing of its content
  kClosesP = 16,      // its start tag ends an open <p>
  kSpecial = 32,      // "special" of the standard: an end tag of an ordinary element does not reach beyond it
  kScope = 64,        // an end tag does not reach beyond it at all (13.2.4.2, "has an element in scope")
  kFormatting = 128,  // its end tag leaves the blocks inside it open (a, b, font …)
  kFrame = 256,       // shows or runs something from elsewhere
  // Where the text writer must look closer; set by elements.cc from the tag.
  kCounted = 512,       // the element as such is counted
  kActs = 1024,         // does something at its start or its end
  kTablePart = 2048,    // table, its rows, cells and their groups
  kEndsLike = 4096,     // ends open elements of its kind (li, option …) or, a link, an open link
  kPageRoot = 8192,     // html, head, body
  kRawContent = 16384,  // its content is in another state of the tokenizer
  kOwnStyle = 32768,    // is styled by being what it is
  kNoBlanks = 65536,    // white space in it is nothing (13.2.6.4.9 and following)
};

struct Element {
  Name name;  // empty for all that are not in the table
  Tag tag;
  std::uint32_t flags;
};

// The row for `name`; a row with Tag::Unknown and kCounted alone where there is none. Static storage.
const Element& find_element(const Name& name) noexcept;

// A start tag of one of these ends svg and math (13.2.6.5).
bool breaks_out_of_foreign(std::string_view name) noexcept;

}  // namespace mugai::html
