#include "lib/formats/html/elements.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "lib/formats/html/states.h"

namespace mugai::html {
namespace {

constexpr std::uint32_t kPlainBlock = kBlock | kClosesP | kSpecial;
constexpr std::uint32_t kMarginBlock = kPlainBlock | kMargin;
constexpr std::uint32_t kCell = kScope | kSpecial;

// The rendering section of the standard (15.3) says what is a block and what is hidden, 13.2.4.2 what is special.
constexpr Element kRows[] = {
    {"a", Tag::A, kFormatting},
    {"abbr", Tag::Span, 0},
    {"address", Tag::Section, kPlainBlock},
    {"applet", Tag::Applet, kScope | kSpecial | kFrame},
    {"area", Tag::Area, kVoid | kHidden},
    {"article", Tag::Section, kPlainBlock},
    {"aside", Tag::Section, kPlainBlock},
    {"audio", Tag::Audio, kFrame},
    {"b", Tag::Span, kFormatting},
    {"base", Tag::Base, kVoid},
    {"basefont", Tag::Unknown, kVoid},
    {"bgsound", Tag::Embed, kVoid | kFrame},
    {"big", Tag::Span, kFormatting},
    {"blockquote", Tag::Blockquote, kMarginBlock},
    {"body", Tag::Body, kSpecial},
    {"br", Tag::Br, kVoid},
    {"button", Tag::Button, kScope | kSpecial},
    {"canvas", Tag::Canvas, 0},
    {"caption", Tag::Caption, kBlock | kCell},
    {"center", Tag::Center, kPlainBlock},
    {"code", Tag::Span, kFormatting},
    {"col", Tag::Col, kVoid},
    {"colgroup", Tag::Col, 0},
    {"datalist", Tag::Unknown, kHidden},
    {"dd", Tag::Dd, kPlainBlock},
    {"del", Tag::Del, 0},
    {"details", Tag::Details, kPlainBlock},
    {"dialog", Tag::Dialog, kPlainBlock},
    {"dir", Tag::Ul, kPlainBlock},
    {"div", Tag::Div, kPlainBlock},
    {"dl", Tag::Dl, kMarginBlock},
    {"dt", Tag::Dt, kPlainBlock},
    {"em", Tag::Span, kFormatting},
    {"embed", Tag::Embed, kVoid | kFrame},
    {"fencedframe", Tag::Iframe, kHidden | kFrame},
    {"fieldset", Tag::Fieldset, kPlainBlock},
    {"figcaption", Tag::Section, kPlainBlock},
    {"figure", Tag::Section, kMarginBlock},
    {"font", Tag::Font, kFormatting},
    {"footer", Tag::Section, kPlainBlock},
    {"form", Tag::Form, kPlainBlock},
    {"frame", Tag::Frame, kVoid | kFrame},
    {"frameset", Tag::Frameset, kSpecial | kFrame},
    {"h1", Tag::Heading, kMarginBlock},
    {"h2", Tag::Heading, kMarginBlock},
    {"h3", Tag::Heading, kMarginBlock},
    {"h4", Tag::Heading, kMarginBlock},
    {"h5", Tag::Heading, kMarginBlock},
    {"h6", Tag::Heading, kMarginBlock},
    {"head", Tag::Head, kSpecial},
    {"header", Tag::Section, kPlainBlock},
    {"hgroup", Tag::Section, kPlainBlock},
    {"hr", Tag::Hr, kVoid | kPlainBlock},
    {"html", Tag::Html, kScope | kSpecial},
    {"i", Tag::Span, kFormatting},
    {"iframe", Tag::Iframe, kHidden | kFrame},
    {"ilayer", Tag::Iframe, kFrame},
    {"image", Tag::Image, kVoid},  // 13.2.6.4.7: an error that means img
    {"img", Tag::Image, kVoid},
    {"input", Tag::Input, kVoid},
    {"ins", Tag::Span, 0},
    {"keygen", Tag::Unknown, kVoid},
    {"layer", Tag::Iframe, kFrame},
    {"legend", Tag::Section, kBlock | kSpecial},
    {"li", Tag::Li, kPlainBlock},
    {"link", Tag::Link, kVoid},
    {"listing", Tag::Listing, kMarginBlock},
    {"main", Tag::Section, kPlainBlock},
    {"map", Tag::Map, 0},
    {"marquee", Tag::Marquee, kBlock | kScope | kSpecial},
    {"math", Tag::Math, 0},
    {"menu", Tag::Ul, kPlainBlock},
    {"meta", Tag::Meta, kVoid},
    {"nav", Tag::Section, kPlainBlock},
    {"nobr", Tag::Span, kFormatting},
    {"noembed", Tag::Noembed, kHidden},
    {"noframes", Tag::Noframes, kHidden},
    {"noscript", Tag::Noscript, 0},
    {"object", Tag::Object, kScope | kSpecial | kFrame},
    {"ol", Tag::Ol, kMarginBlock},
    {"optgroup", Tag::Optgroup, kBlock},
    {"option", Tag::Option, kBlock},
    {"p", Tag::P, kMarginBlock},
    {"param", Tag::Param, kVoid},
    {"plaintext", Tag::Plaintext, kPlainBlock},
    {"portal", Tag::Iframe, kHidden | kFrame},
    {"pre", Tag::Pre, kMarginBlock},
    {"q", Tag::Q, 0},
    {"rp", Tag::Rp, kHidden},
    {"rt", Tag::Rt, 0},
    {"ruby", Tag::Ruby, kNoBlanks},
    {"s", Tag::Strike, kFormatting},
    {"script", Tag::Script, kHidden},
    {"search", Tag::Section, kPlainBlock},
    {"section", Tag::Section, kPlainBlock},
    {"select", Tag::Select, kSpecial | kNoBlanks},
    {"small", Tag::Span, kFormatting},
    {"source", Tag::Source, kVoid},
    {"span", Tag::Span, 0},
    {"strike", Tag::Strike, kFormatting},
    {"strong", Tag::Span, kFormatting},
    {"style", Tag::Style, kHidden},
    {"sub", Tag::Sub, 0},
    {"summary", Tag::Section, kPlainBlock},
    {"sup", Tag::Sup, 0},
    {"svg", Tag::Svg, 0},
    {"table", Tag::Table, kBlock | kScope | kSpecial | kNoBlanks},
    {"tbody", Tag::Tbody, kSpecial | kNoBlanks},
    {"td", Tag::Td, kCell},
    {"template", Tag::Template, kHidden | kCell},
    {"textarea", Tag::Textarea, kBlock | kSpecial},
    {"tfoot", Tag::Tfoot, kSpecial | kNoBlanks},
    {"th", Tag::Td, kCell},
    {"thead", Tag::Thead, kSpecial | kNoBlanks},
    {"title", Tag::Title, kHidden},
    {"tr", Tag::Tr, kSpecial | kNoBlanks},
    {"track", Tag::Source, kVoid},
    {"tt", Tag::Span, kFormatting},
    {"u", Tag::Span, kFormatting},
    {"ul", Tag::Ul, kMarginBlock},
    {"video", Tag::Video, kFrame},
    {"wbr", Tag::Unknown, kVoid},
    {"xml", Tag::Xml, kHidden},  // data island of Internet Explorer and Office: no mail program shows it
    {"xmp", Tag::Xmp, kMarginBlock},
};
constexpr Element kUnknownElement = {"", Tag::Unknown, kCounted};

constexpr std::uint32_t flags_of(Tag tag) noexcept {
  switch (tag) {
    case Tag::Body:
    case Tag::Head:
    case Tag::Html:
      return kPageRoot;
    case Tag::Base:
    case Tag::Form:
    case Tag::Link:
    case Tag::Meta:
    case Tag::Noembed:
    case Tag::Noframes:
    case Tag::Script:
    case Tag::Source:
    case Tag::Template:
    case Tag::Unknown:
    case Tag::Xml:
      return kCounted;
    case Tag::Listing:
    case Tag::Plaintext:
    case Tag::Xmp:
      return kCounted | kActs | kOwnStyle;
    case Tag::Math:
    case Tag::Svg:
      return kCounted | kActs;
    case Tag::Pre:
    case Tag::Textarea:
      return kActs | kOwnStyle;
    case Tag::A:
    case Tag::Dd:
    case Tag::Li:
    case Tag::Rt:
      return kActs | kEndsLike;
    case Tag::Dt:
    case Tag::Optgroup:
    case Tag::Option:
    case Tag::Rp:
      return kEndsLike;
    case Tag::Table:
    case Tag::Td:
    case Tag::Tr:
      return kActs | kTablePart;
    case Tag::Caption:
    case Tag::Col:
    case Tag::Tbody:
    case Tag::Tfoot:
    case Tag::Thead:
      return kTablePart;
    case Tag::Blockquote:
    case Tag::Button:
    case Tag::Del:
    case Tag::Heading:
    case Tag::Ol:
    case Tag::Q:
    case Tag::Strike:
    case Tag::Style:
    case Tag::Sup:
    case Tag::Ul:
      return kActs;
    case Tag::P:
      return kOwnStyle;
    default:
      return 0;
  }
}

// kRows with the flags that the tag gives.
struct Table {
  Element rows[std::size(kRows)];
};
constexpr Table make_elements() {
  Table table{};
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    table.rows[i] = kRows[i];
    table.rows[i].flags |= flags_of(kRows[i].tag) | ((kRows[i].flags & kFrame) != 0 ? kCounted : 0U);
    if (content_state(kRows[i].name) != State::Data) table.rows[i].flags |= kRawContent;
  }
  return table;
}
constexpr Table kElements = make_elements();

constexpr NameIndex<512> kIndex(kElements.rows);

}  // namespace

const Element& find_element(const Name& name) noexcept {
  const Element* found = kIndex.find(kElements.rows, name);
  return found != nullptr ? *found : kUnknownElement;
}

bool breaks_out_of_foreign(std::string_view name) noexcept {
  static constexpr std::array<std::string_view, 44> kNames = {
      "b",     "big",   "blockquote", "body",   "br",   "center", "code",  "dd", "div",  "dl",   "dt",
      "em",    "embed", "h1",         "h2",     "h3",   "h4",     "h5",    "h6", "head", "hr",   "i",
      "img",   "li",    "listing",    "menu",   "meta", "nobr",   "ol",    "p",  "pre",  "ruby", "s",
      "small", "span",  "strike",     "strong", "sub",  "sup",    "table", "tt", "u",    "ul",   "var"};
  return std::binary_search(kNames.begin(), kNames.end(), name);
}

}  // namespace mugai::html
