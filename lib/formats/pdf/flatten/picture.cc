#include "lib/formats/pdf/flatten/picture.h"

#include <algorithm>
#include <array>

#include "lib/formats/image/raster.h"
#include "lib/formats/pdf/pictures.h"

namespace mugai::pdf::flatten {
namespace {

constexpr std::size_t kMaxPalette = 256;
// JPEG is tried where Flate takes more bytes a pixel, and taken where it halves them. A page of text takes 0.02 to 0.1
// in Flate, a scan or a photograph 0.4 to 2.
constexpr double kFlateIsLarge = 0.25;
constexpr std::size_t kWorthIt = 2;
constexpr int kQuality = 90;  // no coarser colours from here on: coloured text stays sharp

using Color = std::uint32_t;  // 0xRRGGBB

// The colours of a picture, as long as they are few.
class Palette {
 public:
  Palette() { slots_.fill(kFree); }
  void add(Color color) {
    if (color == last_ || overfull_) return;
    last_ = color;
    std::size_t at = slot_of(color);
    while (slots_.at(at) != kFree && slots_.at(at) != color)
      at = (at + 1) % kSlots;
    if (slots_.at(at) == color) return;
    if (colors_.size() == kMaxPalette) {
      overfull_ = true;
      return;
    }
    slots_.at(at) = color;
    colors_.push_back(color);
  }
  // In rising order, so that the bytes do not depend on where a colour stands; index() is valid from then on.
  void settle() {
    std::sort(colors_.begin(), colors_.end());
    for (std::size_t i = 0; i < colors_.size(); ++i) {
      std::size_t at = slot_of(colors_[i]);
      while (slots_.at(at) != colors_[i])
        at = (at + 1) % kSlots;
      places_.at(at) = static_cast<std::uint8_t>(i);
    }
  }
  [[nodiscard]] std::uint8_t index(Color color) const {
    std::size_t at = slot_of(color);
    while (slots_.at(at) != color)
      at = (at + 1) % kSlots;
    return places_.at(at);
  }
  [[nodiscard]] bool overfull() const noexcept { return overfull_; }
  [[nodiscard]] const std::vector<Color>& colors() const noexcept { return colors_; }

 private:
  static constexpr std::size_t kSlots = 1024;
  static constexpr Color kFree = 0xFFFFFFFF;
  static std::size_t slot_of(Color color) noexcept { return (color * 2654435761U) >> 22; }

  std::array<Color, kSlots> slots_{};
  std::array<std::uint8_t, kSlots> places_{};
  std::vector<Color> colors_;
  Color last_ = kFree;
  bool overfull_ = false;
};

struct Seen {
  Palette palette;
  bool grey = true;
};

void look(Bytes rgb, Seen& seen) {
  for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
    const Color color = (Color{rgb[i]} << 16) | (Color{rgb[i + 1]} << 8) | rgb[i + 2];
    seen.grey = seen.grey && rgb[i] == rgb[i + 1] && rgb[i] == rgb[i + 2];
    seen.palette.add(color);
  }
}

unsigned bits_for(std::size_t colors) noexcept {
  if (colors <= 2) return 1;
  if (colors <= 4) return 2;
  return colors <= 16 ? 4 : 8;
}

Buffer grey_of(Bytes rgb) {
  Buffer out(rgb.size() / 3);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = rgb[3 * i];
  return out;
}

// Rows of `bits` a pixel, each begun at a byte (8.9.3).
Buffer indexed(Bytes rgb, const PageSize& size, const Palette& palette, unsigned bits) {
  const std::size_t row_bytes = (std::size_t{size.width} * bits + 7) / 8;
  Buffer out(row_bytes * size.height);
  std::size_t at = 0;
  for (std::uint32_t y = 0; y < size.height; ++y) {
    std::uint8_t* row = out.data() + y * row_bytes;
    for (std::uint32_t x = 0; x < size.width; ++x, at += 3) {
      const Color color = (Color{rgb[at]} << 16) | (Color{rgb[at + 1]} << 8) | rgb[at + 2];
      const std::size_t bit = std::size_t{x} * bits;
      row[bit / 8] = static_cast<std::uint8_t>(row[bit / 8] | (palette.index(color) << (8 - bits - bit % 8)));
    }
  }
  return out;
}

Object palette_space(const Palette& palette) {
  std::string table;
  for (const Color color : palette.colors()) {
    for (const unsigned shift : {16U, 8U, 0U})
      table.push_back(static_cast<char>((color >> shift) & 0xFF));
  }
  return Array{name("Indexed"), name("DeviceRGB"), integer(static_cast<std::int64_t>(palette.colors().size()) - 1),
               String{std::move(table)}};
}

Picture head_of(const PageSize& size, Object space, unsigned bits) {
  Picture picture;
  picture.dict.set("Type", name("XObject"));
  picture.dict.set("Subtype", name("Image"));
  picture.dict.set("Width", integer(size.width));
  picture.dict.set("Height", integer(size.height));
  picture.dict.set("ColorSpace", std::move(space));
  picture.dict.set("BitsPerComponent", integer(bits));
  return picture;
}

Result<Picture> flate(const PageSize& size, Object space, unsigned bits, Bytes samples, Deflater& deflater) {
  Picture picture = head_of(size, std::move(space), bits);
  picture.dict.set("Filter", name("FlateDecode"));
  TRY_ASSIGN(picture.data, deflater.compress(samples));
  return picture;
}

// With the PNG predictor (7.4.4.4): neighbours differ little in what has many tones.
Result<Picture> predicted(const PageSize& size, unsigned channels, Bytes samples, Deflater& deflater) {
  const Predictor rows{15, channels, 8, size.width};
  Picture picture = head_of(size, name(channels == 1 ? "DeviceGray" : "DeviceRGB"), 8);
  picture.dict.set("Filter", name("FlateDecode"));
  Dict parms;
  parms.set("Predictor", integer(15));
  parms.set("Colors", integer(channels));
  parms.set("Columns", integer(size.width));
  picture.dict.set("DecodeParms", std::move(parms));
  TRY_ASSIGN(picture.data, deflater.compress(predict_rows(rows, samples)));
  return picture;
}

Result<Picture> jpeg(const PageSize& size, unsigned channels, Buffer samples) {
  image::Raster raster;
  raster.width = size.width;
  raster.height = size.height;
  raster.channels = static_cast<std::uint8_t>(channels);
  raster.pixels = std::move(samples);
  MemorySink out;
  TRY(image::encode_jpeg(raster, kQuality, out));
  Picture picture = head_of(size, name(channels == 1 ? "DeviceGray" : "DeviceRGB"), 8);
  picture.dict.set("Filter", name("DCTDecode"));
  picture.data = out.take();
  return picture;
}

bool is_large(const Picture& picture, const PageSize& size) noexcept {
  const double pixels = static_cast<double>(size.width) * size.height;
  constexpr std::size_t kSmall = 16 << 10;
  return picture.data.size() > kSmall && static_cast<double>(picture.data.size()) > kFlateIsLarge * pixels;
}

// Many tones: the smaller of two lossless codings, or JPEG.
Result<Picture> toned(const PageSize& size, unsigned channels, Buffer samples, Coding coding, Deflater& deflater) {
  TRY_ASSIGN(Picture best, flate(size, name(channels == 1 ? "DeviceGray" : "DeviceRGB"), 8, samples, deflater));
  if (!is_large(best, size)) return best;
  TRY_ASSIGN(Picture other, predicted(size, channels, samples, deflater));
  if (other.data.size() < best.data.size()) best = std::move(other);
  if (coding == Coding::Lossless || !is_large(best, size)) return best;
  TRY_ASSIGN(Picture lossy, jpeg(size, channels, std::move(samples)));
  return lossy.data.size() * kWorthIt < best.data.size() ? std::move(lossy) : std::move(best);
}

}  // namespace

Result<Picture> encode_picture(Source& pixels, std::uint64_t offset, const PageSize& size, Coding coding,
                               Deflater& deflater) {
  TRY_ASSIGN(Buffer rgb, pixels.read_buffer(offset, picture_bytes(size)));
  Seen seen;
  look(rgb, seen);
  const std::size_t colors = seen.palette.overfull() ? kMaxPalette + 1 : seen.palette.colors().size();
  constexpr std::size_t kFewGreys = 16;
  if (colors <= kMaxPalette && (!seen.grey || colors <= kFewGreys)) {
    seen.palette.settle();
    const unsigned bits = bits_for(colors);
    const Buffer samples = indexed(rgb, size, seen.palette, bits);
    return flate(size, palette_space(seen.palette), bits, samples, deflater);
  }
  if (seen.grey) return toned(size, 1, grey_of(rgb), coding, deflater);
  return toned(size, 3, std::move(rgb), coding, deflater);
}

}  // namespace mugai::pdf::flatten
