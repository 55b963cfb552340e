#include "lib/formats/mail_check/handler.h"

#include "lib/formats/mail_check/verify.h"

namespace mugai::mail_check {
namespace {

class CheckHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mail-check"; }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY(verify(in, ctx));
    TRY(out.finish());
    Outcome outcome;
    outcome.type = "mail";
    return outcome;
  }
};

}  // namespace

Handler& handler() {
  static CheckHandler instance;
  return instance;
}

}  // namespace mugai::mail_check
