// PNG (ISO/IEC 15948, W3C PNG third edition). Read chunk by chunk with its CRC; the pixel data is inflated, its lines
// are counted and their filters checked, and it is compressed anew. Kept besides: PLTE, tRNS, gAMA, sRGB, cHRM, pHYs,
// sBIT and bKGD where their length and their place are right, an orientation, and a colour profile rebuilt from its
// values. Gone: text, time, animation (the still picture stays), private chunks, bytes behind the pixels or the end.
//
// The lines keep their filters, so that nothing but the compressor decides about the size; memory is that of a few
// blocks, whatever the size of the picture. With ImageLimits::clear_low_bits lines are unfiltered and filtered again.
// Known gap: unused bits at the end of a line of less than 8 bits a pixel stay.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/image/exif.h"
#include "lib/formats/image/icc.h"
#include "lib/formats/image/png_lines.h"
#include "lib/formats/image/png_write.h"
#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"
#include "lib/stream/crc32.h"
#include "lib/stream/inflate.h"

namespace mugai::image {
namespace {

constexpr std::size_t kMaxChunks = 100'000;
constexpr std::uint64_t kExtraPixelBytes = std::uint64_t{16} << 20;  // beyond the last line: read, and left behind

struct ChunkRule {
  std::string_view type;
  std::array<std::uint16_t, 5> bytes;  // right length for colour 0, 2, 3, 4, 6; 0: not allowed; kAny: checked apart
};
constexpr std::uint16_t kAny = 0xFFFF;
// The chunks that say how pixels look (11.3). Everything else is left out (IMG-008).
constexpr std::array<ChunkRule, 8> kKept = {{{"PLTE", {0, kAny, kAny, 0, kAny}},
                                             {"tRNS", {2, 6, kAny, 0, 0}},
                                             {"gAMA", {4, 4, 4, 4, 4}},
                                             {"sRGB", {1, 1, 1, 1, 1}},
                                             {"cHRM", {32, 32, 32, 32, 32}},
                                             {"pHYs", {9, 9, 9, 9, 9}},
                                             {"sBIT", {1, 3, 3, 2, 4}},
                                             {"bKGD", {2, 6, 1, 2, 6}}}};

std::size_t color_index(std::uint8_t color) {
  return color == 0 ? 0 : color == 2 ? 1 : color == 3 ? 2 : color == 4 ? 3 : 4;
}

struct Chunk {
  std::string_view type;
  Bytes data;
  bool intact = false;  // the CRC is right
};

// chunk = length(4) type(4 letters) data crc(4)  (5.3)
Result<Chunk> read_chunk(Cursor& in) {
  const std::uint64_t start = in.offset();
  TRY_ASSIGN(const std::uint32_t length, in.u32be());
  TRY_ASSIGN(const Bytes typed, in.take(std::uint64_t{length} + 4));
  TRY_ASSIGN(const std::uint32_t crc, in.u32be());
  const std::string_view type = as_text(typed.first(4));
  if (!std::all_of(type.begin(), type.end(), ascii::is_alpha)) {
    return make_error(ErrorCode::Malformed, "a PNG chunk has no name", start);
  }
  const bool intact = crc32(0, typed) == crc;
  if (!intact && ascii::is_upper(type[0])) {
    return make_error(ErrorCode::BadChecksum, "a PNG chunk's CRC is wrong", start);
  }
  return Chunk{type, typed.subspan(4), intact};
}

// Counts the lines of all passes, checks their filters and passes them on.
class LineStage final : public Sink {
 public:
  LineStage(const PngHeader& header, bool clear_low_bits, Sink& out)
      : header_(header),
        passes_(png_passes(header)),
        clear_(clear_low_bits && header.depth >= 8 && header.color != 3),
        out_(out) {}
  using Sink::write;

  Result<void> write(Bytes bytes) override {
    adler_ = adler32(adler_, bytes);
    while (!bytes.empty() && !complete()) {
      if (in_line_ == 0) {
        if (bytes[0] > 4) return make_error(ErrorCode::Malformed, "a PNG filter that does not exist");
        line_.clear();
        if (!clear_) TRY(out_.write(bytes.first(1)));
        line_.push_back(bytes[0]);
        in_line_ = 1;
        bytes = bytes.subspan(1);
      }
      const std::uint64_t wanted = passes_[pass_].row_bytes + 1 - in_line_;
      const Bytes part = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(wanted, bytes.size())));
      if (clear_) {
        put(line_, part);
      } else {
        TRY(out_.write(part));
      }
      in_line_ += part.size();
      bytes = bytes.subspan(part.size());
      if (part.size() == wanted) TRY(end_line());
    }
    extra_ = extra_ || !bytes.empty();
    return ok();
  }
  [[nodiscard]] bool complete() const noexcept { return pass_ == passes_.size(); }
  [[nodiscard]] bool extra() const noexcept { return extra_; }
  [[nodiscard]] bool changed() const noexcept { return changed_; }
  [[nodiscard]] std::uint32_t adler() const noexcept { return adler_; }

 private:
  Result<void> end_line() {
    if (clear_) TRY(rewrite_line());
    in_line_ = 0;
    if (++row_ < passes_[pass_].height) return ok();
    row_ = 0;
    ++pass_;
    return ok();
  }

  Result<void> rewrite_line() {
    const std::size_t size = line_.size() - 1;
    if (row_ == 0) {
      above_.assign(size, 0);
      above_filtered_.assign(size, 0);
    }
    const MutableBytes row = MutableBytes(line_).subspan(1);
    TRY(unfilter(line_[0], row, above_, header_.pixel_bytes()));
    above_.assign(row.begin(), row.end());
    const std::size_t step = header_.depth / 8U;
    for (std::size_t i = step - 1; i < row.size(); i += step) {
      if (row[i] == 0xFF || (row[i] & 1U) == 0) continue;  // white stays white and opaque stays opaque
      changed_ = true;
      row[i] = static_cast<std::uint8_t>(row[i] & 0xFEU);
    }
    Buffer filtered;
    append_filtered(row, above_filtered_, header_.pixel_bytes(), filtered);
    above_filtered_.assign(row.begin(), row.end());
    return out_.write(Bytes(filtered));
  }

  const PngHeader& header_;
  std::vector<PngPass> passes_;
  bool clear_;
  Sink& out_;
  std::size_t pass_ = 0;
  std::uint32_t row_ = 0;
  std::uint64_t in_line_ = 0;
  Buffer line_;
  Buffer above_;           // as it came, for taking filters off
  Buffer above_filtered_;  // as it goes, for putting filters on
  std::uint32_t adler_ = 1;
  bool extra_ = false;
  bool changed_ = false;
};

class Rebuilder {
 public:
  Rebuilder(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report)
      : in_(picture), out_(out), limits_(limits), report_(report) {}

  // datastream = signature IHDR chunk* IDAT+ chunk* IEND  (5.6)
  Result<void> run() {
    TRY(in_.skip(kPngSignature.size()));
    TRY_ASSIGN(const Chunk first, read_chunk(in_));
    if (first.type != "IHDR") return make_error(ErrorCode::Malformed, "a PNG without header", in_.offset());
    TRY_ASSIGN(header_, read_png_header(first.data, limits_));
    for (std::size_t count = 0; !ended_; ++count) {
      if (count >= kMaxChunks) return make_error(ErrorCode::TooMany, "a PNG has too many chunks", in_.offset());
      TRY_ASSIGN(const Chunk chunk, read_chunk(in_));
      TRY(one(chunk));
    }
    if (data_.empty()) return make_error(ErrorCode::Malformed, "a PNG without pixels", in_.offset());
    if (!in_.at_end()) report_.removed("IMG-002", "data after the end of the picture");
    return write();
  }

 private:
  Result<void> one(const Chunk& chunk) {
    if (chunk.type == "IDAT") {
      // The IDAT chunks are consecutive (5.6): a second group is one that viewers treat differently.
      if (data_ended_) return make_error(ErrorCode::Malformed, "a PNG has two groups of pixels", in_.offset());
      data_.push_back(chunk.data);
      return ok();
    }
    data_ended_ = !data_.empty();
    if (chunk.type == "IEND") {
      ended_ = true;
      if (!chunk.data.empty()) report_.removed("IMG-008", "data inside of the end");
      return ok();
    }
    if (!chunk.intact) {
      report_.removed("IMG-008", std::string(chunk.type) + " chunk with a wrong CRC");
      return ok();
    }
    if (chunk.type == "iCCP") return profile(chunk.data);
    if (chunk.type == "eXIf") return exif(chunk.data);
    return ancillary(chunk);
  }

  Result<void> ancillary(const Chunk& chunk) {
    for (std::size_t i = 0; i < kKept.size(); ++i) {
      if (kKept[i].type != chunk.type) continue;
      if (!data_.empty() || !kept_[i].empty() || !fits_here(kKept[i], chunk.data)) break;
      kept_[i] = chunk.data;
      return ok();
    }
    if (chunk.type == "PLTE" && header_.color == 3) {
      return make_error(ErrorCode::Malformed, "a PNG palette is not acceptable", in_.offset());
    }
    if (ascii::is_upper(chunk.type[0]) && chunk.type != "PLTE") {
      return make_error(ErrorCode::Unsupported, "a PNG needs an unknown chunk", in_.offset());
    }
    report_.removed("IMG-008", std::string(chunk.type) + " chunk");
    return ok();
  }

  [[nodiscard]] bool fits_here(const ChunkRule& rule, Bytes data) const {
    const std::uint16_t bytes = rule.bytes[color_index(header_.color)];
    if (bytes != kAny) return bytes != 0 && data.size() == bytes;
    const std::size_t colors = kept_[0].size() / 3;
    if (rule.type == "tRNS") return !data.empty() && data.size() <= colors;  // an alpha for each colour of the palette
    const std::size_t most = header_.color == 3 ? std::size_t{1} << header_.depth : 256;
    return !data.empty() && data.size() % 3 == 0 && data.size() / 3 <= most;
  }

  // iCCP = name(1..79) 0 method(1) zlib stream  (11.3.3.3)
  Result<void> profile(Bytes data) {
    const auto end = std::find(data.begin(), data.end(), std::uint8_t{0});
    const auto name = static_cast<std::size_t>(end - data.begin());
    std::optional<Buffer> rebuilt;
    Buffer old;
    if (data.size() >= name + 4 && profile_.empty() && data_.empty()) {
      MemorySink plain;
      InflateStage inflate(plain, kMaxProfileBytes);
      if (inflate.write(data.subspan(name + 4)).has_value() && inflate.check_done().has_value()) {
        old = plain.take();
        const bool grey = header_.color == 0 || header_.color == 4;
        rebuilt = rebuild_profile(old, grey ? 1 : 3);
      }
    }
    if (!rebuilt) {
      report_.removed("IMG-004", "colour profile");
      return ok();
    }
    if (*rebuilt != old) report_.rewritten("IMG-004", "colour profile");
    profile_ = profile_chunk(*rebuilt);
    return ok();
  }

  Result<void> exif(Bytes data) {
    const int orientation = exif_orientation(data);
    if (orientation != 1 && orientation_ == 1) orientation_ = orientation;
    if (orientation == 1 || as_text(data) != as_text(write_orientation(orientation))) {
      report_.removed("IMG-003", "EXIF data");
    }
    return ok();
  }

  Result<void> write() {
    if (header_.color == 3 && kept_[0].empty()) {
      return make_error(ErrorCode::Malformed, "a PNG without palette", in_.offset());
    }
    TRY(out_.write(kPngSignature));
    TRY(write_chunk(out_, "IHDR", write_png_header(header_)));
    if (!profile_.empty()) TRY(write_chunk(out_, "iCCP", profile_));
    if (orientation_ != 1) TRY(write_chunk(out_, "eXIf", write_orientation(orientation_)));
    // gAMA, sRGB, cHRM and sBIT stand before the palette, tRNS and bKGD behind it.
    for (const std::size_t i : {2U, 3U, 4U, 6U, 5U, 0U, 1U, 7U}) {
      if (!kept_[i].empty()) TRY(write_chunk(out_, kKept[i].type, kept_[i]));
    }
    TRY(pixels());
    return write_chunk(out_, "IEND", {});
  }

  // The data of all IDAT chunks is one zlib stream (RFC 1950): CMF FLG deflate-data adler(4)  (10.1)
  Result<void> pixels() {
    IdatStage idat(out_);
    LineStage lines(header_, limits_.clear_low_bits, idat);
    const std::uint64_t expected = png_data_bytes(header_);
    InflateStage inflate(lines, expected + kExtraPixelBytes);
    std::size_t head = 0;
    std::uint32_t head_value = 0;
    for (Bytes data : data_) {
      for (; head < 2 && !data.empty(); ++head, data = data.subspan(1))
        head_value = head_value << 8 | data[0];
      if (!data.empty() && !inflate.done()) TRY(inflate.write(data));
    }
    const bool head_fits = (head_value >> 8 & 0x0F) == 8 && (head_value & 0x20) == 0 && head_value % 31 == 0;
    if (head < 2 || !head_fits) return make_error(ErrorCode::Malformed, "a PNG's pixels are no zlib stream");
    if (!lines.complete()) return make_error(ErrorCode::Truncated, "a PNG has too few pixels");
    TRY(check_end(inflate, lines));
    if (lines.changed()) report_.rewritten("IMG-005", "lowest bits of the pixels");
    return idat.finish();
  }

  // Behind the last line: nothing but the checksum may be left.
  Result<void> check_end(const InflateStage& inflate, const LineStage& lines) {
    Buffer all_end;
    std::uint64_t total = 0;
    for (const Bytes data : data_)
      total += data.size();
    const std::uint64_t used = 2 + inflate.bytes_in();
    if (!inflate.done() || lines.extra() || total != used + 4) {
      report_.removed("IMG-008", "data behind the pixels");
      return ok();
    }
    std::uint64_t skip = used;
    for (const Bytes data : data_) {
      const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(skip, data.size()));
      put(all_end, data.subspan(here));
      skip -= here;
    }
    Cursor check(all_end);
    TRY_ASSIGN(const std::uint32_t adler, check.u32be());
    if (adler != lines.adler()) report_.rewritten("IMG-008", "wrong checksum of the pixels");
    return ok();
  }

  Cursor in_;
  Sink& out_;
  const ImageLimits& limits_;
  ImageReport& report_;
  PngHeader header_;
  std::array<Bytes, kKept.size()> kept_;
  std::vector<Bytes> data_;
  Buffer profile_;
  int orientation_ = 1;
  bool data_ended_ = false;
  bool ended_ = false;
};

}  // namespace

Result<void> rebuild_png(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  return Rebuilder(picture, out, limits, report).run();
}

}  // namespace mugai::image
