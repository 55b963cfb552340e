// JPEG 2000 (ISO/IEC 15444-1; openjpeg, the only file that sees its header): boxed (.jp2) or a bare code stream.
// Decoded; XML, UUID and link boxes are read over. Out: PNG where the wavelet was the reversible one, else JPEG.
//
// Limits: components of up to 16 bits; subsampled ones are repeated; no threads.
#include <openjpeg.h>

#include <algorithm>
#include <array>
#include <memory>

#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/icc.h"

namespace mugai::image {
namespace {

constexpr std::uint64_t kDecoderBytesPerSample = 8;  // 32-bit coefficients, twice at the end

struct Reader {
  Bytes bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T read_some(void* into, OPJ_SIZE_T count, void* data) {
  auto& reader = *static_cast<Reader*>(data);
  const std::size_t here = std::min<std::size_t>(count, reader.bytes.size() - reader.at);
  if (here == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(into, reader.bytes.data() + reader.at, here);
  reader.at += here;
  return here;
}
OPJ_OFF_T skip_some(OPJ_OFF_T count, void* data) {
  auto& reader = *static_cast<Reader*>(data);
  if (count < 0) return -1;
  const auto here = std::min<std::uint64_t>(static_cast<std::uint64_t>(count), reader.bytes.size() - reader.at);
  reader.at += static_cast<std::size_t>(here);
  return static_cast<OPJ_OFF_T>(here);
}
OPJ_BOOL seek_to(OPJ_OFF_T offset, void* data) {
  auto& reader = *static_cast<Reader*>(data);
  if (offset < 0 || static_cast<std::uint64_t>(offset) > reader.bytes.size()) return OPJ_FALSE;
  reader.at = static_cast<std::size_t>(offset);
  return OPJ_TRUE;
}

Error malformed() {
  return make_error(ErrorCode::Malformed, "a JPEG 2000 picture cannot be decoded");
}

class Decoder {
 public:
  Decoder(Bytes picture, const ImageLimits& limits) : reader_{picture}, limits_(limits) {}

  Result<Raster> run(bool& lossy) {
    const bool bare = starts_with(reader_.bytes, "\xFF\x4F\xFF\x51");
    codec_.reset(opj_create_decompress(bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2));
    stream_.reset(opj_stream_create(64 * 1024, OPJ_TRUE));
    if (codec_ == nullptr || stream_ == nullptr) return malformed();
    opj_stream_set_read_function(stream_.get(), read_some);
    opj_stream_set_skip_function(stream_.get(), skip_some);
    opj_stream_set_seek_function(stream_.get(), seek_to);
    opj_stream_set_user_data(stream_.get(), &reader_, nullptr);
    opj_stream_set_user_data_length(stream_.get(), reader_.bytes.size());
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    if (opj_setup_decoder(codec_.get(), &parameters) == OPJ_FALSE) return malformed();
    opj_image_t* image = nullptr;
    if (opj_read_header(stream_.get(), codec_.get(), &image) == OPJ_FALSE || image == nullptr) return malformed();
    image_.reset(image);
    TRY(check());
    lossy = is_lossy();
    if (opj_decode(codec_.get(), stream_.get(), image) == OPJ_FALSE) return malformed();
    opj_end_decompress(codec_.get(), stream_.get());  // what follows the pixels need not be right
    return convert();
  }

 private:
  Result<void> check() {
    const opj_image_t& image = *image_;
    if (image.numcomps == 0 || image.numcomps > 5 || image.x1 <= image.x0 || image.y1 <= image.y0) return malformed();
    width_ = image.x1 - image.x0;
    height_ = image.y1 - image.y0;
    TRY(check_size(width_, height_, image.numcomps * 4U, limits_));
    if (std::uint64_t{width_} * height_ * image.numcomps * kDecoderBytesPerSample > limits_.memory_bytes) {
      return make_error(ErrorCode::TooLarge, "a JPEG 2000 picture needs too much memory");
    }
    return ok();
  }

  [[nodiscard]] bool is_lossy() const {
    opj_codestream_info_v2_t* info = opj_get_cstr_info(codec_.get());
    if (info == nullptr) return true;
    const bool reversible =
        info->m_default_tile_info.tccp_info != nullptr && info->m_default_tile_info.tccp_info[0].qmfbid == 1;
    opj_destroy_cstr_info(&info);
    return !reversible;
  }

  // A sample as 8 or 16 bits without sign.
  [[nodiscard]] std::uint32_t sample(const opj_image_comp_t& c, std::uint32_t x, std::uint32_t y, unsigned bits) const {
    const std::uint32_t cx = std::min(x / c.dx, c.w - 1);
    const std::uint32_t cy = std::min(y / c.dy, c.h - 1);
    const std::int64_t raw = c.data[std::size_t{cy} * c.w + cx];
    const std::int64_t most = (std::int64_t{1} << c.prec) - 1;
    const std::int64_t value = std::clamp<std::int64_t>(c.sgnd != 0 ? raw + (most + 1) / 2 : raw, 0, most);
    return static_cast<std::uint32_t>(value * ((std::int64_t{1} << bits) - 1) / most);
  }

  Result<Raster> convert() {
    const opj_image_t& image = *image_;
    for (std::uint32_t i = 0; i < image.numcomps; ++i) {
      const opj_image_comp_t& c = image.comps[i];
      const bool fits = c.data != nullptr && c.w > 0 && c.h > 0 && c.dx > 0 && c.dy > 0 && c.prec >= 1 && c.prec <= 16;
      if (!fits) return malformed();
    }
    const bool ycc = image.color_space == OPJ_CLRSPC_SYCC && image.numcomps >= 3;
    const bool cmyk = image.color_space == OPJ_CLRSPC_CMYK && image.numcomps >= 4;
    const std::uint32_t colors = image.numcomps >= 3 ? 3 : 1;
    const bool alpha = !cmyk && (image.numcomps == 2 || image.numcomps == 4);
    Raster raster;
    raster.width = image.comps[0].dx == 1 ? std::min(width_, image.comps[0].w) : width_;
    raster.height = image.comps[0].dy == 1 ? std::min(height_, image.comps[0].h) : height_;
    raster.channels = static_cast<std::uint8_t>(colors + (alpha ? 1 : 0));
    raster.bits = image.comps[0].prec > 8 ? 16 : 8;
    raster.pixels.reserve(static_cast<std::size_t>(raster.row_bytes() * raster.height));
    for (std::uint32_t y = 0; y < raster.height; ++y) {
      for (std::uint32_t x = 0; x < raster.width; ++x)
        pixel(x, y, ycc, cmyk, raster);
    }
    if (image.icc_profile_buf != nullptr && image.icc_profile_len > 0) {
      auto profile = rebuild_profile(Bytes(image.icc_profile_buf, image.icc_profile_len), static_cast<int>(colors));
      if (profile) raster.profile = std::move(*profile);
    }
    return raster;
  }

  void pixel(std::uint32_t x, std::uint32_t y, bool ycc, bool cmyk, Raster& raster) const {
    std::array<std::uint32_t, 4> values{};
    const unsigned bits = raster.bits;
    const std::uint32_t count = cmyk ? 4 : raster.channels;
    for (std::uint32_t i = 0; i < count; ++i)
      values[i] = sample(image_->comps[i], x, y, bits);
    const double most = (1U << bits) - 1U;
    const auto cut = [&](double value) { return static_cast<std::uint32_t>(std::clamp(value + 0.5, 0.0, most)); };
    if (cmyk) {
      for (std::size_t i = 0; i < 3; ++i)
        values[i] = cut((most - values[i]) * (most - values[3]) / most);
    }
    if (ycc) {  // ITU-R BT.601, full range
      const double luma = values[0];
      const double blue = values[1] - (most + 1) / 2;
      const double red = values[2] - (most + 1) / 2;
      values[0] = cut(luma + 1.402 * red);
      values[1] = cut(luma - 0.344136 * blue - 0.714136 * red);
      values[2] = cut(luma + 1.772 * blue);
    }
    for (std::size_t i = 0; i < raster.channels; ++i) {
      if (bits == 16) raster.pixels.push_back(static_cast<std::uint8_t>(values[i] >> 8));
      raster.pixels.push_back(static_cast<std::uint8_t>(values[i] & 0xFF));
    }
  }

  Reader reader_;
  const ImageLimits& limits_;
  std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)> codec_{nullptr, opj_destroy_codec};
  std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)> stream_{nullptr, opj_stream_destroy};
  std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)> image_{nullptr, opj_image_destroy};
  std::uint32_t width_ = 0;
  std::uint32_t height_ = 0;
};

}  // namespace

Result<Raster> decode_jp2(Bytes picture, const ImageLimits& limits, bool& lossy) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  return Decoder(picture, limits).run(lossy);
}

Result<ImageKind> rebuild_jp2(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  bool lossy = true;
  TRY_ASSIGN(const Raster raster, decode_jp2(picture, limits, lossy));
  report.rewritten("IMG-014", "JPEG 2000");
  return encode(raster, lossy, picture.size(), out);
}

}  // namespace mugai::image
