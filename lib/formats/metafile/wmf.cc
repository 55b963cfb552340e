// WMF (MS-WMF 2.2 to 2.3): [placeable header,] header, records by the table, end. Objects are numbered by the order of
// their making, so that one that goes leaves an empty brush behind.
//
// Gone: escapes (SETABORTPROC runs code; others hold PostScript, EMF and comments), device dependent bitmaps.
#include <algorithm>
#include <set>
#include <vector>

#include "lib/formats/image/dib.h"
#include "lib/formats/metafile/metafile.h"
#include "lib/formats/metafile/record.h"
#include "lib/formats/metafile/wmf_table.h"

namespace mugai::metafile {
namespace {

using image::ImageLimits;
using image::ImageReport;

constexpr std::uint32_t kPlaceable = 0x9AC6CDD7;
constexpr std::size_t kPlaceableBytes = 22;
constexpr std::size_t kHeaderBytes = 18;
constexpr std::size_t kParameters = 6;  // where they begin: behind size(4) and function(2)
constexpr std::size_t kMaxRecords = 2'000'000;
constexpr std::size_t kMaxObjects = 65'535;
constexpr std::size_t kFaceBytes = 32;

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

class Rebuilder {
 public:
  Rebuilder(Bytes picture, const ImageLimits& limits, ImageReport& report)
      : in_(picture), limits_(limits), report_(report) {}

  Result<void> run(Sink& out) {
    TRY(headers());
    for (std::size_t count = 0;; ++count) {
      if (count > kMaxRecords) return make_error(ErrorCode::TooMany, "a WMF has too many records");
      if (in_.remaining() < kParameters) {
        report_.rewritten("IMG-017", "a picture without end");
        break;
      }
      TRY_ASSIGN(const Bytes record, next());
      const std::uint16_t function = u16_at(record, 4);
      if (function == 0) {
        if (!in_.at_end() && in_.remaining() > 3) report_.removed("IMG-002", "data after the end of the picture");
        break;
      }
      TRY(one(function, record));
    }
    finish();
    return out.write(Bytes(out_));
  }

 private:
  // placeable = key(4) handle(2) rectangle(8) units(2) zero(4) check(2)   (2.3.2.3)
  // header = type(2) words(2) version(2) size(4) objects(2) largest(4) zero(2)   (2.3.2.2)
  Result<void> headers() {
    Cursor ahead(in_.rest());
    TRY_ASSIGN(const std::uint32_t key, ahead.u32le());
    if (key == kPlaceable) {
      TRY_ASSIGN(const Bytes old, in_.take(kPlaceableBytes));
      out_.assign(old.begin(), old.end());
      set_u16(out_, 4, 0);
      set_u32(out_, 16, 0);
      std::uint32_t check = 0;
      for (std::size_t at = 0; at < 20; at += 2)
        check ^= u16_at(out_, at);
      set_u16(out_, 20, check);
    }
    header_at_ = out_.size();
    TRY_ASSIGN(const Bytes header, in_.take(kHeaderBytes));
    const std::uint16_t version = u16_at(header, 4);
    if (u16_at(header, 0) < 1 || u16_at(header, 0) > 2 || u16_at(header, 2) != 9 ||
        (version != 0x0100 && version != 0x0300)) {
      return malformed("a WMF without header");
    }
    append(out_, header);
    set_u16(out_, header_at_, 1);
    set_u16(out_, header_at_ + 16, 0);
    return ok();
  }

  void finish() {
    Buffer end(kParameters);
    set_u32(end, 0, 3);
    append(out_, end);
    largest_ = std::max<std::size_t>(largest_, 3);
    set_u32(out_, header_at_ + 6, static_cast<std::uint32_t>((out_.size() - header_at_) / 2));
    set_u16(out_, header_at_ + 10, static_cast<std::uint32_t>(objects_.size()));
    set_u32(out_, header_at_ + 12, static_cast<std::uint32_t>(largest_));
  }

  // record = size(4, in words) function(2) parameters
  Result<Bytes> next() {
    Cursor ahead(in_.rest());
    TRY_ASSIGN(const std::uint32_t words, ahead.u32le());
    if (words < 3) return malformed("a WMF record has a wrong size");
    return in_.take(std::uint64_t{words} * 2);
  }

  Result<void> emit(Buffer record) {
    fill_up(record, 2);
    TRY_ASSIGN(const std::uint32_t words, narrow<std::uint32_t>(record.size() / 2));
    set_u32(record, 0, words);
    largest_ = std::max<std::size_t>(largest_, words);
    append(out_, record);
    return ok();
  }

  void drop(std::string words) { report_.removed("IMG-017", std::move(words)); }

  // 2.3.4: a new object takes the lowest free number.
  Result<void> create(Buffer record) {
    const auto slot = std::find(objects_.begin(), objects_.end(), false);
    if (slot != objects_.end()) {
      *slot = true;
    } else {
      if (objects_.size() >= kMaxObjects) return make_error(ErrorCode::TooMany, "a WMF has too many objects");
      objects_.push_back(true);
    }
    return emit(std::move(record));
  }
  Result<void> create_nothing(std::string words) {
    drop(std::move(words));
    Buffer brush(kParameters + 8);
    set_u16(brush, 4, 0x02FC);
    set_u16(brush, kParameters, 1);  // BS_NULL
    return create(std::move(brush));
  }

  static bool makes_object(WmfShape shape) {
    return shape == WmfShape::Create || shape == WmfShape::Font || shape == WmfShape::Palette ||
           shape == WmfShape::DibBrush || shape == WmfShape::Region || shape == WmfShape::CreateNull;
  }

  Result<void> one(std::uint16_t function, Bytes record) {
    const WmfRule* rule = find_wmf_rule(function);
    if (rule == nullptr) {
      drop(function == kWmfEscape ? "escape to the printer driver" : "record " + std::to_string(function));
      return ok();
    }
    if (record.size() < kParameters + std::size_t{rule->words} * 2) {
      if (makes_object(rule->shape)) return create_nothing("record that is too short");
      drop("record that is too short");
      return ok();
    }
    const Result<void> done = shaped(*rule, record);
    if (done.has_value()) return ok();
    const ErrorCode code = done.error().code;
    if (code == ErrorCode::TooLarge || code == ErrorCode::TooMany) return done.error();
    if (makes_object(rule->shape)) return create_nothing("record that lies about its content");
    drop("record that lies about its content");
    return ok();
  }

  static Buffer head(Bytes record, std::size_t bytes) {
    const Bytes part = record.first(bytes);
    return {part.begin(), part.end()};
  }
  Result<Buffer> counted(Bytes record, std::size_t at, std::uint64_t more) {
    if (!fits(at, more, record.size())) return malformed("a list is longer than its record");
    return head(record, at + static_cast<std::size_t>(more));
  }

  Result<void> shaped(const WmfRule& rule, Bytes record) {
    const std::size_t numbers = kParameters + std::size_t{rule.words} * 2;
    switch (rule.shape) {
      case WmfShape::Fixed:
        return emit(head(record, numbers));
      case WmfShape::NoBitmap:
        if (record.size() > numbers) return malformed("a device dependent bitmap");
        return emit(head(record, numbers));
      case WmfShape::Select:
      case WmfShape::Delete:
        return use_object(rule, record);
      case WmfShape::Create:
        return create(head(record, numbers));
      case WmfShape::Region:
        return region(record);
      case WmfShape::UseRegion:
        return use_region(rule, record);
      case WmfShape::CreateNull:
        return create_nothing("device dependent bitmap");
      case WmfShape::Font:
        return font(record);
      case WmfShape::Palette:
      case WmfShape::Colors:
        return colors(rule, record);
      case WmfShape::Poly:
        return poly(record);
      case WmfShape::PolyPoly:
        return poly_poly(record);
      case WmfShape::Text:
        return text(record);
      case WmfShape::ExtText:
        return ext_text(record);
      case WmfShape::Dib:
        return dib(rule, record);
      case WmfShape::DibBrush:
        return dib_brush(record);
    }
    return malformed("no such shape");
  }

  Result<void> use_object(const WmfRule& rule, Bytes record) {
    const std::uint16_t number = u16_at(record, kParameters);
    if (number >= objects_.size() || !objects_[number]) {
      drop("object that does not exist");
      return ok();
    }
    if (rule.shape == WmfShape::Delete) {
      objects_[number] = false;
      regions_.erase(number);
    }
    return emit(head(record, kParameters + 2));
  }

  // 2.2.1.5: next(2) 6(2) count(4) size(2) scans(2) longest(2) bounds(8), and of each scan
  // numbers(2) top(2) bottom(2) number(2)* numbers(2)
  Result<void> region(Bytes record) {
    Cursor in(record.subspan(kParameters + 10));
    TRY_ASSIGN(const std::uint16_t scans, in.u16le());
    TRY(in.skip(10));
    for (std::uint32_t i = 0; i < scans; ++i) {
      TRY_ASSIGN(const std::uint16_t numbers, in.u16le());
      TRY(in.skip(4 + std::uint64_t{numbers} * 2));
      TRY_ASSIGN(const std::uint16_t again, in.u16le());
      if (again != numbers || numbers % 2 != 0) return malformed("a region's scan is wrong");
    }
    Buffer made = head(record, kParameters + 10 + static_cast<std::size_t>(in.offset()));
    set_u16(made, kParameters, 0);
    set_u16(made, kParameters + 2, 6);
    set_u32(made, kParameters + 4, 0);
    set_u16(made, kParameters + 8, static_cast<std::uint32_t>(made.size() - kParameters));
    regions_.insert(static_cast<std::size_t>(std::find(objects_.begin(), objects_.end(), false) - objects_.begin()));
    return create(std::move(made));
  }

  Result<void> use_region(const WmfRule& rule, Bytes record) {
    constexpr std::uint16_t kSelectClipRegion = 0x012C;
    const std::uint16_t number = u16_at(record, kParameters);
    const bool none = number == 0 && rule.function == kSelectClipRegion;
    if (!none && !regions_.contains(number)) return malformed("a region that does not exist");
    return emit(head(record, kParameters + std::size_t{rule.words} * 2));
  }

  // 2.2.1.2: nine words, then a name that ends with a zero
  Result<void> font(Bytes record) {
    Buffer made = head(record, kParameters + 18);
    const Bytes face = record.subspan(kParameters + 18);
    for (std::size_t i = 0; i < face.size() && i + 1 < kFaceBytes && face[i] != 0; ++i)
      made.push_back(face[i]);
    made.resize(kParameters + 18 + kFaceBytes);
    return create(std::move(made));
  }

  // start(2) count(2) colour(4)*
  Result<void> colors(const WmfRule& rule, Bytes record) {
    if (record.size() < kParameters + 4) return malformed("a palette is too short");
    TRY_ASSIGN(Buffer made, counted(record, kParameters + 4, std::uint64_t{u16_at(record, kParameters + 2)} * 4));
    return rule.shape == WmfShape::Palette ? create(std::move(made)) : emit(std::move(made));
  }

  Result<void> poly(Bytes record) {
    if (record.size() < kParameters + 2) return malformed("a polygon is too short");
    TRY_ASSIGN(Buffer made, counted(record, kParameters + 2, std::uint64_t{u16_at(record, kParameters)} * 4));
    return emit(std::move(made));
  }

  // parts(2) count(2)* point(4)*
  Result<void> poly_poly(Bytes record) {
    if (record.size() < kParameters + 2) return malformed("a polygon is too short");
    const std::uint16_t parts = u16_at(record, kParameters);
    if (!fits(kParameters + 2, std::uint64_t{parts} * 2, record.size())) return malformed("a polygon is too short");
    std::uint64_t points = 0;
    for (std::size_t i = 0; i < parts; ++i)
      points += u16_at(record, kParameters + 2 + i * 2);
    TRY_ASSIGN(Buffer made, counted(record, kParameters + 2, std::uint64_t{parts} * 2 + points * 4));
    return emit(std::move(made));
  }

  // count(2) string, filled up to words; y(2) x(2)
  Result<void> text(Bytes record) {
    if (record.size() < kParameters + 2) return malformed("a text is too short");
    const std::uint64_t count = u16_at(record, kParameters);
    TRY_ASSIGN(Buffer made, counted(record, kParameters + 2, count + count % 2 + 4));
    if (count % 2 != 0) made[kParameters + 2 + static_cast<std::size_t>(count)] = 0;
    return emit(std::move(made));
  }

  // y(2) x(2) count(2) options(2) [rectangle(8)] string, filled up to words; [width(2)*]
  Result<void> ext_text(Bytes record) {
    constexpr std::uint16_t kRectangle = 0x0006;  // opaque or clipped
    if (record.size() < kParameters + 8) return malformed("a text is too short");
    const std::uint64_t count = u16_at(record, kParameters + 4);
    const std::size_t rectangle = (u16_at(record, kParameters + 6) & kRectangle) != 0 ? 8 : 0;
    const std::size_t string_at = kParameters + 8 + rectangle;
    const std::uint64_t string_bytes = count + count % 2;
    const bool widths = fits(string_at, string_bytes + count * 2, record.size());
    TRY_ASSIGN(Buffer made, counted(record, string_at, string_bytes + (widths ? count * 2 : 0)));
    if (count % 2 != 0) made[string_at + static_cast<std::size_t>(count)] = 0;
    return emit(std::move(made));
  }

  // A bitmap with its bits right behind header and colours.
  Result<void> append_packed(Bytes packed, Buffer& made) {
    TRY_ASSIGN(const image::DibHeader header,
               image::read_dib_header(packed, image::DibUse::Metafile, limits_, report_));
    const Bytes bits = packed.subspan(static_cast<std::size_t>(header.header_bytes));
    TRY_ASSIGN(const Buffer rows, image::rebuild_dib_bits(header, bits, report_));
    append(made, image::write_dib_header(header, image::DibUse::Metafile, rows.size()));
    append(made, rows);
    return ok();
  }

  Result<void> dib(const WmfRule& rule, Bytes record) {
    const std::size_t numbers = kParameters + std::size_t{rule.words} * 2;
    // Without a bitmap one number more stands where it would be (2.3.1.2).
    if (record.size() <= numbers + 2) return emit(head(record, record.size()));
    const bool by_rgb = rule.use_word == 0xFF || u16_at(record, kParameters + std::size_t{rule.use_word} * 2) == 0;
    if (!by_rgb) return make_error(ErrorCode::Unsupported, "a bitmap by palette indices");
    Buffer made = head(record, numbers);
    TRY(append_packed(record.subspan(numbers), made));
    return emit(std::move(made));
  }

  // style(2) use(2) packed bitmap
  Result<void> dib_brush(Bytes record) {
    constexpr std::uint16_t kDevicePattern = 3;
    if (u16_at(record, kParameters) == kDevicePattern || u16_at(record, kParameters + 2) != 0) {
      return make_error(ErrorCode::Unsupported, "a device dependent brush");
    }
    Buffer made = head(record, kParameters + 4);
    TRY(append_packed(record.subspan(kParameters + 4), made));
    return create(std::move(made));
  }

  Cursor in_;
  const ImageLimits& limits_;
  ImageReport& report_;
  Buffer out_;
  std::size_t header_at_ = 0;
  std::size_t largest_ = 0;
  std::vector<bool> objects_;
  std::set<std::size_t> regions_;  // those of the objects that are regions
};

}  // namespace

Result<void> rebuild_wmf(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  return Rebuilder(picture, limits, report).run(out);
}

}  // namespace mugai::metafile
