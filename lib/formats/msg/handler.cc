#include "lib/formats/msg/handler.h"

#include "lib/base/ascii.h"
#include "lib/formats/cfb/compound_file.h"
#include "lib/formats/mapi/as_mail.h"
#include "lib/formats/mapi/message.h"
#include "lib/formats/msg/msg.h"

namespace mugai::msg {
namespace {

class MsgHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "msg"; }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const cfb::CompoundFile file, cfb::CompoundFile::open(in, ctx.budget()));
    TRY_ASSIGN(const mapi::Message message, parse(file, ctx));
    report_kind(message, ctx);
    return mapi::rebuild_as_mail(
        "msg", [&](Sink& sink) { return mapi::write_mail(message, nullptr, sink); }, out, ctx);
  }

 private:
  // MSG-011: a template asks to be filled in and sent; here it is read like any message.
  static void report_kind(const mapi::Message& message, Context& ctx) {
    const std::string lowered = ascii::lower(ctx.claim().untrusted_name);
    if (lowered.ends_with(".oft")) ctx.report({"MSG-011", Action::Rewritten, "message", 1, "a template"});
    const std::string message_class = ascii::lower(message.message_class);
    if (message_class.starts_with("ipm.note.smime") || message_class.starts_with("ipm.document")) {
      ctx.report({"MSG-011", Action::Rewritten, "message class", 1, ""});
    }
  }
};

}  // namespace

Handler& handler() {
  static MsgHandler instance;
  return instance;
}

}  // namespace mugai::msg
