#include "lib/formats/xml/fast_table.h"

#include "lib/formats/xml/scan.h"

namespace mugai::xml {

namespace {

constexpr std::uint8_t kMaxBits = 64;

// Names in the general path have no padding behind them.
NameKey padded_key(std::string_view name) noexcept {
  char bytes[16] = {};
  std::memcpy(bytes, name.data(), name.size() < 16 ? name.size() : 16);
  return read_key(bytes, name.size());
}

}  // namespace

FastElement* FastTable::add_element(std::string_view name, ElementId element, TextRule text, NamespaceId ns,
                                    PrefixSlot slot) {
  if (name.size() > kMaxFastName) return nullptr;
  const NameKey key = padded_key(name);
  if (FastElement* known = find_element(key, name.data(), name.size())) {
    // Two default namespaces may know the same name: the first stays, the other takes the general path.
    return known->element == element ? known : nullptr;
  }
  if (element_count_ >= kElements / 2) return nullptr;
  std::size_t at = hash(key, 0) % kElements;
  while (elements_[at].name.length != 0) at = (at + 1) % kElements;
  ++element_count_;
  FastElement& entry = elements_[at];
  entry.name = {key, static_cast<std::uint32_t>(name.size()), 0, 0, slot, ns, true, 0, std::string(name)};
  entry.element = element;
  entry.text = text;
  entry.index = static_cast<std::uint32_t>(element_count_);
  return &entry;
}

void FastTable::add_attribute(FastElement& element, std::string_view name, NamespaceId ns, PrefixSlot slot) {
  if (name.size() > kMaxFastName) return;
  const NameKey key = padded_key(name);
  if (find_attribute(element, key, name.data(), name.size()) != nullptr) return;
  if (attribute_count_ >= kAttributes / 2 || element.attribute_bits >= kMaxBits) return;
  std::size_t at = hash(key, element.index) % kAttributes;
  while (attributes_[at].length != 0) at = (at + 1) % kAttributes;
  ++attribute_count_;
  attributes_[at] = {key,  static_cast<std::uint32_t>(name.size()), element.index, 0, slot, ns, ns != kNoNamespace,
                     element.attribute_bits++, std::string(name)};
}

}  // namespace mugai::xml
