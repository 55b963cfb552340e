// The part of CSS that decides whether text is seen and how it is laid out: inline style, <style> with simple
// selectors, colours, lengths.
//
// In:    untrusted text of style attributes and <style> elements.
// Out:   Declared values, and counts of what would fetch or run.
// Gaps:  Only selectors of one element name, one class or one id, or a name with one of the two are applied; those
//        with combinators, pseudo-classes or attributes are not (their text stays visible). @media is applied for
//        "all" and "screen" without conditions. Variables, calc() and hsl() are unknown values, which hide nothing.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::html {

enum class Property : std::uint8_t {
  Display,          // 0 none, 1 inline, 2 block and its like, 3 others
  Visibility,       // 0 hidden or collapse, 1 visible
  Opacity,          // thousandths
  FontSize,         // thousandths of a pixel
  FontScale,        // thousandths of the parent's size
  Color,            // 0xRRGGBB, or kTransparent, kUnknownColor
  Background,       // as Color
  BackgroundImage,  // 0 none, 1 something
  TextIndent,       // thousandths of a pixel, as all below
  Left,
  Right,
  Top,
  Bottom,
  MarginLeft,
  MarginTop,
  MarginBottom,
  Width,
  Height,
  MaxWidth,
  MaxHeight,
  OutOfFlow,       // 1: position absolute or fixed
  OverflowHidden,  // 1
  Clipped,         // 1: clip or clip-path leave nothing
  Collapsed,       // 1: transform or filter leave nothing
  MsoHide,         // 1
  WhiteSpace,      // html::WhiteSpace
  ListMarker,      // 0: list-style none
  BorderTop,       // 1: a line is drawn above
};
inline constexpr std::size_t kPropertyCount = static_cast<std::size_t>(Property::BorderTop) + 1;
inline constexpr std::int32_t kTransparent = -1;
inline constexpr std::int32_t kUnknownColor = -2;

// Values set by one block of declarations.
class Declared {
 public:
  void set(Property property, std::int32_t value, bool important);
  // Values of `later`, which come after those here, win, but for what is important here and not there.
  void merge(const Declared& later);
  [[nodiscard]] bool has(Property p) const noexcept { return (set_ >> index(p) & 1) != 0; }
  [[nodiscard]] bool has_any(std::initializer_list<Property> properties) const noexcept {
    std::uint32_t wanted = 0;
    for (const Property p : properties)
      wanted |= std::uint32_t{1} << index(p);
    return (set_ & wanted) != 0;
  }
  [[nodiscard]] std::int32_t get(Property p, std::int32_t otherwise) const noexcept {
    return has(p) ? values_[index(p)] : otherwise;
  }
  [[nodiscard]] bool empty() const noexcept { return set_ == 0; }

 private:
  static constexpr std::size_t index(Property p) noexcept { return static_cast<std::size_t>(p); }
  std::uint32_t set_ = 0;
  std::uint32_t important_ = 0;
  std::array<std::int32_t, kPropertyCount> values_{};
};

// What a mail program might have fetched or run. Counts.
struct CssCounts {
  std::uint32_t remote = 0;  // url() with a host, @import
  std::uint32_t active = 0;  // expression(), behavior, -moz-binding, javascript:, @import
};

// Declarations of a style attribute or of a rule: "name: value; …".
Declared parse_declarations(std::string_view untrusted_css, CssCounts& counts);

// A colour as CSS writes it, or as HTML attributes do (a bare "ffffff" too).
std::int32_t parse_color(std::string_view untrusted_color) noexcept;

class StyleSheet {
 public:
  // Adds the rules of one <style> element, up to 4,096 in all.
  void add(std::string_view untrusted_css, CssCounts& counts);
  // What the rules say about an element, weakest first.
  [[nodiscard]] Declared match(std::string_view name, std::string_view classes, std::string_view id) const;
  [[nodiscard]] bool empty() const noexcept { return rules_.empty(); }

 private:
  void add_rules(std::string_view css, CssCounts& counts, int depth);
  void add_rule(std::string_view selectors, const Declared& declared);
  void apply(const std::string& key, Declared& to) const;
  std::map<std::string, Declared, std::less<>> rules_;  // by selector, rules of the same selector merged
};

}  // namespace mugai::html
