// AV1 pictures by libdav1d, the only file that sees its headers.
//
// One thread, no log, one picture; the library refuses what is larger than the item says before it allocates.
#include <dav1d/dav1d.h>

#include <cstring>
#include <utility>

#include "lib/formats/image/heif/planes.h"

namespace mugai::image::heif {
namespace {

Error malformed() {
  return make_error(ErrorCode::Malformed, "an AV1 picture cannot be decoded");
}

Dav1dSettings settings(std::uint32_t pixels) {
  Dav1dSettings made;
  dav1d_default_settings(&made);
  made.n_threads = 1;
  made.max_frame_delay = 1;
  made.all_layers = 0;
  made.frame_size_limit = pixels;
  made.logger.callback = nullptr;
  return made;
}

class Decoder {
 public:
  explicit Decoder(std::uint32_t pixels) {
    const Dav1dSettings chosen = settings(pixels);
    if (dav1d_open(&context_, &chosen) != 0) context_ = nullptr;
  }
  ~Decoder() {
    if (picture_.data[0] != nullptr) dav1d_picture_unref(&picture_);
    if (data_.sz > 0) dav1d_data_unref(&data_);
    if (context_ != nullptr) dav1d_close(&context_);
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // The first picture of `bytes`; nullptr where there is none.
  const Dav1dPicture* run(Bytes bytes) {
    if (context_ == nullptr) return nullptr;
    std::uint8_t* copy = dav1d_data_create(&data_, bytes.size());
    if (copy == nullptr) return nullptr;
    std::memcpy(copy, bytes.data(), bytes.size());
    for (;;) {
      if (data_.sz > 0) {
        const int sent = dav1d_send_data(context_, &data_);
        if (sent < 0 && sent != DAV1D_ERR(EAGAIN)) return nullptr;
      }
      const int got = dav1d_get_picture(context_, &picture_);
      if (got == 0) return &picture_;
      if (got != DAV1D_ERR(EAGAIN) || data_.sz == 0) return nullptr;
    }
  }

 private:
  Dav1dContext* context_ = nullptr;
  Dav1dData data_{};
  Dav1dPicture picture_{};
};

}  // namespace

Result<Planes> decode_av1(Bytes data, std::uint32_t width, std::uint32_t height) {
  Decoder decoder(width * height);
  const Dav1dPicture* picture = decoder.run(data);
  if (picture == nullptr) return malformed();
  const Dav1dPictureParameters& form = picture->p;
  if (!std::cmp_equal(form.w, width) || !std::cmp_equal(form.h, height)) {
    return make_error(ErrorCode::Malformed, "an AV1 picture has another size than its item says");
  }
  Planes planes;
  planes.width = width;
  planes.height = height;
  planes.grey = form.layout == DAV1D_PIXEL_LAYOUT_I400;
  planes.shift_x = form.layout == DAV1D_PIXEL_LAYOUT_I444 ? 0 : 1;
  planes.shift_y = form.layout == DAV1D_PIXEL_LAYOUT_I420 ? 1 : 0;
  planes.coding = {static_cast<std::uint16_t>(picture->seq_hdr->pri), static_cast<std::uint16_t>(picture->seq_hdr->trc),
                   static_cast<std::uint16_t>(picture->seq_hdr->mtrx), picture->seq_hdr->color_range != 0};
  for (std::size_t i = 0; i < (planes.grey ? 1U : 3U); ++i) {
    planes.copy(i, static_cast<const std::uint8_t*>(picture->data[i]), picture->stride[i == 0 ? 0 : 1],
                static_cast<unsigned>(form.bpc));
  }
  return planes;
}

void warm_up_av1() {
  const Decoder once(1);
}

}  // namespace mugai::image::heif
