// The handler of type "pdf" as the programs have it.
#include "lib/formats/pdf/handler.h"

#include <new>

#include "lib/formats/pdf/flatten/flatten.h"
#include "lib/policy/policy.h"

namespace mugai::pdf::flatten {
namespace {

class FlattenHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return pdf::handler().name(); }
  void warm_up() override { pdf::handler().warm_up(); }
  [[nodiscard]] Buffer trial() const override { return pdf::handler().trial(); }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    if (ctx.policy().type_action(name()) != policy::TypeAction::Flatten) return pdf::handler().sanitize(in, out, ctx);
    try {
      MemorySink rebuilt(ctx.budget().left().output_bytes);
      TRY_ASSIGN(Outcome outcome, pdf::handler().sanitize(in, rebuilt, ctx));
      TRY(flatten(rebuilt.buffer(), out, ctx));
      return outcome;
    } catch (const std::bad_alloc&) {
      return make_error(ErrorCode::OutOfMemory, "the PDF needs more memory than it may have");
    }
  }
};

}  // namespace

Handler& handler() {
  static FlattenHandler instance;
  return instance;
}

}  // namespace mugai::pdf::flatten
