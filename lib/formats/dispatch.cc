#include "lib/formats/dispatch.h"

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>

#include "lib/detect/detect.h"
#include "lib/detect/names.h"
#include "lib/detect/second.h"
#include "lib/detect/types.h"
#include "lib/formats/registry.h"
#include "lib/formats/trial.h"
#include "lib/policy/policy.h"

namespace mugai::formats {
namespace {

using detect::Detected;
using detect::Group;

Error blocked(Context& ctx, CatalogueId id, ErrorCode code, std::string detail) {
  ctx.report(Finding{.id = id, .action = Action::Blocked, .where = ctx.claim().untrusted_name, .detail = detail});
  return make_error(code, std::move(detail));
}

std::string words_for(const Detected& detected) {
  std::string words = "type " + detected.type;
  if (!detected.note.empty()) words += " (" + detected.note + ")";
  return words;
}

// What the type alone decides. Executables and encrypted containers are refused whatever the policy says.
Result<void> check_type(const Detected& detected, Context& ctx) {
  if (detected.group == Group::Executable) {
    return blocked(ctx, CatalogueId(detected.catalogue), ErrorCode::Forbidden, words_for(detected));
  }
  if (detected.group == Group::Encrypted) {
    return blocked(ctx, CatalogueId(detected.catalogue), ErrorCode::Encrypted, words_for(detected));
  }
  return ok();
}

// The policy's word on the type, and on the handler that would rebuild it.
Result<void> check_policy(const Detected& detected, const Row& row, Context& ctx) {
  const auto blocks = [&](std::string_view name) {
    return ctx.policy().type_action(name) == policy::TypeAction::Block;
  };
  if (!blocks(detected.type) && !blocks(row.handler)) return ok();
  return blocked(ctx, CatalogueId("EXT-011"), ErrorCode::Forbidden, words_for(detected) + " is blocked by the policy");
}

Error without_handler(const Detected& detected, Context& ctx) {
  const std::string_view id = detected.catalogue.empty() ? "EXT-011" : detected.catalogue;
  return blocked(ctx, CatalogueId(id), ErrorCode::Unsupported, words_for(detected) + " cannot be rebuilt");
}

// An overrun of the budget is a finding too: which limit it was (GEN-004, GEN-005); and so is an end that came too
// early (GEN-007).
Error explain_limit(Error error, Context& ctx) {
  if (error.code == ErrorCode::Truncated) {
    return blocked(ctx, CatalogueId("GEN-007"), error.code, std::move(error.detail));
  }
  const bool depth = error.code == ErrorCode::TooDeep;
  if (depth || error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany) {
    return blocked(ctx, CatalogueId(depth ? "GEN-004" : "GEN-005"), error.code, std::move(error.detail));
  }
  return error;
}

// A name must say what the file is (GEN-001): programs choose by it. An extension of the type's own stays.
void settle_extension(const Detected& detected, const Row& row, Outcome& outcome, Context& ctx) {
  const std::string& name = ctx.claim().untrusted_name;
  const std::string claimed = detect::effective_extension(name);
  const detect::TypeRow* type = detect::find_type(detected.type);
  const bool fits = type != nullptr && detect::has_extension(*type, claimed);
  if (outcome.extension.empty() && row.output != row.extension) outcome.extension = row.output;
  if (fits || name.empty()) return;
  if (outcome.extension.empty()) outcome.extension = row.output;
  if (claimed == outcome.extension) return;
  ctx.report(Finding{.id = CatalogueId("GEN-001"),
                     .action = Action::Rewritten,
                     .where = name,
                     .detail = "true type is " + detected.type});
}

// What has been written, to be looked at again.
class Written final : public Source {
 public:
  explicit Written(OutputSink& sink) : sink_(sink) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return sink_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override {
    return sink_.read_back(offset, into);
  }

 private:
  OutputSink& sink_;
};

// A file that another program takes for something else (GEN-002). Rebuilding leaves one format alone; what it left of
// the other, in pixels for instance, is no accident.
Result<void> tell_second(Source& in, const Detected& detected, Action action, Context& ctx) {
  TRY_ASSIGN(const std::string_view second, detect::second_format(in, detected.type));
  if (second.empty()) return ok();
  ctx.report(Finding{.id = CatalogueId("GEN-002"),
                     .action = action,
                     .where = ctx.claim().untrusted_name,
                     .detail = detected.type + " and " + std::string(second) + " in one file"});
  return ok();
}

Result<void> check_single(OutputSink& out, std::string_view type, Context& ctx) {
  Written written(out);
  TRY_ASSIGN(const std::string_view second, detect::second_format(written, type));
  if (second.empty()) return ok();
  return blocked(ctx, CatalogueId("GEN-002"), ErrorCode::Forbidden,
                 std::string(type) + " that is still " + std::string(second) + " when rebuilt");
}

Result<Outcome> rebuild(const Detected& detected, const Row& row, Handler& handler, Source& in, OutputSink& out,
                        Context& ctx) {
  TRY(check_policy(detected, row, ctx));
  TRY(tell_second(in, detected, Action::Removed, ctx));
  auto rebuilt = handler.sanitize(in, out, ctx);
  if (!rebuilt) return explain_limit(std::move(rebuilt).error(), ctx);
  Outcome outcome = std::move(rebuilt).value();
  if (outcome.type.empty()) outcome.type = detected.type;
  settle_extension(detected, row, outcome, ctx);
  TRY(check_single(out, outcome.type, ctx));
  return outcome;
}

Dispatched refused(Error error, std::string type) {
  return {std::move(error), std::move(type), std::nullopt};
}

}  // namespace

Handler* find_handler(HandlerSet handlers, std::string_view name) noexcept {
  for (const HandlerFunction handler : handlers) {
    if (handler().name() == name) return &handler();
  }
  return nullptr;
}

Result<void> warm_up(HandlerSet handlers) {
  ::tzset();  // libzip asks mktime(3), which opens /etc/localtime the first time
  for (const HandlerFunction handler : handlers) {
    handler().warm_up();
    const Buffer sample = handler().trial();
    if (sample.empty()) continue;
    if (const Result<void> passed = run_trial(handler(), sample); !passed) {
      return make_error(passed.error().code,
                        "the trial of " + std::string(handler().name()) + " failed: " + passed.error().detail);
    }
  }
  return ok();
}

Dispatched dispatch(Source& in, OutputSink& out, Context& ctx, HandlerSet handlers, Family own) {
  const FileClaim& claim = ctx.claim();
  Result<Detected> looked = detect::identify(in, claim);
  if (const auto id = detect::dangerous_name(claim.untrusted_name)) {
    return refused(blocked(ctx, *id, ErrorCode::Forbidden, "dangerous file name"), looked ? looked->type : "");
  }
  if (!looked) return refused(std::move(looked).error(), "");
  const Detected detected = std::move(looked).value();
  if (detected.type == "empty") {  // GEN-007: nothing to rebuild and nothing in it
    if (Result<void> done = out.finish(); !done) return refused(std::move(done).error(), detected.type);
    return {Outcome{.type = "empty", .extension = {}, .replaced = false}, detected.type, std::nullopt};
  }
  if (Result<void> passed = check_type(detected, ctx); !passed) {
    if (Result<void> told = tell_second(in, detected, Action::Blocked, ctx); !told)
      return refused(std::move(told).error(), detected.type);
    return refused(std::move(passed).error(), detected.type);
  }
  const Row* row = find(detected.type);
  if (row == nullptr && own != Family::Files) return {Outcome{}, detected.type, Family::Files};
  if (row == nullptr) return refused(without_handler(detected, ctx), detected.type);
  Handler* handler = find_handler(handlers, row->handler);
  if (handler == nullptr) return {Outcome{}, detected.type, row->family};
  return {rebuild(detected, *row, *handler, in, out, ctx), detected.type, std::nullopt};
}

}  // namespace mugai::formats
