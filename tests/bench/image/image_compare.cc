// image_compare BEFORE AFTER: 0 where both show the same, 1 where not, 2 where they cannot be compared (another kind,
// a kind without a reference decoder here, a lossy source). Decodes with the formats' own libraries.
#include <gif_lib.h>
#include <spng.h>
#include <tiffio.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/bench/image/compare_jpeg.h"

namespace {

using Pixels = std::vector<std::uint32_t>;

std::string load(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool decode_png(const std::string& bytes, std::vector<std::uint8_t>& out) {
  spng_ctx* context = spng_ctx_new(0);
  spng_set_png_buffer(context, bytes.data(), bytes.size());
  std::size_t size = 0;
  bool done = spng_decoded_image_size(context, SPNG_FMT_RGBA16, &size) == 0;
  if (done) {
    out.resize(size);
    done = spng_decode_image(context, out.data(), size, SPNG_FMT_RGBA16, SPNG_DECODE_TRNS) == 0;
  }
  spng_ctx_free(context);
  return done;
}

struct GifSource {
  const std::string* bytes;
  std::size_t at;
};
int read_gif(GifFileType* file, GifByteType* into, int count) {
  auto* source = static_cast<GifSource*>(file->UserData);
  const std::size_t here = std::min<std::size_t>(static_cast<std::size_t>(count), source->bytes->size() - source->at);
  std::memcpy(into, source->bytes->data() + source->at, here);
  source->at += here;
  return static_cast<int>(here);
}

void add_colors(const ColorMapObject* map, std::vector<int>& out) {
  for (int i = 0; map != nullptr && i < map->ColorCount; ++i)
    out.insert(out.end(), {map->Colors[i].Red, map->Colors[i].Green, map->Colors[i].Blue});
}

bool decode_gif(const std::string& bytes, std::vector<int>& out) {
  GifSource source{&bytes, 0};
  int error = 0;
  GifFileType* file = DGifOpen(&source, read_gif, &error);
  if (file == nullptr) return false;
  const bool done = DGifSlurp(file) == GIF_OK;
  out.insert(out.end(), {file->SWidth, file->SHeight, file->SBackGroundColor});
  add_colors(file->SColorMap, out);
  for (int i = 0; i < file->ImageCount; ++i) {
    const SavedImage& image = file->SavedImages[i];
    out.insert(out.end(), {image.ImageDesc.Left, image.ImageDesc.Top, image.ImageDesc.Width, image.ImageDesc.Height});
    add_colors(image.ImageDesc.ColorMap, out);
    GraphicsControlBlock control{};
    DGifSavedExtensionToGCB(file, i, &control);
    out.insert(out.end(), {control.DisposalMode, control.DelayTime, control.TransparentColor});
    if (image.RasterBits == nullptr) continue;
    out.insert(out.end(), image.RasterBits, image.RasterBits + image.ImageDesc.Width * image.ImageDesc.Height);
  }
  DGifCloseFile(file, &error);
  return done;
}

bool decode_tiff(const char* path, Pixels& out) {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  TIFF* tiff = TIFFOpen(path, "r");
  if (tiff == nullptr) return false;
  bool done = true;
  do {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
    Pixels page(std::size_t{width} * height);
    done = TIFFReadRGBAImageOriented(tiff, width, height, page.data(), ORIENTATION_TOPLEFT, 1) != 0;
    out.insert(out.end(), {width, height});
    out.insert(out.end(), page.begin(), page.end());
  } while (done && TIFFReadDirectory(tiff) != 0);
  TIFFClose(tiff);
  return done;
}

bool decode_webp(const std::string& bytes, std::vector<std::uint8_t>& out) {
  const WebPData data = {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  WebPAnimDecoder* decoder = WebPAnimDecoderNew(&data, nullptr);
  if (decoder == nullptr) return false;
  WebPAnimInfo info;
  WebPAnimDecoderGetInfo(decoder, &info);
  while (WebPAnimDecoderHasMoreFrames(decoder) != 0) {
    std::uint8_t* frame = nullptr;
    int time = 0;
    if (WebPAnimDecoderGetNext(decoder, &frame, &time) == 0) break;
    out.push_back(static_cast<std::uint8_t>(time));
    out.insert(out.end(), frame, frame + std::size_t{info.canvas_width} * info.canvas_height * 4);
  }
  WebPAnimDecoderDelete(decoder);
  return !out.empty();
}

template <class Values>
int verdict(bool read_before, bool read_after, const Values& before, const Values& after) {
  if (!read_before || !read_after) return 2;
  return before == after ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string before = load(argv[1]);
  const std::string after = load(argv[2]);
  const auto both = [&](std::string_view mark, std::size_t at) {
    return before.compare(at, mark.size(), mark) == 0 && after.compare(at, mark.size(), mark) == 0;
  };
  if (before.size() < 12 || after.size() < 12) return 2;
  if (both("\xFF\xD8", 0)) return compare_jpeg(before, after);
  if (both("\x89PNG", 0)) {
    std::vector<std::uint8_t> a;
    std::vector<std::uint8_t> b;
    const bool first = decode_png(before, a);
    return verdict(first, decode_png(after, b), a, b);
  }
  if (both("GIF8", 0)) {
    std::vector<int> a;
    std::vector<int> b;
    const bool first = decode_gif(before, a);
    return verdict(first, decode_gif(after, b), a, b);
  }
  if (both("II", 0) || both("MM", 0) ||
      ((before.starts_with("MM") || before.starts_with("II")) && after.starts_with("II"))) {
    Pixels a;
    Pixels b;
    const bool first = decode_tiff(argv[1], a);
    return verdict(first, decode_tiff(argv[2], b), a, b);
  }
  if (both("WEBP", 8)) {
    std::vector<std::uint8_t> a;
    std::vector<std::uint8_t> b;
    const bool first = decode_webp(before, a);
    return verdict(first, decode_webp(after, b), a, b);
  }
  return 2;
}
