#include "lib/formats/svg/handler.h"

#include "lib/formats/svg/svg.h"

namespace mugai::svg {
namespace {

class SvgHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "svg"; }
  void warm_up() override { svg::warm_up(); }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer document, in.read_all(kMaxSvgBytes));
    image::ImageLimits limits;
    limits.budget = &ctx.budget();
    image::ImageReport report;
    const auto done = rebuild_svg(document, out, limits, report);
    const std::string& name = ctx.claim().untrusted_name;
    if (!done.has_value()) {
      ctx.report({CatalogueId("SVG-001"), Action::Blocked, name, 1, done.error().detail});
      return done.error();
    }
    for (const image::Removal& removal : report.list()) {
      const Action action = removal.rewritten ? Action::Rewritten : Action::Removed;
      ctx.report({CatalogueId(removal.id), action, name, removal.count, removal.what});
    }
    TRY(out.finish());
    return Outcome{"svg", {}, false};
  }
};

}  // namespace

Handler& handler() {
  static SvgHandler instance;
  return instance;
}

}  // namespace mugai::svg
