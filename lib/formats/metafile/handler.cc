#include "lib/formats/metafile/handler.h"

#include "lib/formats/metafile/metafile.h"

namespace mugai::metafile {
namespace {

class MetafileHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "metafile"; }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer picture, in.read_all(image::kMaxPictureBytes));
    image::ImageLimits limits;
    limits.budget = &ctx.budget();
    image::ImageReport report;
    const auto kind = rebuild_metafile(picture, out, limits, report);
    const std::string& name = ctx.claim().untrusted_name;
    if (!kind.has_value()) {
      const bool emf = image::sniff(picture) == image::ImageKind::Emf;
      ctx.report({CatalogueId(emf ? "IMG-016" : "IMG-017"), Action::Blocked, name, 1, kind.error().detail});
      return kind.error();
    }
    for (const image::Removal& removal : report.list()) {
      const Action action = removal.rewritten ? Action::Rewritten : Action::Removed;
      ctx.report({CatalogueId(removal.id), action, name, removal.count, removal.what});
    }
    TRY(out.finish());
    return Outcome{std::string(image::extension(*kind)), {}, false};
  }
};

}  // namespace

Handler& handler() {
  static MetafileHandler instance;
  return instance;
}

}  // namespace mugai::metafile
