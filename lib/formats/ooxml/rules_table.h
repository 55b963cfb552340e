// The rows of rules.h: one element or attribute each, with the reason in the comment above its group.
#pragma once

#include <span>

#include "lib/formats/ooxml/rules.h"

namespace mugai::ooxml {

std::span<const ElementRule> element_rules() noexcept;
std::span<const AttributeRule> attribute_rules() noexcept;

}  // namespace mugai::ooxml
