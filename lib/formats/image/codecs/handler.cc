#include "lib/formats/image/codecs/handler.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/find_code.h"
#include "lib/formats/image/heif/planes.h"
#include "lib/policy/policy.h"

namespace mugai::image {
namespace {

struct KindRow {
  ImageKind kind;
  std::string_view type;       // as detect names it
  std::string_view extension;  // of an output that is of another kind than the input
  std::string_view id;         // row that tells why one is refused
};
constexpr std::array<KindRow, 10> kKinds = {{{ImageKind::Jpeg, "jpg", "jpg", "IMG-007"},
                                             {ImageKind::Png, "png", "png", "IMG-008"},
                                             {ImageKind::Gif, "gif", "gif", "IMG-009"},
                                             {ImageKind::Bmp, "bmp", "bmp", "IMG-010"},
                                             {ImageKind::Tiff, "tiff", "tif", "IMG-011"},
                                             {ImageKind::Webp, "webp", "webp", "IMG-012"},
                                             {ImageKind::Heif, "heif", "heic", "IMG-013"},
                                             {ImageKind::Jp2, "jp2", "jp2", "IMG-014"},
                                             {ImageKind::Jxl, "jxl", "jxl", "IMG-014"},
                                             {ImageKind::Ico, "ico", "ico", "IMG-015"}}};

const KindRow* row_of(ImageKind kind) {
  for (const KindRow& row : kKinds) {
    if (row.kind == kind) return &row;
  }
  return nullptr;
}

ImageLimits limits_of(Context& ctx) {
  ImageLimits limits;
  limits.memory_bytes = ctx.budget().left().memory_bytes / 4 * 3;
  limits.clear_low_bits = ctx.policy().type_action("image") == policy::TypeAction::Flatten;
  limits.budget = &ctx.budget();
  return limits;
}

void tell(const ImageReport& report, Context& ctx) {
  for (const Removal& removal : report.list()) {
    const Action action = removal.kept ? Action::Kept : removal.rewritten ? Action::Rewritten : Action::Removed;
    ctx.report({CatalogueId(removal.id), action, ctx.claim().untrusted_name, removal.count, removal.what});
  }
}

// Refused: sizes and counts by their own row, anything else by the row of its kind.
Error refuse(Error error, const KindRow* row, Context& ctx) {
  std::string_view id = row == nullptr ? "IMG-018" : row->id;
  if (error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany) id = "IMG-001";
  ctx.report({CatalogueId(id), Action::Blocked, ctx.claim().untrusted_name, 1, error.detail});
  return error;
}

// The kind that a name claims; Other where it claims no picture.
ImageKind claimed_kind(std::string_view name) {
  struct Claim {
    std::string_view extension;
    ImageKind kind;
  };
  constexpr Claim kClaims[] = {{"jpeg", ImageKind::Jpeg}, {"jpe", ImageKind::Jpeg}, {"jfif", ImageKind::Jpeg},
                               {"tiff", ImageKind::Tiff}, {"dib", ImageKind::Bmp},  {"heif", ImageKind::Heif},
                               {"avif", ImageKind::Heif}, {"j2k", ImageKind::Jp2},  {"jpx", ImageKind::Jp2},
                               {"svg", ImageKind::Svg},   {"emf", ImageKind::Emf},  {"wmf", ImageKind::Wmf}};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return ImageKind::Other;
  const std::string extension = ascii::lower(name.substr(dot + 1));
  for (const Claim& claim : kClaims) {
    if (claim.extension == extension) return claim.kind;
  }
  for (const KindRow& row : kKinds) {
    if (row.extension == extension) return row.kind;
  }
  return ImageKind::Other;
}

class ImageHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "image"; }
  void warm_up() override { heif::warm_up_decoders(); }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer picture, in.read_all(kMaxPictureBytes));
    const ImageKind found = sniff(picture);
    ImageReport report;
    const auto made = rebuild_any(picture, out, limits_of(ctx), report);
    if (made.has_value()) find_codes(picture, found, limits_of(ctx), report);
    if (!made.has_value()) return refuse(made.error(), row_of(found), ctx);
    tell(report, ctx);
    const ImageKind claimed = claimed_kind(ctx.claim().untrusted_name);
    if (claimed != ImageKind::Other && claimed != found) {
      ctx.report({CatalogueId("IMG-022"), Action::Rewritten, ctx.claim().untrusted_name, 1, "named by what it is"});
    }
    TRY(out.finish());
    const KindRow* before = row_of(found);
    const KindRow* after = row_of(*made);
    MUGAI_CHECK(before != nullptr && after != nullptr);
    const bool changed = found != *made;
    return Outcome{std::string(before->type), std::string(changed ? after->extension : std::string_view()), changed};
  }
};

}  // namespace

Handler& handler() {
  static ImageHandler instance;
  return instance;
}

}  // namespace mugai::image
