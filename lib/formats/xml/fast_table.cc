#include "lib/formats/xml/fast_table.h"

#include "lib/formats/xml/scan.h"

namespace mugai::xml {

namespace {

constexpr std::uint32_t kNoLength = 0xFFFF'FFFF;

// Names in the general path have no padding behind them.
NameKey padded_key(std::string_view name) noexcept {
  char bytes[16] = {};
  std::memcpy(bytes, name.data(), name.size() < 16 ? name.size() : 16);
  return read_key(bytes, name.size());
}

}  // namespace

FastTable::FastTable() {
  none_.name.length = kNoLength;
  none_.hints.fill(&none_.name);
  slots_.fill(&none_);
}

FastElement* FastTable::add_element(std::string_view name, ElementId element, TextRule text, NamespaceId ns,
                                    PrefixSlot slot) {
  if (name.size() > kMaxFastName) return nullptr;
  const NameKey key = padded_key(name);
  if (FastElement* known = find_element(key, name.data(), name.size())) {
    // Two default namespaces may know the same name: the first stays, the other takes the general path.
    return known->frame.element == element ? known : nullptr;
  }
  if (elements_.size() >= kSlots / 2) return nullptr;
  std::size_t at = hash(key, name.size()) >> 54;
  while (slots_[at] != &none_)
    at = (at + 1) % kSlots;
  FastElement& entry = elements_.emplace_back();
  entry.name = {key, 0, static_cast<std::uint32_t>(name.size()), slot, ns, true, 0, names_.emplace_back(name)};
  entry.frame.element = entry.frame.text_owner = element;
  entry.frame.text = text;
  entry.frame.is_emitted = true;
  const std::string end_tag = "</" + std::string(name) + ">";
  if (end_tag.size() <= ShapeEdge::kPieceBytes) entry.end_tag.set_piece(end_tag);
  entry.hints.fill(&none_.name);
  slots_[at] = &entry;
  return &entry;
}

void FastTable::add_attribute(FastElement& element, std::string_view name, NamespaceId ns, PrefixSlot slot) {
  if (name.size() > kMaxFastName || element.attributes.size() >= kMaxAttributes) return;
  const NameKey key = padded_key(name);
  if (search_attribute(element, key, name.data(), name.size()) != nullptr) return;
  element.shape_epoch = 0;
  const auto bit = static_cast<std::uint8_t>(element.attributes.size());
  element.attributes.push_back(
      {key, 0, static_cast<std::uint32_t>(name.size()), slot, ns, ns != kNoNamespace, bit, names_.emplace_back(name)});
}

FastName* FastTable::search_attribute(FastElement& element, const NameKey& key, const char* p,
                                      std::size_t size) noexcept {
  for (FastName& name : element.attributes) {
    if (name.matches(key, p, size)) return &name;
  }
  return nullptr;
}

}  // namespace mugai::xml
