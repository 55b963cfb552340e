#include "lib/formats/render/handler.h"

#include <cstdio>
#include <cstdlib>
#include <new>

#include "lib/formats/render/draw.h"

namespace mugai::render {
namespace {

constexpr std::uint64_t kMaxDocumentBytes = std::uint64_t{400} << 20;

void tell(Context& ctx, std::uint32_t page, const char* what) {
  ctx.report(Finding{.id = CatalogueId("RUN-010"),
                     .action = Action::Removed,
                     .where = "page " + std::to_string(page + 1),
                     .detail = what});
}

Result<void> draw_pixels(Drawer& drawer, const RenderOrder& order, Sink& out, Context& ctx) {
  std::uint32_t number = order.first_page;
  for (const PageSize& size : order.pages) {
    TRY_ASSIGN(const bool complete, drawer.pixels(number, size, out));
    if (!complete) tell(ctx, number, "parts of the page that could not be drawn");
    ++number;
  }
  return ok();
}

Result<void> write_words(Drawer& drawer, const RenderOrder& order, Sink& out, Context& ctx) {
  Buffer bytes;
  std::uint32_t number = order.first_page;
  for (const PageSize& size : order.pages) {
    RunBuilder runs(size);
    TRY(drawer.words(number, size, runs));
    const bool all = append_page(bytes, runs.runs());
    if (!all || runs.overfull()) tell(ctx, number, "text beyond what the layer of text holds");
    ++number;
  }
  return out.write(Bytes(bytes));
}

class RenderHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "render"; }
  void warm_up() override {
    if (const Result<void> ready = prepare(); !ready) {
      std::fprintf(stderr, "%s\n", ready.error().detail.c_str());
      std::exit(2);
    }
  }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    const RenderOrder* order = ctx.render_order();
    if (order == nullptr) return make_error(ErrorCode::Internal, "nothing to draw");
    try {
      TRY(check(*order));
      TRY_ASSIGN(const Buffer document, in.read_all(kMaxDocumentBytes));
      TRY_ASSIGN(const std::unique_ptr<Drawer> drawer, Drawer::open(document));
      TRY(order->kind == RenderKind::Pixels ? draw_pixels(*drawer, *order, out, ctx)
                                            : write_words(*drawer, *order, out, ctx));
      TRY(out.finish());
    } catch (const std::bad_alloc&) {
      return make_error(ErrorCode::OutOfMemory, "the drawing needs more memory than it may have");
    }
    return Outcome{.type = "drawing", .extension = {}, .replaced = false};
  }
};

}  // namespace

Handler& handler() {
  static RenderHandler instance;
  return instance;
}

}  // namespace mugai::render
