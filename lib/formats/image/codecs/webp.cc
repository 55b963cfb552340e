// WebP (RFC 9649; libwebp, the only file that sees its headers). The container is read by libwebp's demuxer and made
// anew; every frame is decoded. Lossless frames are coded again without loss. A lossy picture cannot be: opaque it
// becomes JPEG, which stays as it is from then on; translucent or animated it is coded without loss.
//
// Limits: a frame whose lossless coding needs more than the memory allowed comes out as PNG; an animation with such
// frames is refused. EXIF orientation is applied; XMP and unknown chunks are gone.
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include <memory>

#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/exif.h"
#include "lib/formats/image/icc.h"

namespace mugai::image {
namespace {

constexpr std::uint64_t kEncoderBytesPerPixel = 20;   // measured: what lossless coding holds
constexpr std::uint64_t kThoroughPixels = 2'000'000;  // beyond that the quick way, which is ten times as fast

struct Deleter {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
  void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};
using Demuxer = std::unique_ptr<WebPDemuxer, Deleter>;
using Mux = std::unique_ptr<WebPMux, Deleter>;

struct Frame {
  Raster raster;
  bool lossy = false;
};

Error malformed() {
  return make_error(ErrorCode::Malformed, "a WebP cannot be decoded");
}

Result<Frame> decode_frame(const std::uint8_t* bytes, std::size_t size, const ImageLimits& limits) {
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(bytes, size, &features) != VP8_STATUS_OK) return malformed();
  const auto width = static_cast<std::uint32_t>(features.width);
  const auto height = static_cast<std::uint32_t>(features.height);
  TRY(check_size(width, height, 4, limits));
  Frame frame;
  frame.lossy = features.format != 2;
  frame.raster = {.width = width, .height = height, .channels = 4, .bits = 8, .pixels = {}, .profile = {}};
  const std::uint64_t pixel_bytes = frame.raster.row_bytes() * height;
  if (pixel_bytes > limits.memory_bytes) return make_error(ErrorCode::TooLarge, "a WebP needs too much memory");
  frame.raster.pixels.resize(static_cast<std::size_t>(pixel_bytes));
  const int stride = static_cast<int>(frame.raster.row_bytes());
  if (WebPDecodeRGBAInto(bytes, size, frame.raster.pixels.data(), frame.raster.pixels.size(), stride) == nullptr) {
    return malformed();
  }
  return frame;
}

int collect(const std::uint8_t* data, std::size_t size, const WebPPicture* picture) {
  return static_cast<Sink*>(picture->custom_ptr)->write(Bytes(data, size)).has_value() ? 1 : 0;
}

Result<void> encode_lossless(const Raster& raster, Sink& out) {
  const std::uint64_t pixels = std::uint64_t{raster.width} * raster.height;
  WebPConfig config;
  WebPPicture picture;
  if (WebPConfigInit(&config) == 0 || WebPPictureInit(&picture) == 0) return malformed();
  if (WebPConfigLosslessPreset(&config, pixels <= kThoroughPixels ? 6 : 1) == 0) return malformed();
  config.exact = 1;  // colours of transparent pixels stay: the second pass must see the same
  config.thread_level = 0;
  picture.use_argb = 1;
  picture.width = static_cast<int>(raster.width);
  picture.height = static_cast<int>(raster.height);
  picture.writer = collect;
  picture.custom_ptr = &out;
  const bool done = WebPPictureImportRGBA(&picture, raster.pixels.data(), static_cast<int>(raster.row_bytes())) != 0 &&
                    WebPEncode(&config, &picture) != 0;
  WebPPictureFree(&picture);
  if (!done) return make_error(ErrorCode::TooLarge, "a WebP cannot be coded");
  return ok();
}

bool fits_encoder(const Raster& raster, const ImageLimits& limits) {
  return std::uint64_t{raster.width} * raster.height * kEncoderBytesPerPixel <= limits.memory_bytes;
}

class Rebuilder {
 public:
  Rebuilder(WebPDemuxer* demuxer, Bytes picture, const ImageLimits& limits, ImageReport& report)
      : demuxer_(demuxer), picture_(picture), limits_(limits), report_(report) {}

  Result<ImageKind> run(Sink& out) {
    read_metadata();
    const std::uint32_t frames = WebPDemuxGetI(demuxer_, WEBP_FF_FRAME_COUNT);
    if (frames > limits_.frames) return make_error(ErrorCode::TooMany, "a WebP has too many frames");
    const bool animated = (WebPDemuxGetI(demuxer_, WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG) != 0;
    if (animated && frames > 1) return animation(out);
    return still(out, animated);
  }

 private:
  void read_metadata() {
    const std::uint32_t flags = WebPDemuxGetI(demuxer_, WEBP_FF_FORMAT_FLAGS);
    WebPChunkIterator chunk;
    if ((flags & EXIF_FLAG) != 0 && WebPDemuxGetChunk(demuxer_, "EXIF", 1, &chunk) != 0) {
      const Bytes exif(chunk.chunk.bytes, chunk.chunk.size);
      orientation_ = exif_orientation(starts_with(exif, std::string_view("Exif\0\0", 6)) ? exif.subspan(6) : exif);
      report_.removed("IMG-003", "EXIF data");
      WebPDemuxReleaseChunkIterator(&chunk);
    }
    if ((flags & ICCP_FLAG) != 0 && WebPDemuxGetChunk(demuxer_, "ICCP", 1, &chunk) != 0) {
      const auto profile = rebuild_profile(Bytes(chunk.chunk.bytes, chunk.chunk.size), 3);
      if (profile) profile_ = *profile;
      if (!profile) report_.removed("IMG-004", "colour profile");
      WebPDemuxReleaseChunkIterator(&chunk);
    }
    if ((flags & XMP_FLAG) != 0) report_.removed("IMG-012", "XMP data");
  }

  Result<ImageKind> still(Sink& out, bool animated) {
    WebPIterator frame;
    if (WebPDemuxGetFrame(demuxer_, 1, &frame) == 0) return malformed();
    auto decoded = decode_frame(frame.fragment.bytes, frame.fragment.size, limits_);
    const bool whole = frame.complete != 0;
    WebPDemuxReleaseIterator(&frame);
    if (!decoded.has_value()) return std::move(decoded).error();
    if (!whole) return make_error(ErrorCode::Truncated, "a WebP ends inside of a frame");
    if (animated) report_.rewritten("IMG-012", "animation of one frame");
    Raster raster = upright(std::move(decoded->raster), orientation_);
    raster.profile = std::move(profile_);
    const bool opaque = is_opaque(raster);
    if (decoded->lossy && opaque) {
      report_.rewritten("IMG-012", "lossy WebP");
      return encode(raster, true, picture_.size(), out);
    }
    // A profile needs the longer container; PNG has a place for it, too.
    if (!fits_encoder(raster, limits_) || !raster.profile.empty()) {
      report_.rewritten("IMG-012", "WebP");
      return encode(raster, false, picture_.size(), out);
    }
    if (decoded->lossy) report_.rewritten("IMG-012", "lossy WebP");
    TRY(encode_lossless(raster, out));
    return ImageKind::Webp;
  }

  Result<ImageKind> animation(Sink& out) {
    if (!profile_.empty()) report_.removed("IMG-004", "colour profile");
    const Mux mux(WebPMuxNew());
    if (mux == nullptr) return malformed();
    WebPIterator frame;
    if (WebPDemuxGetFrame(demuxer_, 1, &frame) == 0) return malformed();
    Result<void> state = ok();
    do {
      state = add_frame(mux.get(), frame);
    } while (state.has_value() && WebPDemuxNextFrame(&frame) != 0);
    WebPDemuxReleaseIterator(&frame);
    if (!state.has_value()) return std::move(state).error();
    WebPMuxAnimParams params{};
    params.bgcolor = WebPDemuxGetI(demuxer_, WEBP_FF_BACKGROUND_COLOR);
    params.loop_count = static_cast<int>(WebPDemuxGetI(demuxer_, WEBP_FF_LOOP_COUNT));
    const auto width = static_cast<int>(WebPDemuxGetI(demuxer_, WEBP_FF_CANVAS_WIDTH));
    const auto height = static_cast<int>(WebPDemuxGetI(demuxer_, WEBP_FF_CANVAS_HEIGHT));
    WebPData data{};
    const bool made = WebPMuxSetAnimationParams(mux.get(), &params) == WEBP_MUX_OK &&
                      WebPMuxSetCanvasSize(mux.get(), width, height) == WEBP_MUX_OK &&
                      WebPMuxAssemble(mux.get(), &data) == WEBP_MUX_OK;
    if (!made) return malformed();
    state = out.write(Bytes(data.bytes, data.size));
    WebPDataClear(&data);
    if (!state.has_value()) return std::move(state).error();
    return ImageKind::Webp;
  }

  Result<void> add_frame(WebPMux* mux, const WebPIterator& frame) {
    if (frame.complete == 0) return make_error(ErrorCode::Truncated, "a WebP ends inside of a frame");
    TRY_ASSIGN(const Frame decoded, decode_frame(frame.fragment.bytes, frame.fragment.size, limits_));
    const Raster& raster = decoded.raster;
    total_pixels_ += std::uint64_t{raster.width} * raster.height;
    if (total_pixels_ > limits_.total_pixels || !fits_encoder(raster, limits_)) {
      return make_error(ErrorCode::TooLarge, "a WebP animation has too many pixels");
    }
    if (decoded.lossy) report_.rewritten("IMG-012", "lossy frame");
    MemorySink coded;
    TRY(encode_lossless(raster, coded));
    WebPMuxFrameInfo info{};
    info.bitstream = {coded.buffer().data(), coded.buffer().size()};
    info.x_offset = frame.x_offset;
    info.y_offset = frame.y_offset;
    info.duration = frame.duration;
    info.id = WEBP_CHUNK_ANMF;
    info.dispose_method = frame.dispose_method;
    info.blend_method = frame.blend_method;
    if (WebPMuxPushFrame(mux, &info, 1) != WEBP_MUX_OK) return malformed();
    return ok();
  }

  WebPDemuxer* demuxer_;
  Bytes picture_;
  const ImageLimits& limits_;
  ImageReport& report_;
  int orientation_ = 1;
  Buffer profile_;
  std::uint64_t total_pixels_ = 0;
};

// RIFF = "RIFF" size(4) "WEBP" chunks; the size counts what follows it.
Result<Bytes> riff_of(Bytes picture, ImageReport& report) {
  Cursor in(picture);
  TRY(in.skip(4));
  TRY_ASSIGN(const std::uint32_t size, in.u32le());
  TRY_ASSIGN(const Bytes body, in.take(size));
  if (!in.at_end()) report.removed("IMG-002", "data after the end of the picture");
  Cursor chunks(body);
  TRY(chunks.skip(4));
  constexpr std::string_view kKnown[] = {"VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP "};
  while (chunks.remaining() >= 8) {
    TRY_ASSIGN(const Bytes name, chunks.take(4));
    TRY_ASSIGN(const std::uint32_t length, chunks.u32le());
    TRY(chunks.skip(std::min<std::uint64_t>(std::uint64_t{length} + length % 2, chunks.remaining())));
    bool known = false;
    for (const std::string_view one : kKnown)
      known = known || as_text(name) == one;
    if (!known) report.removed("IMG-012", "unknown chunk");
  }
  return picture.first(8 + std::size_t{size});
}

}  // namespace

Result<ImageKind> rebuild_webp(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  TRY_ASSIGN(const Bytes riff, riff_of(picture, report));
  const WebPData data = {riff.data(), riff.size()};
  const Demuxer demuxer(WebPDemux(&data));
  if (demuxer == nullptr) return malformed();
  TRY(check_size(WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_WIDTH),
                 WebPDemuxGetI(demuxer.get(), WEBP_FF_CANVAS_HEIGHT), 0, limits));
  return Rebuilder(demuxer.get(), riff, limits, report).run(out);
}

}  // namespace mugai::image
