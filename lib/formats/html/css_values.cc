#include "lib/formats/html/css_values.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/css.h"

namespace mugai::html {
namespace {

// CSS Syntax 4.3.7: up to six hexadecimal digits and one blank, or the character itself.
std::size_t take_escape(std::string_view after_backslash, std::string& out) {
  char32_t code = 0;
  std::size_t size = 0;
  while (size < std::min<std::size_t>(6, after_backslash.size()) && ascii::hex_value(after_backslash[size]) >= 0) {
    code = code * 16 + static_cast<char32_t>(ascii::hex_value(after_backslash[size++]));
  }
  if (size == 0) return 0;  // the character itself comes next
  if (code < 0x80) {
    out.push_back(ascii::to_lower(static_cast<char>(code)));
  } else {
    utf8::append(out, code);
  }
  return size + (size < after_backslash.size() && ascii::is_space(after_backslash[size]) ? 1 : 0);
}

}  // namespace

std::string plain_css(std::string_view css) {
  std::string out;
  out.reserve(css.size());
  while (!css.empty()) {
    if (css.starts_with("/*")) {
      const std::size_t end = css.find("*/", 2);
      css.remove_prefix(end == std::string_view::npos ? css.size() : end + 2);
      out.push_back(' ');
    } else if (css.front() == '\\') {
      css.remove_prefix(1);
      css.remove_prefix(take_escape(css, out));
    } else {
      out.push_back(ascii::to_lower(css.front()));
      css.remove_prefix(1);
    }
  }
  return out;
}

std::optional<Length> parse_length(std::string_view text) noexcept {
  struct Unit {
    std::string_view name;
    std::int64_t thousandths;  // of a pixel, or of the font size
    bool relative;
  };
  // CSS Values 4, 5.2: 96 pixels are one inch. Units of the viewport count as of one of 1,000 pixels.
  static constexpr std::array<Unit, 14> kUnits = {{{"px", 1000, false},
                                                   {"pt", 1333, false},
                                                   {"em", 1000, true},
                                                   {"%", 10, true},
                                                   {"rem", 16000, false},
                                                   {"cm", 37795, false},
                                                   {"mm", 3780, false},
                                                   {"in", 96000, false},
                                                   {"pc", 16000, false},
                                                   {"ex", 500, true},
                                                   {"ch", 500, true},
                                                   {"vw", 10000, false},
                                                   {"vh", 10000, false},
                                                   {"", 1000, false}}};
  constexpr std::int64_t kMost = 2'000'000'000;
  text = ascii::trim(text);
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t value = 0;  // thousandths of the number
  std::int64_t place = 0;  // 0 before the point; then the weight of the next digit
  std::size_t digits = 0;
  for (; !text.empty() && (ascii::is_digit(text.front()) || (text.front() == '.' && place == 0));
       text.remove_prefix(1)) {
    if (text.front() == '.') {
      place = 100;
      continue;
    }
    ++digits;
    const std::int64_t digit = text.front() - '0';
    if (place == 0 && digits < 10) {
      value = value * 10 + digit * 1000;
    } else if (place > 0) {
      value += digit * place;
      place = std::max<std::int64_t>(place / 10, place == 1 ? -1 : 0);
      if (place == 0) place = -1;
    }
  }
  if (digits == 0) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (text != unit.name) continue;
    const std::int64_t product = std::min(kMost, value * unit.thousandths / 1000);
    return Length{static_cast<std::int32_t>(negative ? -product : product), unit.relative};
  }
  return std::nullopt;
}

namespace {

struct NamedColor {
  std::string_view name;
  std::int32_t rgb;
};

// CSS Color 4, 6.1. Sorted.
constexpr NamedColor kNamedColors[] = {
    {"aliceblue", 0xF0F8FF},
    {"antiquewhite", 0xFAEBD7},
    {"aqua", 0x00FFFF},
    {"aquamarine", 0x7FFFD4},
    {"azure", 0xF0FFFF},
    {"beige", 0xF5F5DC},
    {"bisque", 0xFFE4C4},
    {"black", 0x000000},
    {"blanchedalmond", 0xFFEBCD},
    {"blue", 0x0000FF},
    {"blueviolet", 0x8A2BE2},
    {"brown", 0xA52A2A},
    {"burlywood", 0xDEB887},
    {"cadetblue", 0x5F9EA0},
    {"chartreuse", 0x7FFF00},
    {"chocolate", 0xD2691E},
    {"coral", 0xFF7F50},
    {"cornflowerblue", 0x6495ED},
    {"cornsilk", 0xFFF8DC},
    {"crimson", 0xDC143C},
    {"cyan", 0x00FFFF},
    {"darkblue", 0x00008B},
    {"darkcyan", 0x008B8B},
    {"darkgoldenrod", 0xB8860B},
    {"darkgray", 0xA9A9A9},
    {"darkgreen", 0x006400},
    {"darkgrey", 0xA9A9A9},
    {"darkkhaki", 0xBDB76B},
    {"darkmagenta", 0x8B008B},
    {"darkolivegreen", 0x556B2F},
    {"darkorange", 0xFF8C00},
    {"darkorchid", 0x9932CC},
    {"darkred", 0x8B0000},
    {"darksalmon", 0xE9967A},
    {"darkseagreen", 0x8FBC8F},
    {"darkslateblue", 0x483D8B},
    {"darkslategray", 0x2F4F4F},
    {"darkslategrey", 0x2F4F4F},
    {"darkturquoise", 0x00CED1},
    {"darkviolet", 0x9400D3},
    {"deeppink", 0xFF1493},
    {"deepskyblue", 0x00BFFF},
    {"dimgray", 0x696969},
    {"dimgrey", 0x696969},
    {"dodgerblue", 0x1E90FF},
    {"firebrick", 0xB22222},
    {"floralwhite", 0xFFFAF0},
    {"forestgreen", 0x228B22},
    {"fuchsia", 0xFF00FF},
    {"gainsboro", 0xDCDCDC},
    {"ghostwhite", 0xF8F8FF},
    {"gold", 0xFFD700},
    {"goldenrod", 0xDAA520},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"greenyellow", 0xADFF2F},
    {"grey", 0x808080},
    {"honeydew", 0xF0FFF0},
    {"hotpink", 0xFF69B4},
    {"indianred", 0xCD5C5C},
    {"indigo", 0x4B0082},
    {"ivory", 0xFFFFF0},
    {"khaki", 0xF0E68C},
    {"lavender", 0xE6E6FA},
    {"lavenderblush", 0xFFF0F5},
    {"lawngreen", 0x7CFC00},
    {"lemonchiffon", 0xFFFACD},
    {"lightblue", 0xADD8E6},
    {"lightcoral", 0xF08080},
    {"lightcyan", 0xE0FFFF},
    {"lightgoldenrodyellow", 0xFAFAD2},
    {"lightgray", 0xD3D3D3},
    {"lightgreen", 0x90EE90},
    {"lightgrey", 0xD3D3D3},
    {"lightpink", 0xFFB6C1},
    {"lightsalmon", 0xFFA07A},
    {"lightseagreen", 0x20B2AA},
    {"lightskyblue", 0x87CEFA},
    {"lightslategray", 0x778899},
    {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xB0C4DE},
    {"lightyellow", 0xFFFFE0},
    {"lime", 0x00FF00},
    {"limegreen", 0x32CD32},
    {"linen", 0xFAF0E6},
    {"magenta", 0xFF00FF},
    {"maroon", 0x800000},
    {"mediumaquamarine", 0x66CDAA},
    {"mediumblue", 0x0000CD},
    {"mediumorchid", 0xBA55D3},
    {"mediumpurple", 0x9370DB},
    {"mediumseagreen", 0x3CB371},
    {"mediumslateblue", 0x7B68EE},
    {"mediumspringgreen", 0x00FA9A},
    {"mediumturquoise", 0x48D1CC},
    {"mediumvioletred", 0xC71585},
    {"midnightblue", 0x191970},
    {"mintcream", 0xF5FFFA},
    {"mistyrose", 0xFFE4E1},
    {"moccasin", 0xFFE4B5},
    {"navajowhite", 0xFFDEAD},
    {"navy", 0x000080},
    {"oldlace", 0xFDF5E6},
    {"olive", 0x808000},
    {"olivedrab", 0x6B8E23},
    {"orange", 0xFFA500},
    {"orangered", 0xFF4500},
    {"orchid", 0xDA70D6},
    {"palegoldenrod", 0xEEE8AA},
    {"palegreen", 0x98FB98},
    {"paleturquoise", 0xAFEEEE},
    {"palevioletred", 0xDB7093},
    {"papayawhip", 0xFFEFD5},
    {"peachpuff", 0xFFDAB9},
    {"peru", 0xCD853F},
    {"pink", 0xFFC0CB},
    {"plum", 0xDDA0DD},
    {"powderblue", 0xB0E0E6},
    {"purple", 0x800080},
    {"rebeccapurple", 0x663399},
    {"red", 0xFF0000},
    {"rosybrown", 0xBC8F8F},
    {"royalblue", 0x4169E1},
    {"saddlebrown", 0x8B4513},
    {"salmon", 0xFA8072},
    {"sandybrown", 0xF4A460},
    {"seagreen", 0x2E8B57},
    {"seashell", 0xFFF5EE},
    {"sienna", 0xA0522D},
    {"silver", 0xC0C0C0},
    {"skyblue", 0x87CEEB},
    {"slateblue", 0x6A5ACD},
    {"slategray", 0x708090},
    {"slategrey", 0x708090},
    {"snow", 0xFFFAFA},
    {"springgreen", 0x00FF7F},
    {"steelblue", 0x4682B4},
    {"tan", 0xD2B48C},
    {"teal", 0x008080},
    {"thistle", 0xD8BFD8},
    {"tomato", 0xFF6347},
    {"transparent", kTransparent},
    {"turquoise", 0x40E0D0},
    {"violet", 0xEE82EE},
    {"wheat", 0xF5DEB3},
    {"white", 0xFFFFFF},
    {"whitesmoke", 0xF5F5F5},
    {"window", 0xFFFFFF},
    {"windowtext", 0x000000},
    {"yellow", 0xFFFF00},
    {"yellowgreen", 0x9ACD32},
};

// "abc", "aabbcc", with a fourth or seventh part for opacity; kUnknownColor where it is none of them.
std::int32_t parse_hex(std::string_view digits) noexcept {
  if (digits.size() != 3 && digits.size() != 4 && digits.size() != 6 && digits.size() != 8) return kUnknownColor;
  std::array<std::int32_t, 4> parts = {0, 0, 0, 255};
  const std::size_t width = digits.size() <= 4 ? 1 : 2;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = ascii::hex_value(digits[i]);
    if (value < 0) return kUnknownColor;
    std::int32_t& part = parts.at(i / width);
    if (i % width == 0) part = 0;
    part = width == 1 ? value * 17 : part * 16 + value;
  }
  if (parts[3] < 13) return kTransparent;  // less than 5 % opaque
  return (parts[0] << 16) | (parts[1] << 8) | parts[2];
}

// "rgb(1, 2, 3)", "rgba(0 0 0 / 0)", parts also as percentages.
std::int32_t parse_rgb(std::string_view text) noexcept {
  std::array<std::int32_t, 4> parts = {0, 0, 0, 255};
  std::size_t count = 0;
  while (!text.empty() && count < 4) {
    const std::size_t end = std::min(text.find_first_of(", /"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    const auto value = parse_length(word);
    if (!value) return kUnknownColor;
    const std::int32_t full = count == 3 && !value->relative ? 1000 : value->relative ? 1000 : 255'000;
    const auto scaled = static_cast<std::int32_t>(std::int64_t{value->thousandths} * 255 / full);
    parts.at(count++) = std::clamp(scaled, 0, 255);
  }
  if (count < 3) return kUnknownColor;
  if (parts[3] < 13) return kTransparent;
  return (parts[0] << 16) | (parts[1] << 8) | parts[2];
}

}  // namespace

std::int32_t parse_color(std::string_view untrusted_color) noexcept {
  const std::string_view text = ascii::trim(untrusted_color);
  if (text.empty()) return kUnknownColor;
  if (text.front() == '#') return parse_hex(text.substr(1));
  if (text.back() == ')' && (text.starts_with("rgb(") || text.starts_with("rgba("))) {
    const std::size_t open = text.find('(');
    return parse_rgb(text.substr(open + 1, text.size() - open - 2));
  }
  std::array<char, 24> buffer{};
  if (text.size() > buffer.size()) return kUnknownColor;
  std::transform(text.begin(), text.end(), buffer.begin(), ascii::to_lower);
  const std::string_view lower(buffer.data(), text.size());
  const auto found = std::lower_bound(std::begin(kNamedColors), std::end(kNamedColors), lower,
                                      [](const NamedColor& row, std::string_view name) { return row.name < name; });
  if (found != std::end(kNamedColors) && found->name == lower) return found->rgb;
  return parse_hex(text);
}

}  // namespace mugai::html
