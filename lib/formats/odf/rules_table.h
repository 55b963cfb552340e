// The rows of rules.h: one element or attribute each, with the reason in the comment above its group.
#pragma once

#include <span>

#include "lib/formats/odf/rules.h"

namespace mugai::odf {

std::span<const ElementRule> element_rules() noexcept;
std::span<const AttributeRule> attribute_rules() noexcept;

}  // namespace mugai::odf
