// JPEG XL (ISO/IEC 18181; libjxl, the only file that sees its headers). A JPEG that was packed as JPEG XL is unpacked
// and rebuilt as JPEG, without loss; everything else is decoded. Of an animation the first frame stays.
//
// Limits: no threads; the decoder's memory is bounded by the size of the picture alone.
#include <jxl/decode.h>

#include <memory>

#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/icc.h"

namespace mugai::image {
namespace {

constexpr std::uint64_t kDecoderBytesPerPixel = 40;  // three channels of float, in several stages

struct Deleter {
  void operator()(JxlDecoder* decoder) const { JxlDecoderDestroy(decoder); }
};
using Decoder = std::unique_ptr<JxlDecoder, Deleter>;

Error malformed() {
  return make_error(ErrorCode::Malformed, "a JPEG XL picture cannot be decoded");
}

// The JPEG inside, empty where there is none.
Buffer unpack_jpeg(Bytes picture, const ImageLimits& limits) {
  const Decoder decoder(JxlDecoderCreate(nullptr));
  if (decoder == nullptr) return {};
  JxlDecoderSubscribeEvents(decoder.get(), JXL_DEC_JPEG_RECONSTRUCTION | JXL_DEC_FULL_IMAGE);
  JxlDecoderSetInput(decoder.get(), picture.data(), picture.size());
  JxlDecoderCloseInput(decoder.get());
  if (JxlDecoderProcessInput(decoder.get()) != JXL_DEC_JPEG_RECONSTRUCTION) return {};
  Buffer jpeg(std::size_t{1} << 20);
  JxlDecoderSetJPEGBuffer(decoder.get(), jpeg.data(), jpeg.size());
  for (;;) {
    const JxlDecoderStatus status = JxlDecoderProcessInput(decoder.get());
    const std::size_t used = jpeg.size() - JxlDecoderReleaseJPEGBuffer(decoder.get());
    if (status == JXL_DEC_FULL_IMAGE) {
      jpeg.resize(used);
      return jpeg;
    }
    if (status != JXL_DEC_JPEG_NEED_MORE_OUTPUT || jpeg.size() * 2 > limits.memory_bytes) return {};
    jpeg.resize(jpeg.size() * 2);
    JxlDecoderSetJPEGBuffer(decoder.get(), jpeg.data() + used, jpeg.size() - used);
  }
}

class Reader {
 public:
  Reader(Bytes picture, const ImageLimits& limits, ImageReport& report)
      : picture_(picture), limits_(limits), report_(report), decoder_(JxlDecoderCreate(nullptr)) {}

  Result<Raster> run() {
    if (decoder_ == nullptr) return malformed();
    JxlDecoderSubscribeEvents(decoder_.get(), JXL_DEC_BASIC_INFO | JXL_DEC_COLOR_ENCODING | JXL_DEC_FULL_IMAGE);
    JxlDecoderSetInput(decoder_.get(), picture_.data(), picture_.size());
    JxlDecoderCloseInput(decoder_.get());
    for (;;) {
      switch (JxlDecoderProcessInput(decoder_.get())) {
        case JXL_DEC_BASIC_INFO:
          TRY(basic_info());
          break;
        case JXL_DEC_COLOR_ENCODING:
          color();
          break;
        case JXL_DEC_NEED_IMAGE_OUT_BUFFER:
          TRY(give_buffer());
          break;
        case JXL_DEC_FULL_IMAGE:
          return std::move(raster_);
        default:
          return malformed();
      }
    }
  }
  [[nodiscard]] bool lossy() const noexcept { return info_.uses_original_profile == JXL_FALSE; }

 private:
  Result<void> basic_info() {
    if (JxlDecoderGetBasicInfo(decoder_.get(), &info_) != JXL_DEC_SUCCESS) return malformed();
    TRY(check_size(info_.xsize, info_.ysize, 8, limits_));
    if (std::uint64_t{info_.xsize} * info_.ysize * kDecoderBytesPerPixel > limits_.memory_bytes) {
      return make_error(ErrorCode::TooLarge, "a JPEG XL picture needs too much memory");
    }
    if (info_.have_animation != JXL_FALSE) report_.removed("IMG-014", "animation behind the first frame");
    raster_.width = info_.xsize;
    raster_.height = info_.ysize;
    const bool alpha = info_.alpha_bits > 0;
    raster_.channels = static_cast<std::uint8_t>((info_.num_color_channels == 1 ? 1 : 3) + (alpha ? 1 : 0));
    raster_.bits = info_.bits_per_sample > 8 ? 16 : 8;
    return ok();
  }

  void color() {
    std::size_t size = 0;
    const JxlPixelFormat form = format();
    if (JxlDecoderGetICCProfileSize(decoder_.get(), &form, JXL_COLOR_PROFILE_TARGET_DATA, &size) != JXL_DEC_SUCCESS ||
        size == 0 || size > kMaxProfileBytes) {
      return;
    }
    Buffer profile(size);
    if (JxlDecoderGetColorAsICCProfile(decoder_.get(), &form, JXL_COLOR_PROFILE_TARGET_DATA, profile.data(), size) !=
        JXL_DEC_SUCCESS) {
      return;
    }
    auto rebuilt = rebuild_profile(profile, info_.num_color_channels == 1 ? 1 : 3);
    if (rebuilt) raster_.profile = std::move(*rebuilt);
  }

  [[nodiscard]] JxlPixelFormat format() const {
    return {raster_.channels, raster_.bits == 16 ? JXL_TYPE_UINT16 : JXL_TYPE_UINT8, JXL_BIG_ENDIAN, 0};
  }

  Result<void> give_buffer() {
    const JxlPixelFormat form = format();
    std::size_t size = 0;
    if (JxlDecoderImageOutBufferSize(decoder_.get(), &form, &size) != JXL_DEC_SUCCESS) return malformed();
    if (size != raster_.row_bytes() * raster_.height) return malformed();
    raster_.pixels.resize(size);
    if (JxlDecoderSetImageOutBuffer(decoder_.get(), &form, raster_.pixels.data(), size) != JXL_DEC_SUCCESS) {
      return malformed();
    }
    return ok();
  }

  Bytes picture_;
  const ImageLimits& limits_;
  ImageReport& report_;
  Decoder decoder_;
  JxlBasicInfo info_{};
  Raster raster_;
};

}  // namespace

Result<ImageKind> rebuild_jxl(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  report.rewritten("IMG-014", "JPEG XL");
  const Buffer jpeg = unpack_jpeg(picture, limits);
  if (!jpeg.empty()) {
    TRY(rebuild_jpeg(jpeg, out, limits, report));
    return ImageKind::Jpeg;
  }
  Reader reader(picture, limits, report);
  TRY_ASSIGN(const Raster raster, reader.run());
  return encode(raster, reader.lossy(), picture.size(), out);
}

}  // namespace mugai::image
