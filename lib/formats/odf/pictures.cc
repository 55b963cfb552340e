#include "lib/formats/odf/pictures.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/image/apart.h"
#include "lib/formats/image/rebuild.h"
#include "lib/formats/metafile/metafile.h"
#include "lib/formats/svg/svg.h"
#include "lib/policy/policy.h"
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

LostPicture explain_loss(Bytes picture, std::string_view name, const Error& error) {
  LostPicture lost{"IMG-018", std::string(name)};
  for (const PictureRow& row : kOthers) {
    if (!starts_with(picture, row.begin)) continue;
    lost = {row.id, std::string(row.what) + ", " + std::string(name)};
    break;
  }
  if (error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany) lost.id = "IMG-001";
  lost.words += ": " + error.detail;
  return lost;
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

image::ImageLimits limits_of(Context& context, Budget& budget) {
  image::ImageLimits limits;
  limits.input_bytes = kMaxPictureBytes;
  limits.memory_bytes = budget.left().memory_bytes / 4 * 3;
  limits.clear_low_bits = context.policy().type_action("image") == policy::TypeAction::Flatten;
  limits.budget = &budget;
  return limits;
}

RebuiltPicture result_of(image::ImageKind kind, Buffer bytes, std::unique_ptr<Source> apart = nullptr) {
  return {std::move(bytes), std::string(image::mime_type(kind)), std::string(image::extension(kind)), std::move(apart)};
}

}  // namespace

std::optional<RebuiltPicture> rebuild_picture_again(Bytes picture, Context& context, Budget& budget) {
  image::ImageReport told_before;
  MemorySink out;
  const auto kind = rebuild(picture, out, limits_of(context, budget), told_before);
  if (!kind.has_value()) return std::nullopt;
  return result_of(*kind, out.take());
}

void tell_lost(const LostPicture& lost, Reporter& reporter, std::string_view where) {
  for (const std::string_view id : {lost.id, std::string_view("ODF-024")})
    reporter.tell(id, policy::Category::OtherPictures, where, Action::Rewritten, lost.words);
}

std::optional<RebuiltPicture> rebuild_picture(Bytes picture, std::string_view name, Reporter& reporter,
                                              std::string_view where, Context& context, LostPicture& lost) {
  const image::ImageKind found = image::sniff(picture);
  if (image::is_rebuilt_apart(found)) {
    // A name without an extension claims nothing that could be a lie.
    std::string file(name);
    if (name.find('.') == std::string_view::npos) file.append(".").append(image::extension(found));
    auto apart = image::rebuild_apart(file, picture, context);
    if (apart.has_value()) return result_of(apart->kind, {}, std::move(apart->bytes));
    lost = explain_loss(picture, name, apart.error());
    return std::nullopt;
  }
  image::ImageReport report;
  MemorySink out;
  const auto kind = rebuild(picture, out, limits_of(context, context.budget()), report);
  if (!kind.has_value()) {
    lost = explain_loss(picture, name, kind.error());
    return std::nullopt;
  }
  for (const image::Removal& removal : report.list()) {
    const Action action = removal.kept ? Action::Kept : removal.rewritten ? Action::Rewritten : Action::Removed;
    reporter.tell(removal.id, std::nullopt, where, action, removal.what, removal.count);
  }
  return result_of(*kind, out.take());
}

std::optional<std::string> rebuild_inline_picture(std::string_view base64, Reporter& reporter, std::string_view where,
                                                  Context& context) {
  const base64::Decoded decoded = base64::decode(base64);
  if (decoded.defects.results_differ()) {
    reporter.tell("ODF-028", std::nullopt, where, Action::Removed, "not base64");
    return std::nullopt;
  }
  LostPicture lost;
  auto rebuilt = rebuild_picture(as_bytes(decoded.bytes), "office:binary-data", reporter, where, context, lost);
  if (!rebuilt.has_value()) {
    tell_lost(lost, reporter, where);
    return std::nullopt;
  }
  if (rebuilt->apart != nullptr) {
    auto bytes = rebuilt->apart->read_buffer(0, std::min(rebuilt->apart->size(), kMaxPictureBytes + 1));
    if (!bytes.has_value() || bytes->size() > kMaxPictureBytes) {
      tell_lost({"IMG-001", "too large"}, reporter, where);
      return std::nullopt;
    }
    rebuilt->bytes = std::move(bytes).value();
  }
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
