// One member of a ZIP file as the central directory and the local header agree on it (APPNOTE 4.3.7, 4.3.12).
#pragma once

#include <cstdint>
#include <string>

namespace mugai::zip {

// What the container is read for; decides what is an anomaly.
enum class Mode : std::uint8_t {
  Opc,      // a package (OOXML, ODF): methods 0 and 8 only, valid part names, no two names equal ignoring ASCII case
  Archive,  // a file of files: any method may be listed, encrypted members are listed, names are raw bytes
};

inline constexpr std::uint16_t kStored = 0;
inline constexpr std::uint16_t kDeflated = 8;

struct Entry {
  std::string raw_name;      // bytes as stored, not empty
  std::string unicode_path;  // extra field 0x7075 whose CRC matches raw_name; else empty
  bool utf8_flag = false;    // general purpose bit 11
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t dos_time = 0;  // as the directory says it; never kept
  std::uint32_t crc = 0;
  std::uint64_t packed = 0;         // bytes in the file
  std::uint64_t unpacked = 0;       // bytes as declared; extract() holds the data to it
  std::uint64_t header_offset = 0;  // of the local header, from the start of the source
  std::uint64_t data_offset = 0;
  std::uint64_t central_offset = 0;  // of the central header
  bool directory = false;            // the name ends in '/'
  bool encrypted = false;            // ZipCrypto, WinZip AES or strong encryption
  bool symlink = false;              // Unix mode S_IFLNK, or a Windows reparse point
};

}  // namespace mugai::zip
