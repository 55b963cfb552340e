// Names of archive members: one decision on the charset for the whole archive, then safe relative paths.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace mugai::text {

inline constexpr std::size_t kMaxArchivePathBytes = 1000;
inline constexpr std::size_t kMaxArchivePathParts = 64;

struct RawName {
  std::string raw;           // bytes of the header
  bool utf8_flag = false;    // general purpose bit 11
  std::string unicode_path;  // extra field 0x7075 version 1 whose CRC matched `raw`; else empty
};

struct ArchiveName {
  std::string path;  // UTF-8, parts joined with '/', each a clean component; no trailing slash; empty when rejected
  bool directory = false;  // the name ended in a separator
  bool rejected = false;   // refuse the archive (ARC-006, ARC-018)
  std::string why;         // for the operator, English; empty unless rejected
  bool cleaned = false;    // characters were dropped or replaced (bidirectional, invisible, forbidden, trailing dot)
};

// One result a name, in order. Decodes before splitting on '/' and '\' (the second byte of many Shift_JIS characters is
// 5C). Rejects "..", absolute paths, drives, streams (':'), Windows device names, control characters, overlong paths, a
// Unicode path whose extension is not the header name's. Does not look for doubles: compare name_key() of the paths.
std::vector<ArchiveName> decode_archive_names(std::span<const RawName> names);

}  // namespace mugai::text
