#include "lib/formats/mail_check/handler.h"

#include "lib/formats/mail_check/verify.h"

namespace mugai::mail_check {
namespace {

class CheckHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mail-check"; }

  // One text, of one line.
  [[nodiscard]] Buffer trial() const override {
    constexpr std::string_view kMail =
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "44GT44KT44Gr44Gh44Gv\r\n";
    return Buffer(kMail.begin(), kMail.end());
  }

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
