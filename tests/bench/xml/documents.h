// Generated documents for the XML benchmark: the same bytes for the same arguments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::bench {

// A worksheet as Excel writes it, of at least `bytes` bytes: rows of numbers, shared string references, inline strings,
// formulas with cached values, some Japanese text.
std::string worksheet(std::uint64_t bytes);
// A word processing body: paragraphs of a few runs, mostly Japanese text, every fifth of them a table row.
std::string word_document(std::uint64_t bytes);
// The rules that keep all of it; formulas and instruction text are asked about.
std::string_view tables();

}  // namespace mugai::bench
