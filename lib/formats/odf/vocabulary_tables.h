// The text tables of vocabulary/*.txt, compiled in by CMake (see vocabulary.cmake), in the order in which they are
// read.
#pragma once

#include <span>
#include <string_view>

namespace mugai::odf {

std::span<const std::string_view> vocabulary_tables() noexcept;

}  // namespace mugai::odf
