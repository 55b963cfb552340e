// Lookup of character references in the table that generate/entities.cc makes of entities.txt.
//
// Longest match is two questions, because of how the names are made: a name with a semicolon can only be the whole run
// up to the semicolon; a name without (106 of them, at most 6 letters) is a prefix of the run. The first wins.
#include "lib/formats/html/character_references.h"

#include <algorithm>
#include <array>

#include "lib/formats/html/references_hash.h"

namespace mugai::html {
namespace {

struct ReferenceRow {
  std::uint16_t offset;
  std::uint8_t length;
  bool legacy;  // counts without the semicolon too
  char utf8[8];
};

#include "entities_table.inc"

const ReferenceRow* find_row(std::string_view name) noexcept {
  constexpr std::string_view kAllNames(kNames, sizeof kNames - 1);
  std::size_t slot = reference_hash(name);
  while (kSlots[slot] != 0) {
    const ReferenceRow& row = kRows[kSlots[slot]];
    if (kAllNames.substr(row.offset, row.length) == name) return &row;
    slot = (slot + 1) % kReferenceSlots;
  }
  return nullptr;
}

}  // namespace

std::size_t longest_reference() noexcept {
  return kLongestName + 1;
}

NamedReference match_reference(std::string_view after_ampersand) noexcept {
  const bool has_semicolon = !after_ampersand.empty() && after_ampersand.back() == ';';
  const std::string_view run = after_ampersand.substr(0, after_ampersand.size() - (has_semicolon ? 1 : 0));
  if (has_semicolon && run.size() <= kLongestName) {
    if (const ReferenceRow* row = find_row(run)) return {row->utf8, run.size() + 1, true};
  }
  for (std::size_t size = std::min(run.size(), kLongestLegacyName); size >= 2; --size) {
    const ReferenceRow* row = find_row(run.substr(0, size));
    if (row != nullptr && row->legacy) return {row->utf8, size, false};
  }
  return {};
}

char32_t numeric_reference(std::uint32_t number) noexcept {
  // 13.2.5.80, the table of replaced numbers: what windows-1252 has at 0x80..0x9F; 0 where the number stands as it is.
  static constexpr std::array<char16_t, 32> kWindows1252 = {
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) return 0xFFFD;
  if (number >= 0x80 && number <= 0x9F) {
    const char16_t replaced = kWindows1252[number - 0x80];
    if (replaced != 0) return replaced;
  }
  return number;
}

}  // namespace mugai::html
