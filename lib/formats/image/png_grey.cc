// The brightness of a PNG's pixels, for find_code.h: every so many rows and columns. Interlaced ones are left alone.
#include <algorithm>
#include <array>

#include "lib/formats/image/find_code.h"
#include "lib/formats/image/png_lines.h"
#include "lib/formats/image/png_write.h"
#include "lib/stream/inflate.h"

namespace mugai::image {
namespace {

class GreyStage final : public Sink {
 public:
  GreyStage(const PngHeader& header, Bytes palette)
      : header_(header),
        palette_(palette),
        row_bytes_(static_cast<std::size_t>(png_passes(header).front().row_bytes)),
        step_((std::max(header.width, header.height) + kGreySide - 1) / kGreySide),
        above_(row_bytes_) {
    grey_.width = (header.width + step_ - 1) / step_;
    grey_.height = (header.height + step_ - 1) / step_;
  }
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    while (!bytes.empty() && row_ < header_.height) {
      const Bytes part = bytes.first(std::min(bytes.size(), row_bytes_ + 1 - line_.size()));
      line_.insert(line_.end(), part.begin(), part.end());
      bytes = bytes.subspan(part.size());
      if (line_.size() == row_bytes_ + 1) TRY(end_line());
    }
    return ok();
  }
  [[nodiscard]] Grey take() {
    grey_.pixels.resize(std::size_t{grey_.width} * grey_.height, 0xFF);
    return std::move(grey_);
  }

 private:
  Result<void> end_line() {
    const MutableBytes row = MutableBytes(line_).subspan(1);
    TRY(unfilter(line_[0], row, above_, header_.pixel_bytes()));
    above_.assign(row.begin(), row.end());
    if (row_ % step_ == 0) {
      for (std::uint32_t x = 0; x < header_.width; x += step_)
        grey_.pixels.push_back(pixel(row, x));
    }
    ++row_;
    line_.clear();
    return ok();
  }

  [[nodiscard]] std::uint8_t pixel(Bytes row, std::uint32_t x) const {
    if (header_.depth < 8) {
      const std::size_t bit = std::size_t{x} * header_.depth;
      const unsigned most = (1U << header_.depth) - 1U;
      const unsigned value = static_cast<unsigned>(row[bit / 8]) >> (8 - header_.depth - bit % 8) & most;
      return header_.color == 3 ? brightness(palette_, value * 3) : static_cast<std::uint8_t>(value * 255 / most);
    }
    const std::size_t sample = header_.depth / 8U;
    const std::size_t at = std::size_t{x} * header_.channels() * sample;
    if (header_.color == 3) return brightness(palette_, std::size_t{row[at]} * 3);
    if (header_.channels() <= 2) return row[at];
    return static_cast<std::uint8_t>((row[at] * 2U + row[at + sample] * 5U + row[at + 2 * sample]) / 8U);
  }
  static std::uint8_t brightness(Bytes colors, std::size_t at) {
    if (at + 3 > colors.size()) return 0;
    return static_cast<std::uint8_t>((colors[at] * 2U + colors[at + 1] * 5U + colors[at + 2]) / 8U);
  }

  const PngHeader& header_;
  Bytes palette_;
  std::size_t row_bytes_;
  std::uint32_t step_;
  Buffer above_;
  Buffer line_;
  std::uint32_t row_ = 0;
  Grey grey_;
};

}  // namespace

// The picture has been rebuilt before: its chunks are known to be right.
Result<Grey> decode_grey_png(Bytes picture, const ImageLimits& limits) {
  ImageLimits uncounted = limits;
  uncounted.budget = nullptr;  // these pixels were charged when they were rebuilt
  Cursor in(picture);
  TRY(in.skip(kPngSignature.size() + 8));
  TRY_ASSIGN(const Bytes head, in.take(13));
  TRY_ASSIGN(const PngHeader header, read_png_header(head, uncounted));
  if (header.interlaced) return make_error(ErrorCode::Unsupported, "interlaced");
  TRY(in.skip(4));
  Bytes palette;
  std::vector<Bytes> data;
  for (;;) {
    TRY_ASSIGN(const std::uint32_t length, in.u32be());
    TRY_ASSIGN(const Bytes type, in.take(4));
    TRY_ASSIGN(const Bytes body, in.take(length));
    TRY(in.skip(4));
    if (as_text(type) == "PLTE") palette = body;
    if (as_text(type) == "IDAT") data.push_back(body);
    if (as_text(type) == "IEND") break;
  }
  GreyStage grey(header, palette);
  InflateStage inflate(grey, png_data_bytes(header) + (std::uint64_t{16} << 20));
  std::size_t skip = 2;
  for (const Bytes part : data) {
    const std::size_t here = std::min(skip, part.size());
    skip -= here;
    if (!inflate.done()) TRY(inflate.write(part.subspan(here)));
  }
  return grey.take();
}

}  // namespace mugai::image
