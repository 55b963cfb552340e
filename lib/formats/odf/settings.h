// Settings (settings.xml, office:settings): which items may stay, and what their values may be. An allow-list: what is
// not listed goes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace mugai::odf {

enum class ItemRule {
  Value,    // a number or a truth value
  Word,     // a name: letters, digits, spaces, - _ .
  Free,     // any text: lists of punctuation, names of sheets
  Layers,   // bits of layers, base64
  Zero,     // becomes 0: nothing updates itself
  Printer,  // emptied: printer and its opaque data
  Source,   // emptied: a data source, a path, an address
  Key,      // a hash that protects the marks of changes: by policy
};

// nullptr for an item that is not kept.
const ItemRule* find_item(std::string_view name) noexcept;
// Names of sets and lists of items.
bool is_known_group(std::string_view name) noexcept;
// May the value stay under this rule?
bool fits(ItemRule rule, std::string_view value) noexcept;
// Addresses of palettes as LibreOffice writes them by itself into every drawing: nothing is lost with them.
bool is_stock_palette(std::string_view value) noexcept;

}  // namespace mugai::odf
