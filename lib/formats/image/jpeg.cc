// JPEG (ITU-T T.81, annex B): a walk over the marker segments. Kept: frame, tables, scans, JFIF (APP0) and Adobe
// (APP14, it says how the colours are coded). Gone: every other APPn (EXIF with GPS and thumbnails, XMP, ICC, MPF),
// comments, thumbnails inside JFIF, bytes between segments, everything after EOI.
//
// Known gap: the EXIF orientation goes with the EXIF segment, so a picture that relied on it is shown unturned.
#include <array>

#include "lib/base/bytes.h"
#include "lib/formats/image/walk.h"

namespace mugai::image {
namespace {

constexpr std::uint8_t kSoi = 0xD8;
constexpr std::uint8_t kEoi = 0xD9;
constexpr std::uint8_t kSos = 0xDA;
constexpr std::uint8_t kTem = 0x01;
constexpr std::uint32_t kMaxScans = 200;  // a progressive picture has about ten (IMG-007: scan bombs)

enum class Segment : std::uint8_t { Keep, Frame, Scan, Application, Comment, Refuse };

struct MarkerRule {
  std::uint8_t first, last;
  Segment segment;
};
// What each marker (T.81, table B.1) is to us.
constexpr std::array<MarkerRule, 13> kMarkers = {{
    {0xC0, 0xC2, Segment::Frame},        // baseline, extended, progressive (Huffman)
    {0xC3, 0xC3, Segment::Refuse},       // lossless: no viewer of documents needs it
    {0xC4, 0xC4, Segment::Keep},         // DHT
    {0xC5, 0xC7, Segment::Refuse},       // hierarchical
    {0xC8, 0xCB, Segment::Refuse},       // reserved, arithmetic
    {0xCC, 0xCC, Segment::Refuse},       // DAC
    {0xCD, 0xCF, Segment::Refuse},       // hierarchical arithmetic
    {0xDA, 0xDA, Segment::Scan},         // SOS
    {0xDB, 0xDB, Segment::Keep},         // DQT
    {0xDC, 0xDC, Segment::Refuse},       // DNL: changes the height after the fact
    {0xDD, 0xDD, Segment::Keep},         // DRI
    {0xE0, 0xEF, Segment::Application},  // APPn
    {0xFE, 0xFE, Segment::Comment},      // COM
}};

Segment segment_of(std::uint8_t marker) {
  for (const auto& rule : kMarkers) {
    if (marker >= rule.first && marker <= rule.last) return rule.segment;
  }
  return Segment::Refuse;
}

Result<void> write_segment(Sink& out, std::uint8_t marker, Bytes body) {
  const std::size_t length = body.size() + 2;
  const std::array<std::uint8_t, 4> head = {0xFF, marker, static_cast<std::uint8_t>(length >> 8),
                                            static_cast<std::uint8_t>(length & 0xFF)};
  TRY(out.write(Bytes(head)));
  return out.write(body);
}

class Walker {
 public:
  Walker(Bytes picture, Sink& out, Removals& removals) : in_(picture), out_(out), removals_(removals) {}

  // Compressed image data = SOI { [tables/misc] frame { [tables/misc] scan } } EOI (T.81, B.2.1)
  Result<void> run() {
    TRY(in_.skip(2));
    TRY(out_.write(as_bytes("\xFF\xD8")));
    for (;;) {
      TRY_ASSIGN(const std::uint8_t marker, next_marker());
      if (marker == kEoi) break;
      TRY(segment(marker));
    }
    if (!framed_ || scans_ == 0) return make_error(ErrorCode::Malformed, "a JPEG without frame or scan", in_.offset());
    TRY(out_.write(as_bytes("\xFF\xD9")));
    if (!in_.at_end()) removals_.add("IMG-002", "data after the end of the picture");
    return ok();
  }

 private:
  // X'FF' fill bytes, then the marker code (T.81, B.1.1.2). Anything else between segments is left behind.
  Result<std::uint8_t> next_marker() {
    if (in_.peek() != 0xFF) {
      removals_.add("IMG-007", "bytes between segments");
      while (in_.peek() != 0xFF)
        TRY(in_.skip(1));
    }
    while (in_.peek() == 0xFF)
      TRY(in_.skip(1));
    return in_.u8();
  }

  Result<void> segment(std::uint8_t marker) {
    if (marker == kTem || marker == 0) return ok();
    if (marker >= 0xD0 && marker <= kSoi)
      return make_error(ErrorCode::Malformed, "a JPEG marker out of place", in_.offset());
    TRY_ASSIGN(const std::uint16_t length, in_.u16be());
    if (length < 2) return make_error(ErrorCode::Malformed, "a JPEG segment is too short", in_.offset());
    TRY_ASSIGN(const Bytes body, in_.take(length - 2U));
    switch (segment_of(marker)) {
      case Segment::Keep:
        return write_segment(out_, marker, body);
      case Segment::Frame:
        return frame(marker, body);
      case Segment::Scan:
        return scan(body);
      case Segment::Application:
        return application(marker, body);
      case Segment::Comment:
        removals_.add("IMG-003", "JPEG comment");
        return ok();
      case Segment::Refuse:
        break;
    }
    return make_error(ErrorCode::Unsupported, "a JPEG process that is not rebuilt", in_.offset());
  }

  // Frame header (T.81, B.2.2): P, Y, X, Nf, then three bytes a component.
  Result<void> frame(std::uint8_t marker, Bytes body) {
    Cursor header(body, in_.offset());
    TRY_ASSIGN(const std::uint8_t precision, header.u8());
    TRY_ASSIGN(const std::uint16_t height, header.u16be());
    TRY_ASSIGN(const std::uint16_t width, header.u16be());
    TRY_ASSIGN(const std::uint8_t components, header.u8());
    if (framed_ || precision != 8 || components == 0 || components > 4 || header.remaining() != components * 3U) {
      return make_error(ErrorCode::Malformed, "a JPEG frame header is not acceptable", in_.offset());
    }
    TRY(check_size(width, height));
    framed_ = true;
    return write_segment(out_, marker, body);
  }

  Result<void> application(std::uint8_t marker, Bytes body) {
    using namespace std::string_view_literals;
    if (marker == 0xE0 && body.size() >= 14 && starts_with(body, "JFIF\0"sv) && !jfif_) {
      jfif_ = true;
      if (body.size() == 14 && body[12] == 0 && body[13] == 0) return write_segment(out_, marker, body);
      removals_.add("IMG-003", "JFIF thumbnail");
      Buffer plain(body.begin(), body.begin() + 14);
      plain[12] = plain[13] = 0;
      return write_segment(out_, marker, plain);
    }
    if (marker == 0xEE && body.size() >= 12 && starts_with(body, "Adobe"sv) && !adobe_) {
      adobe_ = true;
      return write_segment(out_, marker, body.first(12));
    }
    removals_.add("IMG-003", "APP" + std::to_string(marker - 0xE0) + " segment");
    return ok();
  }

  // Scan header, then entropy-coded segments with RSTm markers between them (T.81, B.2.3).
  Result<void> scan(Bytes body) {
    if (!framed_ || body.size() < 6)
      return make_error(ErrorCode::Malformed, "a JPEG scan is out of place", in_.offset());
    if (++scans_ > kMaxScans) return make_error(ErrorCode::TooMany, "a JPEG has too many scans", in_.offset());
    TRY(write_segment(out_, kSos, body));
    const Bytes rest = in_.rest();
    std::size_t at = 0;
    for (;;) {
      const void* hit = at < rest.size() ? std::memchr(rest.data() + at, 0xFF, rest.size() - at) : nullptr;
      if (hit == nullptr) return make_error(ErrorCode::Truncated, "a JPEG ends inside of a scan", in_.offset());
      at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(hit) - rest.data());
      if (at + 1 >= rest.size()) return make_error(ErrorCode::Truncated, "a JPEG ends inside of a scan", in_.offset());
      const std::uint8_t code = rest[at + 1];
      const bool data = code == 0 || (code >= 0xD0 && code <= 0xD7);  // stuffed byte, RSTm
      if (!data) break;
      at += 2;
    }
    TRY_ASSIGN(const Bytes coded, in_.take(at));
    return out_.write(coded);
  }

  Cursor in_;
  Sink& out_;
  Removals& removals_;
  bool framed_ = false;
  bool jfif_ = false;
  bool adobe_ = false;
  std::uint32_t scans_ = 0;
};

}  // namespace

Result<void> walk_jpeg(Bytes picture, Sink& out, Removals& removals) {
  return Walker(picture, out, removals).run();
}

}  // namespace mugai::image
