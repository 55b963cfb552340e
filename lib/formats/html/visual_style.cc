#include "lib/formats/html/visual_style.h"

#include <algorithm>
#include <cstdlib>

namespace mugai::html {
namespace {

constexpr std::int32_t kPixel = 1000;
constexpr std::int32_t kSmallestFont = kPixel;         // at most one pixel: nobody can read it
constexpr std::int32_t kFaintOpacity = 50;             // of 1000
constexpr std::int32_t kOffScreen = 500 * kPixel;      // to the left or above
constexpr std::int32_t kFarOffScreen = 5000 * kPixel;  // to the right or below
constexpr std::int32_t kSameColor = 16;                // largest difference of a channel that the eye misses

bool is_like(std::int32_t a, std::int32_t b) noexcept {
  for (int shift = 0; shift <= 16; shift += 8) {
    if (std::abs(((a >> shift) & 0xFF) - ((b >> shift) & 0xFF)) > kSameColor) return false;
  }
  return true;
}

bool is_off(std::int32_t offset) noexcept {
  return offset <= -kOffScreen || offset >= kFarOffScreen;
}

// Why nothing of the element's box can be seen.
std::optional<Removal> gone_reason(const Declared& d) {
  using P = Property;
  if (!d.has_any({P::Display, P::MsoHide, P::Opacity, P::Collapsed, P::OutOfFlow, P::TextIndent, P::MarginLeft,
                  P::MarginTop, P::OverflowHidden}))
    return std::nullopt;
  if (d.get(P::Display, 1) == 0) return Removal::HiddenDisplay;
  if (d.get(P::MsoHide, 0) == 1) return Removal::HiddenMso;
  if (d.get(P::Opacity, 1000) <= kFaintOpacity) return Removal::HiddenVisibility;
  if (d.get(P::Collapsed, 0) == 1) return Removal::HiddenVisibility;
  if (d.get(P::OutOfFlow, 0) == 1) {
    for (const P side : {P::Left, P::Right, P::Top, P::Bottom}) {
      if (is_off(d.get(side, 0))) return Removal::HiddenPosition;
    }
    if (d.get(P::Clipped, 0) == 1) return Removal::HiddenOverflow;
  }
  if (is_off(d.get(P::TextIndent, 0)) || is_off(d.get(P::MarginLeft, 0)) || is_off(d.get(P::MarginTop, 0)))
    return Removal::HiddenPosition;
  if (d.get(P::OverflowHidden, 0) == 1) {
    for (const P size : {P::Width, P::Height, P::MaxWidth, P::MaxHeight}) {
      if (d.has(size) && d.get(size, 0) >= 0 && d.get(size, 0) <= kPixel) return Removal::HiddenOverflow;
    }
  }
  return std::nullopt;
}

}  // namespace

VisualStyle inherit_style(const VisualStyle& parent, const Declared& d) {
  using P = Property;
  VisualStyle style = parent;
  if (d.empty()) return style;
  if (!style.gone) style.gone = gone_reason(d);
  if (d.has(P::Visibility)) style.invisible = d.get(P::Visibility, 1) == 0;
  if (const std::int32_t size = d.get(P::FontSize, -1); size >= 0) {
    style.font_size = size;
  } else if (d.has(P::FontScale)) {
    const std::int64_t scaled = std::int64_t{parent.font_size} * std::max(0, d.get(P::FontScale, 1000)) / 1000;
    style.font_size = static_cast<std::int32_t>(std::min<std::int64_t>(scaled, 10'000 * kPixel));
  }
  style.color = d.get(P::Color, parent.color);
  if (d.get(P::Background, kTransparent) >= 0) {
    style.background = d.get(P::Background, 0);
    style.background_known = true;
  } else if (d.get(P::Background, kTransparent) == kUnknownColor) {
    style.background_known = false;
  }
  if (d.get(P::BackgroundImage, 0) == 1) style.background_known = false;
  style.white_space = static_cast<WhiteSpace>(d.get(P::WhiteSpace, static_cast<std::int32_t>(parent.white_space)));
  style.unseen.reset();
  if (style.invisible) {
    style.unseen = Removal::HiddenVisibility;
  } else if (style.font_size <= kSmallestFont) {
    style.unseen = Removal::HiddenSize;
  } else if (style.color == kTransparent ||
             (style.background_known && style.color >= 0 && is_like(style.color, style.background))) {
    style.unseen = Removal::HiddenColor;
  }
  return style;
}

}  // namespace mugai::html
