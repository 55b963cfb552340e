// JPEG by its coefficients (libjpeg-turbo; the only file that sees its headers): the quantised coefficients are read
// and coded again with tables of our own, without loss. Progressive stays progressive. Also the encoder for pictures
// of other kinds.
//
// Limits: all coefficients are in memory (2 bytes each, ImageLimits::memory_bytes). libjpeg leaves by longjmp: the
// functions between setjmp and it hold nothing that needs a destructor.
#include <csetjmp>
#include <cstdio>
// jpeglib.h needs <cstdio> before it
#include <jpeglib.h>

#include <algorithm>
#include <array>

#include "lib/formats/image/find_code.h"
#include "lib/formats/image/icc.h"
#include "lib/formats/image/jpeg_scan.h"
#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr std::size_t kOutBytes = 64 * 1024;
constexpr long kMaxWarnings = 1000;  // beyond that nothing of the picture can be recognised
constexpr std::array<JOCTET, 2> kEndOfImage = {0xFF, JPEG_EOI};

struct Errors {
  jpeg_error_mgr base;  // first, so that libjpeg's pointer is ours
  std::jmp_buf jump;
};

[[noreturn]] void on_error(j_common_ptr info) {
  std::longjmp(reinterpret_cast<Errors*>(info->err)->jump, 1);
}
void on_message(j_common_ptr info, int level) {
  if (level < 0 && ++info->err->num_warnings > kMaxWarnings) on_error(info);
}
void on_output(j_common_ptr /*info*/) {}

jpeg_error_mgr* set_up(Errors& errors) {
  jpeg_std_error(&errors.base);
  errors.base.error_exit = on_error;
  errors.base.emit_message = on_message;
  errors.base.output_message = on_output;
  return &errors.base;
}

// Hands libjpeg one piece after the other, then an end of image as long as it asks.
struct PieceReader {
  jpeg_source_mgr base;
  const std::vector<Bytes>* pieces;
  std::size_t next;
};

void start_reading(j_decompress_ptr /*info*/) {}
boolean read_piece(j_decompress_ptr info) {
  auto* reader = reinterpret_cast<PieceReader*>(info->src);
  const bool more = reader->next < reader->pieces->size();
  const Bytes piece = more ? (*reader->pieces)[reader->next++] : Bytes(kEndOfImage);
  reader->base.next_input_byte = piece.data();
  reader->base.bytes_in_buffer = piece.size();
  return TRUE;
}
void skip_bytes(j_decompress_ptr info, long count) {
  while (count > 0) {
    if (info->src->bytes_in_buffer == 0) read_piece(info);
    const auto here = std::min<std::size_t>(info->src->bytes_in_buffer, static_cast<std::size_t>(count));
    info->src->next_input_byte += here;
    info->src->bytes_in_buffer -= here;
    count -= static_cast<long>(here);
  }
}
void end_reading(j_decompress_ptr /*info*/) {}

void set_up(PieceReader& reader, const std::vector<Bytes>& pieces) {
  reader.base = {};
  reader.base.init_source = start_reading;
  reader.base.fill_input_buffer = read_piece;
  reader.base.skip_input_data = skip_bytes;
  reader.base.resync_to_restart = jpeg_resync_to_restart;
  reader.base.term_source = end_reading;
  reader.pieces = &pieces;
  reader.next = 0;
}

struct SinkWriter {
  jpeg_destination_mgr base;
  Sink* sink;
  Result<void>* state;
  JOCTET* block;
};

// False once the sink has failed; its Error is kept.
bool pass_on(SinkWriter& writer, std::size_t count) {
  *writer.state = writer.sink->write(Bytes(writer.block, count));
  return writer.state->has_value();
}
void start_writing(j_compress_ptr info) {
  auto* writer = reinterpret_cast<SinkWriter*>(info->dest);
  writer->base.next_output_byte = writer->block;
  writer->base.free_in_buffer = kOutBytes;
}
boolean write_block(j_compress_ptr info) {
  if (!pass_on(*reinterpret_cast<SinkWriter*>(info->dest), kOutBytes)) {
    on_error(reinterpret_cast<j_common_ptr>(info));
  }
  start_writing(info);
  return TRUE;
}
void end_writing(j_compress_ptr info) {
  auto* writer = reinterpret_cast<SinkWriter*>(info->dest);
  if (!pass_on(*writer, kOutBytes - writer->base.free_in_buffer)) on_error(reinterpret_cast<j_common_ptr>(info));
}

void set_up(SinkWriter& writer, Sink& sink, Result<void>& state, Buffer& block) {
  block.resize(kOutBytes);
  writer.base = {};
  writer.base.init_destination = start_writing;
  writer.base.empty_output_buffer = write_block;
  writer.base.term_destination = end_writing;
  writer.sink = &sink;
  writer.state = &state;
  writer.block = block.data();
}

bool same_table(const JHUFF_TBL* a, const JHUFF_TBL* b) {
  if (a == nullptr || b == nullptr) return a == nullptr;  // what the picture does not define is not used
  return std::equal(std::begin(a->bits), std::end(a->bits), std::begin(b->bits)) &&
         std::equal(std::begin(a->huffval), std::end(a->huffval), std::begin(b->huffval));
}

// What is written besides coefficients.
struct Segments {
  Buffer exif;
  Buffer profile;
  Buffer adobe;
};

// ICC.1, annex B.4: pieces with their number and the count of all.
void write_profile(jpeg_compress_struct& out, Bytes profile) {
  const std::size_t count = (profile.size() + kIccPieceBytes - 1) / kIccPieceBytes;
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes piece =
        profile.subspan(i * kIccPieceBytes).first(std::min(kIccPieceBytes, profile.size() - i * kIccPieceBytes));
    jpeg_write_m_header(&out, JPEG_APP0 + 2, static_cast<unsigned>(kIccMark.size() + 2 + piece.size()));
    for (const char c : kIccMark)
      jpeg_write_m_byte(&out, static_cast<unsigned char>(c));
    jpeg_write_m_byte(&out, static_cast<int>(i + 1));
    jpeg_write_m_byte(&out, static_cast<int>(count));
    for (const std::uint8_t byte : piece)
      jpeg_write_m_byte(&out, byte);
  }
}

class Transcoder {
 public:
  Transcoder(const JpegScan& scan, const Segments& segments, Sink& out, const ImageLimits& limits)
      : scan_(scan), segments_(segments), limits_(limits) {
    set_up(reader_, scan.pieces);
    set_up(writer_, out, state_, block_);
    in_.err = set_up(errors_);
    out_.err = in_.err;
  }
  ~Transcoder() {
    jpeg_destroy_compress(&out_);
    jpeg_destroy_decompress(&in_);
  }
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;

  Result<void> run() {
    if (!guarded(&Transcoder::transcode)) {
      if (!state_.has_value()) return state_;
      if (too_large_) return make_error(ErrorCode::TooLarge, "a JPEG needs too much memory");
      return make_error(ErrorCode::Malformed, "a JPEG cannot be decoded");
    }
    return ok();
  }
  [[nodiscard]] long warnings() const noexcept { return errors_.base.num_warnings; }
  [[nodiscard]] bool changed() const noexcept { return changed_; }

 private:
  bool guarded(void (Transcoder::*step)()) {
    if (setjmp(errors_.jump) != 0) return false;
    (this->*step)();
    return true;
  }

  void transcode() {
    jpeg_create_decompress(&in_);
    jpeg_create_compress(&out_);
    in_.mem->max_memory_to_use = static_cast<long>(limits_.memory_bytes);
    out_.mem->max_memory_to_use = static_cast<long>(limits_.memory_bytes);
    in_.src = &reader_.base;
    out_.dest = &writer_.base;
    jpeg_read_header(&in_, TRUE);
    if (coefficient_bytes() > limits_.memory_bytes) {
      too_large_ = true;
      on_error(reinterpret_cast<j_common_ptr>(&in_));
    }
    jvirt_barray_ptr* coefficients = jpeg_read_coefficients(&in_);
    if (limits_.clear_low_bits) clear_low_bits(coefficients);
    set_parameters();
    jpeg_write_coefficients(&out_, coefficients);
    write_segments();
    jpeg_finish_compress(&out_);
    jpeg_finish_decompress(&in_);
  }

  [[nodiscard]] std::uint64_t coefficient_bytes() const {
    std::uint64_t bytes = 0;
    for (int i = 0; i < in_.num_components; ++i) {
      const jpeg_component_info& c = in_.comp_info[i];
      // Edges are filled up to whole units of up to four blocks.
      bytes += (std::uint64_t{c.width_in_blocks} + 3) * (std::uint64_t{c.height_in_blocks} + 3) * sizeof(JBLOCK);
    }
    return bytes;
  }

  void set_parameters() {
    jpeg_copy_critical_parameters(&in_, &out_);
    // Neither marker is added or taken away: viewers read the colours by them.
    out_.write_JFIF_header = scan_.jfif ? TRUE : FALSE;
    out_.write_Adobe_marker = FALSE;
    out_.arith_code = FALSE;
    out_.restart_interval = 0;
    // Tables made for this picture where it had such, the standard's tables where it had those.
    bool standard = !in_.arith_code;
    for (int i = 0; i < NUM_HUFF_TBLS; ++i) {
      standard = standard && same_table(in_.dc_huff_tbl_ptrs[i], out_.dc_huff_tbl_ptrs[i]) &&
                 same_table(in_.ac_huff_tbl_ptrs[i], out_.ac_huff_tbl_ptrs[i]);
    }
    out_.optimize_coding = standard ? FALSE : TRUE;
    if (scan_.progressive) jpeg_simple_progression(&out_);
  }

  void write_segments() {
    if (!segments_.exif.empty()) write_segment(JPEG_APP0 + 1, segments_.exif);
    write_profile(out_, segments_.profile);
    if (!segments_.adobe.empty()) write_segment(JPEG_APP0 + 14, segments_.adobe);
  }

  void write_segment(int marker, const Buffer& body) {
    jpeg_write_marker(&out_, marker, body.data(), static_cast<unsigned>(body.size()));
  }

  // IMG-005: what hides in the lowest bits of coefficients is gone; what is 0 or 1 stays, or the picture would suffer.
  void clear_low_bits(jvirt_barray_ptr* coefficients) {
    for (int i = 0; i < in_.num_components; ++i) {
      const jpeg_component_info& c = in_.comp_info[i];
      for (JDIMENSION row = 0; row < c.height_in_blocks; ++row) {
        JBLOCKARRAY blocks =
            in_.mem->access_virt_barray(reinterpret_cast<j_common_ptr>(&in_), coefficients[i], row, 1, TRUE);
        for (JDIMENSION column = 0; column < c.width_in_blocks; ++column)
          clear_block(blocks[0][column]);
      }
    }
  }
  void clear_block(JBLOCK& block) {
    for (int k = 1; k < DCTSIZE2; ++k) {
      const int value = block[k];
      if (value >= -1 && value <= 1) continue;
      const int cleared = value < 0 ? -(-value & ~1) : value & ~1;
      changed_ = changed_ || cleared != value;
      block[k] = static_cast<JCOEF>(cleared);
    }
  }

  const JpegScan& scan_;
  const Segments& segments_;
  const ImageLimits& limits_;
  Errors errors_{};
  PieceReader reader_{};
  SinkWriter writer_{};
  jpeg_decompress_struct in_{};
  jpeg_compress_struct out_{};
  Buffer block_;
  Result<void> state_;
  bool too_large_ = false;
  bool changed_ = false;
};

}  // namespace

Result<void> rebuild_jpeg(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report,
                          const JpegOptions& options) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  TRY_ASSIGN(const JpegScan scan, scan_jpeg(picture, limits, report));
  Segments segments;
  if (options.orientation && scan.orientation != 1) segments.exif = exif_segment(scan.orientation);
  if (!scan.profile.empty()) {
    auto profile = options.profile ? rebuild_profile(scan.profile, scan.components) : std::nullopt;
    if (!profile) report.removed("IMG-004", "colour profile");
    if (profile && *profile != scan.profile) report.rewritten("IMG-004", "colour profile");
    if (profile) segments.profile = std::move(*profile);
  }
  if (scan.adobe_transform) segments.adobe = adobe_segment(*scan.adobe_transform);
  Transcoder transcoder(scan, segments, out, limits);
  TRY(transcoder.run());
  if (transcoder.warnings() > 0) report.rewritten("IMG-007", "damaged pixels");
  if (transcoder.changed()) report.rewritten("IMG-005", "lowest bits of the coefficients");
  return ok();
}

namespace {

class Encoder {
 public:
  Encoder(const Raster& raster, int quality, Sink& out) : raster_(raster), quality_(quality) {
    set_up(writer_, out, state_, block_);
    out_.err = set_up(errors_);
  }
  ~Encoder() { jpeg_destroy_compress(&out_); }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  Result<void> run() {
    if (setjmp(errors_.jump) != 0) {
      return state_.has_value() ? Result<void>(make_error(ErrorCode::TooLarge, "no JPEG can be made")) : state_;
    }
    encode();
    return ok();
  }

 private:
  void encode() {
    jpeg_create_compress(&out_);
    out_.dest = &writer_.base;
    out_.image_width = raster_.width;
    out_.image_height = raster_.height;
    out_.input_components = raster_.channels;
    out_.in_color_space = raster_.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&out_);
    jpeg_set_quality(&out_, quality_, TRUE);
    out_.dct_method = JDCT_ISLOW;
    out_.optimize_coding = TRUE;
    if (raster_.channels == 3 && quality_ >= 90) {
      out_.comp_info[0].h_samp_factor = 1;
      out_.comp_info[0].v_samp_factor = 1;
    }
    jpeg_start_compress(&out_, TRUE);
    write_profile(out_, raster_.profile);
    while (out_.next_scanline < out_.image_height) {
      const auto at = static_cast<std::size_t>(out_.next_scanline * raster_.row_bytes());
      // libjpeg only reads the rows
      JSAMPROW row = const_cast<JSAMPROW>(Bytes(raster_.pixels).subspan(at).data());
      jpeg_write_scanlines(&out_, &row, 1);
    }
    jpeg_finish_compress(&out_);
  }

  const Raster& raster_;
  int quality_;
  Errors errors_{};
  SinkWriter writer_{};
  jpeg_compress_struct out_{};
  Buffer block_;
  Result<void> state_;
};

}  // namespace

Result<void> encode_jpeg(const Raster& raster, int quality, Sink& out) {
  MUGAI_CHECK(raster.bits == 8 && (raster.channels == 1 || raster.channels == 3));
  MUGAI_CHECK(raster.pixels.size() >= raster.row_bytes() * raster.height);
  if (raster.width > 65500 || raster.height > 65500) {
    return make_error(ErrorCode::TooLarge, "a picture is too wide or high for JPEG");
  }
  return Encoder(raster, quality, out).run();
}

namespace {

class GreyDecoder {
 public:
  explicit GreyDecoder(const JpegScan& scan) {
    set_up(reader_, scan.pieces);
    in_.err = set_up(errors_);
  }
  ~GreyDecoder() { jpeg_destroy_decompress(&in_); }
  GreyDecoder(const GreyDecoder&) = delete;
  GreyDecoder& operator=(const GreyDecoder&) = delete;

  // False where the picture cannot be decoded.
  bool run(Grey& grey) {
    if (setjmp(errors_.jump) != 0) return false;
    decode(grey);
    return true;
  }

 private:
  void decode(Grey& grey) {
    jpeg_create_decompress(&in_);
    in_.src = &reader_.base;
    jpeg_read_header(&in_, TRUE);
    in_.out_color_space = JCS_GRAYSCALE;
    while (in_.scale_denom < 8 && std::max(in_.image_width, in_.image_height) / in_.scale_denom > kGreySide)
      in_.scale_denom *= 2;
    in_.scale_num = 1;
    jpeg_start_decompress(&in_);
    grey.width = in_.output_width;
    grey.height = in_.output_height;
    grey.pixels.resize(std::size_t{grey.width} * grey.height);
    while (in_.output_scanline < in_.output_height) {
      JSAMPROW row = MutableBytes(grey.pixels).subspan(std::size_t{in_.output_scanline} * grey.width).data();
      jpeg_read_scanlines(&in_, &row, 1);
    }
    jpeg_finish_decompress(&in_);
  }

  Errors errors_{};
  PieceReader reader_{};
  jpeg_decompress_struct in_{};
};

}  // namespace

Result<Grey> decode_grey_jpeg(Bytes picture, const ImageLimits& limits) {
  ImageLimits uncounted = limits;
  uncounted.budget = nullptr;  // these pixels were charged when they were rebuilt
  ImageReport told_before;
  TRY_ASSIGN(const JpegScan scan, scan_jpeg(picture, uncounted, told_before));
  Grey grey;
  if (!GreyDecoder(scan).run(grey)) return make_error(ErrorCode::Malformed, "a JPEG cannot be decoded");
  return grey;
}

}  // namespace mugai::image
