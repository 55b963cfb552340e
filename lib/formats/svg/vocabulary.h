// What may stay in an SVG document: tables for lib/formats/xml/vocabulary.h.
#pragma once

#include <string_view>

namespace mugai::svg {

extern const std::string_view kVocabulary;

}  // namespace mugai::svg
