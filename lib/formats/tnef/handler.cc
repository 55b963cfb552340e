#include "lib/formats/tnef/handler.h"

#include "lib/formats/mapi/as_mail.h"
#include "lib/formats/mapi/message.h"
#include "lib/formats/tnef/tnef.h"

namespace mugai::tnef {
namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{64} << 20;  // held in memory while it is read

class TnefHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "tnef"; }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxBytes));
    auto message = parse(bytes, ctx);
    if (!message) {
      ctx.report({"TNEF-004", Action::Blocked, "winmail.dat", 1, message.error().detail});
      return std::move(message).error();
    }
    ctx.report({"TNEF-001", Action::Rewritten, "winmail.dat", 1, "became a mail"});
    MemorySource data{Bytes(bytes)};
    return mapi::rebuild_as_mail(
        "tnef", [&](Sink& sink) { return mapi::write_mail(*message, &data, sink); }, out, ctx);
  }
};

}  // namespace

Handler& handler() {
  static TnefHandler instance;
  return instance;
}

}  // namespace mugai::tnef
