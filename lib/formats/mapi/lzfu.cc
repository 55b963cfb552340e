#include "lib/formats/mapi/lzfu.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/stream/crc32.h"

namespace mugai::mapi {
namespace {

constexpr std::uint32_t kCompressed = 0x75465A4C;    // "LZFu"
constexpr std::uint32_t kUncompressed = 0x414C454D;  // "MELA"
constexpr std::size_t kDictionaryBytes = 4096;

// MS-OXRTFCP 2.1.2.1: what both sides know before the first byte.
constexpr std::string_view kInitial =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    "Sans "
    "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
static_assert(kInitial.size() == 207);

// The checksum is a CRC-32 without the inversions at its begin and end (MS-OXRTFCP 2.1.3.2).
std::uint32_t bare_crc(Bytes bytes) {
  // crc32(start, bytes) inverts both: undone outside.
  return ~crc32(~std::uint32_t{0}, bytes);
}

// run = control 8*(literal / reference) ; reference = 12 bits offset, 4 bits length - 2; one to the write position ends
Result<Buffer> decompress(Cursor in, std::uint32_t raw_size) {
  std::array<std::uint8_t, kDictionaryBytes> dictionary{};
  std::copy(kInitial.begin(), kInitial.end(), dictionary.begin());
  std::size_t write = kInitial.size();
  Buffer out;
  out.reserve(std::min<std::size_t>(raw_size, 1 << 20));
  const auto put = [&](std::uint8_t byte) {
    out.push_back(byte);
    dictionary[write] = byte;
    write = (write + 1) % kDictionaryBytes;
  };
  while (true) {
    TRY_ASSIGN(const std::uint8_t control, in.u8());
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((control >> bit & 1U) == 0) {
        TRY_ASSIGN(const std::uint8_t literal, in.u8());
        put(literal);
      } else {
        TRY_ASSIGN(const std::uint16_t reference, in.u16be());
        const std::size_t offset = reference >> 4;
        const std::size_t length = (reference & 0xFU) + 2;
        if (offset == write) return out;
        for (std::size_t i = 0; i < length; ++i)
          put(dictionary[(offset + i) % kDictionaryBytes]);
      }
      if (out.size() > raw_size) return make_error(ErrorCode::TooLarge, "RTF is larger than it says");
    }
  }
}

}  // namespace

// header = compressed-size raw-size kind crc ; compressed-size counts from raw-size on
Result<Buffer> decompress_rtf(Bytes bytes) {
  Cursor in(bytes);
  TRY_ASSIGN(const std::uint32_t compressed_size, in.u32le());
  TRY_ASSIGN(const std::uint32_t raw_size, in.u32le());
  TRY_ASSIGN(const std::uint32_t kind, in.u32le());
  TRY_ASSIGN(const std::uint32_t crc, in.u32le());
  if (raw_size > kMaxRtfBytes) return make_error(ErrorCode::TooLarge, "compressed RTF is too large");
  if (compressed_size < 12) return make_error(ErrorCode::Malformed, "the size of compressed RTF");
  TRY_ASSIGN(const Bytes body, in.take(compressed_size - 12));
  if (kind == kUncompressed) {
    if (raw_size > body.size()) return make_error(ErrorCode::Truncated, "stored RTF ends too early");
    return Buffer(body.begin(), body.begin() + raw_size);
  }
  if (kind != kCompressed) return make_error(ErrorCode::Malformed, "an unknown kind of compressed RTF");
  if (bare_crc(body) != crc) return make_error(ErrorCode::BadChecksum, "compressed RTF does not match its checksum");
  return decompress(Cursor(body), raw_size);
}

}  // namespace mugai::mapi
