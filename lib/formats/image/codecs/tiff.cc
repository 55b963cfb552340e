// TIFF (6.0 and its supplements; libtiff, the only file that sees its header). Every page is decoded strip by strip or
// tile by tile and coded again, with the tags that say how its pixels look and no others. Fax pages become G4, JPEG
// strips go through rebuild_jpeg() by their coefficients; LZW, Deflate and PackBits stay what they are.
//
// Reads and writes memory alone. Other codecs (old JPEG, JBIG, Thunder, NeXT, SGILog, PixarLog, LERC, LZMA, ZSTD, WebP)
// are refused. Memory: one strip or tile, and the output.
#include <tiffio.h>

#include <algorithm>
#include <memory>

#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/codecs/tiff_tags.h"
#include "lib/formats/image/icc.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

struct CodecRule {
  std::uint16_t in, out;
};
// What each way of compression comes out as.
constexpr CodecRule kCodecs[] = {
    {COMPRESSION_NONE, COMPRESSION_NONE},
    {COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX4},
    {COMPRESSION_CCITTRLEW, COMPRESSION_CCITTFAX4},
    {COMPRESSION_CCITTFAX3, COMPRESSION_CCITTFAX4},
    {COMPRESSION_CCITTFAX4, COMPRESSION_CCITTFAX4},
    {COMPRESSION_LZW, COMPRESSION_LZW},
    {COMPRESSION_PACKBITS, COMPRESSION_PACKBITS},
    {COMPRESSION_DEFLATE, COMPRESSION_ADOBE_DEFLATE},
    {COMPRESSION_ADOBE_DEFLATE, COMPRESSION_ADOBE_DEFLATE},
    {COMPRESSION_JPEG, COMPRESSION_JPEG},
};

// Tags of one number that are carried over as they are, where they are allowed values.
struct NumberRule {
  std::uint32_t tag;
  std::uint16_t least, most;
};
constexpr NumberRule kShorts[] = {
    {TIFFTAG_BITSPERSAMPLE, 1, 64}, {TIFFTAG_SAMPLESPERPIXEL, 1, 64}, {TIFFTAG_PHOTOMETRIC, 0, 8},
    {TIFFTAG_ORIENTATION, 1, 8},    {TIFFTAG_PLANARCONFIG, 1, 2},     {TIFFTAG_RESOLUTIONUNIT, 1, 3},
    {TIFFTAG_SAMPLEFORMAT, 1, 6},   {TIFFTAG_INKSET, 1, 2},
};

// A file in memory, as libtiff reads and writes it.
struct MemoryFile {
  Bytes input;    // of a reader
  Buffer output;  // of a writer
  std::uint64_t at = 0;
  bool writes = false;
  std::uint64_t limit = 0;

  [[nodiscard]] std::uint64_t size() const { return writes ? output.size() : input.size(); }
};

tmsize_t read_some(thandle_t handle, void* into, tmsize_t count) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const Bytes all = file.writes ? Bytes(file.output) : file.input;
  if (count < 0 || file.at > all.size()) return 0;
  const auto here =
      std::min<std::size_t>(static_cast<std::size_t>(count), all.size() - static_cast<std::size_t>(file.at));
  if (here > 0) std::memcpy(into, all.data() + file.at, here);
  file.at += here;
  return static_cast<tmsize_t>(here);
}
tmsize_t write_some(thandle_t handle, void* from, tmsize_t count) {
  auto& file = *static_cast<MemoryFile*>(handle);
  if (!file.writes || count < 0) return -1;
  const std::uint64_t end = file.at + static_cast<std::uint64_t>(count);
  if (end > file.limit) return -1;
  if (end > file.output.size()) file.output.resize(static_cast<std::size_t>(end));
  if (count > 0) std::memcpy(file.output.data() + file.at, from, static_cast<std::size_t>(count));
  file.at = end;
  return count;
}
toff_t seek_to(thandle_t handle, toff_t offset, int whence) {
  auto& file = *static_cast<MemoryFile*>(handle);
  if (whence == SEEK_CUR) offset += file.at;
  if (whence == SEEK_END) offset += file.size();
  file.at = offset;
  return offset;
}
int close_file(thandle_t /*handle*/) {
  return 0;
}
toff_t size_of(thandle_t handle) {
  return static_cast<MemoryFile*>(handle)->size();
}
int quiet(TIFF* /*tiff*/, void* /*data*/, const char* /*module*/, const char* /*format*/, va_list /*arguments*/) {
  return 1;  // handled: nothing is printed
}

struct Closer {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Closer>;

// Modes: little-endian output of classic form; input without mapping.
Tiff open_memory(MemoryFile& file, const char* mode, const ImageLimits& limits) {
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (options == nullptr) return nullptr;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, static_cast<tmsize_t>(limits.memory_bytes));
  TIFFOpenOptionsSetErrorHandlerExtR(options, quiet, nullptr);
  TIFFOpenOptionsSetWarningHandlerExtR(options, quiet, nullptr);
  Tiff tiff(TIFFClientOpenExt("", mode, &file, read_some, write_some, seek_to, close_file, size_of, nullptr, nullptr,
                              options));
  TIFFOpenOptionsFree(options);
  return tiff;
}

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

class Page {
 public:
  Page(TIFF* in, TIFF* out, const ImageLimits& limits, ImageReport& report)
      : in_(in), out_(out), limits_(limits), report_(report) {}

  Result<void> run() {
    TRY(read_basics());
    TRY(copy_tags());
    TRY(tiled_ ? set_tiles() : set_strips());
    TRY(copy_pixels());
    if (TIFFWriteDirectory(out_) == 0) return malformed("a TIFF page cannot be written");
    return ok();
  }
  [[nodiscard]] std::uint64_t pixels() const { return std::uint64_t{width_} * height_; }

 private:
  template <class T>
  T number(std::uint32_t tag, T otherwise) {
    T value{};
    return TIFFGetFieldDefaulted(in_, tag, &value) != 0 ? value : otherwise;
  }

  Result<void> read_basics() {
    width_ = number<std::uint32_t>(TIFFTAG_IMAGEWIDTH, 0);
    height_ = number<std::uint32_t>(TIFFTAG_IMAGELENGTH, 0);
    samples_ = number<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL, 1);
    bits_ = number<std::uint16_t>(TIFFTAG_BITSPERSAMPLE, 1);
    photometric_ = number<std::uint16_t>(TIFFTAG_PHOTOMETRIC, 0xFFFF);
    codec_ = number<std::uint16_t>(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    tiled_ = TIFFIsTiled(in_) != 0;
    if (samples_ == 0 || samples_ > 64 || bits_ == 0 || bits_ > 64) return malformed("a TIFF with too many samples");
    TRY(check_size(width_, height_, (std::uint64_t{samples_} * bits_ + 7) / 8, limits_));
    const CodecRule* rule =
        std::find_if(std::begin(kCodecs), std::end(kCodecs), [this](const CodecRule& r) { return r.in == codec_; });
    if (rule == std::end(kCodecs)) return make_error(ErrorCode::Unsupported, "a TIFF in a coding that is not rebuilt");
    out_codec_ = rule->out;
    if (out_codec_ == COMPRESSION_CCITTFAX4 && (bits_ != 1 || samples_ != 1)) return malformed("a fax with colours");
    if (photometric_ == 0xFFFF) photometric_ = samples_ >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    return ok();
  }

  Result<void> copy_tags() {
    TIFFSetField(out_, TIFFTAG_IMAGEWIDTH, width_);
    TIFFSetField(out_, TIFFTAG_IMAGELENGTH, height_);
    TIFFSetField(out_, TIFFTAG_COMPRESSION, out_codec_);
    for (const NumberRule& rule : kShorts) {
      std::uint16_t value = 0;
      if (TIFFGetField(in_, rule.tag, &value) == 0 || value < rule.least || value > rule.most) continue;
      TIFFSetField(out_, rule.tag, value);
    }
    TIFFSetField(out_, TIFFTAG_PHOTOMETRIC, photometric_);
    if (out_codec_ == COMPRESSION_JPEG && TIFFGetField(in_, TIFFTAG_PHOTOMETRIC, &photometric_) == 0) {
      return malformed("a TIFF without colour space");
    }
    const auto subfile = number<std::uint32_t>(TIFFTAG_SUBFILETYPE, 0) & 7U;  // reduced, page, mask
    if (subfile != 0) TIFFSetField(out_, TIFFTAG_SUBFILETYPE, subfile);
    for (const std::uint32_t tag : {std::uint32_t{TIFFTAG_XRESOLUTION}, std::uint32_t{TIFFTAG_YRESOLUTION}}) {
      float value = 0;
      if (TIFFGetField(in_, tag, &value) != 0 && value > 0 && value < 1e6F) {
        TIFFSetField(out_, tag, static_cast<double>(value));
      }
    }
    std::uint16_t predictor = 1;
    const bool predicts = out_codec_ == COMPRESSION_LZW || out_codec_ == COMPRESSION_ADOBE_DEFLATE;
    if (predicts && TIFFGetField(in_, TIFFTAG_PREDICTOR, &predictor) != 0 && predictor <= 3) {
      TIFFSetField(out_, TIFFTAG_PREDICTOR, predictor);
    }
    copy_lists();
    copy_profile();
    return ok();
  }

  void copy_lists() {
    std::uint16_t count = 0;
    std::uint16_t* kinds = nullptr;
    if (TIFFGetField(in_, TIFFTAG_EXTRASAMPLES, &count, &kinds) != 0 && count > 0 && count <= samples_) {
      TIFFSetField(out_, TIFFTAG_EXTRASAMPLES, count, kinds);
    }
    std::uint16_t* red = nullptr;
    std::uint16_t* green = nullptr;
    std::uint16_t* blue = nullptr;
    if (photometric_ == PHOTOMETRIC_PALETTE && TIFFGetField(in_, TIFFTAG_COLORMAP, &red, &green, &blue) != 0) {
      TIFFSetField(out_, TIFFTAG_COLORMAP, red, green, blue);
    }
    std::uint16_t across = 2;
    std::uint16_t down = 2;
    if (photometric_ == PHOTOMETRIC_YCBCR &&
        TIFFGetFieldDefaulted(in_, TIFFTAG_YCBCRSUBSAMPLING, &across, &down) != 0) {
      TIFFSetField(out_, TIFFTAG_YCBCRSUBSAMPLING, across, down);
    }
    std::uint16_t position = 1;
    if (photometric_ == PHOTOMETRIC_YCBCR && TIFFGetField(in_, TIFFTAG_YCBCRPOSITIONING, &position) != 0) {
      TIFFSetField(out_, TIFFTAG_YCBCRPOSITIONING, position == 2 ? 2 : 1);
    }
    float* levels = nullptr;
    if (photometric_ == PHOTOMETRIC_YCBCR && TIFFGetField(in_, TIFFTAG_REFERENCEBLACKWHITE, &levels) != 0) {
      TIFFSetField(out_, TIFFTAG_REFERENCEBLACKWHITE, levels);
    }
  }

  void copy_profile() {
    std::uint32_t size = 0;
    void* bytes = nullptr;
    if (TIFFGetField(in_, TIFFTAG_ICCPROFILE, &size, &bytes) == 0 || size == 0) return;
    const Bytes old(static_cast<const std::uint8_t*>(bytes), size);
    const auto profile = rebuild_profile(old, photometric_ <= PHOTOMETRIC_MINISBLACK ? 1 : 3);
    if (!profile) return report_.removed("IMG-004", "colour profile");
    if (!std::equal(old.begin(), old.end(), profile->begin(), profile->end())) {
      report_.rewritten("IMG-004", "colour profile");
    }
    TIFFSetField(out_, TIFFTAG_ICCPROFILE, static_cast<std::uint32_t>(profile->size()), profile->data());
  }

  Result<void> set_strips() {
    auto rows = number<std::uint32_t>(TIFFTAG_ROWSPERSTRIP, height_);
    if (rows == 0) return malformed("a TIFF with empty strips");
    TIFFSetField(out_, TIFFTAG_ROWSPERSTRIP, std::min(rows, height_));
    return ok();
  }

  Result<void> set_tiles() {
    const auto width = number<std::uint32_t>(TIFFTAG_TILEWIDTH, 0);
    const auto height = number<std::uint32_t>(TIFFTAG_TILELENGTH, 0);
    if (width == 0 || height == 0) return malformed("a TIFF with empty tiles");
    TIFFSetField(out_, TIFFTAG_TILEWIDTH, width);
    TIFFSetField(out_, TIFFTAG_TILELENGTH, height);
    return ok();
  }

  Result<void> copy_pixels() {
    const std::uint32_t count = tiled_ ? TIFFNumberOfTiles(in_) : TIFFNumberOfStrips(in_);
    const std::uint32_t wanted = tiled_ ? TIFFNumberOfTiles(out_) : TIFFNumberOfStrips(out_);
    if (count == 0 || count != wanted) return malformed("a TIFF's strips do not fit its size");
    if (out_codec_ == COMPRESSION_JPEG) return copy_jpegs(count);
    const tmsize_t size = tiled_ ? TIFFTileSize(in_) : TIFFStripSize(in_);
    const tmsize_t out_size = tiled_ ? TIFFTileSize(out_) : TIFFStripSize(out_);
    if (size <= 0 || size != out_size || static_cast<std::uint64_t>(size) > limits_.memory_bytes) {
      return make_error(ErrorCode::TooLarge, "a TIFF's strips are too large");
    }
    Buffer block(static_cast<std::size_t>(size));
    for (std::uint32_t i = 0; i < count; ++i) {
      std::fill(block.begin(), block.end(), std::uint8_t{0});
      const tmsize_t got =
          tiled_ ? TIFFReadEncodedTile(in_, i, block.data(), size) : TIFFReadEncodedStrip(in_, i, block.data(), size);
      if (got <= 0) return malformed("a TIFF's strip cannot be decoded");
      const tmsize_t put =
          tiled_ ? TIFFWriteEncodedTile(out_, i, block.data(), got) : TIFFWriteEncodedStrip(out_, i, block.data(), got);
      if (put < 0) return make_error(ErrorCode::TooLarge, "a TIFF's strip cannot be coded");
    }
    return ok();
  }

  // TIFF Technical Note 2: each strip is a JPEG stream that may lack the tables; those are a stream of their own.
  Result<void> copy_jpegs(std::uint32_t count) {
    std::uint32_t table_bytes = 0;
    void* tables = nullptr;
    Bytes shared;
    if (TIFFGetField(in_, TIFFTAG_JPEGTABLES, &table_bytes, &tables) != 0 && table_bytes > 4) {
      shared = Bytes(static_cast<const std::uint8_t*>(tables), table_bytes - 2);  // without the end
    }
    const auto fill_order = number<std::uint16_t>(TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
    if (fill_order != FILLORDER_MSB2LSB) return make_error(ErrorCode::Unsupported, "a TIFF with JPEG bits reversed");
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t size = TIFFGetStrileByteCount(in_, i);
      if (size < 4 || size > limits_.input_bytes) return malformed("a TIFF's JPEG strip is empty");
      Buffer strip(static_cast<std::size_t>(size));
      const auto wanted = static_cast<tmsize_t>(size);
      const tmsize_t got =
          tiled_ ? TIFFReadRawTile(in_, i, strip.data(), wanted) : TIFFReadRawStrip(in_, i, strip.data(), wanted);
      if (got != wanted) return make_error(ErrorCode::Truncated, "a TIFF's strip is missing");
      Buffer whole(shared.begin(), shared.end());
      put(whole, shared.empty() ? Bytes(strip) : Bytes(strip).subspan(2));
      MemorySink coded;
      TRY(rebuild_jpeg(whole, coded, limits_, report_, {.orientation = false, .profile = false}));
      Buffer bytes = coded.take();
      const auto length = static_cast<tmsize_t>(bytes.size());
      const tmsize_t written =
          tiled_ ? TIFFWriteRawTile(out_, i, bytes.data(), length) : TIFFWriteRawStrip(out_, i, bytes.data(), length);
      if (written != length) return malformed("a TIFF's strip cannot be written");
    }
    return ok();
  }

  TIFF* in_;
  TIFF* out_;
  const ImageLimits& limits_;
  ImageReport& report_;
  std::uint32_t width_ = 0;
  std::uint32_t height_ = 0;
  std::uint16_t samples_ = 1;
  std::uint16_t bits_ = 1;
  std::uint16_t photometric_ = 0;
  std::uint16_t codec_ = 1;
  std::uint16_t out_codec_ = 1;
  bool tiled_ = false;
};

}  // namespace

Result<void> rebuild_tiff(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  TRY_ASSIGN(const std::uint32_t pages, check_tiff_directories(picture, limits, report));
  MemoryFile source{.input = picture, .output = {}, .at = 0, .writes = false, .limit = 0};
  MemoryFile result{.input = {}, .output = {}, .at = 0, .writes = true, .limit = limits.memory_bytes};
  const Tiff in = open_memory(source, "rm", limits);
  Tiff made = open_memory(result, "wlm", limits);
  if (in == nullptr || made == nullptr) return malformed("a TIFF cannot be read");
  std::uint64_t total = 0;
  for (std::uint32_t page = 0; page < pages; ++page) {
    if (page > 0 && TIFFReadDirectory(in.get()) == 0) return malformed("a TIFF page cannot be read");
    Page one(in.get(), made.get(), limits, report);
    TRY(one.run());
    total += one.pixels();
    if (total > limits.total_pixels) return make_error(ErrorCode::TooLarge, "a TIFF has too many pixels in all");
  }
  made.reset();
  return out.write(Bytes(result.output));
}

}  // namespace mugai::image
