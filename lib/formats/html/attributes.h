// The attributes that the text writer looks at, picked out of a start tag in one pass.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "lib/formats/html/removals.h"
#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

enum class Pick : std::uint8_t {
  Alt,
  Background,
  BgColor,
  Checked,
  Class,
  Color,
  ColSpan,
  Height,
  Hidden,
  Href,
  HttpEquiv,
  Id,
  Language,
  Open,
  Rel,
  Role,
  RowSpan,
  Src,
  Start,
  Style,
  Text,
  Type,
  Value,
  Width,
  None,  // not picked
};
inline constexpr std::size_t kPickCount = static_cast<std::size_t>(Pick::None);

// Views of the attributes of one tag: valid as long as these are.
class Picked {
 public:
  Picked() = default;
  explicit Picked(std::span<const Attribute> attributes) : attributes_(attributes) {}
  void set(Pick pick, std::size_t number) noexcept {
    have_ |= bit(pick);
    numbers_[static_cast<std::size_t>(pick)] = static_cast<std::uint16_t>(number);
  }
  [[nodiscard]] bool has(Pick pick) const noexcept { return (have_ & bit(pick)) != 0; }
  // Empty where there is no such attribute.
  [[nodiscard]] std::string_view operator[](Pick pick) const noexcept {
    return has(pick) ? attributes_[numbers_[static_cast<std::size_t>(pick)]].value : std::string_view();
  }
  // True where one of those is there that may say something about the looks of an element.
  [[nodiscard]] bool may_style() const noexcept { return has(Pick::Style) || may_style_but_inline(); }

  // The same without the style attribute.
  [[nodiscard]] bool may_style_but_inline() const noexcept {
    return (have_ & (bit(Pick::Background) | bit(Pick::BgColor) | bit(Pick::Color) | bit(Pick::Text))) != 0;
  }

 private:
  static constexpr std::uint32_t bit(Pick pick) noexcept { return 1U << static_cast<unsigned>(pick); }
  std::span<const Attribute> attributes_;
  std::uint32_t have_ = 0;
  std::array<std::uint16_t, kPickCount> numbers_{};
};

// Also counts what no element may have: event handlers, Office data, resources that would be fetched.
Picked pick_attributes(std::span<const Attribute> attributes, Removals& removals);

// True for a URL that would be fetched from elsewhere: http, https, ftp, "//host", file, UNC.
bool is_remote(std::string_view url) noexcept;

}  // namespace mugai::html
