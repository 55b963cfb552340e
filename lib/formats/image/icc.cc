// ICC.1:2022: header (7.2), tag table (7.3), XYZType (10.31), curveType (10.6), parametricCurveType (10.18).
//
// Only numbers cross over: three or nine s15Fixed16 values and up to 4,096 points a curve. Names, makers, descriptions,
// private tags and look-up tables (A2B0 …) stay behind.
#include "lib/formats/image/icc.h"

#include <array>
#include <cmath>

#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr std::size_t kHeaderBytes = 128;
constexpr std::uint32_t kMaxTags = 100;
constexpr std::uint32_t kMaxPoints = 4096;

struct Curve {
  bool parametric = false;
  std::uint16_t function = 0;           // of a parametric curve: 0 to 4
  std::vector<std::uint16_t> points;    // of a table; one point is a gamma in u8Fixed8
  std::vector<std::int32_t> constants;  // s15Fixed16
};
using Xyz = std::array<std::int32_t, 3>;

struct Profile {
  std::uint32_t version = 0x02100000;
  std::vector<Xyz> colorants;  // red, green, blue; none for grey
  Xyz white{};
  std::vector<Curve> curves;
};

std::uint32_t name_of(std::string_view text) {
  std::uint32_t value = 0;
  for (const char c : text)
    value = (value << 8) | static_cast<std::uint8_t>(c);
  return value;
}

// tag table = count(4) { signature(4) offset(4) size(4) }
Result<Bytes> find_tag(Bytes profile, std::string_view name) {
  Cursor in(profile);
  TRY(in.skip(kHeaderBytes));
  TRY_ASSIGN(const std::uint32_t count, in.u32be());
  if (count > kMaxTags) return make_error(ErrorCode::TooMany, "too many tags");
  for (std::uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const std::uint32_t signature, in.u32be());
    TRY_ASSIGN(const std::uint32_t offset, in.u32be());
    TRY_ASSIGN(const std::uint32_t size, in.u32be());
    if (signature != name_of(name)) continue;
    if (!fits(offset, size, profile.size())) return make_error(ErrorCode::Malformed, "a tag lies outside");
    return profile.subspan(offset, size);
  }
  return make_error(ErrorCode::Malformed, "a tag is missing");
}

// XYZType = "XYZ " zero(4) x(4) y(4) z(4)
Result<Xyz> read_xyz(Bytes profile, std::string_view name) {
  TRY_ASSIGN(const Bytes tag, find_tag(profile, name));
  Cursor in(tag);
  TRY_ASSIGN(const std::uint32_t type, in.u32be());
  if (type != name_of("XYZ ")) return make_error(ErrorCode::Malformed, "not an XYZ value");
  TRY(in.skip(4));
  Xyz xyz{};
  for (std::int32_t& value : xyz) {
    TRY_ASSIGN(const std::uint32_t raw, in.u32be());
    value = static_cast<std::int32_t>(raw);
  }
  return xyz;
}

// curveType = "curv" zero(4) count(4) point(2)*;  parametricCurveType = "para" zero(4) function(2) zero(2) value(4)*
Result<Curve> read_curve(Bytes profile, std::string_view name) {
  constexpr std::array<std::uint8_t, 5> kConstants = {1, 3, 4, 5, 7};
  TRY_ASSIGN(const Bytes tag, find_tag(profile, name));
  Cursor in(tag);
  Curve curve;
  TRY_ASSIGN(const std::uint32_t type, in.u32be());
  TRY(in.skip(4));
  if (type == name_of("curv")) {
    TRY_ASSIGN(const std::uint32_t count, in.u32be());
    if (count > kMaxPoints) return make_error(ErrorCode::TooMany, "a curve has too many points");
    for (std::uint32_t i = 0; i < count; ++i) {
      TRY_ASSIGN(const std::uint16_t point, in.u16be());
      curve.points.push_back(point);
    }
    return curve;
  }
  if (type != name_of("para")) return make_error(ErrorCode::Malformed, "not a curve");
  curve.parametric = true;
  TRY_ASSIGN(curve.function, in.u16be());
  TRY(in.skip(2));
  if (curve.function >= kConstants.size()) return make_error(ErrorCode::Malformed, "not a known curve");
  for (std::uint8_t i = 0; i < kConstants[curve.function]; ++i) {
    TRY_ASSIGN(const std::uint32_t raw, in.u32be());
    curve.constants.push_back(static_cast<std::int32_t>(raw));
  }
  return curve;
}

Result<Profile> read_profile(Bytes bytes, int channels) {
  Cursor in(bytes);
  TRY(in.skip(8));
  Profile profile;
  TRY_ASSIGN(const std::uint32_t version, in.u32be());
  profile.version = (version >> 24) >= 4 ? 0x04200000 : 0x02100000;  // they differ in the meaning of the white point
  TRY(in.skip(4));
  TRY_ASSIGN(const std::uint32_t space, in.u32be());
  TRY_ASSIGN(const std::uint32_t connection, in.u32be());
  TRY(in.skip(12));
  TRY_ASSIGN(const std::uint32_t mark, in.u32be());
  const bool rgb = channels == 3 && space == name_of("RGB ");
  const bool grey = channels == 1 && space == name_of("GRAY");
  if (mark != name_of("acsp") || connection != name_of("XYZ ") || (!rgb && !grey)) {
    return make_error(ErrorCode::Unsupported, "another kind of profile");
  }
  TRY_ASSIGN(profile.white, read_xyz(bytes, "wtpt"));
  for (const std::string_view name : {"rXYZ", "gXYZ", "bXYZ"}) {
    if (!rgb) break;
    TRY_ASSIGN(const Xyz colorant, read_xyz(bytes, name));
    profile.colorants.push_back(colorant);
  }
  for (const std::string_view name : {rgb ? "rTRC" : "kTRC", "gTRC", "bTRC"}) {
    TRY_ASSIGN(Curve curve, read_curve(bytes, name));
    profile.curves.push_back(std::move(curve));
    if (grey) break;
  }
  // A profile whose look comes from tables is not described by its curves.
  if (find_tag(bytes, "A2B0").has_value()) return make_error(ErrorCode::Unsupported, "a profile with tables");
  return profile;
}

double fixed(std::int32_t value) {
  return static_cast<double>(value) / 65536.0;
}

// The curve at `x`, 0 to 1.
double evaluate(const Curve& curve, double x) {
  if (!curve.parametric) {
    if (curve.points.empty()) return x;
    if (curve.points.size() == 1) return std::pow(x, curve.points[0] / 256.0);
    const double at = x * static_cast<double>(curve.points.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const std::size_t high = low + 1 < curve.points.size() ? low + 1 : low;
    const double part = at - static_cast<double>(low);
    return (curve.points[low] * (1 - part) + curve.points[high] * part) / 65535.0;
  }
  std::array<double, 7> k{};  // g a b c d e f
  for (std::size_t i = 0; i < curve.constants.size() && i < k.size(); ++i)
    k[i] = fixed(curve.constants[i]);
  if (curve.function == 0) return std::pow(x, k[0]);
  if (curve.function == 3 && x < k[4]) return k[3] * x;
  if (curve.function == 3) return std::pow(k[1] * x + k[2], k[0]);
  return -1;  // no sRGB profile in use has another form
}

// IEC 61966-2-1, adapted to D50. Colours that differ by less than what 8 bits show.
bool is_srgb(const Profile& profile) {
  constexpr std::array<std::array<double, 3>, 3> kColorants = {
      {{0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}}};
  if (profile.colorants.size() != 3) return false;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      if (std::abs(fixed(profile.colorants[i][j]) - kColorants[i][j]) > 0.003) return false;
    }
  }
  for (const Curve& curve : profile.curves) {
    for (int step = 0; step <= 16; ++step) {
      const double x = step / 16.0;
      const double wanted = x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
      if (!(std::abs(evaluate(curve, x) - wanted) < 0.004)) return false;
    }
  }
  return true;
}

Buffer xyz_tag(const Xyz& xyz) {
  Buffer out;
  put(out, "XYZ ");
  put_be(out, 0, 4);
  for (const std::int32_t value : xyz)
    put_be(out, static_cast<std::uint32_t>(value), 4);
  return out;
}

Buffer curve_tag(const Curve& curve) {
  Buffer out;
  put(out, curve.parametric ? "para" : "curv");
  put_be(out, 0, 4);
  if (curve.parametric) {
    put_be(out, curve.function, 2);
    put_be(out, 0, 2);
    for (const std::int32_t value : curve.constants)
      put_be(out, static_cast<std::uint32_t>(value), 4);
  } else {
    put_be(out, curve.points.size(), 4);
    for (const std::uint16_t point : curve.points)
      put_be(out, point, 2);
  }
  while (out.size() % 4 != 0)
    out.push_back(0);
  return out;
}

// textDescriptionType of version 2 (ICC.1:2001, 6.5.17), multiLocalizedUnicodeType of version 4 (10.15).
Buffer text_tag(bool version4, bool description) {
  Buffer out;
  if (version4) {
    put(out, "mluc");
    put_be(out, 0, 4);
    put_be(out, 1, 4);
    put_be(out, 12, 4);
    put(out, "enUS");
    put_be(out, 6, 4);
    put_be(out, 28, 4);
    put(out, std::string_view("\0R\0G\0B\0\0", 8));
  } else if (description) {
    put(out, "desc");
    put_be(out, 0, 4);
    put_be(out, 4, 4);
    put(out, std::string_view("RGB\0", 4));
    out.resize(out.size() + 4 + 4 + 2 + 1 + 67 + 2);  // no Unicode, no Macintosh text
  } else {
    put(out, "text");
    put_be(out, 0, 4);
    put(out, std::string_view("-\0\0\0", 4));
  }
  return out;
}

Buffer header(const Profile& profile, std::size_t size) {
  Buffer out;
  put_be(out, size, 4);
  put_be(out, 0, 4);
  put_be(out, profile.version, 4);
  put(out, "mntr");
  put(out, profile.colorants.empty() ? "GRAY" : "RGB ");
  put(out, "XYZ ");
  for (const int part : {2000, 1, 1, 0, 0, 0})
    put_be(out, static_cast<std::uint64_t>(part), 2);
  put(out, "acsp");
  out.resize(68);
  for (const std::uint32_t d50 : {0xF6D6U, 0x10000U, 0xD32DU})
    put_be(out, d50, 4);
  out.resize(kHeaderBytes);
  return out;
}

Buffer write_profile(const Profile& profile) {
  const bool version4 = profile.version >= 0x04000000;
  std::vector<std::pair<std::string_view, Buffer>> tags;
  tags.emplace_back("desc", text_tag(version4, true));
  tags.emplace_back("cprt", text_tag(version4, false));
  tags.emplace_back("wtpt", xyz_tag(profile.white));
  constexpr std::array<std::string_view, 3> kColorantNames = {"rXYZ", "gXYZ", "bXYZ"};
  for (std::size_t i = 0; i < profile.colorants.size(); ++i)
    tags.emplace_back(kColorantNames[i], xyz_tag(profile.colorants[i]));
  constexpr std::array<std::string_view, 3> kCurveNames = {"rTRC", "gTRC", "bTRC"};
  for (std::size_t i = 0; i < profile.curves.size(); ++i)
    tags.emplace_back(profile.colorants.empty() ? "kTRC" : kCurveNames[i], curve_tag(profile.curves[i]));
  Buffer table;
  Buffer data;
  std::size_t at = kHeaderBytes + 4 + 12 * tags.size();
  std::size_t before = 0;  // offset of the curve before: equal curves share their bytes
  put_be(table, tags.size(), 4);
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const bool shared = i > 0 && tags[i].second == tags[i - 1].second && tags[i].first.ends_with("TRC");
    if (!shared) {
      before = at;
      put(data, Bytes(tags[i].second));
      at += tags[i].second.size();
      while (data.size() % 4 != 0) {
        data.push_back(0);
        ++at;
      }
    }
    put(table, tags[i].first);
    put_be(table, before, 4);
    put_be(table, tags[i].second.size(), 4);
  }
  Buffer out = header(profile, at);
  put(out, Bytes(table));
  put(out, Bytes(data));
  return out;
}

}  // namespace

std::optional<Buffer> rebuild_profile(Bytes bytes, int channels) {
  if (bytes.size() > kMaxProfileBytes) return std::nullopt;
  const auto profile = read_profile(bytes, channels);
  if (!profile.has_value() || is_srgb(*profile)) return std::nullopt;
  return write_profile(*profile);
}

std::optional<Buffer> profile_of(int primaries) {
  using Colorants = std::array<std::array<double, 3>, 3>;
  // Red, green, blue as XYZ, adapted to D50 by Bradford's method.
  constexpr Colorants kBt2020 = {
      {{0.67346, 0.27903, -0.00193}, {0.16566, 0.67534, 0.02999}, {0.12510, 0.04562, 0.79685}}};
  constexpr Colorants kP3 = {{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}}};
  constexpr double kSrgbCurve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  if (primaries != 9 && primaries != 11 && primaries != 12) return std::nullopt;
  const auto number = [](double value) { return static_cast<std::int32_t>(std::lround(value * 65536)); };
  Profile profile;
  profile.version = 0x04200000;
  profile.white = {0xF6D6, 0x10000, 0xD32D};
  for (const auto& colorant : primaries == 9 ? kBt2020 : kP3)
    profile.colorants.push_back({number(colorant[0]), number(colorant[1]), number(colorant[2])});
  Curve curve;
  curve.parametric = true;
  curve.function = 3;
  for (const double constant : kSrgbCurve)
    curve.constants.push_back(number(constant));
  profile.curves = {curve, curve, curve};
  return write_profile(profile);
}

}  // namespace mugai::image
