#include "lib/formats/html/css.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/formats/html/css_values.h"
#include "lib/formats/html/flow.h"

namespace mugai::html {

void Declared::set(Property property, std::int32_t value, bool important) {
  const std::uint32_t bit = 1U << index(property);
  if ((important_ & bit) != 0 && !important) return;
  set_ |= bit;
  if (important) important_ |= bit;
  values_[index(property)] = value;
}

void Declared::merge(const Declared& later) {
  for (std::uint32_t left = later.set_; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(__builtin_ctz(left));
    set(static_cast<Property>(i), later.values_.at(i), (later.important_ >> i & 1) != 0);
  }
}

namespace {

constexpr bool contains(std::string_view text, std::string_view piece) noexcept {
  return text.find(piece) != std::string_view::npos;
}

// The parts of a value at blanks outside parentheses; at most eight.
std::vector<std::string_view> words_of(std::string_view value) {
  std::vector<std::string_view> words;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= value.size() && words.size() < 8; ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if ((ascii::is_space(c) && depth <= 0) || i == value.size()) {
      if (i > begin) words.push_back(value.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return words;
}

using Setter = void (*)(Declared&, std::string_view value, bool important);

template <Property P>
void set_length(Declared& d, std::string_view value, bool important) {
  const auto length = parse_length(value);
  if (!length) return;
  // A relative length is taken at 16 pixels the unit; only far and zero values matter here.
  const std::int32_t pixels =
      length->relative ? std::clamp(length->thousandths, -125'000'000, 125'000'000) * 16 : length->thousandths;
  d.set(P, pixels, important);
}

void set_display(Declared& d, std::string_view value, bool important) {
  const bool block =
      value == "block" || value == "flex" || value == "grid" || value == "list-item" || value == "flow-root";
  d.set(Property::Display, value == "none" ? 0 : value == "inline" ? 1 : block ? 2 : 3, important);
}

void set_visibility(Declared& d, std::string_view value, bool important) {
  if (value == "inherit") return;
  d.set(Property::Visibility, value == "hidden" || value == "collapse" ? 0 : 1, important);
}

void set_opacity(Declared& d, std::string_view value, bool important) {
  const auto number = parse_length(value);
  if (number) d.set(Property::Opacity, number->thousandths, important);
}

void set_font_size(Declared& d, std::string_view value, bool important) {
  const auto length = parse_length(value);
  if (length && length->relative) {
    d.set(Property::FontScale, length->thousandths, important);
    d.set(Property::FontSize, -1, important);
  } else if (length) {
    d.set(Property::FontSize, std::max(0, length->thousandths), important);
  } else if (value != "inherit") {
    d.set(Property::FontSize, 16000, important);  // "small", "large" and their like: readable
  }
}

// "font: italic 0/0 a": the size is the word before the family, with a line height behind a slash.
void set_font(Declared& d, std::string_view value, bool important) {
  for (const std::string_view word : words_of(value)) {
    const std::string_view size = word.substr(0, word.find('/'));
    const auto length = parse_length(size);
    const bool is_weight =
        length && !length->relative && length->thousandths >= 100'000 && size.back() == '0' && !contains(size, "px");
    if (length && !is_weight) return set_font_size(d, size, important);
  }
}

void set_color(Declared& d, std::string_view value, bool important) {
  if (value != "inherit" && value != "currentcolor") d.set(Property::Color, parse_color(value), important);
}

void set_background_color(Declared& d, std::string_view value, bool important) {
  if (value == "inherit") return;
  d.set(Property::Background, parse_color(value), important);
}

constexpr bool is_image(std::string_view value) noexcept {
  return contains(value, "url(") || contains(value, "gradient(") || contains(value, "image");
}

void set_background_image(Declared& d, std::string_view value, bool important) {
  d.set(Property::BackgroundImage, is_image(value) ? 1 : 0, important);
}

// Shorthand: an image anywhere in it, and the first word that is a colour.
void set_background(Declared& d, std::string_view value, bool important) {
  d.set(Property::BackgroundImage, is_image(value) ? 1 : 0, important);
  for (const std::string_view word : words_of(value)) {
    const std::int32_t color = ascii::is_digit(word.front()) ? kUnknownColor : parse_color(word);
    if (color != kUnknownColor) return d.set(Property::Background, color, important);
    if (contains(word, "var(") || contains(word, "hsl")) return d.set(Property::Background, kUnknownColor, important);
  }
}

void set_position(Declared& d, std::string_view value, bool important) {
  d.set(Property::OutOfFlow, value == "absolute" || value == "fixed" ? 1 : 0, important);
}

void set_overflow(Declared& d, std::string_view value, bool important) {
  d.set(Property::OverflowHidden, contains(value, "hidden") || contains(value, "clip") ? 1 : 0, important);
}

// clip: rect(0 0 0 0) and rect(1px, 1px, 1px, 1px) leave nothing.
void set_clip(Declared& d, std::string_view value, bool important) {
  if (!value.starts_with("rect(")) return;
  bool nothing = true;
  for (const char c : value.substr(5))
    nothing = nothing && (!ascii::is_digit(c) || c == '0' || c == '1');
  d.set(Property::Clipped,
        nothing && !contains(value, "auto") && !contains(value, "10") && !contains(value, "11") ? 1 : 0, important);
}

void set_clip_path(Declared& d, std::string_view value, bool important) {
  const bool nothing = value.starts_with("inset(50%") || value.starts_with("inset(100%") ||
                       value.starts_with("circle(0") || value.starts_with("polygon(0 0, 0 0, 0 0") ||
                       value.starts_with("polygon(0px 0px, 0px 0px, 0px 0px");
  d.set(Property::Clipped, nothing ? 1 : 0, important);
}

void set_transform(Declared& d, std::string_view value, bool important) {
  const bool nothing = value.starts_with("scale(0)") || value.starts_with("scale(0,") ||
                       value.starts_with("scale(0.0") || contains(value, "scalex(0)") || contains(value, "scaley(0)") ||
                       value.starts_with("opacity(0)") || value.starts_with("opacity(0%)") ||
                       value.starts_with("alpha(opacity=0)") || contains(value, "(-9999");
  d.set(Property::Collapsed, nothing ? 1 : 0, important);
}

void set_mso_hide(Declared& d, std::string_view value, bool important) {
  d.set(Property::MsoHide, value == "all" || value == "screen" ? 1 : 0, important);
}

void set_white_space(Declared& d, std::string_view value, bool important) {
  const WhiteSpace mode = value == "pre-line"                                   ? WhiteSpace::PreserveLines
                          : value.starts_with("pre") || value == "break-spaces" ? WhiteSpace::Preserve
                                                                                : WhiteSpace::Collapse;
  d.set(Property::WhiteSpace, static_cast<std::int32_t>(mode), important);
}

void set_list_style(Declared& d, std::string_view value, bool important) {
  d.set(Property::ListMarker, contains(value, "none") ? 0 : 1, important);
}

void set_border_top(Declared& d, std::string_view value, bool important) {
  d.set(Property::BorderTop, contains(value, "solid") && !value.starts_with("0") ? 1 : 0, important);
}

// "margin: top right bottom left" in one to four words.
void set_margin(Declared& d, std::string_view value, bool important) {
  const std::vector<std::string_view> words = words_of(value);
  if (words.empty()) return;
  set_length<Property::MarginTop>(d, words.front(), important);
  set_length<Property::MarginBottom>(d, words.size() >= 3 ? words[2] : words.front(), important);
  set_length<Property::MarginLeft>(d,
                                   words.size() == 4   ? words[3]
                                   : words.size() >= 2 ? words[1]
                                                       : words.front(),
                                   important);
}

struct PropertyRow {
  std::string_view name;
  Setter setter;
};

constexpr PropertyRow kProperties[] = {
    {"background", set_background},
    {"background-color", set_background_color},
    {"background-image", set_background_image},
    {"border-top", set_border_top},
    {"bottom", set_length<Property::Bottom>},
    {"clip", set_clip},
    {"clip-path", set_clip_path},
    {"color", set_color},
    {"display", set_display},
    {"filter", set_transform},
    {"font", set_font},
    {"font-size", set_font_size},
    {"height", set_length<Property::Height>},
    {"left", set_length<Property::Left>},
    {"list-style", set_list_style},
    {"list-style-type", set_list_style},
    {"margin", set_margin},
    {"margin-bottom", set_length<Property::MarginBottom>},
    {"margin-left", set_length<Property::MarginLeft>},
    {"margin-top", set_length<Property::MarginTop>},
    {"max-height", set_length<Property::MaxHeight>},
    {"max-width", set_length<Property::MaxWidth>},
    {"mso-hide", set_mso_hide},
    {"opacity", set_opacity},
    {"overflow", set_overflow},
    {"overflow-x", set_overflow},
    {"overflow-y", set_overflow},
    {"position", set_position},
    {"right", set_length<Property::Right>},
    {"text-indent", set_length<Property::TextIndent>},
    {"top", set_length<Property::Top>},
    {"transform", set_transform},
    {"visibility", set_visibility},
    {"white-space", set_white_space},
    {"width", set_length<Property::Width>},
};

// Counts what would fetch or run. Whatever the property: browsers differ in what they honour.
void count_dangers(std::string_view value, CssCounts& counts) {
  const std::size_t url = value.find("url(");
  if (url != std::string_view::npos) {
    std::string_view target = value.substr(url + 4);
    while (!target.empty() && (ascii::is_space(target.front()) || target.front() == '"' || target.front() == '\''))
      target.remove_prefix(1);
    if (!target.starts_with("data:") && !target.starts_with("cid:") && !target.starts_with("#")) ++counts.remote;
  }
  if (contains(value, "expression(") || contains(value, "javascript:") || contains(value, "vbscript:")) ++counts.active;
}

void add_declaration(std::string_view text, Declared& declared, CssCounts& counts) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = ascii::trim(text.substr(0, colon));
  std::string_view value = ascii::trim(text.substr(colon + 1));
  if (contains(value, "(")) count_dangers(value, counts);
  if (name == "behavior" || name == "-moz-binding") ++counts.active;
  bool important = false;
  if (const std::size_t mark = value.rfind('!');
      mark != std::string_view::npos && ascii::trim(value.substr(mark + 1)) == "important") {
    important = true;
    value = ascii::trim(value.substr(0, mark));
  }
  const auto row = std::lower_bound(std::begin(kProperties), std::end(kProperties), name,
                                    [](const PropertyRow& r, std::string_view wanted) { return r.name < wanted; });
  if (row != std::end(kProperties) && row->name == name && !value.empty()) row->setter(declared, value, important);
}

// End of a declaration or of a block: the first of `stops` outside strings and parentheses.
std::size_t find_outside(std::string_view css, std::string_view stops) noexcept {
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < css.size(); ++i) {
    const char c = css[i];
    if (quote != 0) {
      if (c == quote || c == '\n') quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      depth = std::max(0, depth - 1);
    } else if (depth == 0 && contains(stops, {&c, 1})) {
      return i;
    }
  }
  return css.size();
}

Declared parse_plain(std::string_view css, CssCounts& counts) {
  Declared declared;
  while (!css.empty()) {
    const std::size_t end = find_outside(css, ";");
    add_declaration(css.substr(0, end), declared, counts);
    css.remove_prefix(std::min(end + 1, css.size()));
  }
  return declared;
}

constexpr std::size_t kMaxRules = 4096;
constexpr std::size_t kMaxSelectorBytes = 128;
constexpr int kMaxNesting = 4;  // of @media and its like

// "all" and "screen" without a condition: what a mail program on a desk applies.
bool applies(std::string_view media) {
  return !contains(media, "(") && (contains(media, "screen") || contains(media, "all") || ascii::trim(media).empty()) &&
         !contains(media, "not ");
}

// The offset behind the "}" that ends the block at the front of `css`, which begins after its "{".
std::size_t end_of_block(std::string_view css) noexcept {
  std::size_t at = 0;
  int depth = 1;
  while (at < css.size()) {
    at += find_outside(css.substr(at), "{}");
    if (at >= css.size()) break;
    depth += css[at] == '{' ? 1 : -1;
    ++at;
    if (depth == 0) return at;
  }
  return css.size();
}

constexpr bool is_name_character(char c) noexcept {
  return ascii::is_alnum(c) || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// One element name, class or id, or a name with one of the two; or "*".
bool is_simple(std::string_view selector) noexcept {
  if (selector == "*") return true;
  std::size_t marks = 0;
  for (const char c : selector) {
    if (c == '.' || c == '#') {
      ++marks;
    } else if (!is_name_character(c)) {
      return false;
    }
  }
  return !selector.empty() && marks <= 1 && selector.size() <= kMaxSelectorBytes;
}

}  // namespace

Declared parse_declarations(std::string_view untrusted_css, CssCounts& counts) {
  return parse_plain(plain_css(untrusted_css), counts);
}

void StyleSheet::add(std::string_view untrusted_css, CssCounts& counts) {
  add_rules(plain_css(untrusted_css), counts, 0);
}

void StyleSheet::add_rules(std::string_view css, CssCounts& counts, int depth) {
  while (!css.empty()) {
    const std::size_t at = find_outside(css, "{;}");
    const std::string_view head = ascii::trim(css.substr(0, at));
    if (head.starts_with("@import")) ++counts.active;
    if (at >= css.size()) return;
    const bool opens = css[at] == '{';
    css.remove_prefix(at + 1);
    if (!opens) continue;
    const std::size_t end = end_of_block(css);
    const std::string_view block = css.substr(0, end > 0 && css[end - 1] == '}' ? end - 1 : end);
    css.remove_prefix(end);
    if (!head.starts_with("@")) {
      add_rule(head, parse_plain(block, counts));
    } else if (head.starts_with("@media") && applies(head.substr(6)) && depth < kMaxNesting) {
      add_rules(block, counts, depth + 1);
    } else {
      parse_plain(block, counts);  // for what it would fetch
    }
  }
}

void StyleSheet::add_rule(std::string_view selectors, const Declared& declared) {
  if (declared.empty()) return;
  while (selectors.starts_with("<!--") || selectors.starts_with("-->"))
    selectors = ascii::trim(selectors.substr(selectors.front() == '<' ? 4 : 3));
  while (!selectors.empty()) {
    const std::size_t end = std::min(selectors.find(','), selectors.size());
    const std::string_view selector = ascii::trim(selectors.substr(0, end));
    selectors.remove_prefix(std::min(end + 1, selectors.size()));
    if (!is_simple(selector)) continue;
    if (rules_.size() < kMaxRules || rules_.contains(selector)) rules_[std::string(selector)].merge(declared);
  }
}

void StyleSheet::apply(const std::string& key, Declared& to) const {
  const auto found = rules_.find(key);
  if (found != rules_.end()) to.merge(found->second);
}

// Weakest first (Selectors 4, 17): "*", name, class, name with class, id, name with id. Between classes of one element
// the order in the attribute decides where the sheet's should; at most sixteen classes are looked at.
Declared StyleSheet::match(std::string_view name, std::string_view classes, std::string_view id) const {
  Declared out;
  apply("*", out);
  apply(std::string(name), out);
  std::vector<std::string> keys;
  while (!classes.empty() && keys.size() < 16) {
    const std::size_t end = std::min(classes.find_first_of(" \t\n\f"), classes.size());
    if (end > 0 && end <= kMaxSelectorBytes) keys.push_back("." + ascii::lower(classes.substr(0, end)));
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  for (const std::string& key : keys)
    apply(key, out);
  for (const std::string& key : keys)
    apply(std::string(name) + key, out);
  if (!id.empty() && id.size() <= kMaxSelectorBytes) {
    const std::string key = "#" + ascii::lower(id);
    apply(key, out);
    apply(std::string(name) + key, out);
  }
  return out;
}

}  // namespace mugai::html
