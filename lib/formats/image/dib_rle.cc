// Codes: count(1) value(1) a run; 0 0 end of line; 0 1 end; 0 2 dx dy a skip; 0 n value* n pixels as they are, filled
// up to an even number of bytes. With 4 bits two pixels share a value.
#include "lib/formats/image/dib_rle.h"

#include <algorithm>

namespace mugai::image {
namespace {

class Decoder {
 public:
  Decoder(const DibHeader& header, Bytes codes)
      : width_(header.width), height_(header.height), half_(header.bits == 4), in_(codes) {
    rows_.pixels.assign(static_cast<std::size_t>(std::uint64_t{width_} * height_), -1);
  }

  Result<RleRows> run() {
    while (!ended_) {
      if (in_.at_end()) {
        if (y_ == 0) return make_error(ErrorCode::Truncated, "a bitmap has too few pixels", in_.offset());
        rows_.clean = false;
        break;
      }
      TRY(one());
    }
    rows_.used = in_.offset();
    return std::move(rows_);
  }

 private:
  Result<void> one() {
    TRY_ASSIGN(const std::uint8_t count, in_.u8());
    TRY_ASSIGN(const std::uint8_t value, in_.u8());
    if (count > 0) {
      for (unsigned i = 0; i < count; ++i)
        pixel(half_ ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
      return ok();
    }
    if (value == 0) {
      x_ = 0;
      ++y_;
    } else if (value == 1) {
      ended_ = true;
    } else if (value == 2) {
      TRY_ASSIGN(const std::uint8_t dx, in_.u8());
      TRY_ASSIGN(const std::uint8_t dy, in_.u8());
      x_ += dx;
      y_ += dy;
    } else {
      TRY(literal(value));
    }
    if (y_ > height_ || x_ > width_) rows_.clean = false;
    if (y_ > height_) ended_ = true;
    return ok();
  }

  Result<void> literal(std::uint8_t count) {
    const unsigned bytes = half_ ? (count + 1U) / 2U : count;
    TRY_ASSIGN(const Bytes data, in_.take(bytes));
    for (unsigned i = 0; i < count; ++i)
      pixel(half_ ? (i % 2 == 0 ? data[i / 2] >> 4 : data[i / 2] & 15) : data[i]);
    if (bytes % 2 != 0 && !in_.at_end()) TRY(in_.skip(1));
    return ok();
  }

  void pixel(int value) {
    if (x_ < width_ && y_ < height_) {
      rows_.pixels[static_cast<std::size_t>(y_ * width_ + x_)] = static_cast<std::int16_t>(value);
    } else {
      rows_.clean = false;
    }
    ++x_;
  }

  std::uint64_t width_;
  std::uint64_t height_;
  bool half_;
  Cursor in_;
  RleRows rows_;
  std::uint64_t x_ = 0;
  std::uint64_t y_ = 0;
  bool ended_ = false;
};

class Encoder {
 public:
  Encoder(const DibHeader& header, const RleRows& rows) : width_(header.width), half_(header.bits == 4), rows_(rows) {}

  Buffer run(std::uint32_t height) {
    for (std::uint32_t y = 0; y < height; ++y) {
      row_ = std::span<const std::int16_t>(rows_.pixels).subspan(std::size_t{y} * width_, width_);
      std::size_t x = 0;
      while (x < width_)
        x += piece(x);
      out_.insert(out_.end(), {0, 0});
    }
    out_.insert(out_.end(), {0, 1});
    return std::move(out_);
  }

 private:
  // Pixels from `x` on that one run code can say: alternating by two with 4 bits.
  [[nodiscard]] std::size_t run_length(std::size_t x) const {
    const std::size_t period = half_ ? 2 : 1;
    std::size_t length = 1;
    while (x + length < width_ && length < 255 && row_[x + length] >= 0 &&
           (length < period || row_[x + length] == row_[x + length - period])) {
      ++length;
    }
    return length;
  }

  std::size_t piece(std::size_t x) {
    if (row_[x] < 0) {
      std::size_t skip = 1;
      while (x + skip < width_ && skip < 255 && row_[x + skip] < 0)
        ++skip;
      out_.insert(out_.end(), {0, 2, static_cast<std::uint8_t>(skip), 0});
      return skip;
    }
    const std::size_t run = run_length(x);
    if (run >= 4) return put_run(x, run);
    std::size_t length = run;
    while (x + length < width_ && row_[x + length] >= 0 && length < 250) {
      const std::size_t next = run_length(x + length);
      if (next >= 4) break;
      length += 1;
    }
    return length >= 3 ? put_literal(x, length) : put_run(x, std::min<std::size_t>(run, length));
  }

  [[nodiscard]] std::uint8_t pair(std::size_t x, std::size_t end) const {
    const int second = x + 1 < end ? row_[x + 1] : 0;
    return static_cast<std::uint8_t>(row_[x] << 4 | second);
  }

  std::size_t put_run(std::size_t x, std::size_t length) {
    out_.push_back(static_cast<std::uint8_t>(length));
    out_.push_back(half_ ? pair(x, x + length) : static_cast<std::uint8_t>(row_[x]));
    return length;
  }

  std::size_t put_literal(std::size_t x, std::size_t length) {
    out_.insert(out_.end(), {0, static_cast<std::uint8_t>(length)});
    const std::size_t start = out_.size();
    for (std::size_t i = 0; i < length; i += half_ ? 2 : 1)
      out_.push_back(half_ ? pair(x + i, x + length) : static_cast<std::uint8_t>(row_[x + i]));
    if ((out_.size() - start) % 2 != 0) out_.push_back(0);
    return length;
  }

  std::size_t width_;
  bool half_;
  const RleRows& rows_;
  std::span<const std::int16_t> row_;
  Buffer out_;
};

}  // namespace

Result<RleRows> rle_decode(const DibHeader& header, Bytes codes) {
  return Decoder(header, codes).run();
}

Buffer rle_encode(const DibHeader& header, const RleRows& rows) {
  return Encoder(header, rows).run(header.height);
}

}  // namespace mugai::image
