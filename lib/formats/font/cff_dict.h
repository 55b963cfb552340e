// The building blocks of CFF (Adobe Technical Note 5176): INDEX (chapter 5) and DICT (chapter 4).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/formats/font/view.h"

namespace mugai::font {

struct Index {
  std::vector<Bytes> items;
  std::size_t end = 0;  // behind it, from the start of the table
};
// nullopt where it does not lie within the table. An item with senseless offsets is empty.
std::optional<Index> read_index(View cff, std::size_t at);
void write_index(const std::vector<Buffer>& items, Writer& out);

// A number as it stands: an integer, or the characters of a real.
struct DictNumber {
  std::int32_t integer = 0;
  std::string real;  // "-0.25E-3"; empty for an integer
};
using Dict = std::map<unsigned, std::vector<DictNumber>>;  // operator (0xC00 + second byte) → operands

// nullopt where it breaks the grammar. Of two equal operators the last counts.
std::optional<Dict> read_dict(Bytes dict);
void write_number(const DictNumber& number, Writer& out);
void write_operator(unsigned op, Writer& out);
// An integer in five bytes, whatever its value: offsets, which are known late.
void write_wide(std::uint32_t value, Writer& out);

// The first operand where it is an integer in 0..2^31-1.
std::optional<std::uint32_t> offset_of(const Dict& dict, unsigned op, std::size_t operand = 0);

}  // namespace mugai::font
