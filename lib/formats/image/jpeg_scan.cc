// JPEG (ITU-T T.81, annex B): a walk over the marker segments. The decoder is shown the frame, the tables, the scans,
// JFIF (APP0) and Adobe (APP14); read by us and written from values: EXIF orientation, ICC profile. Everything else
// stays behind: other APPn (GPS, thumbnails, XMP, MPF), comments, thumbnails inside JFIF, bytes between segments,
// everything after EOI.
//
// A picture that ends inside of its last scan is accepted and told: cameras and downloads make them, and every viewer
// shows them; the missing part becomes grey.
#include "lib/formats/image/jpeg_scan.h"

#include <array>

#include "lib/formats/image/exif.h"
#include "lib/formats/image/icc.h"
#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

using namespace std::string_view_literals;

constexpr std::uint8_t kEoi = 0xD9;
constexpr std::uint8_t kTem = 0x01;
constexpr std::uint32_t kMaxScans = 100;                 // a progressive picture has about ten (IMG-007)
constexpr std::uint64_t kMaxScanPixels = 2'000'000'000;  // scans x pixels: what a scan bomb makes a decoder do
constexpr std::size_t kMaxPieces = 20'000;

enum class Segment : std::uint8_t { Keep, Frame, Scan, Application, Comment, Refuse };

struct MarkerRule {
  std::uint8_t first, last;
  Segment segment;
};
// What each marker (T.81, table B.1) is to us.
constexpr std::array<MarkerRule, 14> kMarkers = {{
    {0xC0, 0xC2, Segment::Frame},        // baseline, extended, progressive (Huffman)
    {0xC3, 0xC3, Segment::Refuse},       // lossless: no viewer of documents needs it
    {0xC4, 0xC4, Segment::Keep},         // DHT
    {0xC5, 0xC8, Segment::Refuse},       // hierarchical, reserved
    {0xC9, 0xCA, Segment::Frame},        // arithmetic, sequential and progressive: comes out as Huffman
    {0xCB, 0xCB, Segment::Refuse},       // lossless arithmetic
    {0xCC, 0xCC, Segment::Keep},         // DAC
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

class Scanner {
 public:
  Scanner(Bytes picture, const ImageLimits& limits, ImageReport& report)
      : all_(picture), in_(picture), limits_(limits), report_(report) {}

  // Compressed image data = SOI { [tables/misc] frame { [tables/misc] scan } } EOI (T.81, B.2.1)
  Result<JpegScan> run() {
    TRY(in_.skip(2));
    TRY(keep(0, 2));
    for (;;) {
      if (scans_ > 0 && in_.remaining() < 2) {
        report_.rewritten("IMG-007", "a picture without end");
        break;
      }
      TRY_ASSIGN(const std::uint8_t marker, next_marker());
      if (marker == kEoi) break;
      TRY(segment(marker));
    }
    if (!framed_ || scans_ == 0) return make_error(ErrorCode::Malformed, "a JPEG without frame or scan", in_.offset());
    if (!in_.at_end()) report_.removed("IMG-002", "data after the end of the picture");
    put_profile_together();
    return std::move(scan_);
  }

 private:
  // Shows the bytes [from, to) of the input to the decoder.
  Result<void> keep(std::uint64_t from, std::uint64_t to) {
    const Bytes piece = all_.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    if (!scan_.pieces.empty() && scan_.pieces.back().data() + scan_.pieces.back().size() == piece.data()) {
      scan_.pieces.back() = Bytes(scan_.pieces.back().data(), scan_.pieces.back().size() + piece.size());
      return ok();
    }
    if (scan_.pieces.size() >= kMaxPieces) return make_error(ErrorCode::TooMany, "a JPEG is cut into too many pieces");
    scan_.pieces.push_back(piece);
    return ok();
  }

  // X'FF' fill bytes, then the marker code (T.81, B.1.1.2). Anything else between segments is left behind.
  Result<std::uint8_t> next_marker() {
    if (in_.peek() != 0xFF) {
      report_.removed("IMG-007", "bytes between segments");
      while (in_.peek() != 0xFF)
        TRY(in_.skip(1));
    }
    while (in_.peek() == 0xFF)
      TRY(in_.skip(1));
    return in_.u8();
  }

  Result<void> segment(std::uint8_t marker) {
    if (marker == kTem || marker == 0) return ok();
    if (marker >= 0xD0 && marker <= 0xD8) {
      if (marker < 0xD8 && scans_ > 0) return ok();  // a restart marker on its own holds nothing
      return make_error(ErrorCode::Malformed, "a JPEG marker out of place", in_.offset());
    }
    const std::uint64_t start = in_.offset() - 2;
    TRY_ASSIGN(const std::uint16_t length, in_.u16be());
    if (length < 2) return make_error(ErrorCode::Malformed, "a JPEG segment is too short", in_.offset());
    TRY_ASSIGN(const Bytes body, in_.take(length - 2U));
    switch (segment_of(marker)) {
      case Segment::Keep:
        return keep(start, in_.offset());
      case Segment::Frame:
        TRY(frame(marker, body));
        return keep(start, in_.offset());
      case Segment::Scan:
        return scan(start, body);
      case Segment::Application:
        return application(marker, body, start);
      case Segment::Comment:
        report_.removed("IMG-003", "JPEG comment");
        return ok();
      case Segment::Refuse:
        break;
    }
    return make_error(ErrorCode::Unsupported, "a JPEG process that is not rebuilt", in_.offset());
  }

  // Frame header (T.81, B.2.2): P, Y, X, Nf, then C, H/V, Tq of each component.
  Result<void> frame(std::uint8_t marker, Bytes body) {
    Cursor header(body, in_.offset());
    TRY_ASSIGN(const std::uint8_t precision, header.u8());
    TRY_ASSIGN(const std::uint16_t height, header.u16be());
    TRY_ASSIGN(const std::uint16_t width, header.u16be());
    TRY_ASSIGN(const std::uint8_t components, header.u8());
    if (precision == 12) return make_error(ErrorCode::Unsupported, "a JPEG of 12 bits", in_.offset());
    if (framed_ || precision != 8 || components == 0 || components > 4 || header.remaining() != components * 3U) {
      return make_error(ErrorCode::Malformed, "a JPEG frame header is not acceptable", in_.offset());
    }
    TRY(check_size(width, height, 2U * components, limits_));
    framed_ = true;
    scan_.width = width;
    scan_.height = height;
    scan_.components = components;
    scan_.progressive = marker == 0xC2 || marker == 0xCA;
    if (marker >= 0xC9) report_.rewritten("IMG-007", "arithmetic coding");
    return ok();
  }

  Result<void> application(std::uint8_t marker, Bytes body, std::uint64_t start) {
    if (marker == 0xE0 && body.size() >= 14 && starts_with(body, "JFIF\0"sv) && !scan_.jfif && !framed_) {
      scan_.jfif = true;
      if (body.size() != 14 || body[12] != 0 || body[13] != 0) report_.removed("IMG-003", "JFIF thumbnail");
      return keep(start, in_.offset());
    }
    if (marker == 0xEE && body.size() >= 12 && starts_with(body, "Adobe"sv) && !scan_.adobe_transform) {
      if (body[11] > 2) return make_error(ErrorCode::Malformed, "an unknown colour transform", in_.offset());
      scan_.adobe_transform = body[11];
      return keep(start, in_.offset());
    }
    if (marker == 0xE1 && starts_with(body, "Exif\0\0"sv)) {
      const int orientation = exif_orientation(body.subspan(6));
      if (scan_.orientation == 1) scan_.orientation = orientation;
      if (orientation == 1 || as_text(body) != as_text(exif_segment(orientation))) {
        report_.removed("IMG-003", "EXIF data");
      }
      return ok();
    }
    if (marker == 0xE2 && starts_with(body, kIccMark) && body.size() > 14) {
      icc_pieces_.push_back(body.subspan(12));
      return ok();
    }
    if (marker == 0xE2 && starts_with(body, "MPF\0"sv)) {
      report_.removed("IMG-007", "list of further pictures");
      return ok();
    }
    report_.removed("IMG-003", "APP" + std::to_string(marker - 0xE0) + " segment");
    return ok();
  }

  // ICC.1, annex B.4: each piece has its number (from 1) and the count of all in front.
  void put_profile_together() {
    for (std::size_t number = 1; number <= icc_pieces_.size(); ++number) {
      for (const Bytes piece : icc_pieces_) {
        if (piece[0] == number && piece[1] == icc_pieces_.size()) put(scan_.profile, piece.subspan(2));
      }
    }
    if (!icc_pieces_.empty() && scan_.profile.empty()) report_.removed("IMG-004", "damaged colour profile");
  }

  // Scan header, then entropy-coded segments with RSTm markers between them (T.81, B.2.3).
  Result<void> scan(std::uint64_t start, Bytes body) {
    if (!framed_ || body.size() < 6) {
      return make_error(ErrorCode::Malformed, "a JPEG scan is out of place", in_.offset());
    }
    ++scans_;
    const std::uint64_t pixels = std::uint64_t{scan_.width} * scan_.height;
    if (scans_ > kMaxScans || scans_ * pixels > kMaxScanPixels) {
      return make_error(ErrorCode::TooMany, "a JPEG has too many scans", in_.offset());
    }
    const Bytes rest = in_.rest();
    std::size_t at = 0;
    for (;;) {
      const void* hit = at < rest.size() ? std::memchr(rest.data() + at, 0xFF, rest.size() - at) : nullptr;
      if (hit == nullptr) {
        at = rest.size();
        break;
      }
      at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(hit) - rest.data());
      if (at + 1 >= rest.size()) {
        at = rest.size();
        break;
      }
      const std::uint8_t code = rest[at + 1];
      if (code != 0 && code != 0xFF && (code < 0xD0 || code > 0xD7)) break;  // neither stuffed byte, fill nor RSTm
      at += code == 0xFF ? 1 : 2;
    }
    TRY(in_.skip(at));
    return keep(start, in_.offset());
  }

  Bytes all_;
  Cursor in_;
  const ImageLimits& limits_;
  ImageReport& report_;
  JpegScan scan_;
  std::vector<Bytes> icc_pieces_;
  bool framed_ = false;
  std::uint32_t scans_ = 0;
};

}  // namespace

Buffer exif_segment(int orientation) {
  Buffer out;
  put(out, "Exif\0\0"sv);
  put(out, Bytes(write_orientation(orientation)));
  return out;
}

Buffer adobe_segment(std::uint8_t transform) {
  Buffer out;
  put(out, "Adobe");
  put_be(out, 100, 2);  // version
  put_be(out, 0, 4);    // flags
  out.push_back(transform);
  return out;
}

Result<JpegScan> scan_jpeg(Bytes picture, const ImageLimits& limits, ImageReport& report) {
  return Scanner(picture, limits, report).run();
}

}  // namespace mugai::image
