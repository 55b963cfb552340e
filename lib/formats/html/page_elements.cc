#include "lib/formats/html/page_elements.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/css.h"

namespace mugai::html {
namespace {

using namespace std::string_view_literals;

constexpr std::array kElements = {
    PageElement{"a", "a", Role::Inline},          PageElement{"address", "div", Role::Block},
    PageElement{"applet", "", Role::Dropped},     PageElement{"article", "div", Role::Block},
    PageElement{"aside", "div", Role::Block},     PageElement{"b", "b", Role::Inline},
    PageElement{"big", "big", Role::Inline},      PageElement{"blockquote", "blockquote", Role::Block},
    PageElement{"br", "br", Role::Break},         PageElement{"caption", "caption", Role::Caption},
    PageElement{"center", "center", Role::Block}, PageElement{"code", "code", Role::Inline},
    PageElement{"datalist", "", Role::Dropped},   PageElement{"dd", "dd", Role::Term},
    PageElement{"del", "s", Role::Inline},        PageElement{"details", "div", Role::Block},
    PageElement{"dir", "ul", Role::List},         PageElement{"div", "div", Role::Block},
    PageElement{"dl", "dl", Role::Definitions},   PageElement{"dt", "dt", Role::Term},
    PageElement{"em", "em", Role::Inline},        PageElement{"fencedframe", "", Role::Dropped},
    PageElement{"fieldset", "div", Role::Block},  PageElement{"figcaption", "div", Role::Block},
    PageElement{"figure", "div", Role::Block},    PageElement{"font", "font", Role::Inline},
    PageElement{"footer", "div", Role::Block},    PageElement{"form", "div", Role::Block},
    PageElement{"h1", "h1", Role::Heading},       PageElement{"h2", "h2", Role::Heading},
    PageElement{"h3", "h3", Role::Heading},       PageElement{"h4", "h4", Role::Heading},
    PageElement{"h5", "h5", Role::Heading},       PageElement{"h6", "h6", Role::Heading},
    PageElement{"header", "div", Role::Block},    PageElement{"hr", "hr", Role::Break},
    PageElement{"i", "i", Role::Inline},          PageElement{"iframe", "", Role::Dropped},
    PageElement{"ins", "u", Role::Inline},        PageElement{"legend", "div", Role::Block},
    PageElement{"li", "li", Role::Item},          PageElement{"listing", "pre", Role::Block},
    PageElement{"main", "div", Role::Block},      PageElement{"menu", "ul", Role::List},
    PageElement{"nav", "div", Role::Block},       PageElement{"noembed", "", Role::Dropped},
    PageElement{"noframes", "", Role::Dropped},   PageElement{"ol", "ol", Role::List},
    PageElement{"p", "p", Role::Paragraph},       PageElement{"plaintext", "pre", Role::Block},
    PageElement{"portal", "", Role::Dropped},     PageElement{"pre", "pre", Role::Block},
    PageElement{"rp", "", Role::Dropped},         PageElement{"rt", "rt", Role::Inline},
    PageElement{"ruby", "ruby", Role::Inline},    PageElement{"s", "s", Role::Inline},
    PageElement{"script", "", Role::Dropped},     PageElement{"section", "div", Role::Block},
    PageElement{"small", "small", Role::Inline},  PageElement{"span", "span", Role::Inline},
    PageElement{"strike", "s", Role::Inline},     PageElement{"strong", "strong", Role::Inline},
    PageElement{"style", "", Role::Dropped},      PageElement{"sub", "sub", Role::Inline},
    PageElement{"summary", "div", Role::Block},   PageElement{"sup", "sup", Role::Inline},
    PageElement{"table", "table", Role::Table},   PageElement{"td", "td", Role::Cell},
    PageElement{"template", "", Role::Dropped},   PageElement{"textarea", "pre", Role::Block},
    PageElement{"th", "th", Role::Cell},          PageElement{"title", "", Role::Dropped},
    PageElement{"tr", "tr", Role::Row},           PageElement{"tt", "code", Role::Inline},
    PageElement{"u", "u", Role::Inline},          PageElement{"ul", "ul", Role::List},
    PageElement{"xml", "", Role::Dropped},        PageElement{"xmp", "pre", Role::Block},
};
constexpr bool by_name(const PageElement& a, const PageElement& b) noexcept {
  return a.name < b.name;
}
static_assert(std::is_sorted(kElements.begin(), kElements.end(), by_name));
constexpr PageElement kPassing = {"", "", Role::Transparent};

enum class Value : std::uint8_t { Number, Length, Color, Align, VAlign, Families, FontSize, Marker };
struct AttributeRow {
  std::string_view elements;  // of the output, each with a space behind it
  std::string_view name;
  Value value;
};
// In the order in which they are written.
constexpr std::array kAttributes = {
    AttributeRow{"p div h1 h2 h3 h4 h5 h6 table tr td th caption hr ", "align", Value::Align},
    AttributeRow{"table tr td th body ", "bgcolor", Value::Color},
    AttributeRow{"table ", "border", Value::Number},
    AttributeRow{"table ", "cellpadding", Value::Number},
    AttributeRow{"table ", "cellspacing", Value::Number},
    AttributeRow{"font hr ", "color", Value::Color},
    AttributeRow{"td th ", "colspan", Value::Number},
    AttributeRow{"font ", "face", Value::Families},
    AttributeRow{"table td th tr ", "height", Value::Length},
    AttributeRow{"td th ", "rowspan", Value::Number},
    AttributeRow{"font ", "size", Value::FontSize},
    AttributeRow{"ol ", "start", Value::Number},
    AttributeRow{"body ", "text", Value::Color},
    AttributeRow{"ol ul ", "type", Value::Marker},
    AttributeRow{"tr td th ", "valign", Value::VAlign},
    AttributeRow{"li ", "value", Value::Number},
    AttributeRow{"table td th hr ", "width", Value::Length},
};

bool has_word(std::string_view words, std::string_view word) noexcept {
  const std::size_t at = words.find(word);
  if (at == std::string_view::npos) return false;
  const bool begins = at == 0 || words[at - 1] == ' ';
  if (begins && words.substr(at + word.size()).starts_with(' ')) return true;
  return has_word(words.substr(at + 1), word);
}

bool is_number(std::string_view value, std::size_t digits) noexcept {
  return !value.empty() && value.size() <= digits && std::all_of(value.begin(), value.end(), ascii::is_digit);
}

// The value in its canonical form; empty where it may not stay.
std::string safe_attribute(Value kind, std::string_view untrusted) {
  std::string value = ascii::lower(ascii::trim(untrusted));
  const auto keep = [&](bool good) { return good ? value : std::string(); };
  switch (kind) {
    case Value::Number:
      return keep(is_number(value, 4));
    case Value::Length:
      return keep(is_number(value.ends_with('%') ? std::string_view(value).substr(0, value.size() - 1) : value, 4));
    case Value::Color: {
      const bool word = std::all_of(value.begin(), value.end(), [](char c) { return ascii::is_alnum(c) || c == '#'; });
      return keep(word && value.size() <= 30 && parse_color(value) >= 0);
    }
    case Value::Align:
      return keep(value == "left" || value == "center" || value == "right" || value == "justify");
    case Value::VAlign:
      return keep(value == "top" || value == "middle" || value == "bottom" || value == "baseline");
    case Value::FontSize: {
      const std::string_view number =
          value.starts_with('+') || value.starts_with('-') ? std::string_view(value).substr(1) : value;
      return keep(is_number(number, 1));
    }
    case Value::Marker:
      if (untrusted == "A" || untrusted == "I") return std::string(untrusted);
      return keep(value == "1" || value == "a" || value == "i" || value == "disc" || value == "circle" ||
                  value == "square");
    case Value::Families: {
      std::string out;
      for (const char c : utf8::truncate(untrusted, 100)) {
        const bool word =
            ascii::is_alnum(c) || c == ' ' || c == ',' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
        if (word) out.push_back(c);
      }
      return std::string(ascii::trim(out));
    }
  }
  return {};
}

}  // namespace

const PageElement& find_page_element(std::string_view name) noexcept {
  const auto found = std::lower_bound(kElements.begin(), kElements.end(), PageElement{name, {}, Role::Block}, by_name);
  return found != kElements.end() && found->name == name ? *found : kPassing;
}

std::string page_attributes(const PageElement& element, std::span<const Attribute> attributes) {
  std::string out;
  for (const AttributeRow& row : kAttributes) {
    if (!has_word(row.elements, element.written)) continue;
    const auto given =
        std::find_if(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.name == row.name; });
    if (given == attributes.end()) continue;
    const std::string value = safe_attribute(row.value, given->value);
    if (value.empty()) continue;
    out.append(" ").append(row.name).append("=\"");
    append_escaped(out, value);
    out.push_back('"');
  }
  return out;
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
}

}  // namespace mugai::html
