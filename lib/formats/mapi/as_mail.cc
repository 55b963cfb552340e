#include "lib/formats/mapi/as_mail.h"

#include <optional>
#include <string>
#include <utility>

#include "lib/stream/source.h"

namespace mugai::mapi {

Result<Outcome> rebuild_as_mail(std::string_view type, const Context::InputWriter& write, OutputSink& out,
                                Context& ctx) {
  std::optional<Error> unreadable;
  const auto writer = [&](Sink& sink) -> Result<void> {
    auto written = write(sink);
    if (written) written = sink.finish();
    if (!written) unreadable = written.error();
    return written;
  };
  auto rebuilt = ctx.sanitize_child({"message.eml", "message/rfc822"}, writer);
  if (unreadable) return *std::move(unreadable);
  TRY_ASSIGN(const NestedOutcome outcome, std::move(rebuilt));
  if (!has_output(outcome.disposition) || outcome.output == nullptr) {
    return make_error(outcome.reason, outcome.detail.empty() ? "the message within cannot be rebuilt" : outcome.detail);
  }
  ctx.report({"EML-001", Action::Kept, std::string(type), 1, "rebuilt as a mail"});
  TRY(copy(*outcome.output, out));
  TRY(out.finish());
  return Outcome{.type = std::string(type), .extension = "eml", .replaced = true};
}

}  // namespace mugai::mapi
