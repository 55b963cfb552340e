// HEVC pictures by libde265, the only file that sees its header.
//
// No threads are started, nothing is logged. The library gets the parameter sets of the item and the slices of one
// intra picture, nothing else: no SEI, no pictures that refer to others. Buffers larger than the item says are refused
// before they are allocated.
#include <libde265/de265.h>

#include <memory>
#include <utility>

#include "lib/formats/image/heif/planes.h"

namespace mugai::image::heif {
namespace {

constexpr int kVideoParameters = 32;  // NAL unit types (ISO/IEC 23008-2, table 7-1)
constexpr int kPictureParameters = 34;
constexpr int kFirstIntra = 16;
constexpr int kLastIntra = 21;
constexpr int kMaxUnits = 65536;
constexpr std::uint32_t kLargestBlock = 64;  // a stored picture is whole blocks

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

struct Deleter {
  void operator()(de265_decoder_context* context) const { de265_free_decoder(context); }
};
using Context = std::unique_ptr<de265_decoder_context, Deleter>;

struct Bound {
  std::uint32_t width;
  std::uint32_t height;
};

// Called by the library before it decodes: 0 refuses.
int get_buffer(de265_decoder_context* context, de265_image_spec* spec, de265_image* image, void* user) {
  const auto& bound = *static_cast<const Bound*>(user);
  const bool fits = spec->width > 0 && spec->height > 0 && std::cmp_less(spec->width, bound.width + kLargestBlock) &&
                    std::cmp_less(spec->height, bound.height + kLargestBlock);
  if (!fits) return 0;
  return de265_get_default_image_allocation_functions()->get_buffer(context, spec, image, nullptr);
}

void release_buffer(de265_decoder_context* context, de265_image* image, void* /*user*/) {
  de265_get_default_image_allocation_functions()->release_buffer(context, image, nullptr);
}

class Decoder {
 public:
  Decoder(std::uint32_t width, std::uint32_t height) : bound_{width, height}, context_(de265_new_decoder()) {
    if (context_ == nullptr) return;
    de265_image_allocation allocation{get_buffer, release_buffer};
    de265_set_image_allocation_functions(context_.get(), &allocation, &bound_);
    de265_set_parameter_bool(context_.get(), DE265_DECODER_PARAM_BOOL_SEI_CHECK_HASH, 0);
    de265_set_parameter_bool(context_.get(), DE265_DECODER_PARAM_SUPPRESS_FAULTY_PICTURES, 1);
  }
  [[nodiscard]] bool ready() const noexcept { return context_ != nullptr; }

  // NAL unit = zero(1 bit) type(6 bits) layer(6 bits) temporal(3 bits) payload  (7.3.1.2)
  Result<void> push(Bytes unit, bool parameters) {
    if (unit.size() < 3 || ++units_ > kMaxUnits) return malformed("an HEVC picture has a wrong unit");
    const int type = unit[0] >> 1 & 0x3F;
    const bool wanted =
        parameters ? type >= kVideoParameters && type <= kPictureParameters : type >= kFirstIntra && type <= kLastIntra;
    if (!wanted) return ok();
    TRY_ASSIGN(const int size, narrow<int>(unit.size()));
    if (de265_push_NAL(context_.get(), unit.data(), size, 0, nullptr) != DE265_OK) {
      return malformed("an HEVC picture cannot be decoded");
    }
    return ok();
  }

  Result<const de265_image*> run() {
    de265_flush_data(context_.get());
    const de265_image* image = nullptr;
    int more = 1;
    // Each call does a unit or a part of one; a stream that gets no further must not hold the process.
    for (int calls = 0; image == nullptr && more != 0 && calls < 2 * units_ + 16; ++calls) {
      more = 0;
      if (de265_decode(context_.get(), &more) != DE265_OK) break;
      image = de265_get_next_picture(context_.get());
    }
    if (image == nullptr) return malformed("an HEVC picture cannot be decoded");
    return image;
  }

 private:
  Bound bound_;
  Context context_;
  int units_ = 0;
};

// hvcC = version(1) profile(20) length size(2 low bits of the 22nd byte) count(1) { type(1) count(2) { size(2) unit }*
// }* (ISO/IEC 14496-15, 8.3.3.1.2). Returns the size of lengths in the data.
Result<unsigned> push_parameters(Bytes config, Decoder& decoder) {
  Cursor in(config);
  TRY(in.skip(21));
  TRY_ASSIGN(const std::uint8_t sizes, in.u8());
  TRY_ASSIGN(const std::uint8_t arrays, in.u8());
  for (std::uint8_t i = 0; i < arrays; ++i) {
    TRY(in.skip(1));
    TRY_ASSIGN(const std::uint16_t count, in.u16be());
    for (std::uint16_t j = 0; j < count; ++j) {
      TRY_ASSIGN(const std::uint16_t size, in.u16be());
      TRY_ASSIGN(const Bytes unit, in.take(size));
      TRY(decoder.push(unit, true));
    }
  }
  return (sizes & 3U) + 1U;
}

// data = { size(1 to 4) unit }*
Result<void> push_slices(Bytes data, unsigned size_bytes, Decoder& decoder) {
  Cursor in(data);
  while (!in.at_end()) {
    std::uint32_t size = 0;
    for (unsigned i = 0; i < size_bytes; ++i) {
      TRY_ASSIGN(const std::uint8_t byte, in.u8());
      size = size << 8 | byte;
    }
    TRY_ASSIGN(const Bytes unit, in.take(size));
    TRY(decoder.push(unit, false));
  }
  return ok();
}

Result<void> copy_plane(const de265_image* image, int channel, Planes& planes) {
  const auto plane = static_cast<std::size_t>(channel);
  const int bits = de265_get_bits_per_pixel(image, channel);
  int stride = 0;
  const std::uint8_t* from = de265_get_image_plane(image, channel, &stride);
  const bool fits = from != nullptr && bits >= 8 && bits <= 16 &&
                    std::cmp_equal(de265_get_image_width(image, channel), planes.plane_width(plane)) &&
                    std::cmp_equal(de265_get_image_height(image, channel), planes.plane_height(plane));
  if (!fits) return malformed("an HEVC picture has another size than its item says");
  planes.copy(plane, from, stride, static_cast<unsigned>(bits));
  return ok();
}

Result<Planes> decode(Bytes config, Bytes data, std::uint32_t width, std::uint32_t height) {
  Decoder decoder(width, height);
  if (!decoder.ready()) return make_error(ErrorCode::TooLarge, "no memory for a decoder");
  TRY_ASSIGN(const unsigned size_bytes, push_parameters(config, decoder));
  TRY(push_slices(data, size_bytes, decoder));
  TRY_ASSIGN(const de265_image* image, decoder.run());
  Planes planes;
  planes.width = width;
  planes.height = height;
  const de265_chroma chroma = de265_get_chroma_format(image);
  planes.grey = chroma == de265_chroma_mono;
  planes.shift_x = chroma == de265_chroma_444 ? 0 : 1;
  planes.shift_y = chroma == de265_chroma_420 ? 1 : 0;
  planes.coding = {static_cast<std::uint16_t>(de265_get_image_colour_primaries(image)),
                   static_cast<std::uint16_t>(de265_get_image_transfer_characteristics(image)),
                   static_cast<std::uint16_t>(de265_get_image_matrix_coefficients(image)),
                   de265_get_image_full_range_flag(image) != 0};
  for (int channel = 0; channel < (planes.grey ? 1 : 3); ++channel)
    TRY(copy_plane(image, channel, planes));
  return planes;
}

}  // namespace

Result<Planes> decode_hevc(Bytes config, Bytes data, std::uint32_t width, std::uint32_t height) {
  try {
    return decode(config, data, width, height);
  } catch (...) {  // the library is C++ inside: no memory
    return make_error(ErrorCode::TooLarge, "an HEVC picture needs too much memory");
  }
}

void warm_up_hevc() {
  const Decoder once(64, 64);
}

}  // namespace mugai::image::heif
