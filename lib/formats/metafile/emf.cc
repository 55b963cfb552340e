// EMF (MS-EMF 2.2 to 2.3): header, records by the table, end. Each kept record is written from its checked numbers,
// without what follows them.
//
// EMF+ (comments that hold another drawing) goes; where a file draws both ways, the plain records are complete without
// it. Of a file that draws by EMF+ alone nothing would be left: Unsupported.
#include <algorithm>
#include <set>

#include "lib/formats/metafile/emf_table.h"
#include "lib/formats/metafile/metafile.h"
#include "lib/formats/metafile/record.h"

namespace mugai::metafile {
namespace {

using image::ImageLimits;
using image::ImageReport;

constexpr std::uint32_t kSignature = 0x464D4520;      // " EMF"
constexpr std::uint32_t kCommentPlus = 0x2B464D45;    // "EMF+"
constexpr std::uint32_t kPublicComment = 0x43494447;  // "GDIC"
constexpr std::size_t kHeaderBytes = 108;
constexpr std::size_t kLeastHeaderBytes = 88;
constexpr std::uint32_t kStockObject = 0x80000000;
constexpr std::uint32_t kLastStockObject = kStockObject + 19;
constexpr std::size_t kMaxRecords = 2'000'000;

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

class Rebuilder {
 public:
  Rebuilder(Bytes picture, const ImageLimits& limits, ImageReport& report)
      : in_(picture), limits_(limits), report_(report) {}

  Result<void> run(Sink& out) {
    TRY_ASSIGN(const Bytes first, next());
    TRY(header(first));
    for (;;) {
      TRY_ASSIGN(const Bytes record, next());
      const std::uint32_t type = u32_at(record, 0);
      if (type == kEmfEof) break;
      TRY(one(type, record));
    }
    if (!in_.at_end()) report_.removed("IMG-002", "data after the end of the picture");
    if (plus_ && drawn_ == 0) return make_error(ErrorCode::Unsupported, "EMF that draws by EMF+ records alone");
    finish();
    return out.write(Bytes(out_));
  }

 private:
  // record = type(4) size(4) data; size counts all of it
  Result<Bytes> next() {
    if (++read_ > kMaxRecords) return make_error(ErrorCode::TooMany, "an EMF has too many records");
    Cursor ahead(in_.rest());
    TRY(ahead.skip(4));
    TRY_ASSIGN(const std::uint32_t size, ahead.u32le());
    if (size < 8 || size % 4 != 0) return malformed("an EMF record has a wrong size");
    return in_.take(size);
  }

  // 2.3.4.2: bounds frame signature version bytes records handles description palette device millimetres, extensions
  Result<void> header(Bytes record) {
    if (u32_at(record, 0) != kEmfHeader || record.size() < kLeastHeaderBytes || u32_at(record, 40) != kSignature) {
      return malformed("an EMF without header");
    }
    handles_ = u16_at(record, 56);
    if (u32_at(record, 60) != 0) report_.removed("IMG-003", "description");
    if (record.size() >= 96 && u32_at(record, 88) != 0) report_.removed("IMG-016", "OpenGL pixel format");
    out_.assign(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(kLeastHeaderBytes));
    set_u32(out_, 44, 0x10000);
    for (const std::size_t zero : {60U, 64U, 68U})  // description and palette
      set_u32(out_, zero, 0);
    out_.resize(kHeaderBytes);
    set_u32(out_, 4, kHeaderBytes);
    for (const std::size_t at : {0U, 4U}) {
      const std::uint64_t from_millimetres = std::uint64_t{u32_at(record, 80 + at)} * 1000;
      const std::uint32_t micrometres =
          record.size() >= kHeaderBytes ? u32_at(record, 100 + at) : static_cast<std::uint32_t>(from_millimetres);
      set_u32(out_, 100 + at, micrometres);
    }
    written_ = 1;
    return ok();
  }

  void finish() {
    Buffer end(20);  // 2.3.4.1: no palette; the size once more
    set_u32(end, 0, kEmfEof);
    set_u32(end, 4, 20);
    set_u32(end, 12, 16);
    set_u32(end, 16, 20);
    write(end);
    set_u32(out_, 48, static_cast<std::uint32_t>(out_.size()));
    set_u32(out_, 52, written_);
    set_u16(out_, 56, handles_);
    set_u16(out_, 58, 0);
  }

  void write(const Buffer& record) {
    append(out_, record);
    ++written_;
  }

  // Sizes the record and writes it.
  Result<void> emit(Buffer record) {
    fill_up(record, 4);
    TRY_ASSIGN(const std::uint32_t size, narrow<std::uint32_t>(record.size()));
    set_u32(record, 4, size);
    write(record);
    return ok();
  }

  void drop(std::string words) { report_.removed("IMG-016", std::move(words)); }

  Result<void> one(std::uint32_t type, Bytes record) {
    if (type == kEmfComment) {
      comment(record);
      return ok();
    }
    const EmfRule* rule = find_emf_rule(type);
    if (rule == nullptr) {
      const std::string_view words = emf_removal_words(type);
      drop(words.empty() ? "record " + std::to_string(type) : std::string(words));
      return ok();
    }
    const bool font = rule->shape == Shape::Font;
    if (record.size() < (font ? 12 + 92 : rule->fixed)) {
      drop("record that is too short");
      return ok();
    }
    const bool draws = (type >= 2 && type <= 8) || type == 15 || (type >= 41 && type <= 47) ||
                       (type >= 53 && type <= 56) || (type >= 62 && type <= 64) || (type >= 71 && type <= 74) ||
                       (type >= 76 && type <= 81) || (type >= 83 && type <= 92) || type == 108 ||
                       (type >= 114 && type <= 118 && type != 115);
    if (draws) ++drawn_;
    const Result<void> done = shaped(*rule, record);
    if (done.has_value()) return ok();
    const ErrorCode code = done.error().code;
    if (code == ErrorCode::TooLarge || code == ErrorCode::TooMany) return done.error();
    drop("record that lies about its content");
    return ok();
  }

  void comment(Bytes record) {
    if (record.size() < 16) return drop("comment");
    const std::uint32_t kind = u32_at(record, 12);
    if (kind == kCommentPlus) {
      plus_ = true;
      return drop("EMF+ drawing beside the plain one");
    }
    drop(kind == kPublicComment ? "comment with another picture" : "comment");
  }

  Result<void> shaped(const EmfRule& rule, Bytes record) {
    switch (rule.shape) {
      case Shape::Fixed:
        return emit(head(record, rule.fixed));
      case Shape::Select:
      case Shape::Delete:
        return use_object(rule, record);
      case Shape::Create:
        return create(record, head(record, rule.fixed));
      case Shape::Palette:
        return palette(record);
      case Shape::Font:
        return font(record);
      case Shape::Pen:
        return pen(record);
      case Shape::Brush:
      case Shape::Bitmap:
        return bitmap(rule, record);
      case Shape::Poly:
        return emit_counted(record, rule.fixed, std::uint64_t{u32_at(record, 24)} * rule.unit);
      case Shape::PolyDraw:
        return emit_counted(record, rule.fixed, std::uint64_t{u32_at(record, 24)} * (rule.unit + 1));
      case Shape::PolyPoly:
        return poly_poly(rule, record);
      case Shape::Text:
        return text(record);
      case Shape::SmallText:
        return small_text(record);
      case Shape::Region:
        return region(rule, record);
      case Shape::Gradient:
        return gradient(record);
    }
    return malformed("no such shape");
  }

  static Buffer head(Bytes record, std::size_t bytes) {
    const Bytes part = record.first(bytes);
    return {part.begin(), part.end()};
  }

  Result<void> emit_counted(Bytes record, std::size_t fixed, std::uint64_t more) {
    if (!fits(fixed, more, record.size())) return malformed("a list is longer than its record");
    return emit(head(record, fixed + static_cast<std::size_t>(more)));
  }

  // 2.3.8: object numbers run from 1 to what the header says; bit 31 marks stock objects.
  Result<void> use_object(const EmfRule& rule, Bytes record) {
    const std::uint32_t number = u32_at(record, 8);
    const bool stock = rule.shape == Shape::Select && number >= kStockObject && number <= kLastStockObject;
    if (!stock && !objects_.contains(number)) {
      drop("object that does not exist");
      return ok();
    }
    if (rule.shape == Shape::Delete) objects_.erase(number);
    return emit(head(record, rule.fixed));
  }

  Result<void> create(Bytes record, Buffer made) {
    const std::uint32_t number = u32_at(record, 8);
    if (number == 0 || number >= handles_) return malformed("an object number out of range");
    objects_.insert(number);
    return emit(std::move(made));
  }

  // number(4) version(2) count(2) colours(4 each)
  Result<void> palette(Bytes record) {
    const std::uint64_t more = std::uint64_t{u16_at(record, 14)} * 4;
    if (!fits(16, more, record.size())) return malformed("a palette is longer than its record");
    return create(record, head(record, 16 + static_cast<std::size_t>(more)));
  }

  // number(4) LOGFONT(92), whose last 64 bytes are the name; what follows (full name, style, signature) is zero
  Result<void> font(Bytes record) {
    Buffer made = head(record, 12 + 92);
    bool ended = false;
    for (std::size_t at = 12 + 28; at < made.size(); at += 2) {
      ended = ended || u16_at(made, at) == 0 || at + 2 == made.size();
      if (ended) set_u16(made, at, 0);
    }
    made.resize(332);
    return create(record, std::move(made));
  }

  // number, offsets of a bitmap(16), style width brush colour hatch count(4 each), dashes(4 each)
  Result<void> pen(Bytes record) {
    const std::uint64_t more = std::uint64_t{u32_at(record, 48)} * 4;
    if (!fits(52, more, record.size())) return malformed("a pen is longer than its record");
    Buffer made = head(record, 52 + static_cast<std::size_t>(more));
    if (u32_at(record, 16) != 0 || u32_at(record, 24) != 0) {
      drop("bitmap of a pen");
      set_u32(made, 36, 0);  // one colour
    }
    for (const std::size_t at : {12U, 16U, 20U, 24U})
      set_u32(made, at, 0);
    return create(record, std::move(made));
  }

  // One bitmap: offsets and sizes of header and bits at `place`; its use in front of them, or behind.
  Result<void> embed(Bytes record, std::size_t place, std::uint32_t use, Buffer& made) {
    const std::uint32_t header_at = u32_at(record, place);
    const std::uint32_t header_size = u32_at(record, place + 4);
    const std::uint32_t bits_at = u32_at(record, place + 8);
    const std::uint32_t bits_size = u32_at(record, place + 12);
    for (const std::size_t at : {0U, 4U, 8U, 12U})
      set_u32(made, place + at, 0);
    if (header_size == 0) return ok();
    if (use != 0) return make_error(ErrorCode::Unsupported, "a bitmap by palette indices");
    if (!fits(header_at, header_size, record.size()) || !fits(bits_at, bits_size, record.size())) {
      return malformed("a bitmap lies outside of its record");
    }
    TRY_ASSIGN(const image::Dib dib, image::rebuild_dib(record.subspan(header_at, header_size),
                                                        record.subspan(bits_at, bits_size), limits_, report_));
    fill_up(made, 4);
    set_u32(made, place, static_cast<std::uint32_t>(made.size()));
    set_u32(made, place + 4, static_cast<std::uint32_t>(dib.header.size()));
    append(made, dib.header);
    fill_up(made, 4);
    set_u32(made, place + 8, static_cast<std::uint32_t>(made.size()));
    set_u32(made, place + 12, static_cast<std::uint32_t>(dib.bits.size()));
    append(made, dib.bits);
    return ok();
  }

  Result<void> bitmap(const EmfRule& rule, Bytes record) {
    Buffer made = head(record, rule.fixed);
    // The two records that scale device independent bits have their use behind the offsets.
    const bool behind = rule.type == 80 || rule.type == 81;
    const std::uint32_t use = u32_at(record, behind ? rule.place + 16 : rule.place - 4);
    TRY(embed(record, rule.place, use, made));
    if (rule.second != 0) TRY(embed(record, rule.second, u32_at(record, rule.second - 4), made));
    return rule.shape == Shape::Brush ? create(record, std::move(made)) : emit(std::move(made));
  }

  // bounds(16) parts(4) points(4) count(4)* point*
  Result<void> poly_poly(const EmfRule& rule, Bytes record) {
    const std::uint32_t parts = u32_at(record, 24);
    const std::uint32_t points = u32_at(record, 28);
    const std::uint64_t more = std::uint64_t{parts} * 4 + std::uint64_t{points} * rule.unit;
    if (!fits(32, more, record.size())) return malformed("a list is longer than its record");
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < parts; ++i)
      sum += u32_at(record, 32 + std::size_t{i} * 4);
    if (sum != points) return malformed("the parts of a polygon do not add up");
    return emit(head(record, 32 + static_cast<std::size_t>(more)));
  }

  // bounds(16) mode(4) scale(8) reference(8) count(4) string offset(4) options(4) rectangle(16) widths offset(4)
  Result<void> text(Bytes record) {
    constexpr std::uint32_t kTwoWidths = 0x2000;
    const std::uint32_t count = u32_at(record, 44);
    const std::uint64_t string_bytes = std::uint64_t{count} * (u32_at(record, 0) == 84 ? 2 : 1);
    const std::uint32_t string_at = u32_at(record, 48);
    const std::uint32_t widths_at = u32_at(record, 72);
    const std::uint64_t width_bytes = std::uint64_t{count} * ((u32_at(record, 52) & kTwoWidths) != 0 ? 8 : 4);
    if (!fits(string_at, string_bytes, record.size())) return malformed("a text lies outside of its record");
    const bool has_widths = widths_at != 0 && fits(widths_at, width_bytes, record.size());
    Buffer made = head(record, 76);
    set_u32(made, 48, 76);
    append(made, record.subspan(string_at, static_cast<std::size_t>(string_bytes)));
    fill_up(made, 4);
    set_u32(made, 72, has_widths ? static_cast<std::uint32_t>(made.size()) : 0);
    if (has_widths) append(made, record.subspan(widths_at, static_cast<std::size_t>(width_bytes)));
    return emit(std::move(made));
  }

  // x y count options mode scale(8) [bounds(16)] text
  Result<void> small_text(Bytes record) {
    constexpr std::uint32_t kNoBounds = 0x100;
    constexpr std::uint32_t kBytes = 0x200;
    const std::uint32_t options = u32_at(record, 20);
    const std::uint64_t more =
        ((options & kNoBounds) != 0 ? 0U : 16U) + std::uint64_t{u32_at(record, 16)} * ((options & kBytes) != 0 ? 1 : 2);
    return emit_counted(record, 36, more);
  }

  // 2.2.24: size(4) type(4) count(4) bytes(4) bounds(16) rectangles(16 each)
  Result<void> region(const EmfRule& rule, Bytes record) {
    if (rule.second != 0 && !objects_.contains(u32_at(record, rule.second)) &&
        u32_at(record, rule.second) < kStockObject) {
      return malformed("an object that does not exist");
    }
    Buffer made = head(record, rule.fixed);
    const std::uint32_t size = u32_at(record, rule.place);
    set_u32(made, rule.place, 0);
    if (size != 0) {
      if (!fits(rule.fixed, 32, record.size())) return malformed("a region lies outside of its record");
      const Bytes data = record.subspan(rule.fixed);
      const std::uint64_t rectangles = std::uint64_t{u32_at(data, 8)} * 16;
      if (u32_at(data, 0) != 32 || !fits(32, rectangles, data.size())) return malformed("a region is wrong");
      const auto bytes = static_cast<std::size_t>(32 + rectangles);
      append(made, data.first(bytes));
      set_u32(made, rule.fixed + 4, 1);
      set_u32(made, rule.fixed + 12, static_cast<std::uint32_t>(rectangles));
      set_u32(made, rule.place, static_cast<std::uint32_t>(bytes));
    }
    return emit(std::move(made));
  }

  // bounds(16) vertices(4) meshes(4) mode(4) vertex(16)* mesh(8 or 12)*
  Result<void> gradient(Bytes record) {
    const std::uint32_t vertices = u32_at(record, 24);
    const std::uint32_t meshes = u32_at(record, 28);
    const std::uint32_t mode = u32_at(record, 32);
    if (mode > 2) return malformed("a gradient of an unknown kind");
    const std::uint64_t corners = mode == 2 ? 3 : 2;
    const std::uint64_t mesh_at = 36 + std::uint64_t{vertices} * 16;
    const std::uint64_t bytes = std::uint64_t{vertices} * 16 + meshes * corners * 4;
    if (!fits(36, bytes, record.size())) return malformed("a gradient is longer than its record");
    for (std::uint64_t i = 0; i < meshes * corners; ++i) {
      if (u32_at(record, static_cast<std::size_t>(mesh_at + i * 4)) >= vertices) return malformed("no such vertex");
    }
    return emit(head(record, 36 + static_cast<std::size_t>(bytes)));
  }

  Cursor in_;
  const ImageLimits& limits_;
  ImageReport& report_;
  Buffer out_;
  std::uint32_t handles_ = 0;
  std::uint32_t written_ = 0;
  std::size_t read_ = 0;
  std::size_t drawn_ = 0;
  bool plus_ = false;
  std::set<std::uint32_t> objects_;
};

}  // namespace

Result<void> rebuild_emf(Bytes picture, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (picture.size() > limits.input_bytes) return make_error(ErrorCode::TooLarge, "a picture is too large");
  return Rebuilder(picture, limits, report).run(out);
}

}  // namespace mugai::metafile
