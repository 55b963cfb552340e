// Numbers of a record, in and out. Little-endian, as both metafile formats are.
#pragma once

#include "lib/base/bytes.h"

namespace mugai::metafile {

// Of a record whose length has been checked to hold them.
inline std::uint32_t u32_at(Bytes record, std::size_t offset) {
  MUGAI_CHECK(fits(offset, 4, record.size()));
  return static_cast<std::uint32_t>(record[offset]) | static_cast<std::uint32_t>(record[offset + 1]) << 8 |
         static_cast<std::uint32_t>(record[offset + 2]) << 16 | static_cast<std::uint32_t>(record[offset + 3]) << 24;
}
inline std::uint16_t u16_at(Bytes record, std::size_t offset) {
  MUGAI_CHECK(fits(offset, 2, record.size()));
  return static_cast<std::uint16_t>(record[offset] | record[offset + 1] << 8);
}
inline void set_u32(Buffer& record, std::size_t offset, std::uint32_t value) {
  MUGAI_CHECK(fits(offset, 4, record.size()));
  for (std::size_t i = 0; i < 4; ++i)
    record[offset + i] = static_cast<std::uint8_t>(value >> (8 * i) & 0xFF);
}
inline void set_u16(Buffer& record, std::size_t offset, std::uint32_t value) {
  MUGAI_CHECK(fits(offset, 2, record.size()));
  record[offset] = static_cast<std::uint8_t>(value & 0xFF);
  record[offset + 1] = static_cast<std::uint8_t>(value >> 8 & 0xFF);
}
inline void append(Buffer& record, Bytes bytes) {
  record.insert(record.end(), bytes.begin(), bytes.end());
}
inline void fill_up(Buffer& record, std::size_t unit) {
  while (record.size() % unit != 0)
    record.push_back(0);
}

}  // namespace mugai::metafile
