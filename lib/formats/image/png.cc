// PNG (ISO/IEC 15948, W3C PNG third edition): a walk over the chunks, each with its CRC. Kept: IHDR, PLTE, tRNS, gAMA,
// sRGB, cHRM, pHYs, sBIT, bKGD and IDAT. Gone: text, EXIF, ICC profile, time, animation, private chunks and everything
// after IEND.
//
// Known gap: the compressed pixels are not decoded, so what a decoder leaves unread inside of IDAT stays.
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/formats/image/walk.h"
#include "lib/stream/crc32.h"

namespace mugai::image {
namespace {

struct ChunkRule {
  std::string_view type;
  std::size_t max_bytes;  // of its data; fixed by the specification
};
// The chunks that say how pixels look. Everything else is left out (IMG-008).
constexpr std::array<ChunkRule, 8> kKept = {
    {{"PLTE", 768}, {"tRNS", 256}, {"gAMA", 4}, {"sRGB", 1}, {"cHRM", 32}, {"pHYs", 9}, {"sBIT", 4}, {"bKGD", 6}}};
constexpr std::size_t kMaxChunks = 100'000;

struct Chunk {
  std::string_view type;
  Bytes data;
  Bytes whole;  // length, type, data and CRC
};

// Chunk = length (4), type (4 letters), data, CRC over type and data (11.2 of the PNG specification).
Result<Chunk> read_chunk(Cursor& in) {
  const std::uint64_t start = in.offset();
  const Bytes before = in.rest();
  TRY_ASSIGN(const std::uint32_t length, in.u32be());
  TRY_ASSIGN(const Bytes typed, in.take(std::uint64_t{length} + 4));
  TRY_ASSIGN(const std::uint32_t crc, in.u32be());
  const std::string_view type = as_text(typed.first(4));
  if (!std::all_of(type.begin(), type.end(), ascii::is_alpha)) {
    return make_error(ErrorCode::Malformed, "a PNG chunk has no name", start);
  }
  if (crc32(0, typed) != crc) return make_error(ErrorCode::BadChecksum, "a PNG chunk's CRC is wrong", start);
  return Chunk{type, typed.subspan(4), before.first(typed.size() + 8)};
}

// IHDR: width, height, bit depth, colour type, compression, filter, interlace (11.2.1).
Result<void> check_header(const Chunk& chunk) {
  if (chunk.type != "IHDR" || chunk.data.size() != 13) return make_error(ErrorCode::Malformed, "a PNG without header");
  Cursor in(chunk.data);
  TRY_ASSIGN(const std::uint32_t width, in.u32be());
  TRY_ASSIGN(const std::uint32_t height, in.u32be());
  const Bytes rest = in.rest();
  const bool known = rest[0] <= 16 && rest[1] <= 6 && rest[2] == 0 && rest[3] == 0 && rest[4] <= 1;
  if (!known) return make_error(ErrorCode::Malformed, "a PNG header is not acceptable");
  return check_size(width, height);
}

class Walker {
 public:
  Walker(Bytes picture, Sink& out, Removals& removals) : in_(picture), out_(out), removals_(removals) {}

  Result<void> run() {
    TRY_ASSIGN(const Bytes signature, in_.take(8));
    TRY(out_.write(signature));
    TRY_ASSIGN(const Chunk header, read_chunk(in_));
    TRY(check_header(header));
    TRY(out_.write(header.whole));
    for (std::size_t count = 0; !ended_; ++count) {
      if (count >= kMaxChunks) return make_error(ErrorCode::TooMany, "a PNG has too many chunks", in_.offset());
      TRY_ASSIGN(const Chunk chunk, read_chunk(in_));
      TRY(one(chunk));
    }
    if (data_ == Data::None) return make_error(ErrorCode::Malformed, "a PNG without pixels", in_.offset());
    if (!in_.at_end()) removals_.add("IMG-002", "data after the end of the picture");
    return ok();
  }

 private:
  enum class Data : std::uint8_t { None, Open, Closed };

  Result<void> one(const Chunk& chunk) {
    if (chunk.type == "IDAT") {
      // The IDAT chunks are consecutive (5.6): a second group is one that viewers treat differently.
      if (data_ == Data::Closed)
        return make_error(ErrorCode::Malformed, "a PNG has two groups of pixels", in_.offset());
      data_ = Data::Open;
      return out_.write(chunk.whole);
    }
    if (data_ == Data::Open) data_ = Data::Closed;
    if (chunk.type == "IEND") {
      ended_ = true;
      if (!chunk.data.empty()) return make_error(ErrorCode::Malformed, "a PNG's end holds data", in_.offset());
      return out_.write(chunk.whole);
    }
    return ancillary(chunk);
  }

  Result<void> ancillary(const Chunk& chunk) {
    for (std::size_t i = 0; i < kKept.size(); ++i) {
      if (kKept[i].type != chunk.type) continue;
      const bool fits_here = data_ == Data::None && !seen_[i] && chunk.data.size() <= kKept[i].max_bytes;
      if (!fits_here) break;
      seen_[i] = true;
      return out_.write(chunk.whole);
    }
    if (ascii::is_upper(chunk.type[0]) && chunk.type != "PLTE") {
      return make_error(ErrorCode::Unsupported, "a PNG needs an unknown chunk", in_.offset());
    }
    removals_.add("IMG-008", std::string(chunk.type) + " chunk");
    return ok();
  }

  Cursor in_;
  Sink& out_;
  Removals& removals_;
  Data data_ = Data::None;
  bool ended_ = false;
  std::array<bool, kKept.size()> seen_{};
};

void append_u32be(Buffer& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>((value >> shift) & 0xFF));
}

void append_chunk(Buffer& out, std::string_view type, Bytes data) {
  append_u32be(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t start = out.size();
  for (const char c : type)
    out.push_back(static_cast<std::uint8_t>(c));
  out.insert(out.end(), data.begin(), data.end());
  append_u32be(out, crc32(0, Bytes(out).subspan(start)));
}

// zlib stream (RFC 1950) of one stored block (RFC 1951, 3.2.4). `raw` is below 64 KiB.
Buffer stored_zlib(Bytes raw) {
  Buffer out = {0x78, 0x01, 0x01};
  const auto length = static_cast<std::uint16_t>(raw.size());
  const auto inverse = static_cast<std::uint16_t>(~length);
  for (const std::uint16_t value : {length, inverse}) {
    out.push_back(static_cast<std::uint8_t>(value & 0xFF));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const std::uint8_t byte : raw) {
    out.push_back(byte);
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  append_u32be(out, b << 16 | a);
  return out;
}

}  // namespace

Result<void> walk_png(Bytes picture, Sink& out, Removals& removals) {
  return Walker(picture, out, removals).run();
}

Buffer placeholder_png() {
  constexpr std::size_t kSide = 32;
  Buffer raw;
  for (std::size_t y = 0; y < kSide; ++y) {
    raw.push_back(0);  // filter type none
    for (std::size_t x = 0; x < kSide; ++x) {
      const bool edge = x == 0 || y == 0 || x == kSide - 1 || y == kSide - 1;
      raw.push_back(edge ? 0x99 : 0xDD);
    }
  }
  Buffer header;
  append_u32be(header, kSide);
  append_u32be(header, kSide);
  header.insert(header.end(), {8, 0, 0, 0, 0});  // 8 bit grey, no interlace
  Buffer out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  append_chunk(out, "IHDR", header);
  append_chunk(out, "IDAT", stored_zlib(raw));
  append_chunk(out, "IEND", {});
  return out;
}

}  // namespace mugai::image
