#include "lib/formats/zip/extra.h"

#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/formats/zip/format.h"
#include "lib/stream/crc32.h"

namespace mugai::zip {
namespace {

constexpr std::uint16_t kExtraGrowthHint =
    0xA220;  // Office pads the first headers with it (MS-OFFCRYPTO notes, ECMA-376-2)

// Fields that every packer writes and that hold times or owners alone: going without them is no news.
constexpr std::uint16_t kOrdinary[] = {
    0x000A,  // NTFS times
    0x5455,  // extended timestamp
    0x5855,  // Info-ZIP Unix, old
    0x7855,  // Info-ZIP Unix, user and group
    0x7875,  // Info-ZIP Unix, user and group, new
    0xCAFE,  // mark of Java archives, empty
};

bool is_zero(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

//   growth-hint = signature(A028) initial-value padding     nothing but padding belongs there
bool is_plain_growth_hint(Bytes content) {
  return content.size() >= 4 && content[0] == 0x28 && content[1] == 0xA0 && is_zero(content.subspan(4));
}

bool is_notable(std::uint16_t id, Bytes content) {
  if (id == kExtraGrowthHint) return !is_plain_growth_hint(content);
  if (id == kExtraZip64 || id == kExtraUnicodePath || id == kExtraAes) return false;  // read, not dropped
  return content.size() > 64 || std::find(std::begin(kOrdinary), std::end(kOrdinary), id) == std::end(kOrdinary);
}

// 4.6.9  unicode-path = version(1) name-crc utf8-name
std::string read_unicode_path(Bytes content, std::string_view raw_name) {
  Cursor cursor(content);
  const auto version = cursor.u8();
  const auto crc = cursor.u32le();
  if (!version || !crc || *version != 1 || *crc != crc32(0, as_bytes(raw_name))) return {};
  const std::string_view path = as_text(cursor.rest());
  return utf8::is_valid(path) ? std::string(path) : std::string();
}

Error malformed(const char* detail) {
  return make_error(ErrorCode::Malformed, detail);
}

}  // namespace

Result<Extra> parse_extra(Bytes bytes, std::string_view raw_name) {
  Extra extra;
  bool seen_path = false;
  Cursor cursor(bytes);
  while (cursor.remaining() >= 4) {
    TRY_ASSIGN(const std::uint16_t id, cursor.u16le());
    TRY_ASSIGN(const std::uint16_t length, cursor.u16le());
    if (length > cursor.remaining()) return malformed("an extra field is longer than its header says");
    TRY_ASSIGN(const Bytes content, cursor.take(length));
    if (id == kExtraZip64) {
      if (extra.zip64) return malformed("two zip64 fields");
      extra.zip64 = content;
    } else if (id == kExtraUnicodePath) {
      if (seen_path) return malformed("two Unicode path fields");
      seen_path = true;
      extra.unicode_path = read_unicode_path(content, raw_name);
      if (extra.unicode_path.empty()) ++extra.notable;
    } else if (id == kExtraAes) {
      extra.aes = true;
    }
    if (is_notable(id, content)) ++extra.notable;
  }
  if (!is_zero(cursor.rest())) ++extra.notable;  // fewer than four bytes: alignment, if zero
  return extra;
}

Result<void> apply_zip64(const Extra& extra, WideFields& fields, bool local) {
  const bool wanted = fields.unpacked == kNone32 || fields.packed == kNone32 || (!local && fields.offset == kNone32);
  if (!extra.zip64) return wanted ? Result<void>(malformed("a zip64 field is missing")) : ok();
  Cursor cursor(*extra.zip64);
  // In a local header both sizes are always there; in the directory a field is there if the header defers to it. A
  // field that is there without need must say what the header says.
  for (std::uint64_t* field : {&fields.unpacked, &fields.packed, &fields.offset}) {
    if (local && field == &fields.offset) break;
    const bool needed = *field == kNone32;
    if (!needed && cursor.remaining() < 8) continue;
    if (!needed) {
      Cursor ahead = cursor;
      TRY_ASSIGN(const std::uint64_t repeated, ahead.u64le());
      // A zero size in a local header stands for "see the data descriptor".
      if (repeated == *field) cursor = ahead;
      continue;
    }
    if (cursor.remaining() < 8) return malformed("a zip64 field is cut off");
    TRY_ASSIGN(*field, cursor.u64le());
  }
  if (cursor.remaining() == 4) {  // the disk number
    TRY_ASSIGN(const std::uint32_t disk, cursor.u32le());
    if (disk != 0) return malformed("a zip64 field names another disk");
  }
  if (!cursor.at_end()) return malformed("a zip64 field contradicts its header");
  return ok();
}

}  // namespace mugai::zip
