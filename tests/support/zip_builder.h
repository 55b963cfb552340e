// Builds ZIP files byte by byte for tests, honest ones and ones that lie: every field that a test wants to differ can
// be set. Nothing here uses the product's own writer.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mugai::testing {

struct ZipMember {
  std::string name;
  std::string data;
  std::uint16_t method = 0;  // 8 deflates `data`; other methods store it as it stands
  std::uint16_t flags = 0;   // bit 3 adds a data descriptor and zeroes the local CRC and sizes
  std::uint16_t made_by = 20;
  std::uint32_t attributes = 0;
  std::string extra;  // in both headers
  std::string comment;
  std::uint32_t time = 0x00210000;
  // Lies of the local header; the directory tells the truth.
  std::optional<std::string> local_name;
  std::optional<std::uint16_t> local_method, local_flags;
  std::optional<std::uint32_t> local_crc, local_packed, local_unpacked, local_time;
  std::optional<std::string> local_extra;
  // Lies of both.
  std::optional<std::uint32_t> crc, unpacked;
  std::optional<std::uint32_t> offset;    // of the local header, as the directory says it
  std::optional<std::string> packed;      // packed bytes instead of those made from `data`
  std::optional<std::string> descriptor;  // bytes instead of the data descriptor
  bool listed = true;                     // in the directory
};

struct ZipFile {
  std::vector<ZipMember> members;
  std::string prefix;            // before the first member
  bool prefix_counted = true;    // offsets count from the start of the file, not of the archive
  std::string before_directory;  // between the last member and the directory
  std::string after_directory;   // between the directory and the end record
  std::string comment;
  std::string trailing;
  std::optional<std::uint16_t> count, disk;
  std::optional<std::uint32_t> central_offset, central_size;
  bool zip64 = false;                 // zip64 end records, and FFFF… in the end record
  std::uint64_t zip64_count_lie = 0;  // added to the count in the zip64 record
};

std::string build_zip(const ZipFile& file);
// One stored member a name.
std::string build_stored_zip(const std::vector<std::pair<std::string, std::string>>& members);

std::string le16(std::uint64_t value);
std::string le32(std::uint64_t value);
std::string le64(std::uint64_t value);
// id, length, content.
std::string extra_field(std::uint16_t id, const std::string& content);
// Extra field 0x7075 for `raw_name`; `crc_offset` is added to the right CRC.
std::string unicode_path_field(const std::string& raw_name, const std::string& utf8, std::uint32_t crc_offset = 0);

}  // namespace mugai::testing
