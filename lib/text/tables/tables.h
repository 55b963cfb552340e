// The generated character tables (generate.cc): read-only data of the program, nothing to load.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mugai::text::tables {

// Cells by lead and trail byte. A cell is 0 where nothing is assigned; else its low 21 bits are the character and the
// rest, where not 0, is the index in kSeconds of a second one.
struct DoubleByte {
  std::uint8_t lead_first, lead_last, trail_first, trail_last;
  const std::uint32_t* cells;

  [[nodiscard]] std::uint32_t at(unsigned lead, unsigned trail) const noexcept {
    if (lead < lead_first || lead > lead_last || trail < trail_first || trail > trail_last) return 0;
    const std::size_t width = static_cast<std::size_t>(trail_last - trail_first) + 1;
    return cells[(lead - lead_first) * width + (trail - trail_first)];
  }
};

extern const DoubleByte kCp932;        // by Shift_JIS bytes
extern const DoubleByte kX0212;        // by EUC bytes (row + A0, cell + A0)
extern const DoubleByte kX0213Plane1;  // by EUC bytes
extern const DoubleByte kX0213Plane2;  // by EUC bytes
extern const DoubleByte kGbk;          // the two-byte codes of GB 18030
extern const DoubleByte kBig5;
extern const DoubleByte kEucKr;  // windows-949

extern const std::uint32_t kSeconds[];
extern const std::size_t kSecondCount;

// Characters of the bytes 80..FF, in the order of Charset from Iso8859_2 on; 0 where not assigned.
inline constexpr std::size_t kSingleByteCount = 26;
extern const std::uint16_t kSingleByteCells[kSingleByteCount][128];

// From linear index `first` on, characters count up from `code` (0: not assigned) until the next row.
struct Gb18030Run {
  std::uint32_t first, code;
};
extern const Gb18030Run kGb18030Runs[];
extern const std::size_t kGb18030RunCount;

}  // namespace mugai::text::tables
