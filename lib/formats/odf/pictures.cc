#include "lib/formats/odf/pictures.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/image/rebuild.h"
#include "lib/formats/metafile/metafile.h"
#include "lib/formats/svg/svg.h"
#include "lib/stream/base64.h"

namespace mugai::odf {
namespace {

struct PictureRow {
  std::string_view begin;  // first bytes
  std::string_view id, what;
};
using namespace std::string_view_literals;
// Types that nothing here rebuilds, by their first bytes: names and media types lie. Which row tells of them.
constexpr std::array<PictureRow, 14> kOthers = {{{"\x01\0\0\0"sv, "IMG-016", "EMF"},
                                                 {"\xD7\xCD\xC6\x9A"sv, "IMG-017", "WMF"},
                                                 {"\x01\0\x09\0"sv, "IMG-017", "WMF"},
                                                 {"\x02\0\x09\0"sv, "IMG-017", "WMF"},
                                                 {"VCLMTF"sv, "IMG-018", "SVM"},
                                                 {"\xC5\xD0\xD3\xC6"sv, "IMG-019", "EPS"},
                                                 {"%!PS"sv, "IMG-019", "EPS"},
                                                 {"%PDF"sv, "IMG-018", "PDF"},
                                                 {"<?xml"sv, "IMG-018", "SVG"},
                                                 {"<svg"sv, "IMG-018", "SVG"},
                                                 {"II*\0"sv, "IMG-011", "TIFF"},
                                                 {"MM\0*"sv, "IMG-011", "TIFF"},
                                                 {"RIFF"sv, "IMG-012", "WebP"},
                                                 {"\x1F\x8B"sv, "IMG-018", "compressed"}}};

void tell_lost(Bytes picture, std::string_view name, const Error& error, Reporter& reporter, std::string_view where) {
  std::string_view id = "IMG-018";
  std::string what(name);
  for (const PictureRow& row : kOthers) {
    if (!starts_with(picture, row.begin)) continue;
    id = row.id;
    what = std::string(row.what) + ", " + std::string(name);
    break;
  }
  if (error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany) id = "IMG-001";
  reporter.tell(id, policy::Category::OtherPictures, where, Action::Rewritten, what + ": " + error.detail);
  reporter.tell("ODF-024", policy::Category::OtherPictures, where, Action::Rewritten, std::move(what));
}

// SVG is text; its root is near the start.
bool is_svg(Bytes picture) {
  constexpr std::size_t kHead = 4096;
  const std::string head = ascii::lower(as_text(picture.first(std::min(picture.size(), kHead))));
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string::npos && head[first] == '<' && head.find("<svg") != std::string::npos;
}

Result<image::ImageKind> rebuild(Bytes picture, Sink& out, const image::ImageLimits& limits,
                                 image::ImageReport& report) {
  if (metafile::is_metafile(picture)) return metafile::rebuild_metafile(picture, out, limits, report);
  if (!is_svg(picture)) return image::rebuild_image(picture, out, limits, report);
  TRY(svg::rebuild_svg(picture, out, limits, report));
  return image::ImageKind::Svg;
}

}  // namespace

std::optional<RebuiltPicture> rebuild_picture(Bytes picture, std::string_view name, Reporter& reporter,
                                              std::string_view where, Budget& budget, bool quiet) {
  image::ImageLimits limits;
  limits.input_bytes = kMaxPictureBytes;
  limits.memory_bytes = budget.left().memory_bytes / 4 * 3;
  limits.budget = &budget;
  image::ImageReport report;
  MemorySink out;
  const auto kind = rebuild(picture, out, limits, report);
  if (!kind.has_value()) {
    if (!quiet) tell_lost(picture, name, kind.error(), reporter, where);
    return std::nullopt;
  }
  for (const image::Removal& removal : report.list()) {
    if (quiet) break;
    const Action action = removal.kept ? Action::Kept : removal.rewritten ? Action::Rewritten : Action::Removed;
    reporter.tell(removal.id, std::nullopt, where, action, removal.what, removal.count);
  }
  return RebuiltPicture{out.take(), std::string(image::mime_type(*kind)), std::string(image::extension(*kind))};
}

std::optional<std::string> rebuild_inline_picture(std::string_view base64, Reporter& reporter, std::string_view where,
                                                  Budget& budget) {
  const base64::Decoded decoded = base64::decode(base64);
  if (decoded.defects.results_differ()) {
    reporter.tell("ODF-028", std::nullopt, where, Action::Removed, "not base64");
    return std::nullopt;
  }
  const auto rebuilt = rebuild_picture(as_bytes(decoded.bytes), "office:binary-data", reporter, where, budget);
  if (!rebuilt.has_value()) return std::nullopt;
  return base64::encode(rebuilt->bytes);
}

const Buffer& placeholder() {
  static const Buffer picture = image::placeholder_png();
  return picture;
}

const std::string& inline_placeholder() {
  static const std::string text = base64::encode(placeholder());
  return text;
}

}  // namespace mugai::odf
