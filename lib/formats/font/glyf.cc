#include "lib/formats/font/glyf.h"

#include <algorithm>
#include <optional>

namespace mugai::font {

namespace {

constexpr std::uint32_t kMaxPoints = 65'535;
constexpr std::uint64_t kMaxTotalPoints = 50'000'000;  // the largest fonts have some 7 million
constexpr std::size_t kMaxComponents = 256;

// Flags of a point of a simple glyph.
constexpr unsigned kOnCurve = 0x01, kXShort = 0x02, kYShort = 0x04, kRepeat = 0x08, kXSame = 0x10, kYSame = 0x20,
                   kOverlap = 0x40;
// Flags of a component.
constexpr unsigned kWords = 0x0001, kOffsets = 0x0002, kScale = 0x0008, kMore = 0x0020, kTwoScales = 0x0040,
                   kMatrix = 0x0080, kInstructions = 0x0100;
// All that stays: also rounding, metrics, overlap, and how offsets are scaled.
constexpr unsigned kComponentFlags =
    kWords | kOffsets | 0x0004 | kScale | kTwoScales | kMatrix | 0x0200 | 0x0400 | 0x0800 | 0x1000;

struct Point {
  std::uint8_t flags = 0;  // kOnCurve and kOverlap
  int dx = 0, dy = 0;
};

struct Component {
  unsigned flags = 0;  // of kComponentFlags
  std::uint32_t glyph = 0;
  unsigned first = 0, second = 0;  // offsets or point numbers, as they stand
  std::uint16_t scale[4] = {};
  std::size_t scales = 0;
};

struct Glyph {
  Bytes box;  // the header's bounding box, 8 bytes; the reader shifts the outline by it
  std::vector<std::uint16_t> ends;
  std::vector<Point> points;
  std::vector<Component> components;
  bool instructions = false;
};

// Reads forward; sticks at the first read beyond the end.
class Reader {
 public:
  explicit Reader(View view) : view_(view) {}
  std::uint8_t u8() { return take(1) ? view_.u8(at_ - 1) : std::uint8_t{0}; }
  std::uint16_t u16() { return take(2) ? view_.u16(at_ - 2) : std::uint16_t{0}; }
  void skip(std::size_t count) { take(count); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  bool take(std::size_t count) {
    good_ = good_ && view_.has(at_, count);
    if (good_) at_ += count;
    return good_;
  }
  View view_;
  std::size_t at_ = 0;
  bool good_ = true;
};

// Coordinates: a byte with its sign in the flags, nothing where it is the same, else two bytes.
int coordinate(Reader& reader, unsigned flags, unsigned is_short, unsigned same) {
  if ((flags & is_short) != 0) {
    const int value = reader.u8();
    return (flags & same) != 0 ? value : -value;
  }
  return (flags & same) != 0 ? 0 : static_cast<std::int16_t>(reader.u16());
}

// SimpleGlyph = *endPoint:2 instructionLength:2 *instruction *flag *x *y
bool read_simple(Reader& reader, std::size_t contours, Glyph& glyph) {
  int last = -1;
  for (std::size_t i = 0; i < contours && reader.good(); ++i) {
    const int end = reader.u16();
    if (end < last || end >= static_cast<int>(kMaxPoints)) return false;
    glyph.ends.push_back(static_cast<std::uint16_t>(end));
    last = end;
  }
  const std::size_t instructions = reader.u16();
  glyph.instructions = instructions > 0;
  reader.skip(instructions);
  const auto count = static_cast<std::size_t>(last + 1);
  std::vector<std::uint8_t> flags;
  while (flags.size() < count && reader.good()) {
    const std::uint8_t flag = reader.u8();
    std::size_t repeats = 1;
    if ((flag & kRepeat) != 0) repeats += reader.u8();
    if (repeats > count - flags.size()) return false;
    flags.insert(flags.end(), repeats, flag);
  }
  if (!reader.good()) return false;
  glyph.points.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    glyph.points[i].flags = static_cast<std::uint8_t>(flags[i] & (i == 0 ? kOnCurve | kOverlap : kOnCurve));
    glyph.points[i].dx = coordinate(reader, flags[i], kXShort, kXSame);
  }
  for (std::size_t i = 0; i < count; ++i)
    glyph.points[i].dy = coordinate(reader, flags[i], kYShort, kYSame);
  return reader.good();
}

// CompositeGlyph = 1*( flags:2 glyph:2 argument argument *scale ) [ instructionLength:2 *instruction ]
bool read_composite(Reader& reader, Glyph& glyph) {
  for (unsigned flags = kMore; (flags & kMore) != 0;) {
    if (glyph.components.size() >= kMaxComponents) return false;
    Component c;
    flags = reader.u16();
    c.flags = flags & kComponentFlags;
    c.glyph = reader.u16();
    c.first = (flags & kWords) != 0 ? reader.u16() : reader.u8();
    c.second = (flags & kWords) != 0 ? reader.u16() : reader.u8();
    c.scales = (flags & kScale) != 0 ? 1 : (flags & kTwoScales) != 0 ? 2 : (flags & kMatrix) != 0 ? 4 : 0;
    for (std::size_t i = 0; i < c.scales; ++i)
      c.scale[i] = reader.u16();
    glyph.instructions = glyph.instructions || (flags & kInstructions) != 0;
    if (!reader.good()) return false;
    glyph.components.push_back(c);
  }
  return true;
}

// Glyph = numberOfContours:2 box:8 ( SimpleGlyph / CompositeGlyph )
std::optional<Glyph> read_glyph(View bytes) {
  Glyph glyph;
  if (bytes.size() == 0) return glyph;
  if (!bytes.has(0, 10)) return std::nullopt;
  Reader reader(bytes);
  const int contours = static_cast<std::int16_t>(reader.u16());
  glyph.box = bytes.part(2, 8);
  reader.skip(8);
  if (contours == 0) return Glyph{};
  const bool good =
      contours > 0 ? read_simple(reader, static_cast<std::size_t>(contours), glyph) : read_composite(reader, glyph);
  return good ? std::optional(std::move(glyph)) : std::nullopt;
}

std::uint8_t coded_flags(const Point& p) {
  unsigned flags = p.flags;
  if (p.dx == 0) {
    flags |= kXSame;
  } else if (p.dx > -256 && p.dx < 256) {
    flags |= kXShort | (p.dx > 0 ? kXSame : 0);
  }
  if (p.dy == 0) {
    flags |= kYSame;
  } else if (p.dy > -256 && p.dy < 256) {
    flags |= kYShort | (p.dy > 0 ? kYSame : 0);
  }
  return static_cast<std::uint8_t>(flags);
}

void put_coordinate(Writer& out, int value) {
  if (value == 0) return;
  if (value > -256 && value < 256) {
    out.u8(static_cast<unsigned>(value < 0 ? -value : value));
  } else {
    out.i16(value);
  }
}

void write_simple(const Glyph& glyph, Writer& out) {
  out.u16(static_cast<unsigned>(glyph.ends.size()));
  out.bytes(glyph.box);
  for (const std::uint16_t end : glyph.ends)
    out.u16(end);
  out.u16(0);  // no instructions
  for (std::size_t i = 0; i < glyph.points.size();) {
    const std::uint8_t flags = coded_flags(glyph.points[i]);
    std::size_t run = 1;
    while (run < 256 && i + run < glyph.points.size() && coded_flags(glyph.points[i + run]) == flags)
      ++run;
    if (run > 1) {
      out.u8(flags | kRepeat);
      out.u8(static_cast<unsigned>(run - 1));
    } else {
      out.u8(flags);
    }
    i += run;
  }
  for (const Point& p : glyph.points)
    put_coordinate(out, p.dx);
  for (const Point& p : glyph.points)
    put_coordinate(out, p.dy);
}

void write_composite(const Glyph& glyph, Writer& out) {
  out.u16(0xFFFF);
  out.bytes(glyph.box);
  for (std::size_t i = 0; i < glyph.components.size(); ++i) {
    const Component& c = glyph.components[i];
    out.u16(c.flags | (i + 1 < glyph.components.size() ? kMore : 0));
    out.u16(c.glyph);
    if ((c.flags & kWords) != 0) {
      out.u16(c.first);
      out.u16(c.second);
    } else {
      out.u8(c.first);
      out.u8(c.second);
    }
    for (std::size_t k = 0; k < c.scales; ++k)
      out.u16(c.scale[k]);
  }
}

// The glyphs of a font as they are written, and what their components come to. Points are held for one glyph at a time:
// few bytes can stand for many points.
class GlyphSet {
 public:
  GlyphSet(View glyf, View loca, std::uint32_t count, bool long_loca, const FontLimits& limits)
      : glyf_(glyf), loca_(loca), long_loca_(long_loca), limits_(limits), glyphs_(count) {}

  Outlines rebuild() {
    Outlines out;
    for (std::uint32_t i = 0; i < glyphs_.size(); ++i) {
      take(i, out);
      points_read_ += glyphs_[i].own_points;
      out.too_large = written_.size() > limits_.max_bytes || points_read_ > kMaxTotalPoints;
      if (out.too_large) return out;
    }
    // A glyph that is emptied here was a component of none that was measured well before.
    for (std::uint32_t i = 0; i < glyphs_.size(); ++i) {
      if (measure(i, 0)) continue;
      glyphs_[i] = Kept{};
      glyphs_[i].state = State::Done;
      ++out.broken;
    }
    fill_maxima(out);
    write(out);
    return out;
  }

 private:
  enum class State : std::uint8_t { New, Open, Done };
  struct Kept {
    std::size_t begin = 0, end = 0;  // in written_
    std::vector<Component> components;
    std::uint32_t own_points = 0, own_contours = 0;
    std::uint32_t points = 0, contours = 0, depth = 0;  // with components, once measured
    State state = State::New;
  };

  std::uint64_t location(std::uint64_t index) const {
    return long_loca_ ? loca_.u32(4 * index) : std::uint64_t{2} * loca_.u16(2 * index);
  }
  // What readers take for the glyph's bytes where the table is damaged: cut at its end, and up to its end where the
  // offsets do not ascend.
  Bytes data(std::uint32_t index) const {
    const std::uint64_t known = loca_.size() / (long_loca_ ? 4 : 2);
    if (index >= known) return {};
    const std::uint64_t begin = location(index);
    const std::uint64_t next = index + std::uint64_t{1} < known ? location(index + std::uint64_t{1}) : begin;
    if (begin >= glyf_.size()) return {};
    const std::uint64_t end = next < begin ? glyf_.size() : std::min<std::uint64_t>(next, glyf_.size());
    return glyf_.part(begin, end - begin);
  }

  // Reads one glyph and writes it.
  void take(std::uint32_t index, Outlines& out) {
    const auto glyph = read_glyph(View(data(index)));
    if (!glyph) {
      ++out.broken;
      return;
    }
    if (glyph->instructions) ++out.with_instructions;
    Kept& kept = glyphs_[index];
    kept.begin = written_.size();
    if (!glyph->components.empty()) {
      write_composite(*glyph, written_);
      kept.components = glyph->components;
    } else if (!glyph->ends.empty()) {
      write_simple(*glyph, written_);
      kept.own_points = static_cast<std::uint32_t>(glyph->points.size());
      kept.own_contours = static_cast<std::uint32_t>(glyph->ends.size());
    }
    kept.end = written_.size();
  }

  // Points, contours and depth of a glyph with its components; false where they are endless or too many.
  bool measure(std::uint32_t index, std::uint32_t depth) {
    Kept& glyph = glyphs_[index];
    if (glyph.state == State::Done) return true;
    if (glyph.state != State::New || depth > limits_.max_component_depth) return false;
    glyph.state = State::Open;
    std::uint64_t points = glyph.own_points;
    std::uint64_t contours = glyph.own_contours;
    std::uint32_t below = 0;
    bool good = true;
    for (const Component& c : glyph.components) {
      good = good && c.glyph < glyphs_.size() && measure(c.glyph, depth + 1);
      if (!good) break;
      const Kept& part = glyphs_[c.glyph];
      // Point numbers, where they are not offsets, must exist.
      if ((c.flags & kOffsets) == 0 && (c.first >= points || c.second >= part.points)) good = false;
      points += part.points;
      contours += part.contours;
      below = std::max(below, part.depth + 1);
      good = good && points <= kMaxPoints && below <= limits_.max_component_depth;
    }
    // Where it is only too deep from where we came, it is measured again from itself.
    glyph.state = good ? State::Done : State::New;
    if (!good) return false;
    glyph.points = static_cast<std::uint32_t>(points);
    glyph.contours = static_cast<std::uint32_t>(contours);
    glyph.depth = below;
    return true;
  }

  void fill_maxima(Outlines& out) const {
    for (const Kept& glyph : glyphs_) {
      const bool composite = !glyph.components.empty();
      auto& points = composite ? out.max_composite_points : out.max_points;
      auto& contours = composite ? out.max_composite_contours : out.max_contours;
      points = std::max(points, glyph.points);
      contours = std::max(contours, glyph.contours);
      out.max_depth = std::max(out.max_depth, glyph.depth);
      out.max_components = std::max(out.max_components, static_cast<std::uint32_t>(glyph.components.size()));
    }
  }

  // Each glyph on an even offset; the short loca wherever it reaches.
  void write(Outlines& out) const {
    Writer glyf;
    std::vector<std::size_t> offsets;
    for (const Kept& glyph : glyphs_) {
      offsets.push_back(glyf.size());
      glyf.bytes(Bytes(written_.out).subspan(glyph.begin, glyph.end - glyph.begin));
      glyf.zeros(glyf.size() % 2);
    }
    offsets.push_back(glyf.size());
    out.long_loca = glyf.size() > 2 * 65'535;
    Writer loca;
    for (const std::size_t offset : offsets) {
      if (out.long_loca) {
        loca.u32(checked_cast<std::uint32_t>(offset));
      } else {
        loca.u16(static_cast<unsigned>(offset / 2));
      }
    }
    out.glyf = std::move(glyf.out);
    out.loca = std::move(loca.out);
  }

  View glyf_, loca_;
  bool long_loca_;
  const FontLimits& limits_;
  std::vector<Kept> glyphs_;
  Writer written_;
  std::uint64_t points_read_ = 0;
};

}  // namespace

Outlines rebuild_outlines(View glyf, View loca, std::uint32_t glyph_count, bool long_loca, const FontLimits& limits) {
  return GlyphSet(glyf, loca, glyph_count, long_loca, limits).rebuild();
}

}  // namespace mugai::font
