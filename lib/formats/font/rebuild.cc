#include "lib/formats/font/rebuild.h"

#include <algorithm>

#include "lib/formats/font/rebuilders.h"
#include "lib/formats/font/sfnt.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

namespace {

// What is written of a font is at most this: subroutines and glyphs that share their bytes are written out, and real
// fonts hardly grow by that.
constexpr std::uint64_t kFreeBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kMaxGrowth = 20;

}  // namespace

FontKind sniff_font(Bytes untrusted_font) noexcept {
  const View view(untrusted_font);
  switch (view.u32(0)) {
    case kTrueTypeVersion:
    case 0x74727565:  // true
      return FontKind::TrueType;
    case kOpenTypeVersion:
      return FontKind::OpenType;
    default:
      break;
  }
  if (view.u16(0) == 0x8001 || starts_with(untrusted_font, "%!")) return FontKind::Type1;
  // major:1 minor:1 hdrSize:1 offSize:1
  if (view.u8(0) == 1 && view.u8(2) >= 4 && view.u8(3) >= 1 && view.u8(3) <= 4) return FontKind::Cff;
  return FontKind::Unknown;
}

Result<Buffer> rebuild_font(Bytes untrusted_font, FontKind claimed, FontReport& report, const FontLimits& given) {
  if (untrusted_font.size() > given.max_bytes) return make_error(ErrorCode::TooLarge, "font is too large");
  FontLimits limits = given;
  limits.max_bytes = std::min<std::uint64_t>(given.max_bytes, kFreeBytes + kMaxGrowth * untrusted_font.size());
  report.kind = sniff_font(untrusted_font);
  // One key of PDF stands for both kinds with CFF outlines.
  const bool both_cff = (report.kind == FontKind::Cff || report.kind == FontKind::OpenType) &&
                        (claimed == FontKind::Cff || claimed == FontKind::OpenType);
  if (report.kind != claimed && !both_cff && report.kind != FontKind::Unknown && claimed != FontKind::Unknown) {
    report.add("PDF-077", Action::Rewritten, "font of another kind than the document says");
  }
  switch (report.kind) {
    case FontKind::TrueType:
      return rebuild_truetype(untrusted_font, report, limits);
    case FontKind::OpenType:
      return rebuild_opentype(untrusted_font, report, limits);
    case FontKind::Cff:
      return rebuild_cff(untrusted_font, report, limits);
    case FontKind::Type1:
      return rebuild_type1(untrusted_font, report, limits);
    case FontKind::Unknown:
      break;
  }
  return make_error(ErrorCode::Unsupported, "font of an unknown kind");
}

}  // namespace mugai::font
