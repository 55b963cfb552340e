// GIF (89a specification, CompuServe 1990): a walk over the blocks. Kept: header, colour tables, graphic control
// extensions, images and the NETSCAPE/ANIMEXTS loop counter. Gone: comments, plain text, other application extensions
// (XMP, ICC), everything after the trailer.
//
// Known gap: the LZW data is checked for its block structure, not decoded.
#include "lib/base/bytes.h"
#include "lib/formats/image/walk.h"

namespace mugai::image {
namespace {

class Walker {
 public:
  Walker(Bytes picture, Sink& out, Removals& removals) : in_(picture), out_(out), removals_(removals) {}

  // Header, logical screen descriptor, [global colour table], blocks, trailer (section 17, appendix B).
  Result<void> run() {
    const Bytes all = in_.rest();
    TRY(in_.skip(6));
    TRY_ASSIGN(const std::uint16_t width, in_.u16le());
    TRY_ASSIGN(const std::uint16_t height, in_.u16le());
    TRY(check_size(width, height));
    TRY_ASSIGN(const std::uint8_t packed, in_.u8());
    TRY(in_.skip(2));
    if ((packed & 0x80) != 0) TRY(in_.skip(color_table_bytes(packed)));
    TRY(out_.write(all.first(static_cast<std::size_t>(in_.offset()))));
    for (;;) {
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
    TRY(out_.write(as_bytes(";")));
    if (!in_.at_end()) removals_.add("IMG-002", "data after the end of the picture");
    return ok();
  }

 private:
  static std::uint64_t color_table_bytes(std::uint8_t packed) { return std::uint64_t{3} << ((packed & 7U) + 1U); }

  // Data sub-blocks: length byte and data, until length 0 (section 15). Returns them with the terminator.
  Result<Bytes> sub_blocks() {
    const Bytes start = in_.rest();
    const std::uint64_t begin = in_.offset();
    for (;;) {
      TRY_ASSIGN(const std::uint8_t length, in_.u8());
      if (length == 0) break;
      TRY(in_.skip(length));
    }
    return start.first(static_cast<std::size_t>(in_.offset() - begin));
  }

  // Image descriptor, [local colour table], minimum code size, sub-blocks (sections 20 to 22).
  Result<void> image() {
    if (++frames_ > kMaxFrames) return make_error(ErrorCode::TooMany, "a GIF has too many frames", in_.offset());
    const Bytes start = in_.rest();
    const std::uint64_t begin = in_.offset();
    TRY(in_.skip(4));
    TRY_ASSIGN(const std::uint16_t width, in_.u16le());
    TRY_ASSIGN(const std::uint16_t height, in_.u16le());
    TRY(check_size(width, height));
    TRY_ASSIGN(const std::uint8_t packed, in_.u8());
    if ((packed & 0x80) != 0) TRY(in_.skip(color_table_bytes(packed)));
    TRY_ASSIGN(const std::uint8_t code_size, in_.u8());
    if (code_size < 1 || code_size > 8)
      return make_error(ErrorCode::Malformed, "a GIF code size is wrong", in_.offset());
    TRY(sub_blocks());
    TRY(out_.write(as_bytes(",")));
    return out_.write(start.first(static_cast<std::size_t>(in_.offset() - begin)));
  }

  // Extension: label, sub-blocks (sections 23 to 26).
  Result<void> extension() {
    TRY_ASSIGN(const std::uint8_t label, in_.u8());
    TRY_ASSIGN(const Bytes blocks, sub_blocks());
    const bool control = label == 0xF9 && blocks.size() == 6 && blocks[0] == 4;
    if (control || (label == 0xFF && is_loop(blocks))) {
      const std::uint8_t head[2] = {0x21, label};
      TRY(out_.write(Bytes(head)));
      return out_.write(blocks);
    }
    removals_.add("IMG-009", label == 0xFE   ? "GIF comment"
                             : label == 0xFF ? "GIF application extension"
                                             : "GIF extension");
    return ok();
  }

  // 11 bytes "NETSCAPE2.0", then one sub-block of 3: 1, loop count.
  static bool is_loop(Bytes blocks) {
    using namespace std::string_view_literals;
    return blocks.size() == 17 &&
           (starts_with(blocks, "\x0BNETSCAPE2.0\x03\x01"sv) || starts_with(blocks,
                                                                            "\x0B"
                                                                            "ANIMEXTS1.0\x03\x01"sv));
  }

  Cursor in_;
  Sink& out_;
  Removals& removals_;
  std::uint32_t frames_ = 0;
};

}  // namespace

Result<void> walk_gif(Bytes picture, Sink& out, Removals& removals) {
  return Walker(picture, out, removals).run();
}

}  // namespace mugai::image
