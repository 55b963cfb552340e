#include "lib/core/render.h"

#include "lib/core/context.h"

namespace mugai {
namespace {

constexpr std::uint64_t kBytesPerPixel = 3;

}  // namespace

std::uint64_t picture_bytes(const PageSize& page) noexcept {
  return std::uint64_t{page.width} * page.height * kBytesPerPixel;
}

std::uint64_t answer_bytes(const RenderOrder& order) noexcept {
  if (order.kind == RenderKind::Words) return kMaxWordsBytes;
  std::uint64_t total = 0;
  for (const PageSize& page : order.pages)
    total += picture_bytes(page);
  return total;
}

Result<void> check(const RenderOrder& order) {
  if (order.pages.empty() || order.pages.size() > kMaxPagesAtOnce) {
    return make_error(ErrorCode::Malformed, "an order to draw no page, or too many");
  }
  if (order.first_page >= kMaxDocumentPages || order.pages.size() > kMaxDocumentPages - order.first_page) {
    return make_error(ErrorCode::Malformed, "an order to draw a page of too high a number");
  }
  for (const PageSize& page : order.pages) {
    const bool sides = page.width > 0 && page.height > 0 && page.width <= kMaxPageSide && page.height <= kMaxPageSide;
    if (!sides || std::uint64_t{page.width} * page.height > kMaxPagePixels) {
      return make_error(ErrorCode::Malformed, "an order to draw a page of no size, or too large a one");
    }
  }
  if (answer_bytes(order) > kMaxAnswerBytes)
    return make_error(ErrorCode::Malformed, "an order to draw too much at once");
  return ok();
}

Result<NestedOutcome> Context::render(const RenderOrder& /*order*/, const InputWriter* /*write_input*/) {
  return make_error(ErrorCode::Unsupported, "nothing here draws pages");
}

}  // namespace mugai
