// GIF (89a specification, CompuServe 1990): read block by block; each image is decoded to its indices and coded again.
// Kept: screen, colour tables, graphic control (disposal, delay, transparency), images, one loop counter. Gone:
// comments, plain text, other application extensions (XMP, ICC), waits for a key, everything after the trailer.
//
// A frame that reaches beyond the screen is cut to it; a delay of less than 20 ms becomes 100 ms, as browsers show it;
// indices without a colour become index 0; missing pixels are transparent where the frame has such a colour.
// Memory: one frame.
#include <algorithm>
#include <optional>

#include "lib/formats/image/gif_lzw.h"
#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t kShownDelay = 10;  // 100 ms, in hundredths of a second

struct Control {
  std::uint8_t disposal = 0;  // 0 to 3
  std::uint16_t delay = 0;    // hundredths of a second
  std::optional<std::uint8_t> transparent;
};

struct Frame {
  std::uint16_t left = 0, top = 0, width = 0, height = 0;
  bool interlaced = false;
  Bytes colors;  // empty: the global ones
  unsigned color_bits = 0;
  Buffer indices;
};

unsigned bits_of(std::uint8_t packed) {
  return (packed & 7U) + 1U;
}

// The lines of four passes (appendix E), as the number of the line that comes next.
std::vector<std::uint32_t> interlaced_lines(std::uint32_t height) {
  std::vector<std::uint32_t> lines;
  constexpr std::pair<std::uint32_t, std::uint32_t> kPasses[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
  for (const auto& [first, step] : kPasses) {
    for (std::uint32_t line = first; line < height; line += step)
      lines.push_back(line);
  }
  return lines;
}

class Rebuilder {
 public:
  Rebuilder(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report)
      : in_(picture), out_(out), limits_(limits), report_(report) {}

  // GIF data stream = header screen [colour table] { block } trailer  (appendix B)
  Result<void> run() {
    TRY(in_.skip(6));
    TRY(screen());
    for (;;) {
      if (in_.at_end() && frames_ > 0) {
        report_.rewritten("IMG-009", "a picture without end");
        break;
      }
      TRY_ASSIGN(const std::uint8_t introducer, in_.u8());
      if (introducer == 0x3B) break;
      if (introducer == 0x2C) {
        TRY(image());
      } else if (introducer == 0x21) {
        TRY(extension());
      } else {
        return make_error(ErrorCode::Malformed, "a GIF block is unknown", in_.offset());
      }
    }
    if (frames_ == 0) return make_error(ErrorCode::Malformed, "a GIF without picture", in_.offset());
    if (!in_.at_end()) report_.removed("IMG-002", "data after the end of the picture");
    return out_.write(";"sv);
  }

 private:
  // Logical screen descriptor (section 18): width height packed background aspect
  Result<void> screen() {
    TRY_ASSIGN(width_, in_.u16le());
    TRY_ASSIGN(height_, in_.u16le());
    TRY(check_size(width_, height_, 1, limits_));
    TRY_ASSIGN(const std::uint8_t packed, in_.u8());
    TRY_ASSIGN(const std::uint8_t background, in_.u8());
    TRY_ASSIGN(const std::uint8_t aspect, in_.u8());
    Buffer head;
    put(head, "GIF89a");
    put_le(head, width_, 2);
    put_le(head, height_, 2);
    for (const std::uint8_t byte : {packed, background, aspect})
      put_le(head, byte, 1);
    if ((packed & 0x80) != 0) {
      global_bits_ = bits_of(packed);
      TRY_ASSIGN(const Bytes colors, in_.take(std::uint64_t{3} << global_bits_));
      put(head, colors);
    }
    return out_.write(Bytes(head));
  }

  // Data sub-blocks: length and data, until length 0 (section 15); put together.
  Result<Buffer> sub_blocks() {
    Buffer data;
    for (;;) {
      TRY_ASSIGN(const std::uint8_t length, in_.u8());
      if (length == 0) return data;
      TRY_ASSIGN(const Bytes block, in_.take(length));
      put(data, block);
    }
  }

  // Image descriptor (section 20), [colour table], table based image data (section 22).
  Result<void> image() {
    if (++frames_ > limits_.frames) return make_error(ErrorCode::TooMany, "a GIF has too many frames", in_.offset());
    Frame frame;
    TRY_ASSIGN(frame.left, in_.u16le());
    TRY_ASSIGN(frame.top, in_.u16le());
    TRY_ASSIGN(frame.width, in_.u16le());
    TRY_ASSIGN(frame.height, in_.u16le());
    TRY_ASSIGN(const std::uint8_t packed, in_.u8());
    TRY(check_size(frame.width, frame.height, 1, limits_));
    const std::uint64_t pixels = std::uint64_t{frame.width} * frame.height;
    total_pixels_ += pixels;
    if (total_pixels_ > limits_.total_pixels) {
      return make_error(ErrorCode::TooLarge, "a GIF has too many pixels in all", in_.offset());
    }
    frame.interlaced = (packed & 0x40) != 0;
    frame.color_bits = global_bits_;
    if ((packed & 0x80) != 0) {
      frame.color_bits = bits_of(packed);
      TRY_ASSIGN(frame.colors, in_.take(std::uint64_t{3} << frame.color_bits));
    }
    TRY_ASSIGN(const std::uint8_t code_size, in_.u8());
    if (code_size < 1 || code_size > 8) {
      return make_error(ErrorCode::Malformed, "a GIF code size is wrong", in_.offset());
    }
    TRY_ASSIGN(const Buffer codes, sub_blocks());
    LzwResult decoded = lzw_decode(codes, code_size, pixels);
    if (!decoded.clean) report_.rewritten("IMG-009", "damaged pixels");
    frame.indices = std::move(decoded.indices);
    frame.indices.resize(static_cast<std::size_t>(pixels), control_.transparent.value_or(0));
    if (frame.color_bits == 0) frame.color_bits = code_size;  // no colours at all: the viewer's own
    repair_indices(frame);
    return write_frame(frame);
  }

  void repair_indices(Frame& frame) {
    const auto beyond = [&](std::uint8_t index) { return index >> frame.color_bits != 0; };
    if (std::none_of(frame.indices.begin(), frame.indices.end(), beyond)) return;
    std::replace_if(frame.indices.begin(), frame.indices.end(), beyond, std::uint8_t{0});
    report_.rewritten("IMG-009", "pixels without a colour");
  }

  // False where nothing of the frame lies on the screen.
  bool cut_to_screen(Frame& frame) {
    if (frame.left >= width_ || frame.top >= height_) return false;
    const auto width = static_cast<std::uint16_t>(std::min<int>(frame.width, width_ - frame.left));
    const auto height = static_cast<std::uint16_t>(std::min<int>(frame.height, height_ - frame.top));
    if (width == frame.width && height == frame.height) return true;
    report_.rewritten("IMG-009", "a frame outside of the screen");
    Buffer cut(std::size_t{width} * height);
    const auto lines = frame.interlaced ? interlaced_lines(frame.height) : std::vector<std::uint32_t>();
    for (std::size_t i = 0; i < frame.height; ++i) {
      const std::size_t line = frame.interlaced ? lines[i] : i;
      if (line >= height) continue;
      const Bytes row = Bytes(frame.indices).subspan(i * frame.width, width);
      std::copy(row.begin(), row.end(), cut.begin() + static_cast<std::ptrdiff_t>(line * width));
    }
    frame.indices = std::move(cut);
    frame.width = width;
    frame.height = height;
    frame.interlaced = false;
    return true;
  }

  Result<void> write_frame(Frame& frame) {
    if (!cut_to_screen(frame)) {
      // One pixel in the corner, so that the animation keeps its time.
      report_.rewritten("IMG-009", "a frame outside of the screen");
      frame.left = frame.top = 0;
      frame.width = frame.height = 1;
      frame.interlaced = false;
      // Its colour must be one that the code can write.
      if (!control_.transparent || *control_.transparent >> frame.color_bits != 0)
        control_.transparent = std::uint8_t{0};
      frame.indices.assign(1, *control_.transparent);
      if (looped_ && !has_control_) control_.delay = kShownDelay;
      has_control_ = true;
    }
    Buffer out;
    if (has_control_) write_control(out);
    out.push_back(0x2C);
    for (const std::uint16_t value : {frame.left, frame.top, frame.width, frame.height})
      put_le(out, value, 2);
    const unsigned local = frame.colors.empty() ? 0U : 0x80U | (frame.color_bits - 1U);
    out.push_back(static_cast<std::uint8_t>(local | (frame.interlaced ? 0x40U : 0U)));
    put(out, frame.colors);
    const unsigned code_size = std::max(2U, frame.color_bits);
    out.push_back(static_cast<std::uint8_t>(code_size));
    const Buffer codes = lzw_encode(frame.indices, code_size);
    for (std::size_t at = 0; at < codes.size(); at += 255) {
      const Bytes block = Bytes(codes).subspan(at).first(std::min<std::size_t>(255, codes.size() - at));
      out.push_back(static_cast<std::uint8_t>(block.size()));
      put(out, block);
    }
    out.push_back(0);
    control_ = {};
    has_control_ = false;
    return out_.write(Bytes(out));
  }

  // Graphic control extension (section 23): 4, packed, delay, transparent index, 0
  void write_control(Buffer& out) {
    put(out, "\x21\xF9\x04"sv);
    const unsigned packed = static_cast<unsigned>(control_.disposal) << 2U | (control_.transparent ? 1U : 0U);
    out.push_back(static_cast<std::uint8_t>(packed));
    put_le(out, control_.delay, 2);
    out.push_back(control_.transparent.value_or(0));
    out.push_back(0);
  }

  Result<void> extension() {
    TRY_ASSIGN(const std::uint8_t label, in_.u8());
    TRY_ASSIGN(const Buffer data, sub_blocks());
    if (label == 0xF9 && data.size() == 4) {
      read_control(data);
      return ok();
    }
    // 11 bytes of name, then 1 and the loop count
    const bool loop = label == 0xFF && data.size() >= 14 && data[11] == 1 &&
                      (starts_with(data, "NETSCAPE2.0"sv) || starts_with(data, "ANIMEXTS1.0"sv));
    if (loop && !looped_ && frames_ == 0) {
      looped_ = true;
      Buffer out;
      put(out, "\x21\xFF\x0BNETSCAPE2.0\x03\x01"sv);
      for (const std::uint8_t byte : {data[12], data[13], std::uint8_t{0}})
        put_le(out, byte, 1);
      if (data.size() != 14 || data[0] != 'N') report_.rewritten("IMG-009", "GIF loop counter");
      return out_.write(Bytes(out));
    }
    if (label == 0x01) {  // a plain text uses its graphic control up
      has_control_ = false;
      control_ = {};
    }
    report_.removed("IMG-009", label == 0xFE   ? "GIF comment"
                               : label == 0xFF ? "GIF application extension"
                                               : "GIF extension");
    return ok();
  }

  void read_control(const Buffer& data) {
    const std::uint8_t disposal = data[0] >> 2 & 7U;
    control_.disposal = disposal > 3 ? 0 : disposal;
    control_.delay = static_cast<std::uint16_t>(data[1] | data[2] << 8);
    control_.transparent.reset();
    if ((data[0] & 1U) != 0) control_.transparent = data[3];
    has_control_ = true;
    if (disposal > 3 || (data[0] & 0xE2U) != 0 || (!control_.transparent && data[3] != 0)) {
      report_.rewritten("IMG-009", "GIF graphic control");
    }
    if (looped_ && control_.delay < 2) {
      control_.delay = kShownDelay;
      report_.rewritten("IMG-009", "a frame without delay");
    }
  }

  Cursor in_;
  Sink& out_;
  const ImageLimits& limits_;
  ImageReport& report_;
  std::uint16_t width_ = 0;
  std::uint16_t height_ = 0;
  unsigned global_bits_ = 0;
  Control control_;
  bool has_control_ = false;
  bool looped_ = false;
  std::uint32_t frames_ = 0;
  std::uint64_t total_pixels_ = 0;
};

}  // namespace

Result<void> rebuild_gif(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  return Rebuilder(picture, out, limits, report).run();
}

}  // namespace mugai::image
