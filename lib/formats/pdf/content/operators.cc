#include "lib/formats/pdf/content/operators.h"

#include <array>
#include <cstddef>

namespace mugai::pdf {

namespace {

constexpr bool kText = true;  // also in /DA

constexpr std::array<Operator, 73> kOperators = {{
    // 8.4.4 general graphics state
    {"w", "n", Effect::State},
    {"J", "i", Effect::State},
    {"j", "i", Effect::State},
    {"M", "n", Effect::State},
    {"d", "Dn", Effect::State},
    {"ri", "N", Effect::Intent},
    {"i", "n", Effect::State},
    {"gs", "N", Effect::GState},
    {"q", "", Effect::Save},
    {"Q", "", Effect::Restore},
    {"cm", "nnnnnn", Effect::Concat},
    // 8.5.2 path construction
    {"m", "nn", Effect::PathStart},
    {"l", "nn", Effect::PathGo},
    {"c", "nnnnnn", Effect::PathGo},
    {"v", "nnnn", Effect::PathGo},
    {"y", "nnnn", Effect::PathGo},
    {"h", "", Effect::PathGo},
    {"re", "nnnn", Effect::PathStart},
    // 8.5.3 path painting
    {"S", "", Effect::PathPaint},
    {"s", "", Effect::PathPaint},
    {"f", "", Effect::PathPaint},
    {"F", "", Effect::PathPaint},
    {"f*", "", Effect::PathPaint},
    {"B", "", Effect::PathPaint},
    {"B*", "", Effect::PathPaint},
    {"b", "", Effect::PathPaint},
    {"b*", "", Effect::PathPaint},
    {"n", "", Effect::PathEnd},
    // 8.5.4 clipping
    {"W", "", Effect::Clip},
    {"W*", "", Effect::Clip},
    // 9.4 text objects, positioning and showing
    {"BT", "", Effect::BeginText},
    {"ET", "", Effect::EndText},
    {"Td", "nn", Effect::TextMove},
    {"TD", "nn", Effect::TextMove},
    {"Tm", "nnnnnn", Effect::TextMove},
    {"T*", "", Effect::TextMove},
    {"Tj", "s", Effect::ShowText},
    {"TJ", "A", Effect::ShowText},
    {"'", "s", Effect::ShowText},
    {"\"", "nns", Effect::ShowText},
    // 9.3 text state
    {"Tc", "n", Effect::TextState, kText},
    {"Tw", "n", Effect::TextState, kText},
    {"Tz", "n", Effect::TextState, kText},
    {"TL", "n", Effect::TextState, kText},
    {"Tf", "Nn", Effect::SelectFont, kText},
    {"Tr", "i", Effect::RenderMode, kText},
    {"Ts", "n", Effect::TextState, kText},
    // 9.6.5 Type 3 fonts
    {"d0", "nn", Effect::GlyphWidth},
    {"d1", "nnnnnn", Effect::GlyphWidth},
    // 8.6.8 colour
    {"CS", "N", Effect::ColorSpace},
    {"cs", "N", Effect::ColorSpace},
    {"SC", "c", Effect::Color},
    {"SCN", "p", Effect::ColorPattern},
    {"sc", "c", Effect::Color},
    {"scn", "p", Effect::ColorPattern},
    {"G", "n", Effect::Color, kText},
    {"g", "n", Effect::Color, kText},
    {"RG", "nnn", Effect::Color, kText},
    {"rg", "nnn", Effect::Color, kText},
    {"K", "nnnn", Effect::Color, kText},
    {"k", "nnnn", Effect::Color, kText},
    // 8.7.4.2, 8.9.7, 8.8
    {"sh", "N", Effect::Shading},
    {"BI", "", Effect::BeginImage},
    {"ID", "", Effect::StrayImage},
    {"EI", "", Effect::StrayImage},
    {"Do", "N", Effect::XObject},
    // 14.6 marked content
    {"MP", "N", Effect::MarkedPoint},
    {"DP", "NP", Effect::MarkedPoint},
    {"BMC", "N", Effect::BeginMarked},
    {"BDC", "NP", Effect::BeginMarkedProperties},
    {"EMC", "", Effect::EndMarked},
    // 7.8.2 compatibility
    {"BX", "", Effect::Compatibility},
    {"EX", "", Effect::Compatibility},
}};

constexpr std::size_t kSlots = 256;

constexpr std::size_t slot_of(std::string_view name) noexcept {
  std::uint32_t key = 0;
  for (const char c : name)
    key = key << 8 | static_cast<std::uint8_t>(c);
  return (key * 0x9E3779B1u) >> 24;
}

// Open addressing; 0xFF is empty.
constexpr std::array<std::uint8_t, kSlots> make_slots() {
  std::array<std::uint8_t, kSlots> slots{};
  for (auto& slot : slots)
    slot = 0xFF;
  for (std::size_t i = 0; i < kOperators.size(); ++i) {
    std::size_t at = slot_of(kOperators[i].name);
    while (slots[at] != 0xFF)
      at = (at + 1) % kSlots;
    slots[at] = static_cast<std::uint8_t>(i);
  }
  return slots;
}
constexpr std::array<std::uint8_t, kSlots> kSlotTable = make_slots();

}  // namespace

const Operator* find_operator(std::string_view name) noexcept {
  if (name.empty() || name.size() > 3) return nullptr;
  for (std::size_t at = slot_of(name); kSlotTable[at] != 0xFF; at = (at + 1) % kSlots) {
    const Operator& row = kOperators[kSlotTable[at]];
    if (row.name == name) return &row;
  }
  return nullptr;
}

}  // namespace mugai::pdf
