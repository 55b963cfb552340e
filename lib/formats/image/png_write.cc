#include "lib/formats/image/png_write.h"

#include <algorithm>

#include "lib/formats/image/png_lines.h"
#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"
#include "lib/stream/crc32.h"

namespace mugai::image {
namespace {

constexpr std::size_t kChunkBytes = 64 * 1024;
constexpr std::size_t kSampleBytes = 256 * 1024;
constexpr std::uint64_t kFastPercent = 110;  // of the thorough compressor's output: what speed may cost

std::uint64_t packed_size(Bytes sample, DeflateLevel level) {
  NullSink counter;
  DeflateStage stage(counter, level);
  MUGAI_CHECK(stage.write(sample).has_value() && stage.finish().has_value());
  return counter.size();
}

std::string_view zlib_head() {
  return "\x78\x9C";  // deflate, 32 KiB window, default level
}

}  // namespace

// chunk = length(4) type(4) data crc(4), the CRC over type and data (5.3)
Result<void> write_chunk(Sink& out, std::string_view type, Bytes data) {
  Buffer head;
  put_be(head, data.size(), 4);
  put(head, type);
  Buffer crc;
  put_be(crc, crc32(crc32(0, as_bytes(type)), data), 4);
  TRY(out.write(Bytes(head)));
  TRY(out.write(data));
  return out.write(Bytes(crc));
}

std::uint32_t adler32(std::uint32_t adler, Bytes bytes) noexcept {
  constexpr std::uint32_t kPrime = 65521;
  constexpr std::size_t kBlock = 5552;  // so many bytes cannot overflow 32 bits
  std::uint32_t a = adler & 0xFFFF;
  std::uint32_t b = adler >> 16;
  while (!bytes.empty()) {
    const Bytes block = bytes.first(std::min(kBlock, bytes.size()));
    for (const std::uint8_t byte : block) {
      a += byte;
      b += a;
    }
    a %= kPrime;
    b %= kPrime;
    bytes = bytes.subspan(block.size());
  }
  return b << 16 | a;
}

Buffer zlib_stream(Bytes data) {
  MemorySink out;
  MUGAI_CHECK(out.write(zlib_head()).has_value());
  DeflateStage stage(out, DeflateLevel::Small);
  MUGAI_CHECK(stage.write(data).has_value() && stage.finish().has_value());
  Buffer stream = out.take();
  put_be(stream, adler32(1, data), 4);
  return stream;
}

// iCCP = name 0 method(1) zlib stream  (11.3.3.3)
Buffer profile_chunk(Bytes profile) {
  Buffer chunk;
  put(chunk, std::string_view("icc\0\0", 5));
  put(chunk, Bytes(zlib_stream(profile)));
  return chunk;
}

class IdatStage::Chunks final : public Sink {
 public:
  explicit Chunks(Sink& out) : out_(out) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    while (!bytes.empty()) {
      const Bytes part = bytes.first(std::min(bytes.size(), kChunkBytes - chunk_.size()));
      put(chunk_, part);
      bytes = bytes.subspan(part.size());
      if (chunk_.size() == kChunkBytes) TRY(flush());
    }
    return ok();
  }
  Result<void> flush() {
    if (chunk_.empty()) return ok();
    TRY(write_chunk(out_, "IDAT", chunk_));
    chunk_.clear();
    return ok();
  }

 private:
  Sink& out_;
  Buffer chunk_;
};

IdatStage::IdatStage(Sink& out) : chunks_(std::make_unique<Chunks>(out)) {}
IdatStage::~IdatStage() = default;

Result<void> IdatStage::write(Bytes bytes) {
  adler_ = adler32(adler_, bytes);
  if (deflate_ == nullptr) {
    const Bytes part = bytes.first(std::min(bytes.size(), kSampleBytes - sample_.size()));
    put(sample_, part);
    bytes = bytes.subspan(part.size());
    if (sample_.size() < kSampleBytes) return ok();
    TRY(begin());
  }
  return deflate_->write(bytes);
}

Result<void> IdatStage::begin() {
  const bool fast =
      packed_size(sample_, DeflateLevel::Fast) * 100 <= packed_size(sample_, DeflateLevel::Small) * kFastPercent;
  deflate_ = std::make_unique<DeflateStage>(*chunks_, fast ? DeflateLevel::Fast : DeflateLevel::Small);
  TRY(chunks_->write(zlib_head()));
  return deflate_->write(Bytes(sample_));
}

Result<void> IdatStage::finish() {
  if (deflate_ == nullptr) TRY(begin());
  TRY(deflate_->end_stream());
  Buffer check;
  put_be(check, adler_, 4);
  TRY(chunks_->write(Bytes(check)));
  return chunks_->flush();
}

namespace {

// Rows of bytes as filtered lines.
Result<void> write_lines(const Raster& raster, const PngHeader& header, Sink& out) {
  const auto row_bytes = static_cast<std::size_t>(raster.row_bytes());
  const Buffer zeros(row_bytes);
  Bytes above = zeros;
  IdatStage data(out);
  Buffer line;
  for (std::size_t y = 0; y < raster.height; ++y) {
    const Bytes row = Bytes(raster.pixels).subspan(y * row_bytes, row_bytes);
    line.clear();
    append_filtered(row, above, header.pixel_bytes(), line);
    TRY(data.write(Bytes(line)));
    above = row;
  }
  return data.finish();
}

}  // namespace

Result<void> encode_png(const Raster& raster, Sink& out) {
  constexpr std::array<std::uint8_t, 5> kColorOfChannels = {0, 0, 4, 2, 6};
  MUGAI_CHECK(raster.channels >= 1 && raster.channels <= 4 && (raster.bits == 8 || raster.bits == 16));
  MUGAI_CHECK(raster.pixels.size() >= raster.row_bytes() * raster.height);
  const PngHeader header{raster.width, raster.height, raster.bits, kColorOfChannels[raster.channels], false};
  TRY(out.write(kPngSignature));
  TRY(write_chunk(out, "IHDR", write_png_header(header)));
  if (!raster.profile.empty()) TRY(write_chunk(out, "iCCP", profile_chunk(raster.profile)));
  TRY(write_lines(raster, header, out));
  return write_chunk(out, "IEND", {});
}

Buffer placeholder_png() {
  constexpr std::uint32_t kSide = 32;
  Raster box{.width = kSide, .height = kSide, .channels = 1, .bits = 8, .pixels = {}, .profile = {}};
  for (std::uint32_t y = 0; y < kSide; ++y) {
    for (std::uint32_t x = 0; x < kSide; ++x) {
      const bool edge = x == 0 || y == 0 || x == kSide - 1 || y == kSide - 1;
      box.pixels.push_back(edge ? 0x99 : 0xDD);
    }
  }
  MemorySink out;
  MUGAI_CHECK(encode_png(box, out).has_value());
  return out.take();
}

}  // namespace mugai::image
