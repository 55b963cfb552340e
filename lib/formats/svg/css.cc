// CSS 2.1, appendix G, as far as drawings need it: sheet = { selectors "{" declarations "}" };
// declarations = [ property ":" value { ";" property ":" value } ].
#include "lib/formats/svg/css.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::svg {
namespace {

constexpr std::array<std::string_view, 70> kProperties = {"alignment-baseline",
                                                          "baseline-shift",
                                                          "clip",
                                                          "clip-path",
                                                          "clip-rule",
                                                          "color",
                                                          "color-interpolation",
                                                          "color-interpolation-filters",
                                                          "color-rendering",
                                                          "direction",
                                                          "display",
                                                          "dominant-baseline",
                                                          "enable-background",
                                                          "fill",
                                                          "fill-opacity",
                                                          "fill-rule",
                                                          "filter",
                                                          "flood-color",
                                                          "flood-opacity",
                                                          "font",
                                                          "font-family",
                                                          "font-size",
                                                          "font-size-adjust",
                                                          "font-stretch",
                                                          "font-style",
                                                          "font-variant",
                                                          "font-weight",
                                                          "glyph-orientation-horizontal",
                                                          "glyph-orientation-vertical",
                                                          "image-rendering",
                                                          "isolation",
                                                          "kerning",
                                                          "letter-spacing",
                                                          "lighting-color",
                                                          "line-height",
                                                          "marker",
                                                          "marker-end",
                                                          "marker-mid",
                                                          "marker-start",
                                                          "mask",
                                                          "mask-type",
                                                          "mix-blend-mode",
                                                          "opacity",
                                                          "overflow",
                                                          "paint-order",
                                                          "shape-rendering",
                                                          "stop-color",
                                                          "stop-opacity",
                                                          "stroke",
                                                          "stroke-dasharray",
                                                          "stroke-dashoffset",
                                                          "stroke-linecap",
                                                          "stroke-linejoin",
                                                          "stroke-miterlimit",
                                                          "stroke-opacity",
                                                          "stroke-width",
                                                          "text-align",
                                                          "text-anchor",
                                                          "text-decoration",
                                                          "text-indent",
                                                          "text-rendering",
                                                          "text-transform",
                                                          "transform",
                                                          "transform-origin",
                                                          "unicode-bidi",
                                                          "vector-effect",
                                                          "visibility",
                                                          "white-space",
                                                          "word-spacing",
                                                          "writing-mode"};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alpha(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

// Without comments; an open one swallows the rest.
std::string without_comments(std::string_view text, bool& changed) {
  std::string out;
  for (;;) {
    const std::size_t start = text.find("/*");
    out += text.substr(0, start);
    if (start == std::string_view::npos) return out;
    changed = true;
    const std::size_t end = text.find("*/", start + 2);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 2);
  }
}

bool is_selector(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alpha(c) || (c >= '0' && c <= '9') || is_space(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view(".#,*>+~:-_").find(c) != std::string_view::npos;
  });
}

}  // namespace

bool is_safe_value(std::string_view value) {
  for (const char c : value) {
    if (static_cast<unsigned char>(c) < 0x20 && !is_space(c)) return false;
    if (c == '\\' || c == '<' || c == '>' || c == '{' || c == '}' || c == '@' || c == ';') return false;
  }
  const std::string lower = ascii::lower(value);
  for (const std::string_view word :
       {"expression", "javascript:", "image(", "image-set(", "src(", "element(", "-moz-"}) {
    if (lower.find(word) != std::string::npos) return false;
  }
  for (std::size_t at = lower.find("url"); at != std::string::npos; at = lower.find("url", at + 3)) {
    std::string_view rest = std::string_view(lower).substr(at + 3);
    rest = trim(rest);
    if (rest.empty() || rest.front() != '(') continue;  // a word that has these letters in it
    rest = trim(rest.substr(1));
    const std::size_t end = rest.find(')');
    if (end == std::string_view::npos) return false;
    std::string_view target = trim(rest.substr(0, end));
    if (target.size() >= 2 && (target.front() == '"' || target.front() == '\'') && target.back() == target.front()) {
      target = target.substr(1, target.size() - 2);
    }
    if (target.size() < 2 || target.front() != '#' || !is_name(target.substr(1))) return false;
  }
  return true;
}

Styled filter_declarations(std::string_view text) {
  Styled styled;
  const std::string plain = without_comments(text, styled.changed);
  std::string_view rest = plain;
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view one = trim(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (one.empty()) continue;
    const std::size_t colon = one.find(':');
    const std::string property = ascii::lower(trim(one.substr(0, colon)));
    const std::string_view value = colon == std::string_view::npos ? std::string_view() : trim(one.substr(colon + 1));
    const bool known = std::find(kProperties.begin(), kProperties.end(), property) != kProperties.end();
    if (!known || value.empty() || !is_safe_value(value)) {
      // What editors add for themselves means nothing to a drawing.
      styled.changed = true;
      continue;
    }
    if (!styled.text.empty()) styled.text += ';';
    styled.text += property;
    styled.text += ':';
    styled.text += value;
  }
  return styled;
}

Styled filter_sheet(std::string_view text) {
  Styled styled;
  const std::string plain = without_comments(text, styled.changed);
  std::string_view rest = plain;
  for (;;) {
    const std::size_t open = rest.find('{');
    if (open == std::string_view::npos) {
      styled.changed = styled.changed || !trim(rest).empty();
      return styled;
    }
    std::string_view selector = trim(rest.substr(0, open));
    const std::size_t close = rest.find('}', open);
    if (close == std::string_view::npos) {
      styled.changed = true;
      return styled;
    }
    const std::string_view body = rest.substr(open + 1, close - open - 1);
    rest.remove_prefix(close + 1);
    while (selector.starts_with('@') && selector.find(';') != std::string_view::npos) {  // @import, @charset
      selector = trim(selector.substr(selector.find(';') + 1));
      styled.changed = true;
    }
    if (!is_selector(selector) || body.find('{') != std::string_view::npos) {
      styled.changed = true;
      continue;
    }
    const Styled inner = filter_declarations(body);
    styled.changed = styled.changed || inner.changed;
    if (inner.text.empty()) continue;
    styled.text += selector;
    styled.text += '{';
    styled.text += inner.text;
    styled.text += '}';
  }
}

}  // namespace mugai::svg
