#include "lib/formats/image/heif/properties.h"

#include <utility>

namespace mugai::image::heif {

void Placement::crop(std::uint32_t left, std::uint32_t top, std::uint32_t new_width,
                     std::uint32_t new_height) noexcept {
  x0 -= left;
  y0 -= top;
  width = new_width;
  height = new_height;
}

// (x, y) of w x h comes to (y, w - 1 - x).
void Placement::turn_left() noexcept {
  const Placement before = *this;
  xx = before.yx;
  xy = before.yy;
  x0 = before.y0;
  yx = -before.xx;
  yy = -before.xy;
  y0 = std::int64_t{width} - 1 - before.x0;
  std::swap(width, height);
}

void Placement::mirror(bool left_right) noexcept {
  if (left_right) {
    xx = -xx;
    xy = -xy;
    x0 = std::int64_t{width} - 1 - x0;
  } else {
    yx = -yx;
    yy = -yy;
    y0 = std::int64_t{height} - 1 - y0;
  }
}

namespace {

constexpr std::uint32_t kMaxSide = 65535;

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

struct Fraction {
  std::int64_t above = 0;
  std::int64_t below = 1;
};

class Reader {
 public:
  Reader(const Container& container, const Item& item) : container_(container), item_(item) {}

  Result<Properties> run() {
    // The size comes first, wherever it stands: transformations need it.
    for (const Association& association : item_.properties) {
      const Box* box = property(association);
      if (box != nullptr && box->type == four("ispe")) TRY(read_size(box->body));
    }
    read_.placement.width = read_.width;
    read_.placement.height = read_.height;
    for (const Association& association : item_.properties) {
      const Box* box = property(association);
      if (box == nullptr) continue;
      TRY(read_one(*box, association.essential));
    }
    return std::move(read_);
  }

 private:
  [[nodiscard]] const Box* property(const Association& association) const {
    if (association.property == 0 || association.property > container_.properties.size()) return nullptr;
    return &container_.properties[association.property - 1];
  }

  Result<void> read_one(const Box& box, bool essential) {
    switch (box.type) {
      case four("ispe"):
      case four("av1C"):  // the stream itself says the same
        return ok();
      case four("hvcC"):
        read_.hevc = box.body;
        return ok();
      case four("colr"):
        return read_color(box.body);
      case four("auxC"):
        return read_auxiliary(box.body);
      case four("clap"):
        return read_crop(box.body);
      case four("irot"):
        return read_turn(box.body);
      case four("imir"):
        return read_mirror(box.body);
      default:
        break;
    }
    // Those that are known and say nothing about what is shown here: depth and shape of samples, brightness of the
    // display, sizes of layers (the last layer is shown), names.
    for (const char* known : {"pixi", "pasp", "clli", "mdcv", "cclv", "a1lx", "lsel", "udes", "altt", "rloc"}) {
      if (box.type == four(known)) return ok();
    }
    if (essential) return make_error(ErrorCode::Unsupported, "a picture has a property that is not known");
    return ok();
  }

  // ispe = version(4) width(4) height(4)  (6.5.3)
  Result<void> read_size(Bytes body) {
    Cursor in(body);
    TRY(read_full_head(in));
    TRY_ASSIGN(read_.width, in.u32be());
    TRY_ASSIGN(read_.height, in.u32be());
    if (read_.width == 0 || read_.height == 0) return malformed("a picture without area");
    if (read_.width > kMaxSide || read_.height > kMaxSide) {
      return make_error(ErrorCode::TooLarge, "a picture is too wide or high");
    }
    return ok();
  }

  // colr = kind(4) { 'nclx': primaries(2) transfer(2) matrix(2) full(1 bit) | 'prof', 'rICC': profile }
  Result<void> read_color(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const std::uint32_t kind, in.u32be());
    if (kind == four("prof") || kind == four("rICC")) read_.profile = in.rest();
    if (kind != four("nclx")) return ok();
    Coding coding;
    TRY_ASSIGN(coding.primaries, in.u16be());
    TRY_ASSIGN(coding.transfer, in.u16be());
    TRY_ASSIGN(coding.matrix, in.u16be());
    TRY_ASSIGN(const std::uint8_t range, in.u8());
    coding.full_range = (range & 0x80U) != 0;
    read_.coding = coding;
    return ok();
  }

  // auxC = version(4) name 0 …  (6.5.8)
  Result<void> read_auxiliary(Bytes body) {
    Cursor in(body);
    TRY(read_full_head(in));
    const std::string_view text = as_text(in.rest());
    read_.auxiliary = text.substr(0, text.find('\0'));
    return ok();
  }

  Result<Fraction> read_fraction(Cursor& in) {
    Fraction fraction;
    TRY_ASSIGN(const std::uint32_t above, in.u32be());
    TRY_ASSIGN(const std::uint32_t below, in.u32be());
    fraction.above = static_cast<std::int32_t>(above);
    fraction.below = static_cast<std::int32_t>(below);
    if (fraction.below <= 0) return malformed("a fraction is wrong");
    return fraction;
  }

  // The first of `size` pixels that stays, of `part` that stay around the middle moved by `shift`; whole pixels alone.
  static Result<std::uint32_t> first_pixel(std::uint32_t size, const Fraction& part, const Fraction& shift) {
    if (part.above % part.below != 0) return malformed("a picture is cropped within pixels");
    const std::int64_t kept = part.above / part.below;
    const std::int64_t twice = (std::int64_t{size} - kept) * shift.below + 2 * shift.above;
    const bool whole = twice % (2 * shift.below) == 0;
    const std::int64_t first = twice / (2 * shift.below);
    if (!whole || kept <= 0 || first < 0 || first + kept > size) return malformed("a picture is cropped outside of it");
    return static_cast<std::uint32_t>(first);
  }

  // clap = width height shift-right shift-down, each numerator(4) denominator(4)  (ISO/IEC 14496-12, 12.1.4)
  Result<void> read_crop(Bytes body) {
    if (placed_ > 0) return make_error(ErrorCode::Unsupported, "a picture is cropped after it was turned");
    placed_ = 1;
    Cursor in(body);
    std::array<Fraction, 4> fractions;
    for (Fraction& fraction : fractions) {
      TRY_ASSIGN(fraction, read_fraction(in));
    }
    TRY_ASSIGN(const std::uint32_t left, first_pixel(read_.width, fractions[0], fractions[2]));
    TRY_ASSIGN(const std::uint32_t top, first_pixel(read_.height, fractions[1], fractions[3]));
    read_.placement.crop(left, top, static_cast<std::uint32_t>(fractions[0].above / fractions[0].below),
                         static_cast<std::uint32_t>(fractions[1].above / fractions[1].below));
    return ok();
  }

  // irot = zero(6 bits) quarters to the left(2 bits)  (6.5.10)
  Result<void> read_turn(Bytes body) {
    placed_ = 2;
    Cursor in(body);
    TRY_ASSIGN(const std::uint8_t quarters, in.u8());
    for (unsigned i = 0; i < (quarters & 3U); ++i)
      read_.placement.turn_left();
    return ok();
  }

  // imir = zero(7 bits) axis(1 bit): 0 swaps top and bottom, 1 left and right, as the edition of 2022 words it and all
  // readers have it  (6.5.12)
  Result<void> read_mirror(Bytes body) {
    placed_ = 2;
    Cursor in(body);
    TRY_ASSIGN(const std::uint8_t axis, in.u8());
    read_.placement.mirror((axis & 1U) != 0);
    return ok();
  }

  const Container& container_;
  const Item& item_;
  Properties read_;
  int placed_ = 0;
};

}  // namespace

Result<Properties> read_properties(const Container& container, const Item& item) {
  return Reader(container, item).run();
}

bool is_alpha(const Properties& properties) noexcept {
  return properties.auxiliary == "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha" ||
         properties.auxiliary == "urn:mpeg:hevc:2015:auxid:1";
}

}  // namespace mugai::image::heif
