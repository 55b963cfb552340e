// Extra fields of a header (APPNOTE 4.5, 4.6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::zip {

struct Extra {
  std::optional<Bytes> zip64;  // content of field 0x0001; borrowed
  std::string unicode_path;    // content of field 0x7075, where its version is 1 and its CRC is that of the name
  bool aes = false;            // field 0x9901
  // Fields that hold more than a time, an owner or padding: worth telling that they are gone.
  std::uint32_t notable = 0;
};

//   extra = *(id length content)
// Error Malformed where a length goes over the end, and where zip64 or 0x7075 comes twice: readers differ in which
// counts.
Result<Extra> parse_extra(Bytes bytes, std::string_view raw_name);

// Takes the sizes and the offset that a header left to zip64 (field value FFFFFFFF), in the order of 4.5.3. What is
// left over must repeat the header's own values. Error Malformed otherwise. `offset` is null in a local header.
struct WideFields {
  std::uint64_t unpacked = 0;
  std::uint64_t packed = 0;
  std::uint64_t offset = 0;
};
Result<void> apply_zip64(const Extra& extra, WideFields& fields, bool local);

}  // namespace mugai::zip
