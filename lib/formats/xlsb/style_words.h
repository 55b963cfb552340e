// Numbers of formatting properties as the words of SpreadsheetML (ECMA-376-1, 18.18). Empty where the number stands
// for the default or for nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::xlsb {

inline constexpr std::uint32_t kGradientPattern = 0x28;

template <std::size_t N>
constexpr std::string_view word_at(const std::array<std::string_view, N>& words, std::uint32_t index) noexcept {
  return index < N ? words[index] : std::string_view{};
}

constexpr std::string_view horizontal_word(std::uint32_t index) noexcept {
  return word_at<8>({"", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed"}, index);
}
constexpr std::string_view vertical_word(std::uint32_t index) noexcept {
  return word_at<5>({"top", "center", "", "justify", "distributed"}, index);
}
constexpr std::string_view underline_word(std::uint32_t index) noexcept {
  switch (index) {
    case 0x01:
      return "single";
    case 0x02:
      return "double";
    case 0x21:
      return "singleAccounting";
    case 0x22:
      return "doubleAccounting";
    default:
      return {};
  }
}
constexpr std::string_view pattern_word(std::uint32_t index) noexcept {
  const std::string_view word =
      word_at<19>({"none", "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown",
                   "darkUp", "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp",
                   "lightGrid", "lightTrellis", "gray125", "gray0625"},
                  index);
  return word.empty() ? std::string_view("none") : word;
}
constexpr std::string_view border_word(std::uint32_t index) noexcept {
  return word_at<14>({"", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot",
                      "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot"},
                     index);
}
inline std::string border_side(std::string_view name, std::uint32_t style, const std::string& color) {
  const std::string element(name);
  const std::string_view word = border_word(style);
  if (word.empty()) return "<" + element + "/>";
  return "<" + element + " style=\"" + std::string(word) + "\">" + color + "</" + element + ">";
}

}  // namespace mugai::xlsb
